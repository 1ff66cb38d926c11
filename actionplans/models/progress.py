"""How far a plan is: told by people, round after round, beside its editions and never in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cities.models import Actor
from cities.models.place import RESERVED_SLUGS

from .plans import Plan


class ProgressRoundQuerySet(models.QuerySet):
    def open_on(self, day):
        """The rounds in which cities can report on this day; rules keep it to one."""
        return self.filter(opens_on__lte=day, closes_on__gte=day, closed_at__isnull=True)

    def latest_first(self):
        return self.order_by("-opens_on", "-pk")


class ProgressRound(models.Model):
    """A window in which all cities tell how far they are, opened by the network's moderator."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adres", max_length=80, unique=True)
    name = models.CharField(
        "naam", max_length=80, help_text="Bijvoorbeeld: najaar 2026, of voor het schepenoverleg."
    )
    message = models.TextField(
        "boodschap voor de steden", blank=True, help_text="Staat boven het scherm en in de mail."
    )
    opens_on = models.DateField("open vanaf")
    closes_on = models.DateField("open tot en met")
    opened_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField("gemaakt op", default=timezone.now, editable=False)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField("gesloten op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ProgressRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "voortgangsronde"
        verbose_name_plural = "voortgangsrondes"
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_round_closes_after_it_opens",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="De laatste dag kan niet voor de eerste liggen.",
            ),
            models.CheckConstraint(
                name="round_slug_is_not_a_reserved_word", condition=~Q(slug__in=RESERVED_SLUGS)
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("actionplans:round", args=[self.slug])

    @property
    def is_open(self):
        today = timezone.localdate()
        return self.closed_at is None and self.opens_on <= today <= self.closes_on

    @property
    def is_coming(self):
        return self.closed_at is None and timezone.localdate() < self.opens_on

    @property
    def is_over(self):
        return not self.is_open and not self.is_coming


class RoundStep(models.Model):
    """A city says that a plan's round is done, or opens it again; the last step counts."""

    class Kind(models.TextChoices):
        CLOSED = "closed", "afgesloten"
        REOPENED = "reopened", "heropend"

    round = models.ForeignKey(ProgressRound, on_delete=models.PROTECT, related_name="steps")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="round_steps")
    number = models.PositiveIntegerField()
    kind = models.CharField("wat", max_length=10, choices=Kind)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "stap in een voortgangsronde"
        verbose_name_plural = "stappen in voortgangsrondes"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "plan", "number"], name="a_round_takes_one_step_at_a_time"
            )
        ]

    def __str__(self):
        return f"{self.plan}, {self.round}: {self.get_kind_display()}"


class ProgressEntry(models.Model):
    """What a city told about a goal or an action at one moment; a later word never replaces it.

    `number` counts the entries on one subject: who writes on a page that a colleague overtook
    finds the number taken. Without a round it is a word in between.
    """

    class Kind(models.TextChoices):
        GOAL = "goal", "doel"
        ACTION = "action", "actie"

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "niet gestart"
        PREPARING = "preparing", "in voorbereiding"
        RUNNING = "running", "in uitvoering"
        FINISHED = "finished", "afgerond"
        STOPPED = "stopped", "stopgezet"

    class Schedule(models.TextChoices):
        ON_SCHEDULE = "on_schedule", "op schema"
        DELAYED = "delayed", "vertraagd"
        POSTPONED = "postponed", "uitgesteld"

    class Reason(models.TextChoices):
        MEANS = "means", "te weinig middelen"
        STAFF = "staff", "te weinig personeel"
        PRIORITY = "priority", "andere prioriteit"
        DECISION = "decision", "wacht op een beslissing"
        PARTNER = "partner", "hangt af van een partner"
        OTHER = "other", "andere reden"

    class Origin(models.TextChoices):
        CITY = "city", "van de stad"
        PARTNER = "partner", "na een antwoord van een partner"
        CARRY_OVER = "carry_over", "bij de overgang naar een volgend plan"

    # After these two nothing runs any more, so nothing can be late.
    ENDED = (State.FINISHED, State.STOPPED)
    LATE = (Schedule.DELAYED, Schedule.POSTPONED)

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="progress")
    kind = models.CharField("waarover", max_length=10, choices=Kind, default=Kind.GOAL)
    subject = models.UUIDField("uid van het doel of de actie")
    number = models.PositiveIntegerField()
    round = models.ForeignKey(
        ProgressRound, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    state = models.CharField("voortgang", max_length=15, choices=State, blank=True)
    schedule = models.CharField("op schema", max_length=15, choices=Schedule, blank=True)
    reason = models.CharField("reden", max_length=10, choices=Reason, blank=True)
    text = models.TextField("toelichting", blank=True)
    evidence = models.JSONField("bewijs", default=list, blank=True)
    is_unchanged = models.BooleanField("ongewijzigd bevestigd", default=False)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CITY)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField("op", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "voortgang"
        verbose_name_plural = "voortgang"
        ordering = ["subject", "number"]
        indexes = [
            models.Index(fields=["plan", "round"], name="progress_of_a_plan_in_a_round"),
            models.Index(fields=["subject", "-number"], name="progress_of_a_subject"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "subject", "number"], name="progress_is_told_one_by_one"
            ),
            models.CheckConstraint(
                name="progress_has_a_state",
                condition=~Q(state="") | Q(origin="carry_over"),
                violation_error_message="Kies hoe ver het staat.",
            ),
            models.CheckConstraint(
                name="only_what_runs_can_be_late",
                condition=Q(state__in=["finished", "stopped", ""], schedule="")
                | Q(state__in=["not_started", "preparing", "running"]) & ~Q(schedule=""),
                violation_error_message="Zeg of het op schema zit; niet voor wat klaar is.",
            ),
            models.CheckConstraint(
                name="late_or_stopped_says_why",
                condition=(Q(state="stopped") | Q(schedule__in=["delayed", "postponed"]))
                & ~Q(reason="")
                | ~(Q(state="stopped") | Q(schedule__in=["delayed", "postponed"])) & Q(reason=""),
                violation_error_message="Kies een reden voor wat vertraagd of stopgezet is.",
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display() or 'geen stand'} ({self.at:%d-%m-%Y})"
