"""The tree of an edition: chapters, goals, actions, working groups and numbered notes.

Every row carries its edition (so that the database can guard frozen rows) and a `uid` that stays
the same across editions, moves and renumbering; addresses and comparisons refer to the uid only.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track

from .commitments import Commitment, ExampleAction
from .plans import Edition


class Row(models.Model):
    """What every row of the tree has; `version` counts its saves, for the check on stale forms."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="%(class)ss")
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class TimingKind(models.TextChoices):
    ONGOING = "ongoing", "doorlopend in de periode"
    BY = "by", "te bereiken tegen"


class Timed(models.Model):
    """When: a kind, years, and the words as the city wrote them."""

    timing_kind = models.CharField("soort timing", max_length=10, choices=TimingKind, blank=True)
    timing_from = models.PositiveSmallIntegerField("van jaar", null=True, blank=True)
    timing_until = models.PositiveSmallIntegerField("tot en met jaar", null=True, blank=True)
    timing_text = models.TextField(
        "timing zoals geschreven",
        blank=True,
        help_text="Bijvoorbeeld: 2026-2031, of najaar 2027.",
    )

    class Meta:
        abstract = True

    @property
    def timing(self):
        """The words to show: as written, else made from the years."""
        if self.timing_text:
            return self.timing_text
        years = [str(year) for year in (self.timing_from, self.timing_until) if year]
        return "–".join(dict.fromkeys(years))


def years_run_forward(name):
    return models.CheckConstraint(
        name=name,
        condition=Q(timing_from__isnull=True)
        | Q(timing_until__isnull=True)
        | Q(timing_until__gte=F("timing_from")),
        violation_error_message="Het laatste jaar kan niet voor het eerste liggen.",
    )


class Note(Row):
    """A numbered note of a plan, to which goals, actions and timings refer."""

    number = models.PositiveSmallIntegerField("nummer")
    text = models.TextField("tekst")

    class Meta(Row.Meta):
        verbose_name = "voetnoot"
        verbose_name_plural = "voetnoten"
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="note_uid_is_unique"),
        ]

    def __str__(self):
        return f"{self.number}. {self.text[:60]}"


class Chapter(Row):
    """A part of the plan: one of the ten commitments, or a theme of the city's own."""

    number = models.CharField("nummer", max_length=40, blank=True)
    title = models.TextField("titel")
    description = models.TextField("omschrijving", blank=True)
    commitments = models.ManyToManyField(
        Commitment,
        blank=True,
        related_name="chapters",
        verbose_name="verbintenissen van ECCAR",
        help_text="Waar dit hoofdstuk aan meewerkt. Een eigen thema mag er ook geen hebben.",
    )
    group_note = models.TextField("toelichting bij de werkgroep", blank=True)

    class Meta(Row.Meta):
        verbose_name = "hoofdstuk"
        verbose_name_plural = "hoofdstukken"
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="chapter_uid_is_unique"),
        ]

    def __str__(self):
        return f"{self.number}. {self.title}" if self.number else self.title


