"""A question to a partner without an account, and the answer that waits for the officer."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cities.models import Actor

from .plans import Plan
from .progress import ProgressEntry, ProgressRound


class PartnerQuestion(models.Model):
    """One question about one goal, sent by mail with a link that works for a while, once."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="partner_questions")
    subject = models.UUIDField("uid van het doel")
    round = models.ForeignKey(
        ProgressRound, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(
        "naam van de partner", max_length=120, help_text="De organisatie of de persoon."
    )
    # Emptied by retention, long after the link stopped working.
    email = models.EmailField("e-mailadres", blank=True)
    question = models.TextField("je vraag")
    asked_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("gevraagd op", default=timezone.now, editable=False)
    expires_at = models.DateTimeField("link geldig tot")
    revoked_at = models.DateTimeField("ingetrokken op", null=True, editable=False)

    class Meta:
        verbose_name = "vraag aan een partner"
        verbose_name_plural = "vragen aan partners"
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["plan", "subject"], name="questions_on_a_goal")]

    def __str__(self):
        return f"vraag aan {self.name}"

    @property
    def is_live(self):
        """Whether the link still leads to a form."""
        return self.revoked_at is None and timezone.now() < self.expires_at


class PartnerAnswer(models.Model):
    """What a partner answered: a proposal, until the officer takes it over or lays it aside."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "wacht op de stad"
        ACCEPTED = "accepted", "overgenomen"
        EDITED = "edited", "aangepast overgenomen"
        DECLINED = "declined", "niet overgenomen"

    question = models.OneToOneField(
        PartnerQuestion, on_delete=models.PROTECT, related_name="answer"
    )
    signed = models.CharField("naam van wie antwoordt", max_length=120)
    state = models.CharField("voortgang", max_length=15, choices=ProgressEntry.State, blank=True)
    text = models.TextField("antwoord")
    at = models.DateTimeField("op", default=timezone.now, editable=False)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    decided_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)
    entry = models.OneToOneField(
        ProgressEntry, on_delete=models.PROTECT, null=True, related_name="answer"
    )

    class Meta:
        verbose_name = "antwoord van een partner"
        verbose_name_plural = "antwoorden van partners"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_decided_answer_says_when",
                condition=Q(outcome="waiting", decided_at__isnull=True)
                | ~Q(outcome="waiting") & Q(decided_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"antwoord van {self.signed}"
