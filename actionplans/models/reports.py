"""What a city tells abroad about its plan: the report to ECCAR, and a summary in English."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cities.models import Actor

from .commitments import Commitment
from .plans import Plan


class EccarReport(models.Model):
    """Every two years a member of ECCAR tells what it did for each of the ten commitments.

    It is the city's own paper until it is shared; then everybody reads it, and it stays editable.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="eccar_reports")
    year_from = models.PositiveSmallIntegerField("over de jaren")
    year_until = models.PositiveSmallIntegerField("tot en met")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    shared_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    shared_at = models.DateTimeField("openbaar sinds", null=True, editable=False)

    class Meta:
        verbose_name = "ECCAR-verslag"
        verbose_name_plural = "ECCAR-verslagen"
        ordering = ["plan", "-year_until"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "year_until"],
                name="one_report_per_plan_and_year",
                violation_error_message="Over dit jaar is er al een verslag.",
            ),
            models.CheckConstraint(
                name="a_report_runs_forward",
                condition=Q(year_until__gte=F("year_from"), year_from__range=(1990, 2100)),
                violation_error_message="Het laatste jaar kan niet voor het eerste liggen.",
            ),
        ]

    def __str__(self):
        return f"ECCAR-verslag {self.years} van {self.plan.city}"

    @property
    def years(self):
        return "–".join(dict.fromkeys([str(self.year_from), str(self.year_until)]))


class EccarReportPart(models.Model):
    """What a report says on one commitment, in Dutch and beside it in English."""

    report = models.ForeignKey(EccarReport, on_delete=models.CASCADE, related_name="parts")
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")
    measures = models.TextField("maatregelen", blank=True)
    results = models.TextField("resultaten", blank=True)
    difficulties = models.TextField("moeilijkheden", blank=True)
    measures_en = models.TextField("maatregelen, in het Engels", blank=True)
    results_en = models.TextField("resultaten, in het Engels", blank=True)
    difficulties_en = models.TextField("moeilijkheden, in het Engels", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "deel van een ECCAR-verslag"
        verbose_name_plural = "delen van ECCAR-verslagen"
        ordering = ["report", "commitment__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "commitment"], name="a_report_has_each_commitment_once"
            )
        ]

    def __str__(self):
        return f"{self.report}, {self.commitment}"


class PlanSummary(models.Model):
    """A plan in a few English paragraphs, for partners abroad; beside the Dutch, never instead."""

    plan = models.OneToOneField(Plan, on_delete=models.PROTECT, related_name="summary")
    title = models.CharField("titel in het Engels", max_length=250)
    text = models.TextField("samenvatting in het Engels")
    is_public = models.BooleanField("openbaar", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "Engelse samenvatting"
        verbose_name_plural = "Engelse samenvattingen"

    def __str__(self):
        return self.title
