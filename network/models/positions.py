"""Joint positions: what the cities say with one voice, each for itself.

A position is a draft that members comment on; then its text is put before the cities. Each endorses
it or abstains, on the text as it stands: a new text asks them again.
"""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cities.models import Actor, City

from .addresses import NOT_A_NAME


def document_place(position, name):
    return f"standpunten/{secrets.token_urlsafe(16)}.{position.document_kind}"


class PositionQuerySet(models.QuerySet):
    def public(self):
        """What everybody reads: it was adopted, and maybe sent."""
        return self.filter(state__in=JointPosition.PUBLIC)


class JointPosition(models.Model):
    """A position of the network towards somebody: a government, ECCAR."""

    class State(models.TextChoices):
        DRAFT = "draft", "in voorbereiding"
        OPEN = "open", "voorgelegd aan de steden"
        ADOPTED = "adopted", "aangenomen"
        SENT = "sent", "verstuurd"
        WITHDRAWN = "withdrawn", "ingetrokken"

    PUBLIC = (State.ADOPTED, State.SENT)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adres", max_length=80, unique=True)
    title = models.CharField("titel", max_length=160)
    addressee = models.CharField("gericht aan", max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    deadline = models.DateField("antwoord gevraagd tegen", null=True, blank=True)
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    adopted_on = models.DateField("aangenomen op", null=True, editable=False)
    sent_on = models.DateField("verstuurd op", null=True, blank=True)
    document = models.FileField(upload_to=document_place, blank=True)
    document_kind = models.CharField(max_length=10, blank=True)
    withdrawn_because = models.TextField("waarom ingetrokken", blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = "standpunt"
        verbose_name_plural = "standpunten"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="position_slug_is_not_a_reserved_word", condition=~Q(slug__in=NOT_A_NAME)
            ),
            models.CheckConstraint(
                name="an_adopted_position_says_when",
                condition=~Q(state__in=["adopted", "sent"]) | Q(adopted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="a_sent_position_says_when",
                condition=~Q(state="sent") | Q(sent_on__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("network:position", args=[self.slug])

    @property
    def is_public(self):
        return self.state in self.PUBLIC


class PositionVersion(models.Model):
    """One text of a position; texts are only added."""

    position = models.ForeignKey(JointPosition, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField("tekst")
    note = models.CharField("wat er veranderde", max_length=300, blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "tekst van een standpunt"
        verbose_name_plural = "teksten van standpunten"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["position", "number"], name="a_text_of_a_position_has_its_number"
            )
        ]

    def __str__(self):
        return f"{self.position}, tekst {self.number}"


class PositionComment(models.Model):
    """What a member says about a text; only added."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(PositionVersion, on_delete=models.PROTECT, related_name="comments")
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, related_name="position_comments"
    )
    text = models.TextField("opmerking")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "opmerking bij een standpunt"
        verbose_name_plural = "opmerkingen bij standpunten"
        ordering = ["pk"]

    def __str__(self):
        return self.text[:80]


class Endorsement(models.Model):
    """What a city says of one text: it endorses, or abstains with respect for its own situation."""

    class Kind(models.TextChoices):
        ENDORSES = "endorses", "steunt"
        ABSTAINS = "abstains", "onthoudt zich"

    version = models.ForeignKey(
        PositionVersion, on_delete=models.PROTECT, related_name="endorsements"
    )
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="endorsements")
    kind = models.CharField("wat de stad zegt", max_length=10, choices=Kind)
    reason = models.TextField("toelichting", blank=True)
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    edits = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "uitspraak van een stad"
        verbose_name_plural = "uitspraken van steden"
        ordering = ["city__name"]
        constraints = [
            models.UniqueConstraint(fields=["version", "city"], name="a_city_speaks_once_on_a_text")
        ]

    def __str__(self):
        return f"{self.city} {self.get_kind_display()}"
