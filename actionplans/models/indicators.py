"""What a goal is measured by. Beside the editions: a measurement is not a new wording."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cities.models import Actor

from .plans import Plan


class Indicator(models.Model):
    """A figure by which a city follows one goal: in what unit, from where, to where."""

    class Direction(models.TextChoices):
        UP = "up", "hoger is beter"
        DOWN = "down", "lager is beter"
        NONE = "none", "geen richting"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="indicators")
    goal = models.UUIDField("uid van het doel")
    name = models.CharField("wat je meet", max_length=200)
    unit = models.CharField("eenheid", max_length=40, help_text="Bijvoorbeeld: meldingen, of %.")
    direction = models.CharField("richting", max_length=10, choices=Direction, default=Direction.UP)
    baseline = models.DecimalField(
        "nulmeting", max_digits=16, decimal_places=3, null=True, blank=True
    )
    baseline_year = models.PositiveSmallIntegerField("jaar van de nulmeting", null=True, blank=True)
    target = models.DecimalField(
        "streefwaarde", max_digits=16, decimal_places=3, null=True, blank=True
    )
    target_year = models.PositiveSmallIntegerField("te bereiken in", null=True, blank=True)
    note = models.TextField("hoe je meet", blank=True)
    is_archived = models.BooleanField("niet meer gevolgd", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering = ["pk"]
        indexes = [models.Index(fields=["plan", "goal"], name="indicators_of_a_goal")]
        constraints = [
            models.CheckConstraint(
                name="a_baseline_has_a_year",
                condition=Q(baseline__isnull=True, baseline_year__isnull=True)
                | Q(baseline__isnull=False, baseline_year__range=(1950, 2100)),
                violation_error_message="Geef bij de nulmeting een jaar, en omgekeerd.",
            ),
            models.CheckConstraint(
                name="a_target_has_a_year",
                condition=Q(target__isnull=True, target_year__isnull=True)
                | Q(target__isnull=False, target_year__range=(1950, 2100)),
                violation_error_message="Geef bij de streefwaarde een jaar, en omgekeerd.",
            ),
        ]

    def __str__(self):
        return self.name


class IndicatorChange(models.Model):
    """One line of what was changed about an indicator; the old target stays known."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="changes")
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "wijziging van een indicator"
        verbose_name_plural = "wijzigingen van indicatoren"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.indicator}.{self.field}"


class MeasurementQuerySet(models.QuerySet):
    def standing(self):
        """What holds today: the last word on each measurement, unless it was taken back."""
        return self.filter(corrected_by__isnull=True, value__isnull=False)


class Measurement(models.Model):
    """A value at a moment, with its source. A correction is a new row that names the old one.

    Without a value it takes the old one back.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    measured_on = models.DateField("gemeten op")
    value = models.DecimalField("waarde", max_digits=16, decimal_places=3, null=True)
    source = models.CharField("bron", max_length=200, blank=True)
    source_link = models.URLField("link naar de bron", max_length=500, blank=True)
    remark = models.TextField("opmerking", blank=True)
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("ingevoerd op", default=timezone.now, editable=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering = ["measured_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_measurement_has_a_value_or_takes_one_back",
                condition=Q(value__isnull=False) | Q(corrects__isnull=False),
            ),
            models.CheckConstraint(
                name="a_measurement_does_not_correct_itself",
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")),
            ),
        ]

    def __str__(self):
        return f"{self.value} op {self.measured_on}"
