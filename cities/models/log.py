from django.conf import settings
from django.db import models


class Actor(models.Model):
    """Who did something, by a label that outlives the account (DESIGN §3)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actor",
    )
    label = models.CharField("naam", max_length=160)

    class Meta:
        verbose_name = "uitvoerder"
        verbose_name_plural = "uitvoerders"

    def __str__(self):
        return self.label


class LogEntry(models.Model):
    """One line of what was done in the portal; lines are only ever added."""

    at = models.DateTimeField("tijdstip", auto_now_add=True)
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="log")
    city = models.ForeignKey(
        "cities.City", on_delete=models.PROTECT, null=True, blank=True, related_name="log"
    )
    verb = models.CharField("wat", max_length=60)
    subject = models.CharField("waarover", max_length=200)
    detail = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "logregel"
        verbose_name_plural = "logboek"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["city", "-at"], name="log_of_a_city")]

    def __str__(self):
        return f"{self.verb}: {self.subject}"
