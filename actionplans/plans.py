"""Making a plan: one city, one framework, one period, with exactly one draft."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from cities.log import actor_of, record
from cities.models import LogEntry

from .drafting import change
from .editions import draft_of
from .models import Edition, Plan


class PlanExistsError(Exception):
    """The city has this plan already; `plan` is the one."""

    def __init__(self, plan):
        super().__init__("Dit plan bestaat al: zelfde soort, thema en periode.")
        self.plan = plan


class PublishedPlanError(Exception):
    """A published plan keeps its kind, its period and its address."""


SLUG_WORDS = {
    Plan.Framework.ECCAR: "tienpuntenplan",
    Plan.Framework.INTEGRATED: "geintegreerd-plan",
    Plan.Framework.THEMATIC: "plan",
}


def slug_for(framework, theme, period_from, period_until):
    """'tienpuntenplan-2020-2025', 'plan-rainbow-2021-2025'."""
    parts = [SLUG_WORDS[framework], slugify(theme)[:40], period_from, period_until]
    return "-".join(str(part) for part in parts if part)


def default_title(plan):
    words = {
        Plan.Framework.ECCAR: "Tienpuntenplan",
        Plan.Framework.INTEGRATED: "Geïntegreerd actieplan",
        Plan.Framework.THEMATIC: f"Actieplan {plan.theme}",
    }
    return f"{words[plan.framework]} {plan.period} van {plan.city}"


def create_plan(*, city, framework, period_from, period_until, by, theme="", title=""):
    """Make a plan with an empty draft. Raises PlanExistsError; two at once make one plan."""
    plan = Plan(
        city=city,
        framework=framework,
        theme=theme,
        period_from=period_from,
        period_until=period_until,
        slug=slug_for(framework, theme, period_from, period_until),
    )
    try:
        with transaction.atomic():
            plan.created_by = actor_of(by)
            plan.full_clean(
                exclude=["created_by"], validate_unique=False, validate_constraints=False
            )
            plan.save()
            Edition.objects.create(plan=plan, title=title or default_title(plan))
            record(LogEntry.Verb.PLAN_MADE, plan, by=plan.created_by, city=city)
    except IntegrityError as error:
        existing = _same_plan(plan)
        if existing is None:
            raise ValidationError("De periode of het thema van dit plan klopt niet.") from error
        raise PlanExistsError(existing) from error
    return plan


@transaction.atomic
def change_plan(plan, *, framework, period_from, period_until, theme, by):
    """Correct what kind of plan it is or its period, as long as nothing is published.

    The address follows, and so does a title that was made from these. Raises PlanExistsError, and
    PublishedPlanError once visitors and other cities may have kept the address.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("city").get(pk=plan.pk)
    if plan.editions.published().exists():
        raise PublishedPlanError
    old_title = default_title(plan)
    plan.framework, plan.theme = framework, theme
    plan.period_from, plan.period_until = period_from, period_until
    plan.slug = slug_for(framework, theme, period_from, period_until)
    try:
        with transaction.atomic():
            plan.save(update_fields=["framework", "theme", "period_from", "period_until", "slug"])
    except IntegrityError as error:
        raise PlanExistsError(_same_plan(plan)) from error
    draft = draft_of(plan)
    if draft.title == old_title:
        title = {"title": default_title(plan)}
        change(plan, "edition", draft.uid, title, seen=draft.version, by=by)
    record(LogEntry.Verb.PLAN_CHANGED, plan, by=actor_of(by), city=plan.city)
    return plan


def _same_plan(plan):
    """The plan that stands in the way of this one: the same plan, or one with its address."""
    others = Plan.objects.filter(city=plan.city).exclude(pk=plan.pk)
    same = others.filter(
        framework=plan.framework,
        theme=plan.theme,
        period_from=plan.period_from,
        period_until=plan.period_until,
    )
    return same.first() or others.filter(slug=plan.slug).first()
