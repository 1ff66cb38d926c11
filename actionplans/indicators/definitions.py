"""What a goal is measured by: made and changed by the city, public as soon as the goal is.

An indicator stands beside the editions: a better target is not a new wording of the plan. Each
change keeps the old value, the date and who did it. Nothing is thrown away; what a city does not
follow any more is archived, and its measurements stay readable. Measuring is in `measurements.py`.

Values are told as JSON knows them: numbers and days as text ("12.5", "2025-12-31").
"""

import uuid
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of

from .. import drafting
from ..editions import current_edition, draft_of
from ..lineage import ancestors
from ..merging import StaleRowError, three_way
from ..models import Edition, Goal, Indicator, IndicatorChange, Measurement, Plan
from .measurements import hang_measurements, lock
from .numbers import plain

NUMBERS = ("baseline", "target")
FIELDS = (
    *("name", "unit", "direction", "baseline", "baseline_year"),
    *("target", "target_year", "note"),
)
LONG_AGO = timedelta(days=365)


class StaleIndicatorError(StaleRowError):
    """The form is older than the indicator; `deed` is the latest line that a colleague wrote."""


# --- making and changing -------------------------------------------------------------------------
@transaction.atomic
def add(plan, goal_uid, values, *, uid, by) -> Indicator:
    """A new indicator on a goal of the draft or of the current edition.

    The same words with the same `uid` twice (a double click) make one; other words with a `uid`
    that is used get a uid of their own. Raises drafting.RowGoneError when the goal is not there.
    """
    plan = drafting.lock(plan)
    goal = find_goal(plan, goal_uid)
    state = {**state_of(Indicator()), **as_state(values)}
    standing = Indicator.objects.filter(uid=uid).first()
    is_same = standing and (standing.plan_id, standing.goal) == (plan.pk, goal.uid)
    if is_same and state_of(standing) == state:
        return standing
    return Indicator.objects.create(
        uid=uuid.uuid4() if standing else uid,
        plan=plan,
        goal=goal.uid,
        made_by=actor_of(by),
        **_columns(state),
    )


@transaction.atomic
def change(indicator, values, *, seen, by) -> Indicator:
    """Save some fields, typed in a form that was opened at version `seen`.

    Raises StaleIndicatorError when somebody else changed the same form's fields since.
    """
    indicator = lock(indicator.pk)
    current, values = state_of(indicator), as_state(values)
    if indicator.version != seen:
        values = _merge(indicator, current, values, seen=seen)
    return _write(indicator, current, values, by=by)


def archive(indicator, *, by) -> Indicator:
    """The city does not follow this any more; nothing is measured until it is restored."""
    return _set_archived(indicator, True, by=by)


def restore(indicator, *, by) -> Indicator:
    return _set_archived(indicator, False, by=by)


@transaction.atomic
def _set_archived(indicator, is_archived, *, by):
    indicator = lock(indicator.pk)
    current = {"is_archived": indicator.is_archived}
    return _write(indicator, current, {"is_archived": is_archived}, by=by)


def _write(indicator, current, values, *, by):
    """Save what differs, with a line for each field; what changes nothing leaves no trace."""
    values = {name: value for name, value in values.items() if current[name] != value}
    if not values:
        return indicator
    rows = Indicator.objects.filter(pk=indicator.pk)
    rows.update(version=F("version") + 1, **_columns(values))
    actor = actor_of(by)
    IndicatorChange.objects.bulk_create(
        IndicatorChange(
            indicator=indicator,
            version=indicator.version + 1,
            field=name,
            old=current[name],
            new=value,
            by=actor,
        )
        for name, value in values.items()
    )
    return rows.get()


def _merge(indicator, current, mine, *, seen):
    """As `merging.merge` does for a row of the draft; here the base is read from the changes."""
    later = list(indicator.changes.filter(version__gt=seen).select_related("by"))
    base = current | {line.field: line.old for line in reversed(later)}
    if all(base[name] == current[name] for name in mine):
        return mine
    merged, conflicts = three_way(base, current, mine)
    if not conflicts and all(merged[name] == current[name] for name in mine):
        return {}
    raise StaleIndicatorError(
        merged=merged, conflicts=conflicts, version=indicator.version, deed=later[-1]
    )


# --- values ------------------------------------------------------------------------------------
def state_of(indicator) -> dict:
    """All that a form can change."""
    return as_state({name: getattr(indicator, name) for name in FIELDS})


