"""Who is reading a fiche or proposal: a lease of half an hour, taken by pressing, never by looking.

It is let go by every decision, by letting go, by signing out and by time. Anybody may take it over
from who has it; that is told in the log. It hides nothing: what is claimed still counts for all.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .models import ChangeProposal, Practice
from .transitions import RefusedError, tell

LEASE = timedelta(minutes=30)


def holder(subject):
    """The user who has it now, or None; a lease that ran out is nobody's."""
    if subject.claimed_by_id is None or subject.claimed_at < timezone.now() - LEASE:
        return None
    return subject.claimed_by


@transaction.atomic
def claim(subject, *, by):
    """Take it, or keep it for another half hour; RefusedError when somebody else has it."""
    model, now = type(subject), timezone.now()
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=now - LEASE)
    found = model.objects.filter(free, pk=subject.pk, state="submitted")
    if not found.update(claimed_by=by, claimed_at=now):
        subject.refresh_from_db()
        if subject.state != "submitted":
            raise RefusedError("Dit wacht niet meer op nazicht.")
        raise RefusedError(f"{subject.claimed_by} is hier al mee bezig.")
    subject.refresh_from_db()


@transaction.atomic
def take_over(subject, *, by):
    """Take it from who has it; the log says so."""
    before = holder(subject)
    found = type(subject).objects.filter(pk=subject.pk, state="submitted")
    if not found.update(claimed_by=by, claimed_at=timezone.now()):
        raise RefusedError("Dit wacht niet meer op nazicht.")
    subject.refresh_from_db()
    if before is not None and before != by:
        tell(subject, "take_over", by=by, memo={"from": str(before)})


def release(subject, *, by):
    """Let it go; nothing happens when somebody else has it by now."""
    found = type(subject).objects.filter(pk=subject.pk, claimed_by=by)
    found.update(claimed_by=None, claimed_at=None)
    subject.refresh_from_db()


def release_all(*, by) -> int:
    """Let go of everything that this person has, at signing out."""
    return sum(
        model.objects.filter(claimed_by=by).update(claimed_by=None, claimed_at=None)
        for model in (Practice, ChangeProposal)
    )


def release_expired() -> int:
    """Forget leases that ran out; they counted for nothing already."""
    before = timezone.now() - LEASE
    return sum(
        model.objects.filter(claimed_at__lt=before).update(claimed_by=None, claimed_at=None)
        for model in (Practice, ChangeProposal)
    )
