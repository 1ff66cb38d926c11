"""A city endorses a text or abstains, by one of its aldermen.

Any alderman of the city may say it and change it, until the position is adopted; the last word
counts, with name and time. Only a member city of that day speaks, and only on the newest text: a
new text asks again. An answer is written behind the row of its position, so that adopting waits for
it, or it for the adopting.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of
from cities.models import City

from ..models import Endorsement, JointPosition
from .answers import newest_text
from .refusals import NewTextError, PositionRefusedError, StaleAnswerError

IS_CLOSED = "Dit standpunt ligt niet meer voor: er kan niets meer gezegd of gewijzigd worden."
NO_MEMBER = "{} is op dit moment geen lid van het netwerk en spreekt zich dus niet uit."
NEW_TEXT = "De tekst is intussen gewijzigd. Lees hem eerst; je keuze staat nog klaar."
STALE = "Een collega sprak zich intussen al uit voor {}. Kijk eerst wat er nu staat."


@transaction.atomic
def speak(position, *, city, kind, reason, text, seen, by) -> Endorsement:
    """Say or change what the city says; the same answer twice is one.

    `text` is the number of the text that was read, `seen` the edits of the city's answer that
    stood beside it (0 for none). Raises PositionRefusedError, NewTextError and StaleAnswerError.
    """
    open_now = JointPosition.objects.filter(pk=position.pk, state=JointPosition.State.OPEN)
    # Changes nothing, and makes this deed and the adopting wait for each other.
    if not open_now.update(state=JointPosition.State.OPEN):
        raise PositionRefusedError(IS_CLOSED)
    if not City.objects.members().filter(pk=city.pk).exists():
        raise PositionRefusedError(NO_MEMBER.format(city))
    newest = newest_text(position)
    if newest.number != text:
        raise NewTextError(NEW_TEXT)
    reason = reason.strip()
    stands = newest.endorsements.filter(city=city).select_related("by", "city").first()
    if stands and (stands.kind, stands.reason) == (kind, reason):
        return stands
    if (stands.edits if stands else 0) != seen:
        raise StaleAnswerError(STALE.format(city), stands)
    told = {"kind": kind, "reason": reason, "by": actor_of(by), "at": timezone.now()}
    if stands is None:
        stands = Endorsement(version=newest, city=city, **told)
        stands.save(force_insert=True)
    else:
        stands = _changed(stands, told)
    # Who is about to adopt looks at the answers once more.
    open_now.update(version=F("version") + 1)
    return stands


def _changed(stands, told):
    same = Endorsement.objects.filter(pk=stands.pk, edits=stands.edits)
    if not same.update(**told, edits=F("edits") + 1):
        raise StaleAnswerError(STALE.format(stands.city), stands)
    stands.refresh_from_db()
    return stands
