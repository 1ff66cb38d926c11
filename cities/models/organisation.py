from django.db import models


class OrganisationQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)


class Organisation(models.Model):
    """A partner that several cities work with: Unia, a police zone, an agency."""

    class Kind(models.TextChoices):
        CIVIL_SOCIETY = "civil_society", "middenveld"
        CULTURE = "culture", "cultuur"
        EDUCATION = "education", "onderwijs"
        EQUALITY_BODY = "equality_body", "gelijkekansenorgaan"
        GOVERNMENT = "government", "overheid"
        HOUSING = "housing", "wonen"
        COALITION = "coalition", "netwerk"
        POLICE = "police", "politie"
        RESEARCH = "research", "onderzoek"
        WELFARE = "welfare", "welzijn"

    slug = models.SlugField("adres", unique=True)
    name = models.CharField("naam", max_length=160, unique=True)
    short_name = models.CharField("korte naam", max_length=60, blank=True)
    kind = models.CharField("soort", max_length=20, choices=Kind, blank=True)
    website = models.URLField("website", blank=True)
    is_archived = models.BooleanField("niet meer in gebruik", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "organisatie"
        verbose_name_plural = "organisaties"
        ordering = ["name"]

    def __str__(self):
        return self.name
