"""Not taking a fiche up: with a reason (P8), or by giving its text a place in another fiche (P9).

Nothing is deleted: the text stays with who wrote it. A fiche about what another one tells already
becomes the section of its city there; when that city has told something there, the moderator says
what becomes of both texts.
"""

from django.db import transaction

from ..fiche.content import blank, is_blank, normalised
from ..finding import index
from ..mails.posting import to_author
from ..models import Practice
from ..sections.writing import find_section, home_of, put_section, state_for_text
from ..signing import writer_of
from ..transitions import RefusedError, done_before
from .deciding import decide, mail_text, overtaken, reason_of, require_moderator
from .merging import JOIN, KEEP, REPLACE, joined, reached, touch_target

CHOICES = (KEEP, REPLACE, JOIN)


@transaction.atomic
def decline(practice, *, by, lock, seen, reason, text, deed=None, mail_body=""):
    """P8. `reason` is one of Practice.DeclineReason, `text` what the author reads about it."""
    require_moderator(by)
    if done := done_before(practice, "decline", deed):
        return done
    text = reason_of(text)
    if reason not in Practice.DeclineReason.values:
        raise RefusedError("Kies een reden uit de lijst.")
    words = {"reason_label": Practice.DeclineReason(reason).label, "reason": text}
    body = mail_text(practice, "M7", mail_body, **words)
    decision = decide(
        *(practice, "decline"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=text,
        memo={"mail": body},
        decline_reason=reason,
        state_reason=text,
        changes_due_on=None,
        preview_key="",
        asks_help=False,
    )
    if decision.is_new:
        to_author(decision.event, "M7", body=body, **words)
    return decision.event


def section_from(practice) -> dict:
    """What of a fiche would stand in the section of its city, to be edited by the moderator."""
    version = practice.working_version
    section = normalised("section", version.section)
    if is_blank(section["text"]):
        told = (version.content.get(name, "") for name in ("summary", "description"))
        section["text"] = "\n\n".join(text for text in told if text)
    return section


@transaction.atomic
def into_section(
    practice,
    *,
    target,
    by,
    lock,
    seen,
    choice="",
    content=None,
    deed=None,
    mail_body="",
):
    """P9. `content` is the section as the moderator left it, else `section_from`.

    choice: 'keep' what the city has there, 'replace' it, or 'merge' both texts; needed only when
    it has something there.
    """
    require_moderator(by)
    if done := done_before(practice, "into_section", deed):
        return done
    if not (practice.city or practice.place_name):
        raise RefusedError("Deze fiche is van geen enkele stad of gemeente.")
    version = practice.versions.filter(number=seen).first()
    if version is None:
        raise overtaken(practice)
    target = reached(practice, target)
    place = home_of(practice)
    mine = normalised("section", content or section_from(practice))
    there = find_section(target, **place)
    theirs = there.version.content if there and there.version else blank("section")
    choice = _chosen(choice, theirs, practice.place, target)
    words = {"target": target.title, "section_of": practice.place}
    body = mail_text(practice, "M8", mail_body, **words)
    memo = {"mail": body, "target": target.code, "choice": choice, "section": mine}
    touch_target(practice, target, first=True)
    decision = decide(
        *(practice, "into_section"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        memo=memo,
        merged_into=target,
        preview_key="",
        asks_help=False,
    )
    touch_target(practice, target, first=False)
    if not decision.is_new:
        return decision.event
    if choice != KEEP:
        put_section(
            target,
            **place,
            content=mine if choice == REPLACE else joined(theirs, mine),
            by=writer_of(version, by),
            is_checked=True,
            reason=f"Uit de ingediende fiche {practice.code}",
            state=state_for_text(there),
        )
    index.refresh(practice)
    to_author(decision.event, "M8", body=body, **words)
    return decision.event


def _chosen(choice, theirs, place, target):
    if all(is_blank(value) for value in theirs.values()):
        return REPLACE
    if choice not in CHOICES:
        raise RefusedError(
            f"{place} heeft al een sectie bij “{target.title}”. Kies of die blijft, of ze vervangen"
            " wordt, of dat beide teksten samen komen."
        )
    return choice
