"""The last word on every goal of a plan that went over: one entry of progress each.

It tells what became of the goal and keeps the state that was told last; nobody says that a goal ran
when nobody told so. The next plan is still a draft at this moment, so its numbers and its new words
stay out: the permanent page of the goal leads there by itself, once there is something to read.
"""

from ..models import ProgressEntry
from ..progress.entries import enter
from .choices import Decision, called

MOST_NAMES = 5
State, Origin = ProgressEntry.State, ProgressEntry.Origin


def close_goals(carry_over, following, *, by):
    """Add the closing entries; runs inside the transaction of the carry-over."""
    years = f"{carry_over.period_from}–{carry_over.period_until or ''}".rstrip("–")
    for standing in following.choices.standings:
        told = standing.told
        enter(
            carry_over.plan,
            ProgressEntry.Kind.GOAL,
            standing.goal.uid,
            values=last_word(standing, following, years),
            seen=told.number if told else 0,
            by=by,
            origin=Origin.CARRY_OVER,
        )


def last_word(standing, following, years) -> dict:
    """The values of the closing entry of one goal."""
    if standing.decision == Decision.STOPPED:
        return {"state": State.STOPPED, **standing.choice.values}
    if standing.decision == Decision.FINISHED:
        return {
            "state": State.FINISHED,
            "text": "Afgerond: dit doel komt niet terug in een volgend plan.",
        }
    told = standing.told
    kept = {name: getattr(told, name) for name in ("state", "schedule", "reason")} if told else {}
    return {**kept, "text": _goes_on(standing, following, years)}


def _goes_on(standing, following, years):
    [new, *parts] = following.became[standing.goal.uid]
    if parts:
        return (
            f"Gaat verder in het volgende plan ({years}), opgesplitst in {len(parts) + 1} doelen."
        )
    others = [goal.code or called(goal) for goal in new.old if goal.uid != standing.goal.uid]
    if others:
        return f"Gaat verder in het volgende plan ({years}), samen met {_listed(others)}."
    words = ", in andere woorden" if standing.decision == Decision.REWORD else ""
    return f"Gaat verder in het volgende plan ({years}){words}."


def _listed(names):
    """Five names at most: hundreds of goals can join one."""
    shown, more = names[:MOST_NAMES], len(names) - MOST_NAMES
    return ", ".join(shown) + (f" en {more} andere" if more > 0 else "")
