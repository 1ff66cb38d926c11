"""Texts of a practice are only ever added: each save is a next version, and a save without a
change is none. Two people who save at once cannot both become version 3: the database has one row
per number.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..models import Practice, PracticeVersion
from ..signing import authorship
from .content import normalised


class StaleTextError(Exception):
    """Somebody saved this fiche since it was read; nothing was written."""

    def __init__(self):
        super().__init__("Een collega heeft deze fiche intussen ook gewijzigd.")


@transaction.atomic
def start_practice(*, by, city=None, place_name="", content=None, section=None) -> Practice:
    """A new draft with its first version (P1)."""
    practice = Practice.objects.create(city=city, place_name=place_name, **authorship(by))
    add_version(practice, content or {}, section or {}, by=by)
    return practice


@transaction.atomic
def add_version(practice, content, section, *, by, reason="", is_by_moderator=False):
    """The next version of the text, or None when it says what the working version says.

    `practice` is as the caller read it; StaleTextError when it got another version since. The
    caller decides who may do this, and in which state.
    """
    content, section = normalised("shared", content), section and normalised("section", section)
    current = practice.working_version
    if current and (current.content, current.section) == (content, section or {}):
        return None
    last = PracticeVersion.objects.filter(practice=practice).order_by("-number").first()
    # Claimed by compare-and-swap before the row is made: a number is never fought over.
    moved = Practice.objects.filter(pk=practice.pk, working_version=current).update(
        lock_version=F("lock_version") + 1, touched_at=timezone.now()
    )
    if not moved or (last and last.pk != practice.working_version_id):
        raise StaleTextError
    version = PracticeVersion.objects.create(
        practice=practice,
        number=last.number + 1 if last else 1,
        content=content,
        section=section or {},
        reason=reason,
        is_by_moderator=is_by_moderator,
        **authorship(by),
    )
    Practice.objects.filter(pk=practice.pk).update(working_version=version)
    practice.working_version = version
    practice.lock_version += 1
    return version