class Goal(Timed, Row):
    """An operational goal: what the city wants to reach, by when and with whom."""

    chapter = models.ForeignKey(Chapter, on_delete=models.PROTECT, related_name="goals")
    code = models.CharField("nummer", max_length=40, blank=True)
    title = models.TextField("operationeel doel")
    explanation = models.TextField("toelichting", blank=True)
    commitments = models.ManyToManyField(
        Commitment,
        blank=True,
        related_name="goals",
        verbose_name="eigen verbintenissen",
        help_text="Alleen als dit doel bij een andere verbintenis hoort dan zijn hoofdstuk.",
    )
    sdgs = models.ManyToManyField(
        SustainableGoal, blank=True, related_name="goals", verbose_name="SDG's"
    )
    grounds = models.ManyToManyField(
        Ground, blank=True, related_name="goals", verbose_name="discriminatiegronden"
    )
    domains = models.ManyToManyField(
        PolicyDomain, blank=True, related_name="goals", verbose_name="beleidsdomeinen"
    )
    tracks = models.ManyToManyField(
        Track, blank=True, related_name="goals", verbose_name="sporen van de overeenkomst"
    )
    example = models.ForeignKey(
        ExampleAction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="goals",
        verbose_name="voorbeeldactie van ECCAR",
        help_text="Hiermee vinden andere steden hetzelfde doel terug.",
    )
    bbc_references = models.JSONField(
        "verwijzingen naar het meerjarenplan", default=list, blank=True
    )
    group_note = models.TextField("toelichting bij de eigen werkgroep", blank=True)
    notes = models.ManyToManyField(
        Note, blank=True, related_name="goals", verbose_name="voetnoten bij het doel"
    )
    timing_notes = models.ManyToManyField(
        Note, blank=True, related_name="timed_goals", verbose_name="voetnoten bij de timing"
    )

    class Meta(Row.Meta):
        verbose_name = "operationeel doel"
        verbose_name_plural = "operationele doelen"
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="goal_uid_is_unique"),
            years_run_forward("goal_timing_runs_forward"),
        ]

    def __str__(self):
        return f"{self.code} {self.title}".strip()


class Action(Timed, Row):
    """What is done for a goal."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="actions")
    text = models.TextField("actie")
    responsible = models.CharField("verantwoordelijke", max_length=200, blank=True)
    notes = models.ManyToManyField(
        Note, blank=True, related_name="actions", verbose_name="voetnoten bij de actie"
    )

    class Meta(Row.Meta):
        verbose_name = "actie"
        verbose_name_plural = "acties"
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="action_uid_is_unique"),
            years_run_forward("action_timing_runs_forward"),
        ]

    def __str__(self):
        return self.text


class Participation(Row):
    """Who works on a chapter or on one goal: the organiser or a participant of its group."""

    class Role(models.TextChoices):
        ORGANISER = "organiser", "organisator"
        PARTICIPANT = "participant", "deelnemer"

    chapter = models.ForeignKey(
        Chapter, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="participations"
    )
    label = models.TextField("naam")
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name="gedeelde partner",
        help_text="Kies de partner uit de gedeelde lijst als die ook met andere steden werkt.",
    )
    role = models.CharField("rol", max_length=20, choices=Role, default=Role.PARTICIPANT)
    to_confirm = models.BooleanField("nog te bevestigen", default=False)

    class Meta(Row.Meta):
        verbose_name = "deelnemer"
        verbose_name_plural = "deelnemers"
        constraints = [
            models.UniqueConstraint(fields=["edition", "uid"], name="participation_uid_is_unique"),
            models.CheckConstraint(
                name="a_participant_belongs_to_a_chapter_or_a_goal",
                condition=Q(chapter__isnull=False) ^ Q(goal__isnull=False),
            ),
        ]

    def __str__(self):
        return self.label


class Lineage(models.Model):
    """What became of a goal or action: its row of descent between plans and editions."""

    class Kind(models.TextChoices):
        CONTINUED = "continued", "voortgezet"
        REWORDED = "reworded", "geherformuleerd"
        SPLIT = "split", "opgesplitst"
        MERGED = "merged", "samengevoegd"
        MOVED = "moved", "verplaatst"

    new_uid = models.UUIDField(db_index=True)
    old_uid = models.UUIDField(db_index=True)
    kind = models.CharField("hoe", max_length=10, choices=Kind)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "afstamming"
        verbose_name_plural = "afstammingen"
        constraints = [
            models.UniqueConstraint(
                fields=["new_uid", "old_uid"], name="a_descent_is_recorded_once"
            ),
            models.CheckConstraint(
                name="nothing_descends_from_itself", condition=~Q(new_uid=F("old_uid"))
            ),
        ]

    def __str__(self):
        return f"{self.new_uid} ← {self.old_uid} ({self.kind})"
