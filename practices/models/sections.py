"""What one city tells about a practice: its own text, with its own date."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cities.models import Actor, City

from .people import Submitter
from .practice import Practice


class SectionQuerySet(models.QuerySet):
    def shown(self):
        """What readers see; a practice that stopped is told too: its history is useful."""
        return self.exclude(state=CitySection.State.HIDDEN)

    def in_order(self):
        return self.select_related("city", "version").order_by("sort_key", "pk")

    def to_check(self):
        """What a city wrote since VVSG last looked."""
        return self.filter(version__number__gt=F("checked_number"))


class CitySection(models.Model):
    """*Deze praktijk in <stad>*: written by that city, visible at once, checked afterwards."""

    class State(models.TextChoices):
        VISIBLE = "visible", "zichtbaar"
        STOPPED = "stopped", "gestopt"
        HIDDEN = "hidden", "verborgen"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="sections")
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, related_name="practice_sections"
    )
    # A municipality that is not in the list of cities.
    place_name = models.CharField("gemeente", max_length=80, blank=True)
    sort_key = models.CharField(max_length=80, blank=True, editable=False)
    state = models.CharField("toestand", max_length=10, choices=State, default=State.VISIBLE)
    version = models.ForeignKey(
        "practices.SectionVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The number of the last version that VVSG looked at.
    checked_number = models.PositiveIntegerField(default=0)
    stopped_year = models.PositiveSmallIntegerField("gestopt in", null=True, blank=True)
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True)
    confirmed_by = models.CharField("bevestigd door", max_length=160, blank=True)
    review_on = models.DateField("na te kijken op", null=True, blank=True)
    is_imported = models.BooleanField("overgenomen uit de VVSG-databank", default=False)
    updated_on = models.DateField("laatst bijgewerkt op", null=True, blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = "stadssectie"
        verbose_name_plural = "stadssecties"
        ordering = ["practice", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "city"],
                condition=Q(city__isnull=False),
                name="a_city_has_one_section_in_a_practice",
            ),
            models.UniqueConstraint(
                fields=["practice", "place_name"],
                condition=Q(city__isnull=True),
                name="a_place_has_one_section_in_a_practice",
            ),
            models.CheckConstraint(
                name="a_section_is_of_a_city_or_names_a_place",
                condition=Q(city__isnull=False, place_name="")
                | (Q(city__isnull=True) & ~Q(place_name="")),
            ),
            models.CheckConstraint(
                name="a_year_of_stopping_only_when_stopped",
                condition=Q(stopped_year__isnull=True) | ~Q(state="visible"),
            ),
        ]

    def __str__(self):
        return f"{self.practice} in {self.place}"

    def get_absolute_url(self):
        return f"{self.practice.get_absolute_url()}#stad-{self.anchor}"

    @property
    def place(self):
        return str(self.city) if self.city else self.place_name

    @property
    def anchor(self):
        return self.city.slug if self.city else str(self.uid)[:8]


class SectionVersion(models.Model):
    """One text of a city section as it was saved; it is never changed."""

    section = models.ForeignKey(CitySection, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField("reden", blank=True)
    reverts_to = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "versie van een stadssectie"
        verbose_name_plural = "versies van een stadssectie"
        ordering = ["section", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "number"], name="section_version_has_one_number"
            )
        ]

    def __str__(self):
        return f"{self.section}, versie {self.number}"
