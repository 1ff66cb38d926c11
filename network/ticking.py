"""What time brings: reminders, and forgetting what is no longer needed.

The worker does every job once a minute. A job looks for itself whether there is something to do,
so doing it twice, or not for an hour, is no harm. One that fails is logged; the next still goes.
"""

import logging
from datetime import timedelta

from django.utils import timezone

from actionplans import links as plan_links
from actionplans.reminders import daily as daily_reminders
from actionplans.reminders import opening, retention
from cities import links, outbox
from cities.models import Heartbeat

log = logging.getLogger(__name__)

WORKER = "worker"
# After this long without a sign of life something is wrong: it beats every minute.
SILENT = timedelta(minutes=5)


def check_links() -> int:
    return links.check_some(plan_links.addresses)


# Each says how many things it did; the name stands in the log and on the command line.
JOBS = [
    ("openings of rounds told", opening.tell_opening),
    ("reminders posted", daily_reminders.remind),
    ("old mails deleted", outbox.delete_old),
    ("secret links forgotten", outbox.forget_secrets),
    ("partners' addresses forgotten", retention.forget_partners),
    ("old presences deleted", retention.forget_presences),
    ("links asked", check_links),
]


def tick(jobs=None) -> list[tuple[str, int]]:
    """Do every job; which did something, and how much."""
    done = []
    for name, job in JOBS if jobs is None else jobs:
        try:
            count = job()
        # Whatever is wrong with one job, the others have nothing to do with it.
        except Exception:
            log.exception("job failed: %s", name)
            continue
        if count:
            done.append((name, count))
    return done


# --- the worker's sign of life -------------------------------------------------------------------
def beat() -> None:
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})


def last_beat():
    """When the worker last did its round, or None when it never did."""
    return Heartbeat.objects.filter(name=WORKER).values_list("at", flat=True).first()


def is_silent(at) -> bool:
    return at is None or timezone.now() - at > SILENT
