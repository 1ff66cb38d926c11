"""What the moderator does with a position, one step at a time.

In preparation -> before the cities -> adopted -> sent. Until it is adopted it can go back to its
text, or be withdrawn with a reason. It is adopted when at least one city endorses it and either all
member cities spoke or the day by which they were asked is over; then it speaks in the name of the
cities that endorsed it, never of those that abstained or kept silent.

Each step is taken on the version that the moderator looked at. The same step twice is one.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format

from cities.log import actor_of, record
from cities.models import City, LogEntry

from ..models import JointPosition
from . import telling
from .answers import answers_on, newest_text
from .refusals import PositionRefusedError, StalePositionError
from .searching import forget, put

State = JointPosition.State
LONGEST_DAYS = 366
CHANGED = "Dit standpunt is intussen gewijzigd, of een stad sprak zich net uit. Kijk nog eens."
NOBODY_ENDORSES = "Nog geen enkele stad steunt dit standpunt. Dan is er niets aan te nemen."
NOT_YET = (
    "Nog niet alle steden antwoordden, en ze hebben tijd tot en met {}. Daarna kan het standpunt "
    "aangenomen worden."
)


# --- before the cities ---------------------------------------------------------------------------
@transaction.atomic
def put_before_cities(position, *, deadline, seen, by) -> JointPosition:
    """Ask the aldermen of the member cities. Raises PositionRefusedError, StalePositionError."""
    _check_deadline(deadline)
    if not City.objects.members().exists():
        raise PositionRefusedError("Er is nog geen enkele stad lid van het netwerk.")
    values = {"state": State.OPEN, "deadline": deadline}
    position, is_new = _go(position, seen=seen, start=(State.DRAFT,), **values)
    if is_new:
        told = f"tekst {newest_text(position).number}, antwoord tegen {day(deadline)}"
        _record(LogEntry.Verb.POSITION_OPENED, position, by=by, detail=told)
        telling.tell_opened(position)
    return position


@transaction.atomic
def give_time(position, *, deadline, seen, by) -> JointPosition:
    """Another last day for the cities to answer; what they said stays."""
    _check_deadline(deadline)
    before = position.deadline
    position, is_new = _go(position, seen=seen, start=(State.OPEN,), deadline=deadline)
    if is_new and before != deadline:
        told = f"antwoord tegen {day(deadline)} in plaats van {day(before)}"
        _record(LogEntry.Verb.POSITION_OPENED, position, by=by, detail=told)
    return position


@transaction.atomic
def take_back(position, *, seen, by) -> JointPosition:
    """Back to the text. What the cities said of it stays with that text; a new one asks again."""
    values = {"state": State.DRAFT, "deadline": None}
    position, is_new = _go(position, seen=seen, start=(State.OPEN,), **values)
    if is_new:
        told = "terug naar de tekst: niet meer voorgelegd aan de steden"
        _record(LogEntry.Verb.POSITION_WITHDRAWN, position, by=by, detail=told)
        telling.forget_waiting(position)
    return position


@transaction.atomic
def withdraw(position, *, because, seen, by) -> JointPosition:
    """No position comes of it; who was asked hears why."""
    because = because.strip()
    if not because:
        raise PositionRefusedError("Zeg waarom het standpunt ingetrokken wordt.", field="because")
    was_open = position.state == State.OPEN
    values = {"state": State.WITHDRAWN, "withdrawn_because": because}
    position, is_new = _go(position, seen=seen, start=(State.DRAFT, State.OPEN), **values)
    if is_new:
        _record(LogEntry.Verb.POSITION_WITHDRAWN, position, by=by, detail=because)
        telling.forget_waiting(position)
        forget(position)
        if was_open:
            telling.tell_withdrawn(position)
    return position


# --- adopted and sent ----------------------------------------------------------------------------
def why_not_adopted(position, answers, *, today=None) -> str:
    """Why it cannot be adopted now, in words; '' when it can."""
    today = today or timezone.localdate()
    if not answers.endorsing:
        return NOBODY_ENDORSES
    if answers.silent and position.deadline and position.deadline >= today:
        return NOT_YET.format(day(position.deadline))
    return ""


@transaction.atomic
def adopt(position, *, seen, by) -> JointPosition:
    """In the name of the cities that endorse the text as it stands.

    Raises PositionRefusedError, StalePositionError.
    """
    values = {"state": State.ADOPTED, "adopted_on": timezone.localdate()}
    position, is_new = _go(position, seen=seen, start=(State.OPEN,), **values)
    if not is_new:
        return position
    # Behind the row: whoever speaks at this moment waits, and then finds it adopted.
    answers = answers_on(position)
    if reason := why_not_adopted(position, answers):
        raise PositionRefusedError(reason)
    names = ", ".join(one.city.name for one in answers.endorsing)
    _record(LogEntry.Verb.POSITION_ADOPTED, position, by=by, detail=f"in naam van {names}")
    telling.forget_waiting(position)
    telling.tell_adopted(position, answers)
    put(position)
    return position


@transaction.atomic
def send(position, *, sent_on, seen, by, file="", kind="") -> JointPosition:
    """It went to its addressee; `file` is where its document stands, '' without one."""
    if sent_on > timezone.localdate():
        raise PositionRefusedError("Deze dag moet nog komen.", field="sent_on")
    if position.adopted_on and sent_on < position.adopted_on:
        told = f"Het standpunt is pas aangenomen op {day(position.adopted_on)}."
        raise PositionRefusedError(told, field="sent_on")
    values = {"state": State.SENT, "sent_on": sent_on}
    if file:
        values |= {"document": file, "document_kind": kind}
    position, is_new = _go(position, seen=seen, start=(State.ADOPTED,), **values)
    if is_new:
        told = f"naar {position.addressee} op {day(sent_on)}"
        _record(LogEntry.Verb.POSITION_SENT, position, by=by, detail=told)
        put(position)
    return position


# --- what the steps share ------------------------------------------------------------------------
def _go(position, *, seen, start, **values):
    """(the position as it is now, whether this call brought it there)."""
    rows = JointPosition.objects.filter(pk=position.pk)
    if rows.filter(version=seen, state__in=start).update(**values, version=F("version") + 1):
        return rows.get(), True
    now = rows.get()
    # The second press of a button finds the step taken, by nobody else's version. Its letter came
    # under a name of its own: whether it is the same one is for who keeps it.
    is_done = now.version == seen + 1 and all(
        getattr(now, name) == value for name, value in values.items() if name != "document"
    )
    if is_done:
        return now, False
    raise StalePositionError(CHANGED)


def _check_deadline(deadline):
    today = timezone.localdate()
    if deadline <= today:
        raise PositionRefusedError("Geef de steden minstens tot morgen.", field="deadline")
    if deadline > today + timedelta(days=LONGEST_DAYS):
        raise PositionRefusedError("Dat is meer dan een jaar. Klopt het jaar?", field="deadline")


def _record(verb, position, *, by, detail):
    record(verb, position, by=actor_of(by), detail=detail)


def day(date) -> str:
    return date_format(date, "j F Y")
