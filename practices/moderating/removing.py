"""Removing a fiche for good, whatever its state (P17): only by the administrator, and only when
what it tells may not be kept.

Everything goes: its texts, sections, proposals, pictures, points and deeds, and the mails about it
that wait. Who wrote it and the cities in it are told why. The log keeps its code, its address, its
dates and the reason. The address is given to no other fiche, and what others merged into it has to
lead elsewhere first.
"""

from django.db import transaction
from django.db.models import F

from actionplans.freeze import maintenance
from cities.log import actor_of, record
from cities.models import LogEntry, OutboxMail

from ..finding import index
from ..images.storing import attachment_path, delete_all, paths_of
from ..mails.removed import removal_of
from ..models import ChangeProposal, CitySection, Practice, PracticeEvent
from ..transitions import RefusedError
from .deciding import overtaken, reason_of, require_administrator
from .naming import removed_line


@transaction.atomic
def remove(practice, *, by, lock, reason) -> LogEntry:
    """The line that stays. Asking twice is the view's."""
    require_administrator(by)
    reason = reason_of(reason)
    if practice.merged_from.exists():
        raise RefusedError(
            "Andere fiches leiden naar deze. Verwijder eerst die fiches, of laat deze staan."
        )
    files, tombstone = files_of(practice), told_of(practice, reason)
    removal = removal_of(practice)
    # Its texts are protected by the fiche that shows them, until it shows none.
    found = Practice.objects.filter(pk=practice.pk, lock_version=lock)
    emptied = found.update(
        **{"state": Practice.State.DRAFT, "lock_version": F("lock_version") + 1},
        **dict.fromkeys(("working_version", "published_version", "merged_into", "slug")),
        **dict.fromkeys(("claimed_by", "claimed_at")),
    )
    if not emptied:
        raise overtaken(practice)
    with maintenance(f"fiche {practice.code} verwijderd", by=by):
        _delete(practice)
    transaction.on_commit(lambda: delete_all(files))
    removal.tell(by=by, reason=reason)
    verb = LogEntry.Verb.FICHE_REMOVED
    return record(verb, practice.code, by=actor_of(by), city=practice.city, detail=tombstone)


def told_of(practice, reason) -> str:
    """What the log keeps: nothing of what the fiche tells."""
    days = {
        "begonnen": practice.created_at,
        "ingediend": practice.submitted_at,
        "gepubliceerd": practice.published_at,
    }
    told = ", ".join(f"{word} op {day:%d-%m-%Y}" for word, day in days.items() if day)
    return f"{removed_line(practice)} {told}; reden: {reason}"


def files_of(practice) -> list[str]:
    images = [path for image in practice.images.all() for path in paths_of(image)]
    return images + [attachment_path(one.key, one.kind) for one in practice.attachments.all()]


def delete_lines(practice):
    """Its points and deeds; a line that takes another one back goes before that one."""
    events = PracticeEvent.objects.filter(practice=practice)
    practice.points.all().delete()
    events.exclude(undoes=None).delete()
    events.delete()


def _delete(practice):
    """From what points at something to what is pointed at."""
    index.forget(practice)
    OutboxMail.objects.waiting().filter(key__startswith=f"fiche:{practice.code}:").delete()
    delete_lines(practice)
    # Lines of other fiches about sections that came from here go with those sections.
    ChangeProposal.objects.filter(practice=practice).delete()
    CitySection.objects.filter(practice=practice).update(version=None)
    Practice.objects.get(pk=practice.pk).delete()
