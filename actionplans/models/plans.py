import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from cities.models import Actor, City
from cities.models.place import RESERVED_SLUGS


class PlanQuerySet(models.QuerySet):
    def published(self):
        """Plans of which a visitor can read at least one edition."""
        return self.filter(
            models.Exists(Edition.objects.published().filter(plan=models.OuterRef("pk")))
        )

    def drafts_visible_to(self, user):
        """A draft is seen by its own city only."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(city__memberships__user=user)

    def for_list(self):
        return self.select_related("city").order_by("city__name", "-period_from", "slug")


class Plan(models.Model):
    """One city's plan in one framework for one period; its texts live in its editions."""

    class Framework(models.TextChoices):
        ECCAR = "eccar", "ECCAR-tienpuntenplan"
        INTEGRATED = "integrated", "geïntegreerd plan"
        THEMATIC = "thematic", "thematisch plan"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    city = models.ForeignKey(
        City, on_delete=models.PROTECT, related_name="plans", verbose_name="stad"
    )
    framework = models.CharField("soort plan", max_length=20, choices=Framework)
    theme = models.CharField(
        "thema",
        max_length=60,
        blank=True,
        help_text="Alleen voor een thematisch plan, bijvoorbeeld Rainbow.",
    )
    period_from = models.PositiveSmallIntegerField("vanaf")
    period_until = models.PositiveSmallIntegerField(
        "tot en met", null=True, blank=True, help_text="Laat leeg als het einde niet vastligt."
    )
    slug = models.SlugField("adres", max_length=80)
    created_at = models.DateTimeField("gemaakt op", auto_now_add=True)
    created_by = models.ForeignKey(Actor, on_delete=models.PROTECT, null=True, related_name="+")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering = ["city__name", "-period_from", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["city", "slug"], name="plan_address_is_unique_in_city"),
            models.UniqueConstraint(
                F("city"),
                F("framework"),
                F("theme"),
                F("period_from"),
                Coalesce("period_until", 0),
                name="one_plan_per_city_framework_and_period",
                violation_error_message="Dit plan bestaat al: zelfde soort, thema en periode.",
            ),
            models.CheckConstraint(
                name="plan_slug_is_not_a_reserved_word", condition=~Q(slug__in=RESERVED_SLUGS)
            ),
            models.CheckConstraint(
                name="plan_period_runs_forward",
                condition=Q(period_until__isnull=True) | Q(period_until__gte=F("period_from")),
                violation_error_message="Het laatste jaar kan niet voor het eerste liggen.",
            ),
            models.CheckConstraint(
                name="plan_period_is_in_our_time",
                condition=Q(period_from__range=(1990, 2100))
                & (Q(period_until__isnull=True) | Q(period_until__lte=2100)),
                violation_error_message="Schrijf de jaren met vier cijfers, bijvoorbeeld 2026.",
            ),
            models.CheckConstraint(
                name="only_a_thematic_plan_has_a_theme",
                condition=Q(theme="") ^ Q(framework="thematic"),
                violation_error_message=(
                    "Een thematisch plan heeft een thema; de andere plannen hebben er geen."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.kind_and_period} van {self.city}"

    def get_absolute_url(self):
        return reverse("actionplans:detail", args=[self.city.slug, self.slug])

    def get_editor_url(self):
        return reverse("actionplans:editor", args=[self.city.slug, self.slug])

    @property
    def period(self):
        return (
            f"{self.period_from}–{self.period_until}"
            if self.period_until
            else f"vanaf {self.period_from}"
        )

    @property
    def kind_and_period(self):
        kind = self.get_framework_display()
        return f"{kind} {self.theme} {self.period}" if self.theme else f"{kind} {self.period}"

    @property
    def is_past(self):
        return self.period_until is not None and self.period_until < timezone.localdate().year


class EditionQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state=Edition.State.PUBLISHED)

    def drafts(self):
        return self.filter(state=Edition.State.DRAFT)

    def current(self):
        """The newest published edition of each plan."""
        newer = Edition.objects.published().filter(
            plan=models.OuterRef("plan"), number__gt=models.OuterRef("number")
        )
        return self.published().filter(~models.Exists(newer))

    def without_archive(self):
        """The archived bytes are large and only two pages read them."""
        return self.defer("canonical")


class Edition(models.Model):
    """A plan's text at one moment: the draft that the city works on, or a frozen publication."""

    class State(models.TextChoices):
        DRAFT = "draft", "ontwerp"
        SEALING = "sealing", "wordt gepubliceerd"
        PUBLISHED = "published", "gepubliceerd"

    class Body(models.TextChoices):
        COUNCIL = "council", "gemeenteraad"
        COLLEGE = "college", "college van burgemeester en schepenen"
        OTHER = "other", "ander orgaan"

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="editions", verbose_name="plan"
    )
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT, editable=False)
    number = models.PositiveIntegerField("nummer", null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    title = models.CharField("titel van het plan", max_length=250)
    introduction = models.TextField("inleiding", blank=True)

    note = models.TextField("wat is er nieuw in deze editie", blank=True)
    decision_body = models.CharField("besluit van", max_length=10, choices=Body, blank=True)
    decision_date = models.DateField("datum van het besluit", null=True, blank=True)
    decision_reference = models.CharField("nummer van het besluit", max_length=80, blank=True)
    decision_link = models.URLField("link naar het besluit", max_length=500, blank=True)
    published_at = models.DateTimeField("gepubliceerd op", null=True, editable=False)
    published_by = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    schema_version = models.PositiveSmallIntegerField(null=True, editable=False)
    canonical = models.BinaryField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "editie"
        verbose_name_plural = "edities"
        ordering = ["plan", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="draft"), name="one_draft_per_plan"
            ),
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_is_unique"),
            models.CheckConstraint(
                name="a_draft_has_no_number_an_edition_has_one",
                condition=Q(state="draft", number__isnull=True, published_at__isnull=True)
                | Q(~Q(state="draft"), number__gte=1, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_edition_keeps_its_archive_and_checksum",
                condition=Q(state="draft")
                | Q(canonical__isnull=False, schema_version__isnull=False)
                & ~Q(sha256="")
                & ~Q(content_sha256=""),
            ),
        ]

    def __str__(self):
        return f"{self.plan}, {self.label}"

    def get_absolute_url(self):
        plan = self.plan
        return reverse("actionplans:edition", args=[plan.city.slug, plan.slug, self.number])

    @property
    def is_withdrawn(self):
        return hasattr(self, "withdrawal")

    @property
    def label(self):
        return "ontwerp" if self.state == self.State.DRAFT else f"editie {self.number}"


class Withdrawal(models.Model):
    """A city takes an edition back; its address stays and shows the reason."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.TextField("reden")
    by = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"

    def __str__(self):
        return f"{self.edition} ingetrokken"


class MaintenanceDoor(models.Model):
    """The only door to frozen rows: exists inside one transaction of migration, restore, retention.

    The triggers of `freeze.py` let a change pass while a row stands here.
    """

    reason = models.CharField(max_length=200)

    class Meta:
        verbose_name = "onderhoud aan bevroren edities"
        verbose_name_plural = "onderhoud aan bevroren edities"

    def __str__(self):
        return self.reason
