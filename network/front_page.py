"""What the home page shows: the ten commitments, every city's plan, what is new, what comes next.

The same for everybody, but for what waits for the person who is signed in.
"""

from dataclasses import dataclass

from django.utils.formats import date_format

from actionplans.models import Commitment
from actionplans.overview import published_plans
from cities.models import City

from .meetings.coming import next_meeting
from .meetings.coming import waiting_for as meetings_waiting
from .meetings.todo import tasks_for
from .models import Dossier, Meeting
from .news import news
from .positions.listing import waiting_for as positions_waiting
from .profiles import main_plans
from .themes.current import current_theme, open_ballots
from .themes.waiting import waiting_for as ballots_waiting


@dataclass(frozen=True)
class Reach:
    """One commitment: in the main plans of how many cities, with how many goals."""

    commitment: Commitment
    cities: int
    goals: int


def front_page(user) -> dict:
    plans = published_plans()
    members = set(City.objects.members().values_list("pk", flat=True))
    compared = compared_plans(plans, members)
    return {
        "plans": plans,
        "main_plans": main_plans(plans),
        "goal_count": sum(plan.goal_count for plan in compared),
        "action_count": sum(plan.action_count for plan in compared),
        "member_count": len(members),
        "commitments": reach_of(compared),
        "news": news(),
        "meeting": next_meeting(),
        "dossier": _dossier_to_read(),
        "theme": current_theme(),
        "ballots": open_ballots(),
        "waiting": waiting_for(user),
        "cities": City.objects.with_coalitions(),
    }


def compared_plans(plans, members) -> list:
    """Those that the comparison counts too: the main plan of each member that visitors read."""
    readable = [plan for plan in plans if not plan.current.is_withdrawn]
    return [plan for plan in main_plans(readable) if plan.city_id in members]


def _dossier_to_read():
    """Of the first coming meeting that has one."""
    # While it is made anew, the one before it is read.
    ready = Dossier.objects.filter(made_at__isnull=False, meeting__in=Meeting.objects.coming())
    light = ready.defer("content").select_related("meeting")
    return light.order_by("meeting__day", "meeting__starts_at").first()


def reach_of(plans) -> list[Reach]:
    """All ten; a plan with themes of its own has no segments and counts at none."""
    per_number = {}
    for plan in plans:
        for segment in plan.segments:
            per_number.setdefault(segment["number"], []).append(segment["n_goals"])
    return [
        Reach(
            commitment=one,
            cities=sum(1 for n in per_number.get(one.number, []) if n),
            goals=sum(per_number.get(one.number, [])),
        )
        for one in Commitment.objects.all()
    ]


@dataclass(frozen=True)
class Waiting:
    """Something that asks an answer of this person's city."""

    text: str
    url: str
    label: str


def waiting_for(user) -> list[Waiting]:
    """Invitations, votes, positions and tasks; nothing for a visitor, without a query."""
    if not user.is_authenticated:
        return []
    found = [
        Waiting(
            f"{meeting.title}: komt {_named(meeting.unanswered)}?", *_where(meeting, "Antwoord")
        )
        for meeting in meetings_waiting(user)
    ]
    found += [Waiting(f"{one}", *_where(one, "Stem")) for one in ballots_waiting(user)]
    found += [
        Waiting(f"Steunt je stad “{one.title}”?", *_where(one, "Lees en antwoord"))
        for one in positions_waiting(user)
    ]
    found += [
        Waiting(
            f"Tegen {date_format(task.due_on, 'j F Y')}: {task.text}",
            *_where(task.meeting, "Naar de taak"),
        )
        for task in tasks_for(user)
    ]
    return found


def _where(thing, label):
    return thing.get_absolute_url(), label


def _named(cities):
    return " en ".join(str(city) for city in cities)
