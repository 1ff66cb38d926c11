from django.db import models
from django.db.models import Q


class Commitment(models.Model):
    """One of the ten commitments that every city of ECCAR signs up to."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    title_en = models.CharField("officiële titel (Engels)", max_length=160)
    title_nl = models.CharField("titel", max_length=160)
    short_nl = models.CharField("korte titel", max_length=60)
    meaning = models.TextField("wat het inhoudt", blank=True)

    class Meta:
        verbose_name = "verbintenis"
        verbose_name_plural = "verbintenissen"
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="there_are_ten_commitments", condition=Q(number__range=(1, 10))
            )
        ]

    def __str__(self):
        return f"{self.number}. {self.short_nl}"


class ExampleAction(models.Model):
    """An action that ECCAR gives as an example: the line on which cities are compared."""

    commitment = models.ForeignKey(
        Commitment, on_delete=models.PROTECT, related_name="examples", verbose_name="verbintenis"
    )
    number = models.PositiveSmallIntegerField("nummer")
    name_nl = models.CharField("naam", max_length=200)
    name_en = models.CharField("naam in het Engels", max_length=200)
    basis = models.CharField("herkomst", max_length=120, blank=True)

    class Meta:
        verbose_name = "voorbeeldactie van ECCAR"
        verbose_name_plural = "voorbeeldacties van ECCAR"
        ordering = ["commitment__number", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "number"], name="an_example_has_its_own_number"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.name_nl}"

    @property
    def code(self):
        return f"{self.commitment.number}.{self.number}"
