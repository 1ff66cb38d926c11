"""Where a city works on its own plans (`/mijn-stad/`)."""

urlpatterns = []
