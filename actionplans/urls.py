from .partner_urls import urlpatterns as partners
from .reading_urls import urlpatterns as reading
from .report_urls import urlpatterns as reports
from .round_urls import urlpatterns as rounds
from .workspace_urls import urlpatterns as workspace

app_name = "actionplans"

urlpatterns = [*reading, *reports, *partners, *rounds, *workspace]
