"""Which files of meetings and positions a row still names; what a crash left is swept away.

A folder that is not named here is never swept.
"""

from practices.images import sweeping

from .models import JointPosition, MeetingDocument


def _of_meetings(paths):
    return MeetingDocument.objects.filter(file__in=paths).values_list("file", flat=True)


def _of_positions(paths):
    return JointPosition.objects.filter(document__in=paths).values_list("document", flat=True)


def sweep_ours() -> None:
    sweeping.register("vergaderingen", _of_meetings)
    sweeping.register("standpunten", _of_positions)
