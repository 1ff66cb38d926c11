"""Meetings of the network."""

urlpatterns = []
