"""Published plans in lists: how far they reach, when they run, and which one is a city's main plan.

A city's main plan is its ECCAR or integrated plan whose period holds today; when none does, the
one that ended last. Thematic plans stand beside it and never take its place. All that a list shows
is read in a fixed number of queries, whatever the number of plans.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Exists, F, OuterRef
from django.utils import timezone

from .crosswalk import segments
from .models import Action, Chapter, Commitment, Edition, Goal, Plan

RUNNING, PAST, COMING = "lopend", "afgelopen", "komend"


def published_plans(*, city=None) -> list[Plan]:
    """Every plan that a visitor can read, by city name, the newest period first.

    Each has `current` (Edition, without its archive), `goal_count`, `action_count`, `segments` for
    the wheel and, when no goal has a commitment, `themes` (titles of its chapters).
    """
    plans = Plan.objects.published().for_list()
    return with_overview(plans.filter(city=city) if city else plans)


def with_overview(plans: Iterable[Plan]) -> list[Plan]:
    """The same for plans that were chosen elsewhere, such as one page of a filtered list."""
    plans = list(plans)
    current = _current_editions(plans)
    goals = _count_per_edition(Goal, current.values())
    actions = _count_per_edition(Action, current.values())
    reach = _goals_per_commitment(current.values())
    titles = dict(Commitment.objects.values_list("number", "short_nl"))
    for plan in plans:
        plan.current = current[plan.pk]
        plan.goal_count = goals.get(plan.current.pk, 0)
        plan.action_count = actions.get(plan.current.pk, 0)
        plan.segments = segments(reach[plan.current.pk], titles)
    _add_themes(plans)
    return plans


def main_plan(plans: Iterable[Plan], day=None) -> Plan | None:
    """The plan that stands for its city among `plans`, which all belong to one city.

    As it is today, or as it was on a day.
    """
    candidates = [plan for plan in plans if plan.framework != Plan.Framework.THEMATIC]
    running = [plan for plan in candidates if period_state(plan, day) == RUNNING]
    past = [plan for plan in candidates if period_state(plan, day) == PAST]
    if running:
        return max(running, key=lambda plan: (plan.period_from, _is_eccar(plan)))
    return max(past, key=lambda plan: (plan.period_until, _is_eccar(plan)), default=None)


def period_state(plan: Plan, day=None) -> str:
    """Whether a plan's period holds in the calendar year of a day, today unless one is given."""
    year = (day or timezone.localdate()).year
    if plan.period_until is not None and plan.period_until < year:
        return PAST
    return COMING if plan.period_from > year else RUNNING


def _is_eccar(plan):
    return plan.framework == Plan.Framework.ECCAR


# --- the figures, one query each ---------------------------------------------------------------
def _current_editions(plans):
    editions = Edition.objects.current().without_archive().select_related("withdrawal")
    by_plan = {plan.pk: plan for plan in plans}
    found = {}
    for edition in editions.filter(plan__in=by_plan):
        edition.plan = by_plan[edition.plan_id]
        found[edition.plan_id] = edition
    return found


def _count_per_edition(model, editions):
    rows = model.objects.filter(edition__in=[edition.pk for edition in editions]).order_by()
    return dict(rows.values("edition").annotate(n=Count("pk")).values_list("edition", "n"))


def _goals_per_commitment(editions):
    """{edition id: {commitment number: goals}}; a goal's own commitments replace its chapter's."""
    own = Goal.commitments.through.objects.filter(goal=OuterRef("pk"))
    goals = Goal.objects.filter(edition__in=[edition.pk for edition in editions]).order_by()
    reach = defaultdict(dict)
    for rows, number in (
        (goals.filter(Exists(own)), F("commitments__number")),
        (goals.filter(~Exists(own)), F("chapter__commitments__number")),
    ):
        counted = rows.values("edition", reached=number).annotate(n=Count("pk"))
        for edition, reached, n in counted.values_list("edition", "reached", "n"):
            if reached:
                reach[edition][reached] = reach[edition].get(reached, 0) + n
    return reach


def _add_themes(plans):
    themes = defaultdict(list)
    without_wheel = [plan.current.pk for plan in plans if not plan.segments]
    for chapter in Chapter.objects.filter(edition__in=without_wheel):
        themes[chapter.edition_id].append(chapter.title)
    for plan in plans:
        plan.themes = themes[plan.current.pk]
