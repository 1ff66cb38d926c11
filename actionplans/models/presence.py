from django.conf import settings
from django.db import models

from .plans import Plan


class Presence(models.Model):
    """Who has which row of a draft open now; a hint for colleagues, never a lock."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    table = models.CharField(max_length=20)
    uid = models.UUIDField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "wie er nu bewerkt"
        verbose_name_plural = "wie er nu bewerkt"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "user"], name="somebody_is_at_one_row_of_a_plan"
            )
        ]

    def __str__(self):
        return f"{self.user} bij {self.table} {self.uid}"
