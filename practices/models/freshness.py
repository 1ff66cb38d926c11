import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from cities.models import City

from .practice import Practice
from .sections import CitySection


class ReviewBundle(models.Model):
    """The question 'is this still so?' about all sections of a city, in one mail to one person."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_bundles"
    )
    # The first day of the month it belongs to: nobody is asked twice in one turn.
    turn = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "jaarlijkse vraag"
        verbose_name_plural = "jaarlijkse vragen"
        constraints = [
            models.UniqueConstraint(
                fields=["city", "user", "turn"], name="a_city_is_asked_once_a_turn"
            )
        ]

    def __str__(self):
        return f"{self.city}, {self.turn:%Y-%m}"


class RadarFlag(models.Model):
    """A phrase or circumstance that may have become untrue; shown, never acted upon."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="radar_flags")
    section = models.ForeignKey(
        CitySection, on_delete=models.CASCADE, null=True, related_name="radar_flags"
    )
    rule = models.CharField(max_length=40)
    field = models.CharField(max_length=40, blank=True)
    words = models.CharField(max_length=200)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "signaal van veroudering"
        verbose_name_plural = "signalen van veroudering"
        ordering = ["pk"]

    def __str__(self):
        return f"{self.rule}: {self.words}"
