"""Every step of the workflow as somebody who may take it takes it, for tests that try them all.

Each is called with the subject and with what its page was made with: `lock`, `seen` and `deed`.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils import timezone

from practices.models import Practice
from practices.moderating.asking import ask_changes, take_back_request
from practices.moderating.declining import decline, into_section
from practices.moderating.merging import clashes, merge
from practices.moderating.publishing import improve_and_publish, publish, redact
from practices.moderating.visibility import archive, back_online, republish, take_offline
from practices.proposing import closing
from practices.proposing import submitting as proposing
from practices.proposing.applying import ACCEPT, REFUSE, Choice, apply
from practices.proposing.texts import compared, number_of, published_of
from practices.submitting import handing_in, leaving
from tests.fiches import make_moderator, make_practice

POINTS = [{"field": "title", "text": "Maak dit korter"}, {"field": "", "text": "Mooi werk"}]
WHY = {"reason": "Daarom"}


@dataclass
class Cast:
    """Who acts, and the fiche into which another is merged."""

    by: object = field(default_factory=make_moderator)
    target: Practice = field(default_factory=make_practice)


def author_of(subject):
    return subject.submitter or subject.author.user


def _by_author(rule, *, is_read=True):
    def take(subject, cast, *, lock, seen, deed):
        read = {"seen": seen} if is_read else {}
        return rule(subject, by=author_of(subject), lock=lock, deed=deed, **read)

    return take


def _by_moderator(rule, **words):
    def take(subject, cast, *, lock, seen, deed):
        return rule(subject, by=cast.by, lock=lock, seen=seen, deed=deed, **words)

    return take


def _in_new_words(rule, **words):
    """Each time with a title that stood nowhere."""

    def take(subject, cast, *, lock, seen, deed):
        content = {"title": f"Van VVSG {deed.hex}"}
        page = {"lock": lock, "seen": seen, "deed": deed}
        return rule(subject, by=cast.by, content=content, **page, **words)

    return take


def _into_section(subject, cast, *, lock, seen, deed):
    return into_section(
        subject,
        by=cast.by,
        target=cast.target,
        choice="merge",
        **{"lock": lock, "seen": seen, "deed": deed},
    )


def _merge(subject, cast, *, lock, seen, deed):
    choices = {clash.key: "merge" for clash in clashes(subject, cast.target)}
    return merge(
        subject,
        by=cast.by,
        into=cast.target,
        choices=choices,
        **{**WHY, "lock": lock, "seen": seen, "deed": deed},
    )


def _republish(subject, cast, *, lock, seen, deed):
    day = timezone.localdate() + timedelta(days=60)
    page = {"lock": lock, "seen": seen, "deed": deed}
    return republish(subject, by=cast.by, review_on=day, **page)


def _apply(last):
    """All fields accepted, or the last one refused."""

    def take(subject, cast, *, lock, seen, deed):
        names = [one.path for one in compared(subject)]
        choices = {path: Choice(ACCEPT) for path in names}
        if last == REFUSE:
            choices[names[-1]] = Choice(REFUSE, reason="Liever niet")
        return apply(
            subject,
            by=cast.by,
            published=number_of(published_of(subject)),
            choices=choices,
            **{"lock": lock, "seen": seen, "deed": deed},
        )

    return take


OF_A_PRACTICE = {
    "submit": _by_author(handing_in.submit),
    "retract": _by_author(handing_in.retract, is_read=False),
    "ask_changes": _by_moderator(ask_changes, points=POINTS),
    "take_back_request": _by_moderator(take_back_request),
    "resubmit": _by_author(handing_in.resubmit),
    "publish": _by_moderator(publish),
    "improve_and_publish": _in_new_words(improve_and_publish),
    "decline": _by_moderator(decline, reason="double", text="Staat er al"),
    "into_section": _into_section,
    "withdraw": _by_author(leaving.withdraw, is_read=False),
    "reopen": _by_author(leaving.reopen, is_read=False),
    "archive": _by_moderator(archive, urgent=True, **WHY),
    "republish": _republish,
    "take_offline": _by_moderator(take_offline, **WHY),
    "back_online": _by_moderator(back_online, **WHY),
    "merge": _merge,
    "redact": _in_new_words(redact, **WHY),
}
OF_A_PROPOSAL = {
    "submit": _by_author(proposing.submit),
    "ask_changes": _by_moderator(ask_changes, points=POINTS),
    "take_back_request": _by_moderator(take_back_request),
    "resubmit": _by_author(proposing.resubmit),
    "apply": _apply(ACCEPT),
    "apply_partly": _apply(REFUSE),
    "decline": _by_moderator(closing.decline, **WHY),
    "withdraw": _by_author(proposing.withdraw, is_read=False),
    "outdate": _by_moderator(closing.outdate, **WHY),
    "answer": _by_moderator(closing.answer, reply="Bedankt"),
}

# --- what the workflow says, written anew: {step: {from: to}} ------------------------------------
PRACTICE_TABLE = {
    "submit": {"draft": "submitted"},
    "retract": {"submitted": "draft"},
    "ask_changes": {"submitted": "changes_requested"},
    "take_back_request": {"changes_requested": "submitted"},
    "resubmit": {"changes_requested": "submitted"},
    "publish": {"submitted": "published"},
    "improve_and_publish": {"submitted": "published"},
    "decline": {"submitted": "declined", "changes_requested": "declined"},
    "into_section": {"submitted": "merged"},
    "withdraw": dict.fromkeys(("draft", "submitted", "changes_requested"), "withdrawn"),
    "reopen": {"declined": "draft", "withdrawn": "draft"},
    "archive": {"published": "archived"},
    "republish": {"archived": "published"},
    "take_offline": {"published": "offline"},
    "back_online": {"offline": "published"},
    "merge": {"published": "merged"},
    "redact": {"published": "published"},
}
PROPOSAL_TABLE = {
    "submit": {"draft": "submitted"},
    "ask_changes": {"submitted": "changes_requested"},
    "take_back_request": {"changes_requested": "submitted"},
    "resubmit": {"changes_requested": "submitted"},
    "apply": {"submitted": "applied"},
    "apply_partly": {"submitted": "partly_applied"},
    "decline": {"submitted": "declined"},
    "withdraw": dict.fromkeys(("draft", "submitted", "changes_requested"), "withdrawn"),
    "outdate": {"submitted": "outdated", "changes_requested": "outdated"},
    "answer": {"submitted": "answered"},
}
MODERATED = {
    *("ask_changes", "take_back_request", "publish", "improve_and_publish", "decline"),
    *("into_section", "archive", "republish", "take_offline", "back_online", "merge", "redact"),
}


def page_of(subject) -> dict:
    """What a form says that is made now."""
    is_practice = isinstance(subject, Practice)
    number = subject.working_version.number if is_practice else subject.number
    return {"lock": subject.lock_version, "seen": number}
