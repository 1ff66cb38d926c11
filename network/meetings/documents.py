"""Documents of a meeting: taken in by what is in the file, handed over as a file to save.

A document is for the members unless a moderator says that everybody may have it; one at a point for
the members never is for everybody. Nothing of the name that it came with is kept: who saves it gets
a name made of its title.
"""

import uuid
from functools import partial

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from cities.log import actor_of, record
from cities.models import LogEntry
from practices.attachments.kinds import read_document
from practices.images.storing import delete_all, keep

from ..models import MeetingDocument
from ..models.meetings import document_place
from .refusals import OF_ANOTHER, MeetingRefusedError, StaleMeetingError, differing, same

MOST_DOCUMENTS = 60
LONGEST_NAME = 60
ONLY_FOR_MEMBERS = "Dit agendapunt is voor de leden: een document daarbij kan niet openbaar zijn."


def add(meeting, upload, *, by, deed=None, **values) -> MeetingDocument:
    """`deed` names the form, so that sending it twice keeps one.

    Raises UnusableFileError and NotStoredError (see practices), MeetingRefusedError, and
    SentBeforeError for the same form with another file or other words: nothing was kept then.
    """
    deed, values = deed or uuid.uuid4(), _clear(meeting, values)
    read = read_document(upload)
    values |= {"checksum": read.checksum}
    if made := _made_before(meeting, deed, values):
        return made
    if meeting.documents.count() >= MOST_DOCUMENTS:
        raise MeetingRefusedError(f"Een vergadering heeft plaats voor {MOST_DOCUMENTS} documenten.")
    document = MeetingDocument(
        uid=deed,
        meeting=meeting,
        kind=read.kind,
        size=len(read.content),
        uploaded_by=actor_of(by),
        **values,
    )
    document.file.name = document_place(document, "")
    files = {document.file.name: read.content}
    kept = keep(document, files, partial(_made_before, meeting, deed, values))
    if kept is document:
        _record(meeting, "document toegevoegd", by=by)
    return kept


def _made_before(meeting, deed, values):
    made = MeetingDocument.objects.filter(uid=deed).first()
    if made is None:
        return None
    if made.meeting_id != meeting.pk:
        raise MeetingRefusedError(OF_ANOTHER)
    return same(made, values)


@transaction.atomic
def change(document, *, seen, by, **values) -> MeetingDocument:
    """Its title, its point, and who may have it; `seen` is the mark of what was looked at.

    The same values twice leave no trace. Raises MeetingRefusedError and StaleMeetingError.
    """
    now = MeetingDocument.objects.select_related("meeting").filter(pk=document.pk).first()
    if now is None:
        raise StaleMeetingError("Een collega verwijderde dit document intussen.")
    values = _clear(now.meeting, values)
    if not differing(now, values):
        return now
    as_it_was = {name: getattr(now, name) for name in values}
    rows = MeetingDocument.objects.filter(pk=now.pk, **as_it_was)
    if mark_of(now) != seen or not rows.update(**values):
        raise StaleMeetingError
    _record(now.meeting, "document gewijzigd", by=by)
    return MeetingDocument.objects.get(pk=now.pk)


def mark_of(document) -> str:
    """What somebody looked at; a document has no version."""
    told = f"{document.item_id}/{document.is_public}/{document.title}"
    return salted_hmac("meeting document", told).hexdigest()


@transaction.atomic
def delete(document, *, by) -> bool:
    """The file goes once the row is gone for good. False when it was gone already."""
    found = MeetingDocument.objects.select_related("meeting").filter(pk=document.pk).first()
    if found is None or not MeetingDocument.objects.filter(pk=found.pk).delete()[0]:
        return False
    _record(found.meeting, "document verwijderd", by=by)
    transaction.on_commit(lambda: delete_all([found.file.name]))
    return True


def download_name(document) -> str:
    """'nota-huurmarkt.pdf': made of the title."""
    stem = slugify(document.title)[:LONGEST_NAME].strip("-")
    return f"{stem or 'document'}.{document.kind}"


def _clear(meeting, values):
    item = values.get("item")
    if item is not None and item.meeting_id != meeting.pk:
        raise MeetingRefusedError("Dit agendapunt hoort bij een andere vergadering.", field="item")
    if values.get("is_public") and item is not None and item.for_members:
        raise MeetingRefusedError(ONLY_FOR_MEMBERS, field="is_public")
    return {**values, "title": " ".join(values["title"].split())}


def _record(meeting, detail, *, by):
    record(LogEntry.Verb.MEETING_CHANGED, meeting, by=actor_of(by), detail=detail)
