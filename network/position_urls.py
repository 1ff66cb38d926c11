"""Joint positions."""

urlpatterns = []
