"""The worker makes one dossier at a time, and a page shows how far it is.

A dossier that waits is claimed before it is made, so that two workers never make the same one. One
whose worker fell silent is taken again after five minutes; what goes wrong three times is given up,
and the moderator reads that it failed. What was readable before stays readable. When somebody asks
for other days meanwhile, what was being made is thrown away.
"""

import logging
from datetime import timedelta

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from ..models import Dossier, DossierFile, Meeting
from . import files
from .content import whole
from .content.reading import read

log = logging.getLogger(__name__)

State = Dossier.State
SILENT = timedelta(minutes=5)
PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 3

FAILED = (
    "Het dossier kon niet gemaakt worden. Probeer het opnieuw. Lukt het dan nog niet, "
    "verwittig dan de beheerder: de oorzaak staat in het logboek van de server."
)
FAILED_ANEW = (
    "Opnieuw maken is niet gelukt. Je ziet het dossier dat er al was. Probeer het later nog eens."
)


class OvertakenError(Exception):
    """The job is not ours any more: it was asked anew, taken away, or another worker has it."""


def make_waiting(*, is_stopping=lambda: False) -> Dossier | None:
    """Make at most one dossier that waits; the dossier that was tried, or None.

    Call it outside a transaction: a claim and its steps count once others can see them.
    """
    if is_stopping():
        return None
    dossier = _next()
    if dossier is None or not _claim(dossier):
        return None
    try:
        _make(dossier)
    except OvertakenError:
        log.info("dossier %s was asked anew or taken away", dossier.pk)
    except (OperationalError, InterfaceError):
        # Without a database nothing can be written down; the worker waits for it, and the
        # dossier is taken again once its claim is old.
        raise
    except Exception:
        # Whatever is wrong with one dossier, the worker has other things to do.
        log.exception("dossier %s failed (attempt %s)", dossier.pk, dossier.attempts)
        _write_down(dossier)
    return dossier


def _next():
    now = timezone.now()
    untried = Q(state=State.WAITING, claimed_at=None)
    again = Q(state=State.WAITING, claimed_at__lt=now - PAUSE)
    dead = Q(state=State.MAKING, claimed_at__lt=now - SILENT)
    found = Dossier.objects.filter(untried | again | dead, frozen_at=None)
    return found.select_related("meeting").defer("content").order_by("asked_at", "pk").first()


def _claim(dossier) -> bool:
    """Compare-and-swap: of two workers that saw the same row, one changes it."""
    now = timezone.now()
    as_seen = Dossier.objects.filter(
        pk=dossier.pk,
        state=dossier.state,
        claimed_at=dossier.claimed_at,
        attempts=dossier.attempts,
        frozen_at=None,
    )
    if dossier.attempts >= MOST_ATTEMPTS:
        # Its worker died each time, and so wrote nothing down.
        if as_seen.update(**_given_up(dossier), version=F("version") + 1):
            log.error("dossier %s was given up: its worker died each time", dossier.pk)
        return False
    claimed = {"state": State.MAKING, "claimed_at": now, "attempts": dossier.attempts + 1}
    if not as_seen.update(**claimed, steps_done=0, steps=0):
        return False
    dossier.state, dossier.claimed_at, dossier.attempts = claimed.values()
    return True


def _mine(dossier):
    """The row as long as it is our job; the moment of the claim says whose it is."""
    return Dossier.objects.filter(
        pk=dossier.pk,
        state=State.MAKING,
        claimed_at=dossier.claimed_at,
        attempts=dossier.attempts,
        version=dossier.version,
        frozen_at=None,
    )


def _make(dossier) -> None:
    def tell(done, steps):
        if not _mine(dossier).update(steps_done=done, steps=steps):
            raise OvertakenError

    reading = read(whole.days_of(dossier))
    content = whole.make(dossier, reading, tell=tell)
    made = files.make_files(content, reading)
    with transaction.atomic():
        _finish(dossier, content, made)


def _finish(dossier, content, made) -> None:
    values = {
        "state": State.READY,
        "content": content,
        "format": content["format"],
        "sha256": whole.checksum(content),
        "made_at": timezone.now(),
        "error": "",
        "steps_done": F("steps"),
        "version": F("version") + 1,
    }
    if not _mine(dossier).update(**values):
        raise OvertakenError
    DossierFile.objects.filter(dossier=dossier).delete()
    for one in made:
        DossierFile.objects.create(dossier=dossier, **one)


def _write_down(dossier) -> None:
    """Back in line, until the last attempt."""
    if dossier.attempts < MOST_ATTEMPTS:
        _mine(dossier).update(state=State.WAITING, claimed_at=timezone.now())
    else:
        _mine(dossier).update(**_given_up(dossier), version=F("version") + 1)


def _given_up(dossier) -> dict:
    """One that was readable is again as it was, with the days that it tells of."""
    told = Dossier.objects.filter(pk=dossier.pk).values_list("content__period", flat=True).first()
    if not told:
        return {"state": State.FAILED, "error": FAILED}
    previous = told["since_meeting"]
    return {
        "state": State.READY,
        "error": FAILED_ANEW,
        "since_on": told["since_on"],
        "until_on": told["until_on"],
        "since_meeting": previous and Meeting.objects.filter(slug=previous["slug"]).first(),
    }
