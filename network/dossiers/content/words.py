"""How things of plans stand in a dossier: plain values, with an address where there is one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst

from actionplans.models import ProgressEntry
from actionplans.progress.due import NO_UPDATE

State = ProgressEntry.State
# From what is reached to what nobody told.
STATES = (
    State.FINISHED,
    State.RUNNING,
    State.PREPARING,
    State.NOT_STARTED,
    State.STOPPED,
    NO_UPDATE,
)
NOTHING_TOLD = "nog niets verteld"


def day_of(moment) -> str:
    """'2026-03-22', of a moment or a day."""
    day = timezone.localdate(moment) if hasattr(moment, "hour") else moment
    return day.isoformat()


def moment_of(moment) -> str:
    """'2026-05-31T09:00:00+02:00', in our own time, to the last part of a second."""
    return timezone.localtime(moment).isoformat()


def city(one) -> dict:
    return {"slug": one.slug, "name": one.name, "url": one.get_absolute_url()}


def plan(one) -> dict:
    return {"name": one.kind_and_period, "url": one.get_absolute_url()}


def edition(one) -> dict:
    """An edition as everybody may cite it; nobody's name."""
    return {
        "plan": one.plan.kind_and_period,
        "number": one.number,
        "on": day_of(one.published_at),
        "url": one.get_absolute_url(),
        "note": one.note,
        "decision": decision(one),
    }


def decision(one) -> str:
    """'Gemeenteraad, 22 maart 2018, nr. 12'; '' without a decision."""
    if not (one.decision_body or one.decision_date):
        return ""
    body = one.get_decision_body_display() if one.decision_body else "besluit"
    day = one.decision_date and date_format(one.decision_date, "j F Y")
    reference = one.decision_reference and f"nr. {one.decision_reference}"
    return ", ".join(filter(None, [capfirst(body), day, reference]))


def state_label(state) -> str:
    return State(state).label if state else NOTHING_TOLD


def counted(now, told) -> list[dict]:
    """Two Counters of states as lines in the order of the states: how many, and how many new."""
    return [
        {"state": one, "label": state_label(one), "now": now[one], "told": told[one]}
        for one in STATES
        if now[one]
    ]


def word(entry) -> dict | None:
    """What a city told, without who told it."""
    if entry is None:
        return None
    is_late = entry.schedule in ProgressEntry.LATE
    return {
        "state": entry.state,
        "label": entry.get_state_display() if entry.state else NOTHING_TOLD,
        "late": entry.get_schedule_display() if is_late else "",
        "reason": entry.get_reason_display() if entry.reason else "",
        "text": entry.text,
        "on": day_of(entry.at),
    }


def goal(one) -> dict:
    """A goal as a line that leads to its page."""
    url = reverse("actionplans:goal", args=[one.uid])
    return {"number": one.code, "name": one.title, "url": url, "commitments": one.numbers}
