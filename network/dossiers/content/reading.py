"""What a dossier is made of, read once for all cities and before anything is told.

First it is noted which edition stands for each city before the period and at its end; after that
only those editions are read, which never change. What comes after the reading began, on the last
day too, comes in the next dossier: one that follows a frozen dossier starts at the moment when that
one was read. Of progress only what visitors may read.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from actionplans.comparing.goals import goals_in
from actionplans.comparing.moment import moment_of
from actionplans.comparing.standing import Standing, standings
from actionplans.days import end_of
from actionplans.lineage import ancestors
from actionplans.models import Commitment, Edition, Goal
from cities.models import City


@dataclass(frozen=True)
class Days:
    """The first and the last day that are told of, as far as they were told.

    `followed_at` is when the frozen dossier was read that this one follows, which told of the
    positions at `positions_told`; `read_at` is when this one is read.
    """

    since_on: date
    until_on: date
    followed_at: datetime | None = None
    read_at: datetime | None = None
    positions_told: frozenset = frozenset()

    @property
    def before(self):
        return self.since_on - timedelta(days=1)

    @property
    def then(self) -> date | datetime:
        return _day_or_moment(self.before, self.followed_at)

    @property
    def now(self) -> date | datetime:
        return _day_or_moment(self.until_on, self.read_at)

    def holds(self, moment):
        """Whether a moment, or nothing, lies in the period."""
        return moment is not None and end_of(self.then) <= moment < end_of(self.now)


def _day_or_moment(day, moment):
    """A day as far as it had passed at a moment."""
    if moment is None or timezone.localdate(moment) > day:
        return day
    return timezone.localtime(moment)


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
    goals: dict[int, list] = field(default_factory=dict)
    ancestors: dict = field(default_factory=dict)
    words_then: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    editions: dict[int, list] = field(default_factory=dict)

    def last_word(self, uid):
        """What was told last on a row, in whatever round: its own, else of what it stems from."""
        return self._newest(self.words, uid)

    def last_word_then(self, uid):
        return self._newest(self.words_then, uid)

    def _newest(self, told, uid):
        return next((told[one] for one in (uid, *self.ancestors.get(uid, ())) if one in told), None)


def read(days) -> Reading:
    """A fixed number of queries, whatever the number of cities."""
    days = replace(days, read_at=timezone.now())
    now_members = list(City.objects.members(days.until_on).order_by("name"))
    then_members = list(City.objects.members(days.before).order_by("name"))
    reading = Reading(
        days=days,
        cities=now_members,
        joined=[city for city in now_members if city not in then_members],
        left=[city for city in then_members if city not in now_members],
        commitments={one.number: one for one in Commitment.objects.all()},
        then=_by_city(standings(days.then, cities=now_members)),
        now=_by_city(standings(days.now, cities=now_members)),
    )
    _read_goals(reading)
    _read_progress(reading)
    reading.editions = _editions_in(days, now_members)
    return reading


def _by_city(found):
    return {one.city.pk: one for one in found}


def _read_goals(reading):
    by_city = defaultdict(list)
    for goal in goals_in(list(reading.now.values()), day=reading.days.now):
        by_city[goal.city.pk].append(goal)
    reading.goals = by_city


def _read_progress(reading):
    then, now = moment_of(reading.days.then), moment_of(reading.days.now)
    goals = [goal for some in reading.goals.values() for goal in some]
    subjects = {row.uid for goal in goals for row in (goal, *goal.action_list)}
    uids_then = _uids(reading.then)
    reading.ancestors = ancestors(subjects)
    known = subjects | {uid for some in reading.ancestors.values() for uid in some}
    known |= {uid for some in uids_then.values() for uid in some}
    reading.words_then, reading.words = _words(then, known), _words(now, known)


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
        published_at__gte=end_of(days.then),
        published_at__lt=end_of(days.now),
    )
    by_city = defaultdict(list)
    for edition in found.order_by("published_at", "pk"):
        by_city[edition.plan.city_id].append(edition)
    return by_city
