"""What each city took on, and whom to call."""

urlpatterns = []
