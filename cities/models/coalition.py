from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from .place import City


class Coalition(models.Model):
    """A network that cities join: this Flemish one, ECCAR, Rainbow Cities."""

    slug = models.SlugField("adres", unique=True)
    name = models.CharField("naam", max_length=120)
    short_name = models.CharField("korte naam", max_length=40)
    website = models.URLField("website", blank=True)
    description = models.TextField("omschrijving", blank=True)
    is_this_network = models.BooleanField("is het Vlaamse netwerk zelf", default=False)

    class Meta:
        verbose_name = "coalitie"
        verbose_name_plural = "coalities"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_this_network"],
                condition=Q(is_this_network=True),
                name="only_one_coalition_is_this_network",
            )
        ]

    def __str__(self):
        return self.short_name


class CoalitionMembership(models.Model):
    """That a city belongs to a coalition, since when, and which source says so."""

    class Precision(models.TextChoices):
        DAY = "day", "op de dag"
        MONTH = "month", "op de maand"
        YEAR = "year", "op het jaar"
        BEFORE = "before", "uiterlijk op die dag"
        UNKNOWN = "unknown", "jaar niet bekend"

    coalition = models.ForeignKey(
        Coalition, on_delete=models.PROTECT, related_name="memberships", verbose_name="coalitie"
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        related_name="coalition_memberships",
        verbose_name="stad of gemeente",
    )
    since = models.DateField("lid sinds", null=True, blank=True)
    precision = models.CharField("hoe precies", max_length=10, choices=Precision)
    is_confirmed = models.BooleanField("bevestigd door een bron", default=True)
    until = models.DateField("lid tot", null=True, blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    note = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "lidmaatschap van een coalitie"
        verbose_name_plural = "lidmaatschappen van coalities"
        ordering = ["coalition__name", "city__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["coalition", "city"], name="a_city_is_once_in_a_coalition"
            ),
            models.CheckConstraint(
                name="membership_has_a_date_or_says_unknown",
                condition=Q(since__isnull=False) ^ Q(precision="unknown"),
                violation_error_message="Geef een datum, of zeg dat het jaar niet bekend is.",
            ),
        ]

    def __str__(self):
        return f"{self.city} in {self.coalition}"

    @property
    def is_current(self):
        return self.until is None or self.until > timezone.localdate()

    @property
    def since_in_words(self):
        """The date as precisely as the source knows it: '3 december 2020', 'september 2014'."""
        if self.since is None:
            return "jaar niet bekend"
        if self.precision == self.Precision.YEAR:
            return str(self.since.year)
        if self.precision == self.Precision.MONTH:
            return date_format(self.since, "F Y")
        words = date_format(self.since, "j F Y")
        return f"uiterlijk {words}" if self.precision == self.Precision.BEFORE else words
