"""The year theme: proposed by cities, voted on by their aldermen, one vote per city.

A theme is a saved choice of grounds, domains, tracks and commitments: what is tagged with one of
them belongs to it, in every plan and every practice.
"""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Commitment
from cities.models import Actor, City, Ground, PolicyDomain, Track

from .addresses import NOT_A_NAME
from .meetings import Meeting


class Choice(models.Model):
    """What a theme stands for, by the shared lists."""

    grounds = models.ManyToManyField(
        Ground, blank=True, related_name="+", verbose_name="discriminatiegronden"
    )
    domains = models.ManyToManyField(
        PolicyDomain, blank=True, related_name="+", verbose_name="beleidsdomeinen"
    )
    tracks = models.ManyToManyField(Track, blank=True, related_name="+", verbose_name="sporen")
    commitments = models.ManyToManyField(
        Commitment, blank=True, related_name="+", verbose_name="verbintenissen"
    )

    class Meta:
        abstract = True


class ThemeProposal(Choice):
    """A theme that a city, or VVSG, puts forward for a year."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("voor het jaar")
    title = models.CharField("thema", max_length=120)
    reason = models.TextField("waarom dit thema", blank=True)
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="theme_proposals",
        verbose_name="voorgesteld door",
    )
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("op", default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "voorstel van jaarthema"
        verbose_name_plural = "voorstellen van jaarthema's"
        ordering = ["year", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                name="theme_proposal_year_is_in_our_time", condition=Q(year__range=(2018, 2100))
            )
        ]

    def __str__(self):
        return self.title


class Ballot(models.Model):
    """A vote of the aldermen on the theme of a year; a tie can be followed by a second one.

    It takes votes between `opens_at` and `closes_at`; `closed_at` says that it was counted.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    year = models.PositiveSmallIntegerField("jaar")
    number = models.PositiveSmallIntegerField("beurt", default=1)
    proposals = models.ManyToManyField(ThemeProposal, related_name="ballots")
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ballots",
        verbose_name="vergadering",
    )
    opens_at = models.DateTimeField("open vanaf")
    closes_at = models.DateTimeField("open tot")
    made_by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField("geteld op", null=True, editable=False)
    # Counts the votes and changes of this ballot: what serialises a vote with the closing.
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "stemming"
        verbose_name_plural = "stemmingen"
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="a_ballot_of_a_year_is_once"),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(closed_at__isnull=True),
                name="one_open_ballot_per_year",
            ),
            models.CheckConstraint(
                name="a_ballot_closes_after_it_opens",
                condition=Q(closes_at__gt=F("opens_at")),
                violation_error_message="De stemming kan niet sluiten voor ze opengaat.",
            ),
        ]

    def __str__(self):
        turn = "" if self.number == 1 else f", beurt {self.number}"
        return f"Stemming over het jaarthema {self.year}{turn}"

    def get_absolute_url(self):
        return reverse("network:ballot", args=[self.year, self.number])

    @property
    def is_open(self):
        return self.closed_at is None and self.opens_at <= timezone.now() < self.closes_at


class Vote(models.Model):
    """The one vote of a city in a ballot: by whom and when it was last set."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="votes")
    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="votes")
    proposal = models.ForeignKey(ThemeProposal, on_delete=models.PROTECT, related_name="votes")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "stem"
        verbose_name_plural = "stemmen"
        ordering = ["city__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "city"], name="a_city_has_one_vote_in_a_ballot"
            )
        ]

    def __str__(self):
        return f"{self.city}: {self.proposal}"


class YearTheme(Choice):
    """The theme that the network works on in a year."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("adres", max_length=80, unique=True)
    year = models.PositiveSmallIntegerField("jaar", unique=True)
    title = models.CharField("thema", max_length=120)
    text = models.TextField("waarom dit thema", blank=True)
    ballot = models.OneToOneField(
        Ballot, on_delete=models.PROTECT, null=True, blank=True, related_name="theme"
    )
    proposal = models.ForeignKey(
        ThemeProposal, on_delete=models.PROTECT, null=True, blank=True, related_name="themes"
    )
    adopted_on = models.DateField("gekozen op", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "jaarthema"
        verbose_name_plural = "jaarthema's"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                name="theme_slug_is_not_a_reserved_word", condition=~Q(slug__in=NOT_A_NAME)
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"

    def get_absolute_url(self):
        return reverse("network:theme", args=[self.slug])
