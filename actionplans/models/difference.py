from django.db import models

from .plans import Edition


class EditionDifference(models.Model):
    """What changed between two editions, worked out once: both of them never change again.

    `content` is what `difference.difference` gives; `format` is the version of that shape.
    """

    older = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    newer = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="+")
    format = models.PositiveSmallIntegerField()
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "verschil tussen edities"
        verbose_name_plural = "verschillen tussen edities"
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="a_difference_is_kept_once")
        ]

    def __str__(self):
        return f"{self.older} → {self.newer}"
