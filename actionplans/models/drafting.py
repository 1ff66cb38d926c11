import uuid

from django.db import models

from cities.models import Actor

from .plans import Plan


class Deed(models.Model):
    """One thing a person did to a draft, as they would say it; it can be undone as one."""

    class Kind(models.TextChoices):
        CHANGE = "change", "gewijzigd"
        ADD = "add", "toegevoegd"
        MOVE = "move", "verplaatst"
        DELETE = "delete", "verwijderd"
        IMPORT = "import", "ingelezen"
        REPLACE = "replace", "vervangen"
        CARRY_OVER = "carry_over", "overgenomen uit het vorige plan"
        UNDO = "undo", "ongedaan gemaakt"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="deeds")
    kind = models.CharField("wat", max_length=10, choices=Kind)
    summary = models.CharField("omschrijving", max_length=300)
    at = models.DateTimeField("tijdstip", auto_now_add=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="deeds")
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        verbose_name = "handeling in een ontwerp"
        verbose_name_plural = "handelingen in ontwerpen"
        ordering = ["-pk"]

    def __str__(self):
        return self.summary


class DraftChange(models.Model):
    """One line of the draft log: a field with its old and new value, or a whole row (`*`)."""

    WHOLE_ROW = "*"

    deed = models.ForeignKey(Deed, on_delete=models.PROTECT, related_name="changes")
    table = models.CharField(max_length=20)
    uid = models.UUIDField()
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)

    class Meta:
        verbose_name = "wijziging in een ontwerp"
        verbose_name_plural = "wijzigingen in ontwerpen"
        ordering = ["pk"]
        indexes = [models.Index(fields=["uid", "version"], name="log_of_a_row")]

    def __str__(self):
        return f"{self.table}.{self.field} (v{self.version})"
