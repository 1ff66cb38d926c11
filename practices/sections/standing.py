"""What readers see of a section: its text, its text with 'Gestopt in 2024', or nothing (T5).

A city takes its own section offline at once, without asking, and brings it back. VVSG may do the
same with any section, with a reason; what VVSG hid, only VVSG shows again.
"""

from django.db import transaction
from django.utils import timezone

from cities.permissions import can_moderate

from ..mails.posting import to_city
from ..models import CitySection
from ..transitions import RefusedError
from .events import events_of, tell, told
from .writing import change

State = CitySection.State
NO_REASON = "Schrijf waarom: de stad leest het in de geschiedenis."
HIDDEN_BY_VVSG = "VVSG verborg deze sectie. Vraag VVSG om ze weer te tonen."
FIRST_YEAR = 1990


def stop(section, *, by, year, reason="", deed=None):
    """The city does this no more; the text stays, with the year: its history is useful."""
    if not FIRST_YEAR <= year <= timezone.localdate().year:
        raise RefusedError(f"Kies een jaar tussen {FIRST_YEAR} en dit jaar.")
    return _set(section, "section_stop", State.STOPPED, by, reason, deed, stopped_year=year)


def hide(section, *, by, reason="", deed=None):
    """Nobody reads it any more, from now on."""
    return _set(section, "section_hide", State.HIDDEN, by, reason, deed)


def show(section, *, by, reason="", deed=None):
    """As it was before: visible, and running again."""
    return _set(section, "section_show", State.VISIBLE, by, reason, deed, stopped_year=None)


@transaction.atomic
def _set(section, step, state, by, reason, deed, **columns):
    """The event; None when it stood so already."""
    if done := told(section, step, deed):
        return done
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


def is_hidden_by_vvsg(section) -> bool:
    if section.state != State.HIDDEN:
        return False
    last = events_of(section).filter(step="section_hide").first()
    return bool(last and last.memo.get("by_vvsg"))
