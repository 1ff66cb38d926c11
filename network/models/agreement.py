from datetime import date

from django.db import models
from django.db.models import F, Q

from cities.models import City


class Agreement(models.Model):
    """The cooperation agreement that the cities signed: what they promised each other."""

    slug = models.SlugField("adres", unique=True)
    title = models.CharField("titel", max_length=200)
    signed_on = models.DateField("ondertekend op")
    in_force_from = models.DateField("van kracht sinds")
    in_force_until = models.DateField("van kracht tot", null=True, blank=True)
    vision = models.TextField("uitgangspunt", blank=True)
    grounds_in_scope = models.TextField("welke gronden van discriminatie", blank=True)
    domains_in_scope = models.TextField("welke beleidsdomeinen", blank=True)
    year_theme = models.TextField("het jaarthema", blank=True)
    # Ordered lists of short texts, told with the agreement and never queried on their own.
    objectives = models.JSONField("doelstellingen", default=list, blank=True)
    practical = models.JSONField("afspraken", default=list, blank=True)
    preparation = models.JSONField("voorbereiding", default=list, blank=True)
    differences = models.JSONField("waar de bronnen verschillen", default=list, blank=True)
    sources = models.JSONField("bronnen", default=list, blank=True)
    domains = models.ManyToManyField(
        "cities.PolicyDomain",
        related_name="agreements",
        blank=True,
        verbose_name="genoemde beleidsdomeinen",
    )
    tracks = models.ManyToManyField(
        "cities.Track", related_name="agreements", blank=True, verbose_name="sporen"
    )

    class Meta:
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["-signed_on"]
        constraints = [
            models.CheckConstraint(
                name="agreement_runs_forward",
                condition=Q(in_force_until__isnull=True)
                | Q(in_force_until__gte=F("in_force_from")),
                violation_error_message="De overeenkomst kan niet eindigen voor ze begint.",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def preparation_steps(self):
        """What went before, with real dates."""
        return [{**step, "date": date.fromisoformat(step["date"])} for step in self.preparation]

    @property
    def differences_by_source(self):
        """Each difference with the full reference of who says what, instead of a source's code."""
        references = {source["code"]: source["citation"] for source in self.sources}
        return [
            {
                "matter": difference["matter"],
                "voices": [
                    {
                        "source": references.get(voice["source"], voice["source"]),
                        "says": voice["says"],
                    }
                    for voice in difference["sources"]
                ],
            }
            for difference in self.differences
        ]


class Signature(models.Model):
    """A city's signature: who represents it, who in fact signed, and which source says so."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="signatures", verbose_name="overeenkomst"
    )
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="signatures", verbose_name="stad"
    )
    represented_by = models.CharField("vertegenwoordigd door", max_length=120)
    capacity = models.TextField("hoedanigheid", blank=True)
    # [{"name": …, "source": …}]: the same person as other sources spell the name.
    spellings_elsewhere = models.JSONField("schrijfwijze elders", default=list, blank=True)
    signed_by = models.CharField("ondertekend door", max_length=120, blank=True)
    signed_by_capacity = models.TextField("hoedanigheid van wie tekende", blank=True)
    on_behalf_of = models.CharField("namens", max_length=120, blank=True)
    secretary = models.CharField("stadssecretaris", max_length=120, blank=True)
    source_agreement = models.CharField("bron: overeenkomst", max_length=200, blank=True)
    source_press = models.CharField("bron: persbericht", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)

    class Meta:
        verbose_name = "handtekening"
        verbose_name_plural = "handtekeningen"
        ordering = ["city__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "city"], name="a_city_signs_an_agreement_once"
            )
        ]

    def __str__(self):
        return f"{self.city}: {self.represented_by}"

    @property
    def sources(self):
        return [source for source in (self.source_agreement, self.source_press) if source]
