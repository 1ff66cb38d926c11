"""Which plans a progress round asks after."""

from ..models import Plan, ProgressEntry
from ..overview import main_plan


def plans_in(round) -> list[Plan]:
    """The published plans that a round asks after, by city name; two queries.

    Those that run in its years, each city's main plan also when its period is over, and whatever
    told something in it.
    """
    told = set(ProgressEntry.objects.filter(round=round).values_list("plan", flat=True))
    by_city = {}
    for plan in Plan.objects.published().for_list():
        by_city.setdefault(plan.city_id, []).append(plan)
    return [
        plan
        for plans in by_city.values()
        for plan in plans
        if plan.pk in told or plan == main_plan(plans) or _runs_in(plan, round)
    ]


def _runs_in(plan, round):
    is_over = plan.period_until is not None and plan.period_until < round.opens_on.year
    return plan.period_from <= round.closes_on.year and not is_over
