"""The invitation: sent once, by a moderator, to the cities that are members at that moment.

Pressing twice sends it once. What changes afterwards is told by itself; see `editing`.
"""

from django.db import transaction
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import Meeting
from .refusals import IS_CANCELLED, IS_CLOSED, MeetingRefusedError, swap
from .telling import tell_invitation

IS_PAST = "Deze dag is voorbij: uitnodigen kan niet meer."


def refusal(meeting) -> str:
    """Why nobody can be invited, or ''."""
    if meeting.is_cancelled:
        return IS_CANCELLED
    if meeting.is_closed:
        return IS_CLOSED
    return IS_PAST if meeting.is_past else ""


@transaction.atomic
def invite(meeting, *, seen, by) -> int | None:
    """How many mails were posted; None when it was sent before.

    `seen` is the version that was looked at: nobody invites to a day that was just changed.
    Raises MeetingRefusedError and StaleMeetingError.
    """
    now = Meeting.objects.select_related("host").get(pk=meeting.pk)
    if now.invited_at:
        return None
    if reason := refusal(now):
        raise MeetingRefusedError(reason)
    stamp = timezone.now()
    swap(now, seen=seen, invited_at=stamp)
    now.invited_at = stamp
    told = tell_invitation(now)
    detail = f"uitnodiging verstuurd: {told} {'mail' if told == 1 else 'mails'}"
    record(LogEntry.Verb.MEETING_CHANGED, now, by=actor_of(by), detail=detail)
    return told
