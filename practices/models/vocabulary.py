"""The lists and settings that belong to the practice database alone."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from cities.models.vocabulary import Term


class Category(Term):
    """A shelf of VVSG's practice database; a practice can stand on several."""

    class Meta(Term.Meta):
        verbose_name = "categorie"
        verbose_name_plural = "categorieën"


class TextBlock(Term):
    """A remark that moderators often make, ready to use as a point."""

    text = models.TextField("tekst")

    class Meta(Term.Meta):
        verbose_name = "tekstblok"
        verbose_name_plural = "tekstblokken"


class PracticeSettings(models.Model):
    """How VVSG runs the database: one row, changed by the administrator."""

    sections_checked_first = models.BooleanField(
        "stadssecties vooraf nakijken",
        default=False,
        help_text="Uit: wat een stad over zichzelf schrijft, staat meteen online.",
    )
    steward_fields = models.JSONField(
        "velden die een stad zelf mag verbeteren",
        default=list,
        blank=True,
        help_text="Codes van velden in het gedeelde deel, bijvoorbeeld partners en links.",
    )
    review_months = models.PositiveSmallIntegerField(
        "maanden tot een volgende bevestiging",
        default=12,
        validators=[MinValueValidator(3), MaxValueValidator(24)],
    )
    first_mail_month = models.PositiveSmallIntegerField(
        "eerste maand van de jaarlijkse vraag",
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )
    second_mail_month = models.PositiveSmallIntegerField(
        "tweede maand van de jaarlijkse vraag",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )

    class Meta:
        verbose_name = "instellingen van de praktijkendatabank"
        verbose_name_plural = "instellingen van de praktijkendatabank"
        constraints = [
            models.CheckConstraint(name="practice_settings_are_one_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="practice_review_is_between_3_and_24_months",
                condition=Q(review_months__range=(3, 24)),
            ),
        ]

    def __str__(self):
        return "Praktijkendatabank"
