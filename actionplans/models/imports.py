import uuid

from django.db import models

from cities.models import Actor

from .plans import Plan


class ImportProposal(models.Model):
    """What the portal understood of an uploaded document, waiting for the officer's yes or no."""

    class State(models.TextChoices):
        WAITING = "waiting", "wacht op nazicht"
        ACCEPTED = "accepted", "overgenomen"
        DROPPED = "dropped", "weggelegd"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="imports")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    file_name = models.CharField("bestand", max_length=200)
    sha256 = models.CharField(max_length=64)
    document = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "ingelezen document"
        verbose_name_plural = "ingelezen documenten"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "sha256"],
                condition=models.Q(state="waiting"),
                name="a_document_waits_once_per_plan",
            )
        ]

    def __str__(self):
        return self.file_name
