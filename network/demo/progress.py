"""Progress of the demonstration: a round that is over, one that is open now, figures, an answer.

Dates are counted from the day on which the demonstration is made, so that a round is always open.
"""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from actionplans.indicators import definitions, measurements
from actionplans.indicators.numbers import as_number
from actionplans.models import ProgressEntry, ProgressRound
from actionplans.partners import answers, questions
from actionplans.progress import entries
from actionplans.reminders.telling import tell_round_opened
from cities.log import actor_of, record
from cities.models import LogEntry

from .plans import noon, row_at

MESSAGE = "Een kwartier is genoeg: wat niet veranderde, bevestig je met één toets."


def make_last_round(*, by, today):
    year = today.year - 1
    return _make_round(f"Voortgang {year}", date(year, 10, 6), date(year, 11, 14), by=by)


def open_this_round(*, by, today):
    """A round that opened ten days ago, told by mail."""
    first, last = today - timedelta(days=10), today + timedelta(days=11)
    made = _make_round(f"Voortgang {today.year}", first, last, by=by)
    tell_round_opened(made, by=by)
    return made


def _make_round(name, first, last, *, by):
    # Not by `rounds.open_round`, which rightly refuses a round in the past.
    slug = name.lower().replace(" ", "-")
    made = ProgressRound.objects.create(
        name=name,
        slug=slug,
        message=MESSAGE,
        opens_on=first,
        closes_on=last,
        opened_by=actor_of(by),
        opened_at=noon(first.isoformat()),
    )
    record(LogEntry.Verb.ROUND_OPENED, made, by=actor_of(by))
    return made


def tell_progress(plans, told, round, *, people):
    """Entries as people told them, the day after the round opened."""
    at = noon((round.opens_on + timedelta(days=1)).isoformat())
    goals = [row_at(plans[row["plan"]], "goal", row["goal"]) for row in told]
    ProgressEntry.objects.bulk_create(
        ProgressEntry(
            plan=plans[row["plan"]],
            subject=goal.uid,
            number=ProgressEntry.objects.filter(subject=goal.uid).count() + 1,
            round=round,
            by=actor_of(people[row["plan"]]),
            at=at,
            **{name: row[name] for name in (*entries.VALUES, "is_unchanged")},
        )
        for row, goal in zip(told, goals, strict=True)
    )


def measure(plans, told, *, people):
    for row in told:
        plan, by = plans[row["plan"]], people[row["plan"]]
        goal = row_at(plan, "goal", row["goal"])
        made = definitions.add(plan, goal.uid, _definition(row), uid=uuid.uuid4(), by=by)
        for measurement in row["measurements"]:
            _measure(made, measurement, row.get("correction"), by=by)


def _definition(row):
    names = ("name", "unit", "direction", "baseline_year", "target_year", "note")
    values = {name: row[name] for name in names}
    return values | {name: Decimal(row[name]) for name in ("baseline", "target")}


def _measure(indicator, row, correction, *, by):
    day, value, source = row
    told = measurements.measure(
        indicator,
        measured_on=date.fromisoformat(day),
        value=as_number(value),
        source=source,
        uid=uuid.uuid4(),
        by=by,
    )
    if correction and correction[0] == day:
        better = {"value": as_number(correction[1]), "remark": correction[3]}
        measurements.correct(told, values=better, by=by)


def ask_partner(plans, told, *, people):
    """A question to a partner, and the answer that waits for the city."""
    plan = plans[told["plan"]]
    question = questions.ask(
        plan,
        row_at(plan, "goal", told["goal"]).uid,
        by=people[told["plan"]],
        **{name: told[name] for name in ("name", "email", "question")},
    )
    answers.answer(question, **told["answer"])
