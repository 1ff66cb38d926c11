"""How far a plan is, told by people and never computed.

An entry is added and never changed: a better word is a next entry. Entries on one goal or action
are numbered from 1 without gaps, and who writes says which number they had before them; when a
colleague told something newer, nothing is written and both see both. In a round that is closed,
that the city closed for this plan, or that does not ask after it, nothing is told; a word between
rounds always can be.

The closing word of a plan that went over tells what became of a goal. Visitors read it once they
can read the next plan; the city's own people at once. Of a goal that goes on it says nothing about
how far it is: what was told last still holds.

In everything below `kind` is "goal" or "action", and `round` is a ProgressRound or None. To show or
count what is due, see `due.py`.
"""

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q

from cities.log import actor_of

from ..drafting import lock
from ..editions import current_edition
from ..models import CarryOver, Edition, Goal, ProgressEntry, ProgressRound, RoundStep
from ..shape import BRANCH
from .asked import asks_after
from .telling import VALUES, UnclearProgressError, clear_values

Kind, Origin = ProgressEntry.Kind, ProgressEntry.Origin

TAKEN_OUT = "Dit staat niet meer in het gepubliceerde plan. Je tekst is niet bewaard."
NOTHING_TO_CONFIRM = "Hierover is nog niets verteld: er is niets dat ongewijzigd kan blijven."
WAS_CLOSED = (
    "Dit is afgesloten bij de overgang naar het volgende plan. Vertel zelf wat er veranderde."
)

_TELLS_WHERE = Q(origin=Origin.CARRY_OVER) & ~Q(state__in=ProgressEntry.ENDED)


class StaleProgressError(Exception):
    """A colleague told something newer; nothing is written. `latest` is the newest entry."""

    def __init__(self, latest):
        super().__init__("Een collega vertelde hier intussen iets nieuws over.")
        self.latest = latest


class RoundIsClosedError(Exception):
    """Nothing can be told in this round: it ended, the city closed it, or it asks elsewhere."""


class UnknownSubjectError(Exception):
    """The plan that visitors read does not hold this goal or action."""


# --- telling -----------------------------------------------------------------------------------
def enter(
    plan, kind, uid, *, values, seen, by, round=None, origin=Origin.CITY, is_unchanged=False
) -> ProgressEntry:
    """Add an entry on a goal or an action, public at once; returns it.

    `values` holds state, schedule, reason, text and evidence ([{"label", "url"}]); what is left out
    is empty. `seen` is the number of the newest entry that the person looked at, 0 for none; `by`
    is a user. The same words twice (a double click) are one entry.

    Raises StaleProgressError, RoundIsClosedError, UnknownSubjectError, and
    telling.UnclearProgressError (its `errors` say per value what is wrong).
    """
    values = clear_values(values, state_is_needed=origin != Origin.CARRY_OVER)
    try:
        with transaction.atomic():
            plan = lock(plan)
            _check_is_open(plan, round)
            _check_subject(plan, kind, uid, origin)
            return _add(
                plan,
                uid,
                seen=seen,
                by=by,
                told={
                    **values,
                    "kind": kind,
                    "round": round,
                    "origin": origin,
                    "is_unchanged": is_unchanged,
                },
            )
    except IntegrityError as error:
        # Whoever wrote without our lock has the number; the database let only one through.
        latest = latest_entry(plan, uid)
        if latest is None or latest.number == seen:
            raise
        raise StaleProgressError(latest) from error


def confirm_unchanged(plan, kind, uid, *, seen, by, round=None) -> ProgressEntry:
    """Tell again how far it was, as one press on "ongewijzigd"; a closing word is never told again.

    Raises what `enter` raises; UnclearProgressError when there is no earlier state to confirm.
    """
    latest = latest_word(plan, uid)
    if latest is None:
        raise UnclearProgressError({"state": NOTHING_TO_CONFIRM})
    if latest.origin == Origin.CARRY_OVER:
        raise UnclearProgressError({"state": WAS_CLOSED})
    # Whether this newest one is what the person looked at, `enter` asks behind its lock.
    values = {name: getattr(latest, name) for name in VALUES}
    return enter(plan, kind, uid, values=values, seen=seen, by=by, round=round, is_unchanged=True)


def enter_closing_words(plan, words, *, by) -> list[ProgressEntry]:
    """Close goals of a plan that goes over: `words` is {uid: values}, also without a state.

    Three queries, whatever the number of goals; the caller holds the lock on the plan. Raises
    UnknownSubjectError and telling.UnclearProgressError.
    """
    known = set(Goal.objects.filter(edition__plan=plan).order_by().values_list("uid", flat=True))
    if not known.issuperset(words):
        raise UnknownSubjectError(TAKEN_OUT)
    told = ProgressEntry.objects.filter(plan=plan).order_by().values("subject")
    numbers = dict(told.annotate(newest=Max("number")).values_list("subject", "newest"))
    actor = actor_of(by)
    return ProgressEntry.objects.bulk_create(
        ProgressEntry(
            plan=plan,
            subject=uid,
            number=numbers.get(uid, 0) + 1,
            origin=Origin.CARRY_OVER,
            by=actor,
            **clear_values(values, state_is_needed=False),
        )
        for uid, values in words.items()
    )


