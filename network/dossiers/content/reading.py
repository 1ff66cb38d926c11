"""What a dossier is made of, read once for all cities and before anything is told.

First it is noted which edition stands for each city on the day before the period and on its last
day; after that only those editions are read, which never change. A city that publishes while its
dossier is made comes in the next one. Of progress only what was told before the reading began, and
only what visitors may read.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from django.utils import timezone

from actionplans.comparing.goals import goals_in
from actionplans.comparing.moment import moment_of
from actionplans.comparing.standing import Standing, end_of, standings
from actionplans.lineage import ancestors
from actionplans.models import Commitment, Edition, Goal
from actionplans.progress.due import state_of
from cities.models import City


@dataclass(frozen=True)
class Days:
    """The first and the last day that are told of, and the day before."""

    since_on: date
    until_on: date

    @property
    def before(self):
        return self.since_on - timedelta(days=1)

    def holds(self, moment):
        """Whether a moment, or nothing, lies in the period."""
        return moment is not None and self.since_on <= timezone.localdate(moment) <= self.until_on


@dataclass
class Reading:
    """All texts, the same for every city; `then` and `now` are {city id: Standing}."""

    days: Days
    cities: list[City]
    joined: list[City]
    left: list[City]
    commitments: dict[int, Commitment]
    then: dict[int, Standing]
    now: dict[int, Standing]
    states_then: dict[int, list] = field(default_factory=dict)
    goals: dict[int, list] = field(default_factory=dict)
    ancestors: dict = field(default_factory=dict)
    words_then: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    editions: dict[int, list] = field(default_factory=dict)


def read(days) -> Reading:
    """A fixed number of queries, whatever the number of cities."""
    now_members = list(City.objects.members(days.until_on).order_by("name"))
    then_members = list(City.objects.members(days.before).order_by("name"))
    reading = Reading(
        days=days,
        cities=now_members,
        joined=[city for city in now_members if city not in then_members],
        left=[city for city in then_members if city not in now_members],
        commitments={one.number: one for one in Commitment.objects.all()},
        then=_by_city(standings(days.before, cities=now_members)),
        now=_by_city(standings(days.until_on, cities=now_members)),
    )
    _read_goals(reading)
    _read_progress(reading)
    reading.editions = _editions_in(days, now_members)
    return reading


def _by_city(found):
    return {one.city.pk: one for one in found}


def _read_goals(reading):
    by_city = defaultdict(list)
    for goal in goals_in(list(reading.now.values()), day=reading.days.until_on):
        by_city[goal.city.pk].append(goal)
    reading.goals = by_city


def _read_progress(reading):
    began = timezone.now()
    then, now = moment_of(reading.days.before), moment_of(reading.days.until_on)
    now = replace(now, end=min(now.end, began))
    goals = [goal for some in reading.goals.values() for goal in some]
    subjects = {row.uid for goal in goals for row in (goal, *goal.action_list)}
    uids_then = _uids(reading.then)
    reading.ancestors = ancestors(subjects)
    known = subjects | {uid for some in reading.ancestors.values() for uid in some}
    known |= {uid for some in uids_then.values() for uid in some}
    reading.words_then, reading.words = _words(then, known), _words(now, known)
    for goal in goals:
        goal.told = now.told(reading.words.get(goal.uid), goal.plan)
    for city, uids in uids_then.items():
        told = (then.told(reading.words_then.get(uid), reading.then[city].plan) for uid in uids)
        reading.states_then[city] = [state_of(one.entry, one.round) for one in told]


def _uids(found) -> dict[int, list]:
    """{city id: uids of the goals} of the texts that stood; one query."""
    editions = {one.edition.pk: city for city, one in found.items() if one.has_text}
    uids = defaultdict(list)
    rows = Goal.objects.filter(edition__in=editions).order_by()
    for edition, uid in rows.values_list("edition", "uid"):
        uids[editions[edition]].append(uid)
    return uids


AT_ONCE = 500


def _words(moment, subjects):
    """{uid: the newest word on it}; a uid belongs to one plan at a time."""
    subjects, found = sorted(subjects), {}
    for start in range(0, len(subjects), AT_ONCE):
        some = moment.words_on(set(subjects[start : start + AT_ONCE]))
        for (_, uid), entry in sorted(some.items(), key=lambda item: item[1].at):
            found[uid] = entry
    return found


def _editions_in(days, cities):
    """{city id: what it published in the period}, of all its plans, the oldest first."""
    published = Edition.objects.published().without_archive().select_related("plan__city")
    found = published.filter(
        plan__city__in=cities,
        published_at__gte=end_of(days.before),
        published_at__lt=end_of(days.until_on),
    )
    by_city = defaultdict(list)
    for edition in found.order_by("published_at", "pk"):
        by_city[edition.plan.city_id].append(edition)
    return by_city
