"""Addresses of the roof; each group of pages has its own module."""

from django.urls import include, path

from .views import agreement, outbox, rooms

app_name = "network"

urlpatterns = [
    path("netwerk/", rooms.rooms, name="rooms"),
    path("netwerk/overeenkomst/", agreement.agreement, name="agreement"),
    path("beheer/uitgaand/", outbox.outbox, name="outbox"),
    path("", include("network.search_urls")),
    path("vergelijken/", include("network.compare_urls")),
    path("netwerk/vergaderingen/", include("network.dossier_urls")),
    path("netwerk/", include("network.meeting_urls")),
    path("netwerk/jaarthemas/", include("network.theme_urls")),
    path("netwerk/standpunten/", include("network.position_urls")),
    path("netwerk/zoeken-en-bieden/", include("network.exchange_urls")),
    path("", include("network.engagement_urls")),
    path("", include("network.data_urls")),
]
