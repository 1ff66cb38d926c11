"""The city that handed a practice in corrects some shared fields itself: links and partners.

Which fields is a setting of VVSG. The correction is online at once and stands in the list 'Achteraf
nakijken' until a moderator looked at it. In a locked practice, and in any other field, a change is
a proposal.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from cities.models import User
from cities.permissions import can_edit_section

from ..fiche.content import changed_fields
from ..fiche.difference import field_differences
from ..fiche.fields import PARTS
from ..fiche.merging import merge
from ..models import Practice, PracticeEvent, PracticeSettings
from ..moderating.deciding import require_moderator
from ..transitions import RefusedError, tell
from .online import publish_text

EDIT, CHECK = "steward_edit", "steward_checked"
NOT_YOURS = "Alleen wie schrijft voor de stad die deze praktijk indiende, verbetert ze zelf."
OTHER_FIELD = "Dit veld verbeter je met een voorstel."
TOO_OLD = "Deze pagina is te oud. Laad ze opnieuw."


class TextMovedError(Exception):
    """Somebody changed the same field since the page was made; nothing was written.

    merged: {field: value} of what both changed, with mine where both differ.
    """

    def __init__(self, merged):
        super().__init__("Intussen kwam er iets anders online. Er is niets overschreven.")
        self.merged = merged


def steward_fields() -> list[str]:
    """The names of the fields, in the order of the fiche."""
    row = PracticeSettings.objects.first()
    chosen = set(row.steward_fields) if row else set()
    return [name for name in PARTS["shared"] if name in chosen]


def is_steward(practice, by) -> bool:
    return (
        practice.state == Practice.State.PUBLISHED
        and not practice.is_locked
        and isinstance(by, User)
        and can_edit_section(by, practice.city)
    )


@transaction.atomic
def steward_edit(practice, values, *, by, seen):
    """The next version, online at once; None when it says what stood there.

    values: {field: value}; seen: the number of the version that the page was made from.
    """
    practice.refresh_from_db()
    if not is_steward(practice, by):
        raise RefusedError(NOT_YOURS)
    if not set(values) <= set(steward_fields()):
        raise RefusedError(OTHER_FIELD)
    now = practice.published_version
    base = practice.versions.filter(number=seen).first()
    if base is None:
        raise RefusedError(TOO_OLD)
    merged, conflicts = merge(base.content, now.content, values)
    if conflicts:
        raise TextMovedError(merged)
    content = {**now.content, **merged}
    changed = changed_fields("shared", now.content, content)
    if not changed:
        return None
    version = publish_text(
        practice,
        content,
        previous=now,
        by=by,
        reason=f"Verbeterd door {practice.city}",
        moved=TextMovedError(merged),
    )
    memo = {"fields": changed, "previous": now.number}
    tell(practice, EDIT, by=by, seen=version.number, memo=memo)
    return version


def steward_edits_to_check():
    """The events of corrections that no moderator looked at, the longest waiting first."""
    checks = PracticeEvent.objects.filter(
        practice=OuterRef("practice"), step=CHECK, seen__gte=OuterRef("seen")
    )
    waiting = PracticeEvent.objects.filter(
        step=EDIT, practice__state__in=Practice.READABLE, seen__isnull=False
    )
    waiting = waiting.exclude(Exists(checks)).select_related(
        *("practice__published_version", "practice__city", "actor")
    )
    return waiting.order_by(F("at"), "pk")


@transaction.atomic
def mark_checked(event, *, by, deed=None) -> bool:
    """A moderator looked at this correction and at those before it; False when somebody did."""
    require_moderator(by)
    if not steward_edits_to_check().filter(pk=event.pk).exists():
        return False
    tell(event.practice, CHECK, by=by, seen=event.seen, deed=deed)
    return True


def corrected(event) -> list:
    """What this correction changed."""
    numbers = (event.memo["previous"], event.seen)
    texts = {v.number: v.content for v in event.practice.versions.filter(number__in=numbers)}
    return field_differences("shared", *(texts[number] for number in numbers))
