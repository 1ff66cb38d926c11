"""Wij zoeken, wij bieden: what cities ask of each other and offer, per commitment."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Commitment
from cities.models import Actor, City

from .meetings import Meeting


class Notice(models.Model):
    """One question or offer of a city, for the members; it stands until the city takes it down."""

    class Kind(models.TextChoices):
        SEEKS = "seeks", "wij zoeken"
        OFFERS = "offers", "wij bieden"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField("soort", max_length=10, choices=Kind)
    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="+", verbose_name="verbintenis"
    )
    text = models.TextField("waarover")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="voor het overleg van",
    )
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("sinds", default=timezone.now)
    ended_at = models.DateTimeField("weggehaald op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "vraag of aanbod"
        verbose_name_plural = "vragen en aanbiedingen"
        ordering = ["commitment__number", "-made_at", "-pk"]

    def __str__(self):
        return f"{self.city}, {self.get_kind_display()}: {self.text[:60]}"

    def get_absolute_url(self):
        return f"{reverse('network:exchange')}#{self.uid}"
