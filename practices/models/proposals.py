"""What somebody would change in a practice that is online."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cities.models import Actor, City, User

from .people import Submitter, of_person
from .practice import Practice, PracticeVersion
from .sections import SectionVersion


class ProposalQuerySet(models.QuerySet):
    def open(self):
        """Not decided yet; a draft is its author's own business."""
        return self.filter(state__in=ChangeProposal.OPEN)

    def waiting(self):
        return self.filter(state=ChangeProposal.State.SUBMITTED).order_by("submitted_at", "pk")

    def visible_to(self, user, submitter=None):
        """Its author, everybody of the author's city, and what was handed in: the moderators."""
        seen = Q(pk__in=[])
        if submitter is not None:
            seen |= Q(submitter=submitter)
        if user.is_authenticated and user.is_active:
            seen |= of_person(user)
            if user.network_role == User.NetworkRole.MODERATOR:
                seen |= ~Q(state=ChangeProposal.State.DRAFT)
        return self.filter(seen)


class ChangeProposal(models.Model):
    """A change, photo, update or remark about a published practice, or about one city section.

    `values` holds what is proposed per field, and the base versions what stood there when the
    author began: what was published does not change until a moderator applies it.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", "wijziging"
        PHOTO = "photo", "foto"
        UPDATE = "update", "update"
        REMARK = "remark", "opmerking"

    class State(models.TextChoices):
        DRAFT = "draft", "Concept"
        SUBMITTED = "submitted", "Ingediend"
        CHANGES_REQUESTED = "changes_requested", "Aanpassing gevraagd"
        APPLIED = "applied", "Toegepast"
        PARTLY_APPLIED = "partly_applied", "Deels toegepast"
        DECLINED = "declined", "Niet toegepast"
        WITHDRAWN = "withdrawn", "Ingetrokken"
        OUTDATED = "outdated", "Achterhaald"
        ANSWERED = "answered", "Beantwoord"

    EDITABLE = (State.DRAFT, State.CHANGES_REQUESTED)
    OPEN = (State.DRAFT, State.SUBMITTED, State.CHANGES_REQUESTED)
    HANDED_IN = (State.SUBMITTED, State.CHANGES_REQUESTED)
    SHARED = "shared"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField("soort", max_length=10, choices=Kind)
    # 'shared', or the slug (else the name) of the city or place whose section it is about.
    part = models.CharField(max_length=80, default=SHARED)
    state = models.CharField("toestand", max_length=20, choices=State, default=State.DRAFT)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    # Counts what the author saved: a moderator decides on exactly the number that was read.
    number = models.PositiveIntegerField(default=1)
    base_version = models.ForeignKey(
        PracticeVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    base_section_version = models.ForeignKey(
        SectionVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    values = models.JSONField(default=dict, blank=True)
    text = models.TextField("toelichting", blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(
        Submitter, on_delete=models.PROTECT, null=True, related_name="proposals"
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, related_name="practice_proposals"
    )
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True, blank=True)
    changes_due_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # {field: value that went online} and {field: reason}, once decided.
    applied = models.JSONField(default=dict, blank=True)
    refused = models.JSONField(default=dict, blank=True)
    reply = models.TextField("antwoord", blank=True)
    applied_version = models.ForeignKey(
        PracticeVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    claimed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering = ["-touched_at", "-pk"]
        indexes = [models.Index(fields=["state", "submitted_at"], name="proposal_by_state")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "part", "kind", "author"],
                condition=Q(state__in=["draft", "submitted", "changes_requested"]),
                name="one_open_proposal_per_author_and_practice",
            ),
            models.UniqueConstraint(
                fields=["practice", "part", "kind", "submitter"],
                condition=Q(state__in=["draft", "submitted", "changes_requested"]),
                name="one_open_proposal_per_submitter_and_practice",
            ),
            models.CheckConstraint(
                name="proposal_has_one_author",
                condition=Q(author__isnull=True) | Q(submitter__isnull=True),
            ),
            models.CheckConstraint(
                name="proposal_submitted_has_a_date",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_is_claimed_only_while_submitted",
                condition=Q(claimed_at__isnull=True) | Q(state="submitted"),
            ),
            models.CheckConstraint(
                name="only_a_remark_is_answered",
                condition=~Q(state="answered") | Q(kind="remark"),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().capitalize()} bij {self.practice}"
