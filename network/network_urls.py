from django.urls import path

from .views import agreement

app_name = "network"

urlpatterns = [
    path("netwerk/overeenkomst/", agreement.agreement, name="agreement"),
]
