"""Carry-over: from a plan that ends to the next one, decided goal by goal."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cities.models import Actor

from .plans import Plan


class CarryOver(models.Model):
    """A city's passage from one plan to the next; it can be left and taken up again.

    Until it is finished nothing exists of the new plan but what is chosen here.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="carry_overs")
    framework = models.CharField("soort plan", max_length=20, choices=Plan.Framework)
    theme = models.CharField("thema", max_length=60, blank=True)
    period_from = models.PositiveSmallIntegerField("vanaf")
    period_until = models.PositiveSmallIntegerField("tot en met", null=True, blank=True)
    started_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField("begonnen op", default=timezone.now, editable=False)
    new_plan = models.OneToOneField(
        Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="carried_from"
    )
    finished_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    finished_at = models.DateTimeField("afgerond op", null=True, editable=False)

    class Meta:
        verbose_name = "overgang naar een volgend plan"
        verbose_name_plural = "overgangen naar een volgend plan"
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(finished_at__isnull=True),
                name="one_carry_over_at_a_time",
            ),
            models.CheckConstraint(
                name="a_finished_carry_over_has_its_plan",
                condition=Q(finished_at__isnull=True, new_plan__isnull=True)
                | Q(finished_at__isnull=False, new_plan__isnull=False),
            ),
        ]

    def __str__(self):
        return f"van {self.plan} naar {self.period_from}"


class CarryOverChoice(models.Model):
    """What happens to one goal of the old plan.

    `values` belongs to the decision: new words, parts of a split, the goal it joins, a reason.
    """

    class Decision(models.TextChoices):
        CONTINUE = "continue", "gaat verder"
        REWORD = "reword", "gaat verder in andere woorden"
        MERGE = "merge", "gaat op in een ander doel"
        SPLIT = "split", "wordt opgesplitst"
        FINISHED = "finished", "is afgerond"
        STOPPED = "stopped", "stopt"

    carry_over = models.ForeignKey(CarryOver, on_delete=models.CASCADE, related_name="choices")
    subject = models.UUIDField("uid van het oude doel")
    decision = models.CharField("wat ermee gebeurt", max_length=10, choices=Decision)
    values = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "keuze bij een overgang"
        verbose_name_plural = "keuzes bij overgangen"
        constraints = [
            models.UniqueConstraint(
                fields=["carry_over", "subject"], name="one_choice_per_goal_and_carry_over"
            )
        ]

    def __str__(self):
        return f"{self.subject}: {self.get_decision_display()}"
