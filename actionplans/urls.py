from .reading_urls import urlpatterns as reading
from .workspace_urls import urlpatterns as workspace

app_name = "actionplans"

urlpatterns = [*reading, *workspace]
