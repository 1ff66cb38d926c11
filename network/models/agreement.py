from django.db import models

from cities.models import City


class Agreement(models.Model):
    """The cooperation agreement that the cities signed: what they promised each other."""

    slug = models.SlugField("adres", unique=True)
    title = models.CharField("titel", max_length=200)
    signed_on = models.DateField("ondertekend op")
    in_force_from = models.DateField("van kracht sinds")
    in_force_until = models.DateField("van kracht tot", null=True, blank=True)
    summary = models.TextField("in het kort", blank=True)
    scope = models.TextField("waarover het gaat", blank=True)
    # Ordered lists of short texts, told with the agreement and never queried on their own.
    objectives = models.JSONField("doelstellingen", default=list)
    practical = models.JSONField("afspraken", default=list)
    preparation = models.JSONField("voorbereiding", default=list)
    differences = models.JSONField("waar de bronnen verschillen", default=list)
    sources = models.JSONField("bronnen", default=list)
    tracks = models.ManyToManyField(
        "cities.Track", related_name="agreements", blank=True, verbose_name="sporen"
    )

    class Meta:
        verbose_name = "overeenkomst"
        verbose_name_plural = "overeenkomsten"
        ordering = ["-signed_on"]

    def __str__(self):
        return self.title


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
    signed_by = models.CharField("ondertekend door", max_length=120, blank=True)
    signed_by_capacity = models.CharField(
        "hoedanigheid van wie tekende", max_length=200, blank=True
    )
    on_behalf_of = models.CharField("namens", max_length=120, blank=True)
    secretary = models.CharField("stadssecretaris", max_length=120, blank=True)
    spelling_elsewhere = models.CharField("schrijfwijze elders", max_length=200, blank=True)
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
