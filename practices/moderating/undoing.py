"""Taking a decision back within a minute, in which its mail has not left.

Everything is as it was before: the state, the text that is online, the points, the section that
the publication made. The line of the decision stays and the line of taking it back follows it. Who
comes too late, or after somebody else did something with the fiche, is refused.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from ..fiche.versions import add_version
from ..finding import index
from ..mails.posting import UNDO_SECONDS, have_left, take_back
from ..models import ChangeProposal, CitySection, Practice, PracticeEvent
from ..proposing.undoing import undo_proposal
from ..sections.writing import home_of
from ..signing import signature, writer_of
from ..transitions import UNDOABLE, RefusedError, events_of
from .deciding import require_moderator
from .points import take_away

UNDO = "undo"
TOO_LATE = "De minuut is voorbij: dit kan niet meer ongedaan gemaakt worden."
CHANGED = "Dit kan niet meer ongedaan gemaakt worden: er is intussen iets mee gebeurd."


def can_undo(event) -> bool:
    """Whether the button is worth showing; `undo` looks again."""
    subject = event.proposal or event.practice
    return (
        _is_of_a_kind(event)
        and _is_in_time(event)
        and subject.lock_version == event.lock_version
        and not PracticeEvent.objects.filter(undoes=event).exists()
    )


@transaction.atomic
def undo(event, *, by):
    """The line that tells of it; the same one for a second click."""
    require_moderator(by)
    if again := PracticeEvent.objects.filter(undoes=event).first():
        return again
    if not _is_of_a_kind(event):
        raise RefusedError("Dit kan niet ongedaan gemaakt worden.")
    if not _is_in_time(event):
        raise RefusedError(TOO_LATE)
    subject = event.proposal or event.practice
    _put_back(subject, event, by=by)
    if subject is event.practice:
        _undo_publication(subject, event, by=by)
    else:
        _undo_application(subject, event, by=by)
    take_away(event)
    take_back(event)
    if have_left(event):
        raise RefusedError("De mail is al vertrokken: dit kan niet meer ongedaan gemaakt worden.")
    index.refresh(event.practice)
    return PracticeEvent.objects.create(
        practice=event.practice,
        proposal=event.proposal,
        step=UNDO,
        from_state=event.to_state,
        to_state=event.from_state,
        lock_version=subject.lock_version,
        seen=event.seen,
        memo={"step": event.step},
        undoes=event,
        **signature(by),
    )


def _is_of_a_kind(event) -> bool:
    return event.step in UNDOABLE[type(event.proposal or event.practice)]


def _is_in_time(event) -> bool:
    return timezone.now() < event.at + timedelta(seconds=UNDO_SECONDS)


def asked_before(subject, by) -> list[dict]:
    """The points of a question that this moderator took back a moment ago: nobody typed in vain."""
    last = events_of(subject).select_related("undoes", "actor").order_by("-at", "-pk").first()
    if last is None or last.undoes is None or last.undoes.step != "ask_changes":
        return []
    is_mine = last.actor is not None and last.actor.user_id == by.pk
    return last.undoes.memo.get("points", []) if is_mine else []


def _put_back(subject, event, *, by):
    """As it was before; who took the decision back goes on reading."""
    model = type(subject)
    is_waiting = event.from_state == model.State.SUBMITTED
    now = timezone.now()
    before = {
        name: model._meta.get_field(name).to_python(value)
        for name, value in event.memo.get("before", {}).items()
    }
    untouched = model.objects.filter(
        pk=subject.pk, state=event.to_state, lock_version=event.lock_version
    )
    try:
        with transaction.atomic():
            changed = untouched.update(
                state=event.from_state,
                lock_version=F("lock_version") + 1,
                touched_at=now,
                claimed_by=by if is_waiting else None,
                claimed_at=now if is_waiting else None,
                **before,
            )
    except IntegrityError:
        # Its author began a next proposal meanwhile, and only one is open at a time.
        raise RefusedError(CHANGED) from None
    if not changed:
        raise RefusedError(CHANGED)
    subject.refresh_from_db()


def _undo_publication(practice, event, *, by):
    if event.to_state != Practice.State.PUBLISHED:
        return
    if practice.proposals.exists() or practice.plan_links.exists():
        raise RefusedError(CHANGED)
    for section in CitySection.objects.filter(practice=practice):
        _remove_section(section)
    if number := event.memo.get("text_before"):
        old = practice.versions.get(number=number)
        # Texts are only ever added: what the moderator wrote stays, and the author's follows it.
        add_version(
            *(practice, old.content, old.section),
            by=writer_of(old, by),
            reason=f"Teruggezet naar versie {number}",
            is_by_moderator=old.is_by_moderator,
        )


def _undo_application(proposal, event, *, by):
    undo_proposal(event, by=by)
    ChangeProposal.objects.filter(pk=proposal.pk).update(applied_version=None)
    proposal.refresh_from_db()
    # What it brought online is counted among the deeds of the practice too.
    event.practice.refresh_from_db()


def _remove_section(section):
    """The section that the publication made; RefusedError when a city touched one since."""
    if section.versions.count() > 1 or PracticeEvent.objects.filter(section=section).exists():
        raise RefusedError(CHANGED)
    if section.city != home_of(section.practice)["city"]:
        raise RefusedError(CHANGED)
    CitySection.objects.filter(pk=section.pk).update(version=None)
    CitySection.objects.get(pk=section.pk).delete()
