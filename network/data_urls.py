"""Open data."""

urlpatterns = []
