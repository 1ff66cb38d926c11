"""What the worker keeps of itself: that it lives, and which links still answer."""

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """When a part of the portal that works in the background last did its round."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "hartslag"
        verbose_name_plural = "hartslagen"

    def __str__(self):
        return f"{self.name}: {self.at}"


class LinkCheck(models.Model):
    """Whether an address that a plan names still answered, the last time the worker asked."""

    url = models.URLField("adres", max_length=500, unique=True)
    checked_at = models.DateTimeField("gevraagd op", null=True)
    status = models.PositiveSmallIntegerField("antwoord", null=True)
    failing_since = models.DateTimeField("antwoordt niet sinds", null=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "gecontroleerde link"
        verbose_name_plural = "gecontroleerde links"

    def __str__(self):
        return self.url
