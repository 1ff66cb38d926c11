from .partner_urls import urlpatterns as partners
from .reading_urls import urlpatterns as reading
from .round_urls import urlpatterns as rounds
from .workspace_urls import urlpatterns as workspace

app_name = "actionplans"

urlpatterns = [*reading, *partners, *rounds, *workspace]
