"""A practice, its immutable texts, and the tags by which the published one is found."""

import secrets
import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from cities.models import Actor, City, User
from cities.models.place import RESERVED_SLUGS

from .people import Submitter, of_person

# Letters and digits that nobody mistakes for each other: people read a code out on the phone.
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
RESERVED = [
    *RESERVED_SLUGS,
    *("zonder-account", "lege-fiche", "hoe-werkt-nazicht", "voorbeeld", "beelden", "bijlagen"),
    *("voorstellen", "nog-actueel", "leeswijzer"),
]


def new_code():
    """'p7kq2mzx': the name of a fiche until it has a public address, and for good in mails."""
    return "p" + "".join(secrets.choice(CODE_LETTERS) for _ in range(7))


class PracticeQuerySet(models.QuerySet):
    def listed(self):
        """What the list, the feed, the open data and the search hold."""
        return self.filter(state=Practice.State.PUBLISHED)

    def readable(self):
        """What everybody reads at its address; an archived one with a banner."""
        return self.filter(state__in=Practice.READABLE)

    def waiting(self):
        """What the moderators still have to read, the longest waiting first."""
        return self.filter(state=Practice.State.SUBMITTED).order_by("submitted_at", "pk")

    def visible_to(self, user, submitter=None):
        """Everybody: what is or was public (its page says what became of it).

        Everybody of the city that submits it sees all of it, and so does its author while of that
        city; moderators all that was handed to them, and a draft whose author asks for help.
        """
        seen = Q(state__in=Practice.HAS_AN_ADDRESS)
        if submitter is not None:
            seen |= Q(submitter=submitter)
        if user.is_authenticated and user.is_active:
            seen |= of_person(user)
            if user.network_role == User.NetworkRole.MODERATOR:
                seen |= ~Q(state=Practice.State.DRAFT) | Q(asks_help=True)
        return self.filter(seen)

    def for_list(self):
        return self.select_related("city", "published_version")


