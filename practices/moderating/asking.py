"""Asking the author for changes (P4, C3), and taking that question back (P4b).

A question has at least one point, and a day by which it is expected: three weeks, unless said
otherwise. It is taken back only while the author has not begun: afterwards a message comes first.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from ..mails.posting import have_left, take_back, to_author
from ..transitions import RefusedError, done_before, events_of
from . import points as raised
from .deciding import decide, mail_text, require_moderator, working_number

DAYS = 21
BEGUN = (
    "De indiener past de tekst al aan. Stuur eerst een bericht voor je de vraag intrekt, zodat er"
    " niets verloren gaat."
)


def standard_day():
    return timezone.localdate() + timedelta(days=DAYS)


@transaction.atomic
def ask_changes(subject, *, by, lock, seen, points, due_on=None, deed=None, mail_body=""):
    """P4 for a practice, C3 for a proposal. `points` are dictionaries {"field", "text"}."""
    require_moderator(by)
    if done := done_before(subject, "ask_changes", deed):
        return done
    points = raised.points_in(points)
    due_on = due_on or standard_day()
    if due_on <= timezone.localdate():
        raise RefusedError("Kies een dag in de toekomst.")
    words = {"points": points, "due_on": due_on}
    text = mail_text(subject, "M3", mail_body, **words)
    decision = decide(
        *(subject, "ask_changes"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        memo={"mail": text, "points": points},
        changes_due_on=due_on,
    )
    if decision.is_new:
        raised.add_points(decision.event, subject, points)
        to_author(decision.event, "M3", body=text, **words)
    return decision.event


@transaction.atomic
def take_back_request(subject, *, by, lock, deed=None, mail_body="", seen=None):
    """P4b: what was handed in waits for VVSG again, without the points of this question."""
    require_moderator(by)
    if done := done_before(subject, "take_back_request", deed):
        return done
    asked = request_of(subject)
    text = mail_text(subject, "M3c", mail_body)
    kept = list(asked.points.values("field", "text")) if asked else []
    decision = decide(
        *(subject, "take_back_request"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        memo={"mail": text, "points": kept},
        changes_due_on=None,
    )
    if not decision.is_new:
        return decision.event
    if asked is not None:
        if asked.seen is not None and working_number(subject) != asked.seen:
            raise RefusedError(BEGUN)
        raised.take_away(asked)
        take_back(asked)
        if not have_left(asked):
            # The question never reached anybody, so there is nothing to take back from them.
            return decision.event
    to_author(decision.event, "M3c", body=text)
    return decision.event


def request_of(subject):
    """The question that stands open now."""
    asked = events_of(subject).filter(step="ask_changes", undone_by=None)
    return asked.order_by("-at", "-pk").first()
