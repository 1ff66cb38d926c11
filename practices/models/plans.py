from django.db import models
from django.utils import timezone

from actionplans.models import Plan
from cities.models import Actor, City

from .practice import Practice


class PlanLink(models.Model):
    """That a city's goal or action and a practice belong together, and which came first.

    It names the row by its uid, so it follows the row through editions and, by lineage, into the
    next plan. Readers see it only once that city published an edition that holds the row.
    """

    class Kind(models.TextChoices):
        TAKEN_OVER = "taken_over", "overgenomen uit de praktijk"
        SHARED = "shared", "gedeeld als praktijk"

    class RowKind(models.TextChoices):
        GOAL = "goal", "doel"
        ACTION = "action", "actie"

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="plan_links")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="practice_links")
    row_kind = models.CharField(max_length=10, choices=RowKind)
    row_uid = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12, choices=Kind)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "band met een plan"
        verbose_name_plural = "banden met plannen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "row_uid", "kind"], name="a_practice_and_a_row_are_linked_once"
            )
        ]

    def __str__(self):
        return f"{self.practice} ↔ {self.plan}"
