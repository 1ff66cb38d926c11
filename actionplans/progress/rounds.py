"""Progress rounds: the network's moderator opens one, each city tells and closes its own.

One round is open at a time, so that "this round" means the same to everybody. A round that runs can
be lengthened, shortened or closed; what is over stays as it was told. One that is called off before
it began never was: it goes, and its name is free again. A city closes the round for a plan when it
has told enough, and can open it again as long as the round itself is open.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from cities.log import actor_of, record
from cities.models import LogEntry
from cities.models.place import RESERVED_SLUGS

from ..drafting import lock
from ..models import Plan, ProgressRound, RoundStep
from ..reminders.telling import take_back_round_opened, tell_round_opened
from .asked import plans_in
from .due import Tally, tallies
from .entries import RoundIsClosedError

MAX_DAYS = 366
YEARS_AHEAD = 5
NAME_IS_TAKEN = "Er bestaat al een ronde met deze naam."
IS_OVER = "Deze ronde is voorbij. Wat verteld is, blijft staan; open een nieuwe ronde."
STALE = "Een collega wijzigde deze ronde intussen. Kijk eerst wat er nu staat."


class RoundRefusedError(Exception):
    """Why this round cannot be; `field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleRoundError(Exception):
    """A colleague changed the round since `seen`; nothing is written."""


# --- which round ---------------------------------------------------------------------------------
def current_round(today=None) -> ProgressRound | None:
    """The round in which cities can tell today."""
    return ProgressRound.objects.open_on(today or timezone.localdate()).latest_first().first()


def latest_round(today=None) -> ProgressRound | None:
    """The open round, else the last one that was."""
    begun = ProgressRound.objects.filter(opens_on__lte=today or timezone.localdate())
    return begun.latest_first().first()


# --- the moderator's deeds -----------------------------------------------------------------------
@transaction.atomic
def open_round(*, name, opens_on, closes_on, by, message="") -> ProgressRound:
    """Make a round; cities hear of it when it begins. Raises RoundRefusedError."""
    _one_at_a_time()
    name = " ".join(name.split())
    slug = _slug_for(name)
    if ProgressRound.objects.filter(Q(slug=slug) | Q(name__iexact=name)).exists():
        raise RoundRefusedError(NAME_IS_TAKEN, field="name")
    if opens_on < timezone.localdate():
        raise RoundRefusedError("Een ronde kan niet in het verleden beginnen.", field="opens_on")
    _check_window(opens_on, closes_on)
    actor = actor_of(by)
    round = ProgressRound.objects.create(
        name=name,
        slug=slug,
        message=message.strip(),
        opens_on=opens_on,
        closes_on=closes_on,
        opened_by=actor,
    )
    record(LogEntry.Verb.ROUND_OPENED, round, by=actor, detail=window_of(round))
    tell_round_opened(round, by=by)
    return round


@transaction.atomic
def change_round(round, *, name, opens_on, closes_on, message, seen, by) -> ProgressRound:
    """Correct a round that is coming or open; its address stays. `seen` is the version looked at.

    The same values twice leave no trace. Raises RoundRefusedError, StaleRoundError, and
    ProgressRound.DoesNotExist when it was called off meanwhile.
    """
    _one_at_a_time()
    round = ProgressRound.objects.select_for_update().get(pk=round.pk)
    values = {
        "name": " ".join(name.split()),
        "message": message.strip(),
        "opens_on": opens_on,
        "closes_on": closes_on,
    }
    changed = [field for field, value in values.items() if getattr(round, field) != value]
    if not changed:
        return round
    if round.version != seen:
        raise StaleRoundError(STALE)
    _check_change(round, values)
    before, was_coming = window_of(round), round.is_coming
    for field, value in values.items():
        setattr(round, field, value)
    round.version += 1
    round.save(update_fields=[*values, "version"])
    detail = f"{before} werd {window_of(round)}" if before != window_of(round) else ""
    record(LogEntry.Verb.ROUND_CHANGED, round, by=actor_of(by), detail=detail)
    if was_coming:
        # Only one that was moved to today is told now.
        tell_round_opened(round, by=by)
    return round


def _check_change(round, values):
    if round.is_over:
        raise RoundRefusedError(IS_OVER)
    others = ProgressRound.objects.exclude(pk=round.pk)
    if others.filter(name__iexact=values["name"]).exists():
        raise RoundRefusedError(NAME_IS_TAKEN, field="name")
    if round.is_open and values["opens_on"] != round.opens_on:
        sentence = "Deze ronde loopt al: de eerste dag ligt vast."
        raise RoundRefusedError(sentence, field="opens_on")
    if round.is_coming and values["opens_on"] < timezone.localdate():
        raise RoundRefusedError("Een ronde kan niet in het verleden beginnen.", field="opens_on")
    _check_window(values["opens_on"], values["closes_on"], round=round)


@transaction.atomic
def close_round(round, *, by) -> ProgressRound | None:
    """End a round today; one that did not begin yet is called off: then there is none any more.

    Twice is once. Waits for whoever saves at this moment. Raises RoundRefusedError for one that
    ended by itself.
    """
    # The same order of locks as other deeds on rounds, so that two never wait for each other.
    _one_at_a_time()
    round = ProgressRound.objects.select_for_update().filter(pk=round.pk).first()
    if round is None or round.closed_at:
        return round
    if round.is_over:
        ended = date_format(round.closes_on, "j F Y")
        raise RoundRefusedError(f"Deze ronde liep vanzelf af op {ended}.")
    take_back_round_opened(round)
    actor = actor_of(by)
    if round.is_coming and _call_off(round, by=actor):
        return None
    round.closed_by, round.closed_at = actor, timezone.now()
    round.version += 1
    round.save(update_fields=["closed_by", "closed_at", "version"])
    record(LogEntry.Verb.ROUND_CLOSED, round, by=actor)
    return round


def _call_off(round, *, by) -> bool:
    """Take away a round that never began; False when something hangs on it all the same."""
    try:
        round.delete()
    except ProtectedError:
        return False
    detail = f"Ging niet door; zou lopen van {window_of(round)}."
    record(LogEntry.Verb.ROUND_CLOSED, round, by=by, detail=detail)
    return True


def window_of(round) -> str:
    first, last = (date_format(day, "j F Y") for day in (round.opens_on, round.closes_on))
    return f"{first} tot en met {last}"


def _check_window(opens_on, closes_on, *, round=None):
    if closes_on < opens_on:
        sentence = "De laatste dag kan niet voor de eerste liggen."
        raise RoundRefusedError(sentence, field="closes_on")
    if closes_on < timezone.localdate():
        sentence = "De laatste dag is al voorbij. Wil je nu stoppen, sluit de ronde dan."
        raise RoundRefusedError(sentence, field="closes_on")
    if opens_on.year > timezone.localdate().year + YEARS_AHEAD:
        raise RoundRefusedError("Dit ligt te ver in de toekomst. Klopt het jaar?", field="opens_on")
    if (closes_on - opens_on).days > MAX_DAYS:
        raise RoundRefusedError("Een ronde duurt hoogstens een jaar.", field="closes_on")
    others = ProgressRound.objects.filter(closed_at=None).exclude(pk=round and round.pk)
    other = others.filter(opens_on__lte=closes_on, closes_on__gte=opens_on).first()
    if other:
        sentence = f"De ronde “{other}” is dan open ({window_of(other)}). Kies andere dagen."
        raise RoundRefusedError(sentence, field="opens_on")


def _slug_for(name):
    slug = slugify(name)[:70].strip("-")
    return f"ronde-{slug}".strip("-") if not slug or slug in RESERVED_SLUGS else slug


def _one_at_a_time():
    """Two moderators who open a round at once: the second sees the first one's window.

    SQLite has one writer by itself.
    """
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(ProgressRound._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


# --- the city's deeds ----------------------------------------------------------------------------
def close_for_plan(plan, round, *, by) -> RoundStep:
    """The city has told what it wants to tell; twice is once. Raises RoundIsClosedError."""
    return _step(plan, round, RoundStep.Kind.CLOSED, LogEntry.Verb.CITY_CLOSED_ROUND, by=by)


def reopen_for_plan(plan, round, *, by) -> RoundStep | None:
    """Take that back; nothing happens when it was not closed. Raises RoundIsClosedError."""
    return _step(plan, round, RoundStep.Kind.REOPENED, LogEntry.Verb.CITY_REOPENED_ROUND, by=by)


@transaction.atomic
def _step(plan, round, kind, verb, *, by):
    # First the plan, then the round: the order of every deed that needs both.
    plan = lock(plan)
    round = ProgressRound.objects.select_for_update().get(pk=round.pk)
    if not round.is_open:
        raise RoundIsClosedError(f"De ronde “{round}” is niet open.")
    last = RoundStep.objects.filter(plan=plan, round=round).last()
    is_closed = last is not None and last.kind == RoundStep.Kind.CLOSED
    if is_closed == (kind == RoundStep.Kind.CLOSED):
        return last
    actor = actor_of(by)
    number = last.number + 1 if last else 1
    step = RoundStep.objects.create(plan=plan, round=round, number=number, kind=kind, by=actor)
    record(verb, f"{plan}, {round}", by=actor, city=plan.city)
    return step


# --- all cities ----------------------------------------------------------------------------------
@dataclass(frozen=True)
class PlanInRound:
    """One plan in the overview of a round; `closing` is the step with which its city closed it."""

    plan: Plan
    tally: Tally
    closing: RoundStep | None

    @property
    def city(self):
        return self.plan.city


def cities_in(round, *, public=True) -> list[PlanInRound]:
    """How far each plan is, alphabetically; a fixed number of queries.

    Not `public`: what goes to people of each city itself.
    """
    plans = plans_in(round)
    figures = tallies(plans, round, public=public)
    closings = {}
    for step in RoundStep.objects.filter(round=round).select_related("by"):
        closings[step.plan_id] = step if step.kind == RoundStep.Kind.CLOSED else None
    return [
        PlanInRound(plan, figures[plan.pk], closings.get(plan.pk))
        for plan in plans
        if plan.pk in figures
    ]
