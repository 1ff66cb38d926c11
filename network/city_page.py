"""The public page of a city: its plan and how far it is, practices, networks, signature, contact.

The same for everybody, but for whom to call: that is read only for who is signed in.
"""

from collections import Counter

from actionplans.models import PlanSummary, ProgressEntry
from actionplans.overview import main_plan, published_plans
from actionplans.progress.shown import words_on
from actionplans.reports.shared import of_city as reports_of
from cities.focal_points import current as focal_points_of
from cities.permissions import can_name_focal_points, can_read_draft, can_read_for_members

from .news import news

NEWS = 4


def city_page(city, user) -> dict:
    plans = published_plans(city=city)
    main = main_plan(plans)
    may_read = can_read_for_members(user)
    return {
        "city": city,
        "memberships": city.coalition_memberships.all(),
        "mandates": city.mandates.all(),
        "signatures": city.signatures.select_related("agreement"),
        "plans": plans,
        "main_plan": main,
        "progress": progress_of(main) if main else [],
        "news": news(limit=NEWS, city=city),
        "summaries": PlanSummary.objects.filter(
            is_public=True, plan__in=[plan.pk for plan in plans]
        ).select_related("plan__city"),
        "reports": reports_of(city),
        "may_read_contact": may_read,
        "focal_points": focal_points_of(city) if may_read else [],
        "may_name_focal_points": can_name_focal_points(user, city),
        "is_own": can_read_draft(user, city),
    }


def progress_of(plan) -> list[tuple[str, int]]:
    """[(how far, number of goals)] of the current text, in the order of the states; [] when nothing
    was ever told. What was not told about stands last and is no reproach.
    """
    if plan.current.is_withdrawn:
        return []
    told = words_on(plan)
    goals = plan.current.goals.values_list("uid", flat=True)
    counts = Counter(told[uid].state if uid in told else "" for uid in goals)
    if not set(counts) - {""}:
        return []
    states = [(label, counts[state]) for state, label in ProgressEntry.State.choices]
    return [(label, n) for label, n in (*states, ("geen update", counts[""])) if n]
