"""The last word on every goal of a plan that went over: one entry of progress each.

It tells what became of the goal. What is finished or stopped ends in that state; of what goes on
nothing is said about how far it is, so what was told last still holds. The next plan is still a
draft at this moment: its numbers and its new words stay out, and visitors read nothing of this
before they can read that plan (progress.entries.readable). Neither do words come out of the old
draft: another goal is named as visitors know it, or not at all.
"""

from ..models import Edition, Goal, ProgressEntry
from ..progress.entries import enter_closing_words
from .choices import Decision, called

MOST_NAMES = 5
State = ProgressEntry.State


def close_goals(carry_over, following, *, by):
    """Add the closing entries; runs inside the transaction of the carry-over."""
    years = f"{carry_over.period_from}–{carry_over.period_until or ''}".rstrip("–")
    known = published_words(carry_over.plan)
    words = {
        standing.goal.uid: last_word(standing, following, years, known)
        for standing in following.choices.standings
    }
    enter_closing_words(carry_over.plan, words, by=by)


def published_words(plan) -> dict:
    """{uid: the goal as visitors read it last}; also what only an older edition holds."""
    editions = plan.editions.filter(state=Edition.State.PUBLISHED)
    goals = Goal.objects.filter(edition__in=editions.order_by().values("pk"))
    found = goals.order_by("edition__number").only("uid", "code", "title")
    return {goal.uid: goal for goal in found}


def last_word(standing, following, years, known) -> dict:
    """The values of the closing entry of one goal."""
    if standing.decision == Decision.STOPPED:
        return {"state": State.STOPPED, **standing.choice.values}
    if standing.decision == Decision.FINISHED:
        return {
            "state": State.FINISHED,
            "text": "Afgerond: dit doel komt niet terug in een volgend plan.",
        }
    return {"text": _goes_on(standing, following, years, known)}


def _goes_on(standing, following, years, known):
    [new, *parts] = following.became[standing.goal.uid]
    if parts:
        return (
            f"Gaat verder in het volgende plan ({years}), opgesplitst in {len(parts) + 1} doelen."
        )
    others = [goal.uid for goal in new.old if goal.uid != standing.goal.uid]
    if others:
        return f"Gaat verder in het volgende plan ({years}), samen met {_listed(others, known)}."
    words = ", in andere woorden" if standing.is_reworded else ""
    return f"Gaat verder in het volgende plan ({years}){words}."


def _listed(uids, known):
    """Five names at most: hundreds of goals can join one."""
    named = [known[uid] for uid in uids if uid in known][:MOST_NAMES]
    names = [goal.code or called(goal) for goal in named]
    more = len(uids) - len(names)
    if more:
        names.append("een ander doel" if more == 1 else f"{more} andere doelen")
    return " en ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
