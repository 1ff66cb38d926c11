"""The shared lists that plans and practices are tagged with; rows come from `cities/data/`."""

from django.db import models


class TermQuerySet(models.QuerySet):
    def in_use(self):
        return self.filter(is_archived=False)


class Term(models.Model):
    """One entry of a shared list; an entry in use is archived, never deleted."""

    code = models.SlugField("code", unique=True, allow_unicode=False)
    label = models.CharField("label", max_length=120)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    is_archived = models.BooleanField("niet meer in gebruik", default=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "label"]

    def __str__(self):
        return self.label


class Ground(Term):
    """A characteristic on which the law forbids to discriminate."""

    group = models.CharField("groep", max_length=80, blank=True)

    class Meta(Term.Meta):
        verbose_name = "discriminatiegrond"
        verbose_name_plural = "discriminatiegronden"


class PolicyDomain(Term):
    """A field of policy or of life: work, housing, education."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="hoort bij",
    )

    class Meta(Term.Meta):
        verbose_name = "beleidsdomein"
        verbose_name_plural = "beleidsdomeinen"


class Track(Term):
    """One of the four tracks of the agreement: research, prevention, curation, enforcement."""

    class Meta(Term.Meta):
        verbose_name = "spoor"
        verbose_name_plural = "sporen"


class TargetGroup(Term):
    """Who benefits, or whom one addresses."""

    class Kind(models.TextChoices):
        BENEFIT = "benefit", "wie heeft er baat bij"
        ADDRESS = "address", "wie spreek je aan"

    kind = models.CharField("soort", max_length=10, choices=Kind)

    class Meta(Term.Meta):
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"


class SustainableGoal(models.Model):
    """One of the seventeen Sustainable Development Goals of the United Nations."""

    number = models.PositiveSmallIntegerField("nummer", unique=True)
    label = models.CharField("naam", max_length=120)
    label_en = models.CharField("naam in het Engels", max_length=120)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "SDG"
        verbose_name_plural = "SDG's"
        ordering = ["number"]

    def __str__(self):
        return f"{self.number} {self.label}"
