"""Searching everything that is public."""

urlpatterns = []
