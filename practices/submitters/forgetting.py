"""What is forgotten of who has no account.

An address that nobody confirmed goes after seven days, with what was begun under it. A confirmed
one goes a year after its last use, unless a fiche, a proposal or a text of theirs is kept.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..models import (
    Attachment,
    ChangeProposal,
    Practice,
    PracticeEvent,
    PracticeImage,
    PracticeVersion,
    SectionVersion,
    Submitter,
)
from .kept import delete_drafts

UNCONFIRMED = timedelta(days=7)
UNUSED = timedelta(days=365)
# What holds a submitter: these rows keep telling who wrote them.
HELD_BY = (
    *(Practice, ChangeProposal, PracticeVersion, SectionVersion),
    *(PracticeEvent, PracticeImage, Attachment),
)


def forget_unconfirmed() -> int:
    before = timezone.now() - UNCONFIRMED
    old = Submitter.objects.filter(confirmed_at=None, created_at__lt=before)
    return sum(_forget_with_drafts(submitter) for submitter in old)


def forget_unused() -> int:
    before = timezone.now() - UNUSED
    old = Submitter.objects.filter(confirmed_at__isnull=False)
    old = old.filter(Q(last_used_at__lt=before) | Q(last_used_at=None, created_at__lt=before))
    return _without_rows(old).delete()[0]


@transaction.atomic
def _forget_with_drafts(submitter):
    delete_drafts(submitter)
    return _without_rows(Submitter.objects.filter(pk=submitter.pk, confirmed_at=None)).delete()[0]


def _without_rows(submitters):
    held = (Exists(model.objects.filter(submitter=OuterRef("pk"))) for model in HELD_BY)
    for one in held:
        submitters = submitters.filter(~one)
    return submitters
