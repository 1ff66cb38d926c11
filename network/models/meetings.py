"""Meetings: the aldermen once a year, the officers twice, and others.

Everybody may know that a meeting is there, where, and what it is about. The link to a video call,
the documents, who came, the minutes and the tasks are for who is signed in.
"""

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from actionplans.models import ProgressRound
from cities.models import Actor, City

from .addresses import NOT_A_NAME


class MeetingQuerySet(models.QuerySet):
    def coming(self):
        """Today's and later ones, the first one first."""
        found = self.filter(day__gte=timezone.localdate(), cancelled_at__isnull=True)
        return found.order_by("day", "starts_at", "pk")

    def past(self):
        """What was held, the latest first."""
        found = self.filter(day__lt=timezone.localdate(), cancelled_at__isnull=True)
        return found.order_by("-day", "-starts_at", "-pk")


class Meeting(models.Model):
    """One meeting of the network; of early ones only the day is known."""

    class Kind(models.TextChoices):
        ALDERMEN = "aldermen", "schepenoverleg"
        OFFICERS = "officers", "overleg van de diensten"
        OTHER = "other", "andere vergadering"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adres", max_length=80, unique=True)
    kind = models.CharField("soort", max_length=10, choices=Kind)
    title = models.CharField("titel", max_length=160)
    day = models.DateField("dag")
    starts_at = models.TimeField("begint om", null=True, blank=True)
    ends_at = models.TimeField("eindigt om", null=True, blank=True)
    place = models.CharField("plaats", max_length=200, blank=True)
    host = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hosted_meetings",
        verbose_name="gastheer",
    )
    link = models.URLField("link om mee te doen", max_length=500, blank=True)
    introduction = models.TextField("waarover het gaat", blank=True)
    report = models.TextField("openbaar verslag", blank=True)
    minutes = models.TextField("notulen voor de leden", blank=True)
    source = models.CharField("bron", max_length=300, blank=True)
    rounds = models.ManyToManyField(
        ProgressRound,
        blank=True,
        related_name="meetings",
        verbose_name="voortgangsrondes die meetellen",
    )
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    # Of the calendar's event: what a calendar program compares when a meeting moves.
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    invited_at = models.DateTimeField("uitgenodigd op", null=True, editable=False)
    cancelled_at = models.DateTimeField("afgelast op", null=True, editable=False)
    cancelled_because = models.TextField("waarom afgelast", blank=True)
    closed_at = models.DateTimeField("afgesloten op", null=True, editable=False)
    closed_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "vergadering"
        verbose_name_plural = "vergaderingen"
        ordering = ["-day", "-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="meeting_slug_is_not_a_reserved_word", condition=~Q(slug__in=NOT_A_NAME)
            ),
            models.CheckConstraint(
                name="a_meeting_ends_after_it_begins",
                condition=Q(ends_at__isnull=True)
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")),
                violation_error_message="Het einde kan niet voor het begin liggen.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("network:meeting", args=[self.slug])

    @property
    def begins(self):
        """The moment it begins, aware; None when only the day is known."""
        if self.starts_at is None:
            return None
        return timezone.make_aware(datetime.combine(self.day, self.starts_at))

    @property
    def is_past(self):
        return self.day < timezone.localdate()

    @property
    def is_cancelled(self):
        return self.cancelled_at is not None

    @property
    def is_closed(self):
        return self.closed_at is not None


class AgendaItem(models.Model):
    """A point of the agenda, with what was decided on it."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    title = models.CharField("punt", max_length=200)
    text = models.TextField("toelichting", blank=True)
    duration = models.PositiveSmallIntegerField("minuten", null=True, blank=True)
    for_members = models.BooleanField("alleen voor de leden", default=False)
    decision = models.TextField("besluit", blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "agendapunt"
        verbose_name_plural = "agendapunten"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


def document_place(document, name):
    """Where a document stands in storage: nothing of the name it was uploaded with."""
    return f"vergaderingen/{secrets.token_urlsafe(16)}.{document.kind}"


class MeetingDocument(models.Model):
    """A document of a meeting, for the members unless it is said to be public."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="bij agendapunt",
    )
    title = models.CharField("titel", max_length=160)
    is_public = models.BooleanField("voor iedereen", default=False)
    file = models.FileField(upload_to=document_place)
    kind = models.CharField(max_length=10)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "document van een vergadering"
        verbose_name_plural = "documenten van vergaderingen"
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Attendance(models.Model):
    """Whether a city comes, and afterwards whether it was there; with whom, for the members."""

    class Reply(models.TextChoices):
        COMES = "comes", "komt"
        STAYS_AWAY = "away", "komt niet"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="attendances")
    reply = models.CharField("antwoord", max_length=10, choices=Reply, blank=True)
    people = models.TextField("wie er komt", blank=True)
    was_present = models.BooleanField("was aanwezig", null=True, blank=True)
    replied_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    replied_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "aanwezigheid"
        verbose_name_plural = "aanwezigheden"
        ordering = ["city__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "city"], name="a_city_answers_an_invitation_once"
            )
        ]

    def __str__(self):
        return f"{self.city}, {self.meeting}"


class Task(models.Model):
    """Something that somebody will do after a meeting; without a city it is VVSG's."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="tasks")
    text = models.TextField("taak")
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meeting_tasks",
        verbose_name="voor",
    )
    due_on = models.DateField("tegen", null=True, blank=True)
    done_at = models.DateTimeField("gedaan op", null=True, editable=False)
    done_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.text
