"""A dossier is frozen with its meeting, and never changes again.

The next dossier starts where a frozen one ended. A meeting without a dossier can be closed too; one
whose dossier is still being made, or failed, cannot: then nobody knows what is frozen.
"""

from django.db.models import F
from django.utils import timezone

from ..models import Dossier

State = Dossier.State

IS_BUSY = "Het dossier wordt nog gemaakt. Wacht tot het klaar is en sluit de vergadering dan af."
HAS_FAILED = (
    "Het dossier kon niet gemaakt worden. Maak het opnieuw of haal het weg, en sluit dan af."
)
WAS_MADE_ANEW = "Het dossier werd net opnieuw gemaakt. Bekijk het eerst en sluit dan af."


class DossierNotReadyError(Exception):
    """The meeting cannot be closed with the dossier as it is."""


def freeze(meeting, *, by) -> Dossier | None:
    """Freeze the dossier of a meeting, in the transaction that closes the meeting.

    None when it has none. The line of the log, with `by`, is that of the closing. Raises
    DossierNotReadyError, whose text is for the moderator.
    """
    dossier = Dossier.objects.defer("content").filter(meeting=meeting).first()
    if dossier is None or dossier.frozen_at:
        return dossier
    if dossier.state != State.READY:
        raise DossierNotReadyError(HAS_FAILED if dossier.state == State.FAILED else IS_BUSY)
    now = timezone.now()
    as_seen = Dossier.objects.filter(
        pk=dossier.pk, state=State.READY, version=dossier.version, frozen_at=None
    )
    if not as_seen.update(frozen_at=now, version=F("version") + 1):
        raise DossierNotReadyError(WAS_MADE_ANEW)
    dossier.frozen_at = now
    return dossier
