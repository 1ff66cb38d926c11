"""Where a partner without an account answers: the address is in a mail and nowhere else."""

from django.urls import path

from .views import partner_answering

urlpatterns = [
    path("vraag/<str:token>/", partner_answering.partner_answer, name="partner_answer"),
]
