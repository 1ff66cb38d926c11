"""The worker: sends mail within seconds, and does once a minute what time brings.

It outlives its surroundings. While the database is away it waits and says so once; whatever else
goes wrong is logged, and a moment later it tries again. It also makes the dossier of a meeting when
one was asked for. Asked to stop, it finishes the mail or the dossier that it is at.
"""

import logging
import os
from threading import Event
from time import monotonic

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from cities import outbox

from . import ticking
from .dossiers import making

log = logging.getLogger(__name__)

SEND_EVERY, TICK_EVERY, AFTER_A_FAILURE = 2, 60, 10


def work(stop: Event, *, pause=SEND_EVERY) -> None:
    """Go on until `stop` is set, or until whoever started it is gone."""
    parent = os.getppid()
    ticked = None
    is_away = False
    while not stop.is_set() and os.getppid() == parent:
        wait = pause
        try:
            close_old_connections()
            started = monotonic()
            is_due = ticked is None or started - ticked >= TICK_EVERY
            one_round(is_due, stop)
            if is_due:
                ticked = started
            if is_away:
                log.warning("the database is back")
            is_away = False
        except (OperationalError, InterfaceError) as error:
            if not is_away:
                log.warning("the database is away, waiting: %s", error)
            is_away, wait = True, AFTER_A_FAILURE
        # A worker that gives up on one mistake sends no mail at all.
        except Exception:
            log.exception("the worker failed")
            wait = AFTER_A_FAILURE
        stop.wait(wait)


def one_round(is_due, stop) -> None:
    # Said here once, and not by every job: without a database there is nothing to do.
    connection.ensure_connection()
    if is_due:
        ticking.beat()
    outbox.send_due(is_stopping=stop.is_set)
    making.make_waiting(is_stopping=stop.is_set)
    if is_due:
        ticking.tick()