class Practice(models.Model):
    """Something a city did that worked, told so that another city can do it too.

    Its texts live in versions: `working_version` is what its author last saved, and
    `published_version` what everybody reads. `lock_version` counts every deed on it: a form that
    was opened before the last deed is refused.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Concept"
        SUBMITTED = "submitted", "Ingediend"
        CHANGES_REQUESTED = "changes_requested", "Aanpassing gevraagd"
        PUBLISHED = "published", "Gepubliceerd"
        DECLINED = "declined", "Niet opgenomen"
        WITHDRAWN = "withdrawn", "Ingetrokken"
        MERGED = "merged", "Samengevoegd"
        ARCHIVED = "archived", "Gearchiveerd"
        OFFLINE = "offline", "Tijdelijk niet zichtbaar"

    class DeclineReason(models.TextChoices):
        OFF_TOPIC = "off_topic", "valt buiten het thema"
        NOT_CARRIED_OUT = "not_carried_out", "nog niet uitgevoerd"
        DOUBLE = "double", "staat al in de databank"
        INCOMPLETE = "incomplete", "onvolledig, en er kwam geen reactie"
        PROMOTIONAL = "promotional", "vooral reclame"
        PRIVACY_OR_RIGHTS = "privacy_or_rights", "privacy of rechten"
        OTHER = "other", "andere reden"

    READABLE = (State.PUBLISHED, State.ARCHIVED)
    HAS_AN_ADDRESS = (*READABLE, State.MERGED, State.OFFLINE)
    # Where the author can change the text.
    EDITABLE = (State.DRAFT, State.CHANGES_REQUESTED)
    # Where its author can show it to a colleague by a link.
    SHAREABLE = (*EDITABLE, State.SUBMITTED)
    # Where a proposal can be made, or stays open.
    OPEN_TO_PROPOSALS = (State.PUBLISHED,)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, default=new_code, unique=True, editable=False)
    slug = models.SlugField("adres", max_length=100, null=True, blank=True, unique=True)
    state = models.CharField("toestand", max_length=20, choices=State, default=State.DRAFT)
    lock_version = models.PositiveIntegerField(default=1, editable=False)
    working_version = models.ForeignKey(
        "practices.PracticeVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    published_version = models.ForeignKey(
        "practices.PracticeVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="practices",
        verbose_name="indienende stad of gemeente",
    )
    place_name = models.CharField("andere gemeente", max_length=80, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(
        Submitter, on_delete=models.PROTECT, null=True, related_name="practices"
    )
    created_at = models.DateTimeField("gemaakt op", default=timezone.now)
    touched_at = models.DateTimeField("laatst bewerkt op", default=timezone.now)
    submitted_at = models.DateTimeField("ingediend op", null=True, blank=True)
    changes_due_on = models.DateField("aanpassing verwacht tegen", null=True, blank=True)
    published_at = models.DateTimeField("gepubliceerd op", null=True, blank=True)
    # When what everybody reads last changed, sections included: feeds and lists sort by it.
    changed_at = models.DateTimeField("gewijzigd op", null=True, blank=True)
    archive_announced_on = models.DateField("archivering aangekondigd voor", null=True, blank=True)
    state_reason = models.TextField("reden van de toestand", blank=True)
    decline_reason = models.CharField(max_length=20, choices=DeclineReason, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from"
    )
    claimed_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    asks_help = models.BooleanField("vraagt hulp aan VVSG", default=False)
    is_locked = models.BooleanField("vergrendeld: alles vooraf nakijken", default=False)
    is_imported = models.BooleanField("overgenomen uit de VVSG-databank", default=False)
    is_incomplete = models.BooleanField("onvolledig", default=False)
    preview_key = models.CharField("deellink", max_length=24, blank=True)
    # The clock of the shared part; each section has its own.
    confirmed_on = models.DateField("bevestigd op", null=True, blank=True)
    confirmed_by = models.CharField("bevestigd door", max_length=160, blank=True)
    review_on = models.DateField("na te kijken op", null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "praktijk"
        verbose_name_plural = "praktijken"
        ordering = ["-touched_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-changed_at"], name="practice_by_state_and_news"),
            models.Index(fields=["submitted_at"], name="practice_by_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                name="practice_slug_is_not_a_reserved_word", condition=~Q(slug__in=RESERVED)
            ),
            models.CheckConstraint(
                name="practice_that_was_public_has_text_and_address",
                condition=~Q(state__in=["published", "archived", "offline"])
                | Q(published_version__isnull=False, slug__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_is_merged_into_something",
                condition=Q(state="merged", merged_into__isnull=False)
                | (~Q(state="merged") & Q(merged_into__isnull=True)),
            ),
            models.CheckConstraint(
                name="practice_is_not_merged_into_itself", condition=~Q(merged_into=F("id"))
            ),
            models.CheckConstraint(
                name="practice_submitted_has_a_date",
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_is_claimed_only_while_submitted",
                condition=Q(claimed_at__isnull=True) | Q(state="submitted"),
            ),
            models.CheckConstraint(
                name="practice_claim_has_a_time",
                condition=Q(claimed_by__isnull=True) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="practice_has_one_author",
                condition=Q(author__isnull=True) | Q(submitter__isnull=True),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("practices:detail", args=[self.slug or self.code])

    @property
    def shown_version(self):
        """What a reader gets: the published text, else what the author last saved."""
        return self.published_version or self.working_version

    @property
    def title(self):
        version = self.shown_version
        return (version and version.content.get("title")) or "Fiche zonder titel"

    @property
    def place(self):
        """Who submits it: 'Gent', or the name of a municipality that is not in the list."""
        return str(self.city) if self.city else self.place_name


class PracticeVersion(models.Model):
    """One text of a practice as it was saved; it is never changed.

    `content` holds the shared fields (`practices.fiche.fields.SHARED`), `section` what the city
    that submits it tells about itself (`fields.SECTION`), which becomes a city section when the
    practice is published for the first time, and stays empty afterwards.
    """

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    section = models.JSONField(default=dict, blank=True)
    author = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField("reden", blank=True)
    is_by_moderator = models.BooleanField("redactie VVSG", default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "versie van een praktijk"
        verbose_name_plural = "versies van een praktijk"
        ordering = ["practice", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "number"], name="practice_version_has_one_number"
            )
        ]

    def __str__(self):
        return f"{self.content.get('title') or 'zonder titel'}, versie {self.number}"


class PracticeTag(models.Model):
    """One label of a published practice, for facets and for what is alike; made from its text."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="tags")
    facet = models.CharField(max_length=20)
    code = models.CharField(max_length=60)

    class Meta:
        verbose_name = "label van een praktijk"
        verbose_name_plural = "labels van praktijken"
        indexes = [models.Index(fields=["facet", "code"], name="practice_tag_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "facet", "code"], name="practice_has_a_tag_once"
            )
        ]

    def __str__(self):
        return f"{self.facet}: {self.code}"
