"""Pictures and attachments of a practice, with who may use them and for what.

What readers see of them (alt text, caption, order) stands in the text of the practice, so that it
is versioned and read by a moderator; here stand the file and its rights. File names as they were
uploaded are kept for VVSG alone.
"""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from cities.models import Actor, City

from .people import Submitter
from .practice import Practice
from .proposals import ChangeProposal


def new_file_key():
    return secrets.token_urlsafe(16)


class PracticeImage(models.Model):
    """One picture as it is used in one practice, with its rights and the consent of who is on it.

    The renditions stand in storage under `beelden/<key>-<width>.webp`; nothing of the upload
    itself is kept but its pixels.
    """

    class Rights(models.TextChoices):
        OWN = "own", "eigen beeld van de stad"
        THIRD = "third", "van iemand anders, met toestemming"
        STOCK = "stock", "stockbeeld met licentie"
        CREATIVE_COMMONS = "cc", "Creative Commons"

    class People(models.TextChoices):
        NONE = "none", "nee"
        YES = "yes", "ja"
        CROWD = "crowd", "alleen een menigte"

    class Purpose(models.TextChoices):
        WEBSITE = "website", "website"
        NEWSLETTER = "newsletter", "nieuwsbrief"
        PRINT = "print", "drukwerk en dossier"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=30, default=new_file_key, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="images")
    proposal = models.ForeignKey(
        ChangeProposal, on_delete=models.CASCADE, null=True, blank=True, related_name="images"
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = models.JSONField(default=list)
    checksum = models.CharField(max_length=64)
    original_name = models.CharField(max_length=255, blank=True)
    rights = models.CharField("rechten", max_length=10, choices=Rights, blank=True)
    licence = models.CharField("welke licentie", max_length=60, blank=True)
    source_url = models.URLField("bron", max_length=500, blank=True)
    people = models.CharField("herkenbare personen", max_length=10, choices=People, blank=True)
    has_consent = models.BooleanField("er is toestemming", default=False)
    consent_kept_at = models.CharField("toestemming bewaard bij", max_length=200, blank=True)
    has_minors = models.BooleanField("er staan minderjarigen op", default=False)
    purposes = models.JSONField("waarvoor", default=list, blank=True)
    valid_until = models.DateField("geldig tot en met", null=True, blank=True)
    uploaded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)
    withdrawn_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField("reden", blank=True)

    class Meta:
        verbose_name = "beeld"
        verbose_name_plural = "beelden"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="an_image_is_withdrawn_by_somebody_at_a_time",
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
            )
        ]

    def __str__(self):
        return f"beeld bij {self.practice}"


class Attachment(models.Model):
    """A file that goes with a practice; a link elsewhere is a field of its text."""

    class Audience(models.TextChoices):
        PUBLIC = "public", "iedereen"
        MEMBERS = "members", "alleen wie is aangemeld"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=30, default=new_file_key, unique=True, editable=False)
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField("soort bestand", max_length=10)
    size = models.PositiveIntegerField()
    checksum = models.CharField(max_length=64)
    original_name = models.CharField(max_length=255, blank=True)
    audience = models.CharField(
        "wie mag het lezen", max_length=10, choices=Audience, default=Audience.PUBLIC
    )
    uploaded_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")
    submitter = models.ForeignKey(Submitter, on_delete=models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering = ["pk"]

    def __str__(self):
        return f"bijlage bij {self.practice}"
