"""The dossier of a meeting: what changed in all cities since the one before it."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cities.models import Actor

from .meetings import Meeting


class Dossier(models.Model):
    """One dossier per meeting; its row is also the job that the worker takes.

    `content` holds what everybody may read and no contact details: those are read when a member
    looks. Until the meeting is closed it can be made anew; a frozen one never changes again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "staat klaar om gemaakt te worden"
        MAKING = "making", "wordt gemaakt"
        READY = "ready", "klaar"
        FAILED = "failed", "mislukt"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="dossier")
    since_meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="sinds de vergadering van",
    )
    since_on = models.DateField("sinds")
    # The last day that it tells of, that day included.
    until_on = models.DateField("tot en met")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField("gemaakt op", null=True)
    format = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    frozen_at = models.DateTimeField("bevroren op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "dossier"
        verbose_name_plural = "dossiers"
        ordering = ["-meeting__day"]
        constraints = [
            models.CheckConstraint(
                name="a_ready_dossier_has_its_content",
                condition=~Q(state="ready") | Q(content__isnull=False, made_at__isnull=False),
            ),
            models.CheckConstraint(
                name="only_a_ready_dossier_is_frozen",
                condition=Q(frozen_at__isnull=True) | Q(state="ready"),
            ),
        ]

    def __str__(self):
        return f"Dossier: {self.meeting}"

    def get_absolute_url(self):
        return reverse("network:dossier", args=[self.meeting.slug])


class DossierFile(models.Model):
    """The dossier on paper or for a tablet, as everybody may have it; kept with the frozen one."""

    class Kind(models.TextChoices):
        PDF = "pdf", "pdf"
        BUNDLE = "html", "bundel om offline te lezen"

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    pages = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "bestand van een dossier"
        verbose_name_plural = "bestanden van dossiers"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"], name="a_dossier_has_one_file_of_a_kind"
            )
        ]

    def __str__(self):
        return f"{self.dossier} ({self.kind})"
