"""What passes between moderator and author: deeds, points, and notes among moderators."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cities.models import Actor

from .people import Submitter
from .practice import Practice
from .proposals import ChangeProposal
from .sections import CitySection


class PracticeEvent(models.Model):
    """One deed on a practice, a proposal or a section; lines are only ever added.

    `uid` is the key of the form that asked for it: the same click twice is one deed. `memo` holds
    what undoing needs, and the words that would otherwise be lost.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="events")
    proposal = models.ForeignKey(
        ChangeProposal, on_delete=models.CASCADE, null=True, related_name="events"
    )
    section = models.ForeignKey(
        CitySection, on_delete=models.CASCADE, null=True, related_name="events"
    )
    step = models.CharField(max_length=30)
    from_state = models.CharField(max_length=20, blank=True)
    to_state = models.CharField(max_length=20, blank=True)
    # The lock version that the subject has after this deed.
    lock_version = models.PositiveIntegerField(default=0)
    seen = models.PositiveIntegerField("gezien versie", null=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    memo = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone_by"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "gebeurtenis"
        verbose_name_plural = "gebeurtenissen"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["practice", "-at"], name="events_of_a_practice")]

    def __str__(self):
        return f"{self.step}: {self.practice}"


class Point(models.Model):
    """One remark of a moderator about one field, which the author ticks off or answers."""

    class State(models.TextChoices):
        OPEN = "open", "open"
        DONE = "done", "verwerkt"
        ANSWERED = "answered", "beantwoord"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="points")
    proposal = models.ForeignKey(
        ChangeProposal, on_delete=models.CASCADE, null=True, related_name="points"
    )
    # The code of a field, 'section.<code>' for one of the city section, or '' for the whole.
    field = models.CharField("over", max_length=40, blank=True)
    text = models.TextField("punt")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    answer = models.TextField("antwoord", blank=True)
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    # The deed that asked it, and the version that was read then.
    event = models.ForeignKey(PracticeEvent, on_delete=models.CASCADE, related_name="points")
    seen = models.PositiveIntegerField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "punt"
        verbose_name_plural = "punten"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_answered_point_has_an_answer",
                condition=~Q(state="answered") | ~Q(answer=""),
            )
        ]

    def __str__(self):
        return self.text[:80]


class InternalNote(models.Model):
    """What moderators tell each other about a fiche; nobody else reads it."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="notes")
    proposal = models.ForeignKey(
        ChangeProposal, on_delete=models.CASCADE, null=True, related_name="notes"
    )
    text = models.TextField("notitie")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "interne notitie"
        verbose_name_plural = "interne notities"
        ordering = ["at", "pk"]

    def __str__(self):
        return self.text[:80]
