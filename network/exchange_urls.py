"""What cities ask of each other and offer."""

from django.urls import path

from .views import exchange

urlpatterns = [
    path("", exchange.exchange, name="exchange"),
    path("nieuw/", exchange.notice_new, name="notice_new"),
    path("<uuid:uid>/bewerken/", exchange.notice_change, name="notice_change"),
    path("<uuid:uid>/weghalen/", exchange.notice_end, name="notice_end"),
]
