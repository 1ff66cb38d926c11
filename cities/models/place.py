from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

# Words that stand where a slug would in an address (DESIGN §7).
RESERVED_SLUGS = ["nieuw", "feed", "export", "edities", "bewerken", "verwijderen", "zoeken"]


class CityQuerySet(models.QuerySet):
    def members(self, day=None):
        """The cities that are in the Flemish network on a day, today unless one is given."""
        day = day or timezone.localdate()
        return self.filter(
            Q(coalition_memberships__since__isnull=True) | Q(coalition_memberships__since__lte=day),
            Q(coalition_memberships__until__isnull=True) | Q(coalition_memberships__until__gt=day),
            coalition_memberships__coalition__is_this_network=True,
        ).distinct()

    def with_coalitions(self):
        """Each city with its memberships, in one extra query whatever the number of cities."""
        return self.prefetch_related("coalition_memberships__coalition")


class City(models.Model):
    """A city or municipality that is in the network, or that shares a practice with it."""

    class Kind(models.TextChoices):
        CITY = "stad", "stad"
        MUNICIPALITY = "gemeente", "gemeente"

    class Province(models.TextChoices):
        ANTWERPEN = "Antwerpen"
        LIMBURG = "Limburg"
        OOST_VLAANDEREN = "Oost-Vlaanderen", "Oost-Vlaanderen"
        VLAAMS_BRABANT = "Vlaams-Brabant", "Vlaams-Brabant"
        WEST_VLAANDEREN = "West-Vlaanderen", "West-Vlaanderen"

    name = models.CharField("naam", max_length=80, unique=True)
    slug = models.SlugField("adres", unique=True)
    kind = models.CharField("soort", max_length=10, choices=Kind, default=Kind.CITY)
    nis_code = models.CharField("NIS-code", max_length=5, unique=True)
    former_nis_code = models.CharField("vroegere NIS-code", max_length=5, blank=True)
    province = models.CharField("provincie", max_length=20, choices=Province)
    arrondissement = models.CharField("arrondissement", max_length=60, blank=True)
    latitude = models.DecimalField("breedtegraad", max_digits=6, decimal_places=3)
    longitude = models.DecimalField("lengtegraad", max_digits=6, decimal_places=3)
    website = models.URLField("website", blank=True)
    note = models.TextField("toelichting", blank=True)

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = "stad of gemeente"
        verbose_name_plural = "steden en gemeenten"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="city_slug_is_not_a_reserved_word",
                condition=~Q(slug__in=RESERVED_SLUGS),
                violation_error_message="Dit woord kan geen adres van een stad zijn.",
            ),
            models.CheckConstraint(
                name="city_nis_code_has_five_digits",
                condition=Q(nis_code__regex=r"^[0-9]{5}$"),
                violation_error_message="Een NIS-code heeft vijf cijfers.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("cities:detail", args=[self.slug])

    @property
    def full_name(self):
        """'Stad Gent', 'Gemeente Denderleeuw'."""
        return f"{self.get_kind_display().capitalize()} {self.name}"

    # These read what `with_coalitions()` fetched, so that a list asks nothing per row.
    def membership_in(self, coalition):
        """This city's membership of a coalition, past ones too, or None."""
        memberships = self.coalition_memberships.all()
        return next((one for one in memberships if one.coalition_id == coalition.pk), None)

    @property
    def network_membership(self):
        """The membership of the Flemish network itself, past ones too, or None."""
        memberships = self.coalition_memberships.all()
        return next((one for one in memberships if one.coalition.is_this_network), None)

    @property
    def is_member(self):
        membership = self.network_membership
        return membership is not None and membership.is_current
