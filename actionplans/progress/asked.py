"""Which plans a progress round asks after.

Those that run in its years, each city's main plan also when its period is over, and whatever told
something in it. A plan that went over is left alone once visitors can read the next one: that one
is asked after instead, even before its years begin. A round that is over asked what could be read
when it ended.
"""

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from ..models import CarryOver, Edition, Plan, ProgressEntry
from ..overview import main_plan


def plans_in(round, *, city=None) -> list[Plan]:
    """The published plans that a round asks after, by city name; two queries.

    With `city`, the id of one, only its own.
    """
    plans, entries = _readable_plans(round), ProgressEntry.objects.filter(round=round)
    if city:
        plans, entries = plans.filter(city=city), entries.filter(plan__city=city)
    told = set(entries.order_by().values_list("plan", flat=True).distinct())
    by_city = {}
    for plan in plans:
        by_city.setdefault(plan.city_id, []).append(plan)
    return [
        plan
        for family in by_city.values()
        for plan in family
        if _is_asked(plan, family, told, round)
    ]


def asks_after(round, plan) -> bool:
    return plan in plans_in(round, city=plan.city_id)


def end_of(round) -> datetime:
    """The first moment at which nothing can be told in a round any more."""
    midnight = datetime.combine(round.closes_on + timedelta(days=1), time())
    last = timezone.make_aware(midnight)
    return min(last, round.closed_at) if round.closed_at else last


def _readable_plans(round):
    """Each with `went_over` and `took_over`, as it was when the round ended."""
    readable = Edition.objects.published().filter(published_at__lt=end_of(round)).order_by()
    passed = CarryOver.objects.filter(new_plan__in=readable.values("plan"))
    plans = Plan.objects.filter(Exists(readable.filter(plan=OuterRef("pk"))))
    return plans.annotate(
        went_over=Exists(passed.filter(plan=OuterRef("pk"))),
        took_over=Exists(passed.filter(new_plan=OuterRef("pk"))),
    ).for_list()


def _is_asked(plan, family, told, round):
    if plan.pk in told:
        return True
    standing = [other for other in family if not other.went_over]
    return plan in standing and (plan == main_plan(standing) or _runs_in(plan, round))


def _runs_in(plan, round):
    is_over = plan.period_until is not None and plan.period_until < round.opens_on.year
    has_begun = plan.took_over or plan.period_from <= round.closes_on.year
    return has_begun and not is_over
