"""Which text stands for each city on a day: its main plan, in the edition that counted then.

The newest edition published by the end of that day counts; when that one was withdrawn by then,
nothing of the plan stands. A city without such a text stays in the comparison and says why: an
empty column is an answer too. A draft plays no part in it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from cities.models import City

from ..days import end_of
from ..models import Edition, Plan
from ..overview import COMING, PAST, main_plan, period_state

NO_PLAN, ONLY_COMING, ONLY_THEMATIC, WITHDRAWN = "no plan", "coming", "thematic", "withdrawn"
IN_WORDS = {
    NO_PLAN: "nog geen plan in het portaal",
    ONLY_COMING: "het plan begint later",
    ONLY_THEMATIC: "alleen een thematisch plan",
    WITHDRAWN: "het plan is ingetrokken",
}


@dataclass(frozen=True)
class Standing:
    """A city with the text that stands for it; without `edition`, `why` is one of the codes.

    `plan` is known whenever there is one to name; `others` are its plans beside the main one.
    """

    city: City
    plan: Plan | None = None
    edition: Edition | None = None
    why: str = ""
    is_past: bool = False
    others: tuple = ()

    @property
    def has_text(self):
        return self.edition is not None

    @property
    def why_in_words(self):
        return IN_WORDS.get(self.why, "")

    @property
    def thematic_only(self) -> tuple:
        """The plans to read of a city that has no other; they are named and never counted."""
        return self.others if self.why == ONLY_THEMATIC else ()


def standings(day=None, *, cities=None) -> list[Standing]:
    """By name of the city: the members of the network on that day, or these cities.

    `day` is a date; None is today. A moment, in local time, is a day that has not ended yet. Three
    queries, whatever the number of cities and plans.
    """
    cities = list(City.objects.members(day).order_by("name") if cities is None else cities)
    newest = _newest_editions(cities, day)
    plans = defaultdict(list)
    for edition in newest:
        plans[edition.plan.city_id].append(edition)
    return [_standing(city, plans[city.pk], day) for city in cities]


def with_text(found) -> list[Standing]:
    return [one for one in found if one.has_text]


def _newest_editions(cities, day):
    """The newest edition of each plan by then, with its plan; the withdrawn ones too."""
    published = Edition.objects.published().filter(
        plan__city__in=[city.pk for city in cities], published_at__lt=end_of(day)
    )
    rows = published.without_archive().defer("introduction")
    newest = {}
    for edition in rows.select_related("plan", "withdrawal").order_by("plan", "number"):
        newest[edition.plan_id] = edition
    return list(newest.values())


def _standing(city, editions, day):
    for edition in editions:
        edition.plan.city = city
    of_plan = {edition.plan: edition for edition in editions}
    readable = [plan for plan, edition in of_plan.items() if not _is_withdrawn(edition, day)]
    plan = main_plan(readable, day)
    others = tuple(other for other in readable if other != plan)
    if plan is not None:
        is_past = period_state(plan, day) == PAST
        return Standing(city, plan, of_plan[plan], is_past=is_past, others=others)
    withdrawn = main_plan([one for one in of_plan if one not in readable], day)
    if withdrawn is not None:
        return Standing(city, withdrawn, why=WITHDRAWN, others=others)
    return _without_main_plan(city, others, day)


def _without_main_plan(city, others, day):
    coming = [
        plan
        for plan in others
        if plan.framework != Plan.Framework.THEMATIC and period_state(plan, day) == COMING
    ]
    if coming:
        return Standing(city, coming[0], why=ONLY_COMING, others=others)
    return Standing(city, why=ONLY_THEMATIC if others else NO_PLAN, others=others)


def _is_withdrawn(edition, day):
    return edition.is_withdrawn and edition.withdrawal.at < end_of(day)


# --- the day in an address -----------------------------------------------------------------------
FIRST_DAY = date(1990, 1, 1)


def read_day(text) -> tuple[date | None, str]:
    """The day of `?op=` and what to say about it: (None, '') is today.

    A day that is no day, or that still has to come, is told in Dutch; then today is shown.
    """
    text = str(text or "").strip()[:20]
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, "Die datum herkennen we niet. Je ziet hoe het vandaag is."
    if day < FIRST_DAY:
        return None, "Zo ver gaan de plannen niet terug. Je ziet hoe het vandaag is."
    if day > timezone.localdate():
        return None, "Die dag moet nog komen. Je ziet hoe het vandaag is."
    return (None, "") if day == timezone.localdate() else (day, "")
