"""What a decision that is taken back has to leave as it was."""

import pytest

from cities.models import OutboxMail, SearchEntry
from practices.models import Practice, PracticeTag
from practices.moderating.undoing import undo
from practices.transitions import RefusedError

# What tells that something happened, whatever it was, and who goes on reading.
COUNTERS = {"lock_version", "touched_at", "claimed_by_id", "claimed_at"}
POINTS = [{"field": "title", "text": "Korter"}]


def shown(subject):
    number = subject.working_version.number if isinstance(subject, Practice) else subject.number
    return {"lock": subject.lock_version, "seen": number}


def standing(practice):
    """Everything that a reader, an author or a moderator sees of it."""
    practice.refresh_from_db()
    row = Practice.objects.values().get(pk=practice.pk)
    working = practice.working_version
    return {
        **{
            name: value
            for name, value in row.items()
            if name not in {*COUNTERS, "working_version_id"}
        },
        "text": (working.content, working.section),
        "sections": list(practice.sections.values("city", "version__content", "state")),
        "points": list(practice.points.values("field", "text", "state")),
        "tags": PracticeTag.objects.filter(practice=practice).count(),
        "search": SearchEntry.objects.count(),
    }


def refused(event, by, told):
    """It was refused, and nothing moved."""
    subject = event.proposal or event.practice
    subject.refresh_from_db()
    before = (standing(event.practice), subject.state, OutboxMail.objects.count())
    with pytest.raises(RefusedError, match=told):
        undo(event, by=by)
    subject.refresh_from_db()
    assert (standing(event.practice), subject.state, OutboxMail.objects.count()) == before
