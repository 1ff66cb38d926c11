"""What cities ask of each other and offer."""

urlpatterns = []
