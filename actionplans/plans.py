"""Making a plan: one city, one framework, one period, with exactly one draft."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from cities.log import actor_of, record

from .models import Edition, Plan


class PlanExistsError(Exception):
    """The city has this plan already; `plan` is the one."""

    def __init__(self, plan):
        super().__init__("Dit plan bestaat al: zelfde soort, thema en periode.")
        self.plan = plan


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
            record("plan made", plan, by=plan.created_by, city=city)
    except IntegrityError as error:
        existing = _same_plan(plan)
        if existing is None:
            raise ValidationError("De periode of het thema van dit plan klopt niet.") from error
        raise PlanExistsError(existing) from error
    return plan


def _same_plan(plan):
    """The plan that stands in the way of this one: the same plan, or one with its address."""
    others = Plan.objects.filter(city=plan.city)
    same = others.filter(
        framework=plan.framework,
        theme=plan.theme,
        period_from=plan.period_from,
        period_until=plan.period_until,
    )
    return same.first() or others.filter(slug=plan.slug).first()
