"""One deed at a time on what everybody reads of a meeting.

What can be found of a meeting is made from its texts and its whole agenda at once. Two colleagues
who each change a part must not both write it from what they saw before the other was done: a point
that was just set apart for the members would come back in the search. So every deed on the agenda
or the texts first holds the meeting. On SQLite a transaction that writes is alone already.
"""

from ..models import AgendaItem, Meeting
from .refusals import StaleMeetingError

POINT_IS_GONE = "Een collega verwijderde dit agendapunt intussen."


def hold(pk) -> Meeting:
    """The meeting as it stands, for this transaction alone. Raises Meeting.DoesNotExist."""
    # Not its key: who answers or adds a task meanwhile does not have to wait.
    locked = Meeting.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("host").get(pk=pk)


def hold_point(item) -> AgendaItem | None:
    """The point as it stands, with its meeting held; None when it is gone."""
    meeting = hold(item.meeting_id)
    now = AgendaItem.objects.filter(pk=item.pk, meeting=meeting).first()
    if now is not None:
        now.meeting = meeting
    return now


def point_or_stale(item) -> AgendaItem:
    """As `hold_point`; raises StaleMeetingError when it is gone."""
    if (now := hold_point(item)) is None:
        raise StaleMeetingError(POINT_IS_GONE)
    return now
