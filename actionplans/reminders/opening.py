"""That a round which was made ahead opens: told on its first morning, to who works there then."""

from django.db import transaction
from django.utils import timezone

from ..models import ProgressRound
from ..progress.rounds import current_round
from .telling import MORNING, is_told, tell_round_opened


def tell_opening() -> int:
    """From eight in the morning, once per round: how many mails were posted.

    When the worker was away that morning, it is told as soon as it is back.
    """
    now = timezone.localtime()
    round = current_round(now.date())
    if now.time() < MORNING or round is None or is_told(round):
        return 0
    return _tell(round)


@transaction.atomic
def _tell(round):
    # Waits for who changes or closes the round at this moment, and for another worker.
    locked = ProgressRound.objects.select_for_update(of=("self",)).select_related("opened_by__user")
    round = locked.filter(pk=round.pk).first()
    if round is None or not round.is_open or is_told(round):
        return 0
    return tell_round_opened(round, by=round.opened_by and round.opened_by.user)
