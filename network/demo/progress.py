"""Progress of the demonstration: a round that is over, one that is open now, figures, an answer.

Dates are counted from the day on which the demonstration is made, so that a round is always open.
"""

import uuid
from datetime import date, timedelta
from decimal import Decimal

from actionplans.indicators import definitions as indicators
from actionplans.indicators import measurements
from actionplans.indicators.numbers import as_number
from actionplans.models import ProgressEntry, ProgressRound
from actionplans.partners import answers as partner_answers
from actionplans.partners import questions as partners
from actionplans.progress import entries as progress
from actionplans.reminders.telling import tell_round_opened
from cities.log import actor_of, record
from cities.models import LogEntry

from .plans import noon, row_at

MESSAGE = "Een kwartier is genoeg: wat niet veranderde, bevestig je met één toets."


def make_rounds(*, by, today):
    """Last year's round, and one that opened ten days ago; the second is told by mail."""
    opened = today - timedelta(days=10)
    windows = {
        "last": (date(today.year - 1, 10, 6), date(today.year - 1, 11, 14)),
        "now": (opened, today + timedelta(days=11)),
    }
    rounds = {
        key: _make_round(f"Voortgang {first.year}", first, last, by=by)
        for key, (first, last) in windows.items()
    }
    tell_round_opened(rounds["now"], by=by)
    return rounds


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


def tell_progress(plans, told, rounds, *, people):
    """Entries as people told them, each a day after the round opened."""
    numbers, entries = {}, []
    for row in told:
        plan, round = plans[row["plan"]], rounds[row["round"]]
        goal = row_at(plan, "goal", row["goal"])
        numbers[goal.uid] = numbers.get(goal.uid, 0) + 1
        entries.append(
            ProgressEntry(
                plan=plan,
                subject=goal.uid,
                number=numbers[goal.uid],
                round=round,
                by=actor_of(people[row["plan"]]),
                at=noon((round.opens_on + timedelta(days=1)).isoformat()),
                **{name: row[name] for name in (*progress.VALUES, "is_unchanged")},
            )
        )
    ProgressEntry.objects.bulk_create(entries)


def measure(plans, told, *, people):
    for row in told:
        plan, by = plans[row["plan"]], people[row["plan"]]
        goal = row_at(plan, "goal", row["goal"])
        made = indicators.add(plan, goal.uid, _definition(row), uid=uuid.uuid4(), by=by)
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
    question = partners.ask(
        plan,
        row_at(plan, "goal", told["goal"]).uid,
        by=people[told["plan"]],
        **{name: told[name] for name in ("name", "email", "question")},
    )
    partner_answers.answer(question, **told["answer"])
