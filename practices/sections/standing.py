"""What readers see of a section: its text, its text with 'Gestopt in 2024', or nothing (T5).

A city takes its own section offline at once, without asking, and brings it back. VVSG may do the
same with any section, with a reason; what VVSG hid, only VVSG shows again. Each is done to the
section as its page showed it (`seen`, its state then): the same press twice is one deed, and a page
to which somebody went back does what it says.
"""

from django.db import transaction
from django.utils import timezone

from cities.permissions import can_moderate

from ..fiche.fields import LocalStatus
from ..mails.posting import to_city
from ..models import CitySection
from ..transitions import OvertakenError, RefusedError, done_before
from .events import events_of, tell
from .writing import change, put_section, says_stopped

State = CitySection.State
NO_REASON = "Schrijf waarom: de stad leest het in de geschiedenis."
HIDDEN_BY_VVSG = "VVSG verborg deze sectie. Vraag VVSG om ze weer te tonen."
FIRST_YEAR = 1990


def stop(section, *, by, year, reason="", deed=None, seen=""):
    """The city does this no more; the text stays, with the year: its history is useful."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise RefusedError(f"Kies een jaar tussen {FIRST_YEAR} en dit jaar.")
    step = "section_stop"
    return _set(section, step, State.STOPPED, by, reason, deed, seen, stopped_year=year)


def hide(section, *, by, reason="", deed=None, seen=""):
    """Nobody reads it any more, from now on."""
    return _set(section, "section_hide", State.HIDDEN, by, reason, deed, seen)


@transaction.atomic
def show(section, *, by, reason="", deed=None, seen=""):
    """Readers see it again; what stopped has begun again, and its text says so too."""
    step = "section_show"
    if done := _still_done(section, step, deed):
        return done
    has_stopped = says_stopped(section.version.content) if section.version else False
    if section.state == State.HIDDEN and has_stopped:
        return _set(section, step, State.STOPPED, by, reason, deed, seen)
    event = _set(section, step, State.VISIBLE, by, reason, deed, seen, stopped_year=None)
    if event and has_stopped:
        _begin_again(section, by)
    return event


def _begin_again(section, by):
    version = put_section(
        section.practice,
        city=section.city,
        place_name=section.place_name,
        content={**section.version.content, "status": LocalStatus.RUNNING, "period_until": None},
        by=by,
        is_checked=can_moderate(by),
        seen=section.version.number,
    )
    section.refresh_from_db()
    tell(section, "section_edit", by=by, seen=version.number)


@transaction.atomic
def _set(section, step, state, by, reason, deed, seen, **columns):
    """The event; None when it stood so already. OvertakenError for a state that nobody saw."""
    done = _still_done(section, step, deed)
    if done and all(getattr(section, name) == value for name, value in columns.items()):
        return done
    if seen and section.state not in (seen, state):
        raise OvertakenError(section, events_of(section).first())
    # Of a page that was gone back to the key was used before; what it asks is done once more.
    deed = None if done_before(section, step, deed) else deed
    if can_moderate(by):
        if not reason.strip():
            raise RefusedError(NO_REASON)
    elif is_hidden_by_vvsg(section):
        raise RefusedError(HIDDEN_BY_VVSG)
    before = section.state
    if before == state and all(getattr(section, name) == value for name, value in columns.items()):
        return None
    change(section, state=state, **columns)
    memo = {"by_vvsg": can_moderate(by), "year": section.stopped_year}
    event = tell(
        section, step, by=by, deed=deed, reason=reason.strip(), memo=memo, from_state=before
    )
    if can_moderate(by):
        to_city(event, "M14b", section.city, about=section, reason=event.reason)
    return event


def _still_done(section, step, deed):
    """The line of this very click, while the section still is as it left it."""
    section.refresh_from_db()
    done = done_before(section, step, deed)
    return done if done and done.to_state == section.state else None


def is_hidden_by_vvsg(section) -> bool:
    if section.state != State.HIDDEN:
        return False
    last = events_of(section).filter(step="section_hide").first()
    return bool(last and last.memo.get("by_vvsg"))
