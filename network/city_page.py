"""The public page of a city: its plan and how far it is, practices, networks, signature, contact.

The same for everybody, but for whom to call: that is read only for who is signed in.
"""

from actionplans.models import ProgressEntry
from actionplans.overview import main_plan, published_plans
from actionplans.progress.due import NO_UPDATE, state_counts
from actionplans.progress.shown import round_about, words_on
from actionplans.reports.shared import of_city as reports_of
from actionplans.reports.summaries import of_city as summaries_of
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
        "summaries": summaries_of(city),
        "reports": reports_of(city),
        "may_read_contact": may_read,
        "focal_points": focal_points_of(city) if may_read else [],
        "may_name_focal_points": can_name_focal_points(user, city),
        "is_own": can_read_draft(user, city),
    }


def progress_of(plan) -> list[tuple[str, int]]:
    """[(how far, number of goals)] of the current text, in the order of the states; [] when nothing
    was ever told. Counted as on the page of the plan and in the comparison: what was not told about
    in the round that counts stands last and is no reproach.
    """
    told = {} if plan.current.is_withdrawn else words_on(plan)
    if not told:
        return []
    goals = plan.current.goals.only("uid")
    counts = state_counts({plan: goals}, told, round_about(plan))[plan]
    states = [(label, counts[state]) for state, label in ProgressEntry.State.choices]
    return [(label, n) for label, n in (*states, ("geen update", counts[NO_UPDATE])) if n]