def _add(plan, uid, *, told, seen, by):
    latest = latest_entry(plan, uid)
    actor = actor_of(by)
    if latest is not None and latest.number != seen:
        if latest.number == seen + 1 and _says(latest, told, actor):
            return latest
        raise StaleProgressError(latest)
    number = latest.number + 1 if latest else 1
    entry = ProgressEntry(plan=plan, subject=uid, number=number, by=actor, **told)
    entry.save(force_insert=True)
    return entry


def _says(entry, told, actor):
    """Whether this entry is what the same person just told: the second press of a double click."""
    same_values = all(getattr(entry, name) == told[name] for name in (*VALUES, "is_unchanged"))
    return (
        same_values
        and entry.by_id == _pk(actor)
        and entry.round_id == _pk(told["round"])
        and entry.origin == told["origin"]
    )


def _pk(row):
    return row.pk if row else None


def _check_is_open(plan, round):
    """Wait for whoever closes the round at this moment, then look."""
    if round is None:
        return
    now = ProgressRound.objects.select_for_update().filter(pk=round.pk).first()
    if now is None or not now.is_open:
        raise RoundIsClosedError(f"De ronde “{round}” is niet open.")
    if not asks_after(now, plan):
        raise RoundIsClosedError(f"De ronde “{now}” vraagt niet naar dit plan.")
    if closing_step(plan, now):
        raise RoundIsClosedError(f"Jullie sloten de ronde “{now}” voor dit plan al af.")


def _check_subject(plan, kind, uid, origin):
    """An entry is about what visitors can read; closing a plan is about all it ever held."""
    if kind not in Kind.values:
        raise UnknownSubjectError(TAKEN_OUT)
    rows = BRANCH[kind].model.objects.filter(uid=uid)
    if origin == Origin.CARRY_OVER:
        found = rows.filter(edition__plan=plan)
    else:
        found = rows.filter(edition=current_edition(plan))
    if not found.exists():
        raise UnknownSubjectError(TAKEN_OUT)


def closing_step(plan, round) -> RoundStep | None:
    """The step with which the city closed this round for this plan, unless it reopened it."""
    last = RoundStep.objects.filter(plan=plan, round=round).select_related("by").last()
    return last if last and last.kind == RoundStep.Kind.CLOSED else None


# --- reading -----------------------------------------------------------------------------------
def readable(*, public, before=None):
    """The entries that a visitor may read (`public`), or all of them for the city's own people.

    With `before` a visitor reads as at that moment.
    """
    entries = ProgressEntry.objects.all()
    if not public:
        return entries
    editions = Edition.objects.published()
    editions = editions.filter(published_at__lt=before) if before else editions
    went_over = CarryOver.objects.filter(
        plan=OuterRef("plan"), new_plan__in=editions.order_by().values("plan")
    )
    return entries.filter(~Q(origin=Origin.CARRY_OVER) | Exists(went_over))


def telling(entries):
    """Those that say how far it is: not the line that only says where a goal goes on."""
    return entries.exclude(_TELLS_WHERE)


def tells_where(entry) -> bool:
    """The same about one entry: whether it only says where a goal goes on."""
    return entry.origin == Origin.CARRY_OVER and entry.state not in ProgressEntry.ENDED


def latest_word(plan, uid, *, public=False) -> ProgressEntry | None:
    """The newest entry that says how far it is."""
    entries = telling(readable(public=public)).filter(plan=plan, subject=uid)
    return entries.select_related("by", "round").order_by("-number").first()


def latest_entry(plan, uid) -> ProgressEntry | None:
    entries = ProgressEntry.objects.filter(plan=plan, subject=uid).select_related("by", "round")
    return entries.order_by("-number").first()


def latest_entries(plan) -> dict:
    """{uid: newest entry} of every goal and action of a plan, with `by` and `round`; one query."""
    return {entry.subject: entry for entry in newest(ProgressEntry.objects.filter(plan=plan))}


def newest(entries):
    """Of each subject the newest among these entries."""
    later = entries.filter(
        plan=OuterRef("plan"), subject=OuterRef("subject"), number__gt=OuterRef("number")
    )
    return entries.filter(~Exists(later)).select_related("by", "round")


def timeline(*uids, public=True) -> list[ProgressEntry]:
    """All that was told about these goals or actions, the newest first; one query."""
    entries = readable(public=public).filter(subject__in=uids)
    entries = entries.select_related("by", "round", "plan")
    return list(entries.order_by("-at", "-number"))
