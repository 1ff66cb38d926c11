"""What may be done to many lines at once: say that sections are right, and remind authors.

Publishing and declining are never done by the dozen. A line is named as the queue named it, with
the number of the text that was shown: what a city wrote since stays in the list.
"""

from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from ..mails.posting import to_author
from ..models import ChangeProposal, CitySection, Point, Practice
from ..proposing.stewards import mark_checked as mark_correction_checked
from ..proposing.stewards import steward_edits_to_check
from ..sections.checking import mark_checked
from ..transitions import RefusedError, done_before, tell

LONGEST_CHOICE = 500


def check_sections(keys, *, by) -> int:
    """How many sections and corrections left the list."""
    return sum(_check(key, by) for key in keys[:LONGEST_CHOICE])


def _check(key, by) -> bool:
    word, _, rest = key.partition(":")
    if word == "verbetering" and _is_uid(rest):
        event = steward_edits_to_check().filter(uid=rest).first()
        return event is not None and mark_correction_checked(event, by=by)
    uid, _, number = rest.partition(":")
    # No text is ever saved a milliard times, and Python refuses to read a number without end.
    if word != "sectie" or not _is_uid(uid) or not (number.isdecimal() and len(number) < 10):
        return False
    section = CitySection.objects.filter(uid=uid).first()
    return section is not None and mark_checked(section, by=by, seen=int(number))


def remind(keys, *, by) -> int:
    """How many authors are reminded of what was asked (M3b); each at most once a day."""
    return sum(_remind(key, by) for key in keys[:LONGEST_CHOICE])


@transaction.atomic
def _remind(key, by) -> bool:
    subject = _named(key)
    today = timezone.localdate()
    if subject is None or subject.state != "changes_requested":
        return False
    # One key a day: of two moderators who press at once one reminds.
    deed = uuid5(subject.uid, f"remind {today}")
    if done_before(subject, "remind", deed):
        return False
    due_on = subject.changes_due_on
    try:
        event = tell(subject, "remind", by=by, deed=deed)
    except RefusedError:
        return False
    open_points = Point.objects.filter(
        practice=event.practice, proposal=event.proposal, state=Point.State.OPEN
    )
    is_late = bool(due_on and due_on < today)
    to_author(
        *(event, "M3b"),
        due_on=due_on,
        is_late=is_late,
        points=list(open_points.values("field", "text")),
    )
    return True


def _named(key):
    word, _, rest = key.partition(":")
    if word == "praktijk":
        return Practice.objects.filter(code=rest[:12]).first()
    if word == "voorstel" and _is_uid(rest):
        return ChangeProposal.objects.select_related("practice").filter(uid=rest).first()
    return None


def _is_uid(text) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
