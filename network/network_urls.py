from django.urls import path

from .views import agreement, outbox

app_name = "network"

urlpatterns = [
    path("netwerk/overeenkomst/", agreement.agreement, name="agreement"),
    path("beheer/uitgaand/", outbox.outbox, name="outbox"),
]