def as_state(values) -> dict:
    """Values as JSON knows them, so that equal is equal."""
    return {name: _as_json(value) for name, value in values.items()}


def _as_json(value):
    if isinstance(value, Decimal):
        return f"{plain(value):f}"
    return value.isoformat() if isinstance(value, date) else value


def _columns(state):
    return {
        name: Decimal(value) if name in NUMBERS and value is not None else value
        for name, value in state.items()
    }


# --- goals ---------------------------------------------------------------------------------------
def goals_of(plan) -> list[Goal]:
    """The goals of the draft in order, then those that only visitors still read.

    Each says whether visitors read it: `goal.is_public`.
    """
    draft, current = draft_of(plan), current_edition(plan)
    rows = Goal.objects.filter(edition__in=[draft.pk, *([current.pk] if current else [])])
    rows = rows.select_related("chapter").order_by("chapter__position", "position", "pk")
    goals, public = {}, set()
    for goal in rows:
        if goal.edition_id != draft.pk:
            public.add(goal.uid)
            goals.setdefault(goal.uid, goal)
        else:
            goals[goal.uid] = goal
    for goal in goals.values():
        goal.is_public = goal.uid in public
    return sorted(goals.values(), key=lambda goal: goal.edition_id != draft.pk)


def find_goal(plan, uid) -> Goal:
    """A goal to hang an indicator on. Raises drafting.RowGoneError, as the editor does."""
    current = current_edition(plan)
    if current:
        published = Goal.objects.filter(edition=current, uid=uid).first()
        if published:
            return published
    return drafting.find_row(draft_of(plan), "goal", uid)


def is_public(goal_uid) -> bool:
    """Whether a visitor reads this goal, and so all that is measured of it."""
    return _published_goals([goal_uid]).exists()


def _published_goals(uids):
    return Goal.objects.filter(uid__in=uids, edition__state=Edition.State.PUBLISHED)


# --- reading -----------------------------------------------------------------------------------
def for_goals(plan_or_uids) -> dict:
    """{goal uid: its indicators}, each with `told` (its changes) and what `hang_measurements` adds.

    Three queries for a plan or for any number of uids.
    """
    is_plan = isinstance(plan_or_uids, Plan)
    asked = {"plan": plan_or_uids} if is_plan else {"goal__in": list(plan_or_uids)}
    by_goal = defaultdict(list) if is_plan else {uid: [] for uid in asked["goal__in"]}
    for indicator in with_history(Indicator.objects.filter(**asked).select_related("made_by")):
        by_goal[indicator.goal].append(indicator)
    return dict(by_goal)


def with_history(indicators) -> list[Indicator]:
    """The same indicators, each with its changes and its measurements: two queries in all."""
    found = {indicator.pk: indicator for indicator in indicators}
    for indicator in found.values():
        indicator.told = []
    if found:
        for line in IndicatorChange.objects.filter(indicator__in=found).select_related("by"):
            found[line.indicator_id].told.append(line)
        lines = Measurement.objects.filter(indicator__in=found).select_related("by")
        hang_measurements(found, lines.order_by("pk"))
    return list(found.values())


def for_readers(goal_uid) -> dict:
    """What the public page of a goal shows: its own indicators, and those of the plan before.

    {"own": [indicators], "before": [(goal, indicators)]}. An indicator that was archived before
    anything was measured was a mistake, and is shown to nobody but the city.
    """
    older = {goal.uid: goal for goal in _readable(ancestors([goal_uid])[goal_uid])}
    found = for_goals([goal_uid, *older])
    shown = {
        uid: [one for one in indicators if one.standing or not one.is_archived]
        for uid, indicators in found.items()
    }
    before = [(goal, shown[uid]) for uid, goal in older.items() if shown[uid]]
    return {"own": shown[goal_uid], "before": before}


def _readable(uids):
    """Of each of these goals the latest published row, in the order of the uids."""
    if not uids:
        return []
    rows = _published_goals(uids).select_related("edition__plan__city")
    rows = rows.defer("edition__canonical", "edition__introduction").order_by("edition__number")
    latest = {goal.uid: goal for goal in rows}
    return [latest[uid] for uid in uids if uid in latest]


def lacks_recent(indicator, plan) -> bool:
    """Whether nothing was measured in the last year; of a plan that ended, in its last year."""
    if indicator.is_archived:
        return False
    until = timezone.localdate()
    if plan.period_until:
        until = min(until, date(plan.period_until, 12, 31))
    return not indicator.standing or indicator.standing[-1].measured_on < until - LONG_AGO
