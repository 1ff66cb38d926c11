"""All plans side by side."""

urlpatterns = []
