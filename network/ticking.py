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
from cities import focal_points, links, outbox
from cities.models import Heartbeat
from practices import claims
from practices.freshness import addresses as practice_links
from practices.freshness import asking, scanning
from practices.images import expiring, sweeping
from practices.mails import daily as daily_queue
from practices.mails import monthly
from practices.submitters import forgetting
from practices.waiting import answers, drafts

from .meetings import reminding as meeting_reminders
from .positions import telling as positions
from .searching import rebuilding
from .themes import ballots, telling

log = logging.getLogger(__name__)

WORKER = "worker"
# After this long without a sign of life something is wrong: it beats every minute.
SILENT = timedelta(minutes=5)


def check_links() -> int:
    return links.check_some(lambda: plan_links.addresses() | practice_links.addresses())


# Each says how many things it did; the name stands in the log and on the command line.
JOBS = [
    ("openings of rounds told", opening.tell_opening),
    ("reminders posted", daily_reminders.remind),
    ("meetings and tasks reminded", meeting_reminders.remind),
    ("old mails deleted", outbox.delete_old),
    ("secret links forgotten", outbox.forget_secrets),
    ("partners' addresses forgotten", retention.forget_partners),
    ("old presences deleted", retention.forget_presences),
    ("focal points forgotten", focal_points.forget),
    ("leases of moderators ended", claims.release_expired),
    ("moderators told what waits", daily_queue.tell_daily),
    ("practices of the month told", monthly.tell_monthly),
    ("authors reminded of drafts", drafts.remind_drafts),
    ("old drafts deleted", drafts.delete_old_drafts),
    ("authors reminded of changes", answers.remind_authors),
    ("unconfirmed addresses forgotten", forgetting.forget_unconfirmed),
    ("unused addresses forgotten", forgetting.forget_unused),
    ("cities asked what is still true", asking.ask_cities),
    ("signals of the radar", scanning.scan_what_is_due),
    ("ends of consent announced", expiring.announce),
    ("files of nobody deleted", sweeping.sweep_hourly),
    ("aldermen reminded of positions", positions.remind),
    ("votes counted", ballots.close_due),
    ("aldermen told of a vote", telling.tell_votes),
    ("search entries made anew", rebuilding.rebuild_when_old),
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
