"""Not taking a fiche up: with a reason (P8), or by giving its text a place in another fiche (P9).

Nothing is deleted: the text stays with who wrote it. A fiche about what another one tells already
becomes the section of its city there; when that city has told something there, the moderator says
what becomes of both texts.
"""

from django.db import transaction

from ..fiche.content import blank, is_blank, normalised
from ..fiche.entries import entries_of
from ..fiche.fields import PARTS
from ..fiche.labels import labels_of
from ..finding import index
from ..mails.posting import to_author, to_city
from ..models import Practice
from ..sections.words import as_text
from ..sections.writing import find_section, home_of, put_section, state_for_text
from ..signing import writer_of
from ..transitions import RefusedError, done_before
from .confirming import ask_again, is_of_the_city
from .deciding import decide, mail_text, overtaken, reason_of, require_moderator
from .merging import JOIN, KEEP, REPLACE, dropped_words, joined, reached, touch_target

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
    """What of a fiche would stand in the section of its city, to be shortened by the moderator: its
    own section, then the description, what works and what is hard; and all its partners."""
    version = practice.working_version
    section, told = normalised("section", version.section), normalised("shared", version.content)
    texts = [section["text"] or told["summary"], told["description"]]
    texts += [_listed(name, told[name]) for name in ("success_factors", "challenges")]
    section["text"] = "\n\n".join(dict.fromkeys(filter(None, texts)))
    field = PARTS["shared"]["organisations"]
    labels = labels_of(("shared", {field.name: told[field.name]}))
    shared = [words for _code, words in entries_of(field, told[field.name], labels)]
    section["partners"] = list(dict.fromkeys([*section["partners"], *shared, *told["partners"]]))
    return section


def _listed(name, items) -> str:
    """'**Uitdagingen**' with the items below it; '' without any."""
    lines = "\n".join(f"- {item.removeprefix('# ')}" for item in items)
    return f"**{PARTS['shared'][name].label}**\n\n{lines}" if lines else ""


def moved_words(place, section, choice) -> str:
    """What the author is told of the text: which words stand where, or that they do not."""
    if choice == KEEP:
        return f"Daar staat al een sectie van {place}. Die blijft: je tekst kwam er niet bij."
    where = {
        REPLACE: f"Deze tekst staat nu in de sectie van {place}, in de plaats van wat er stond:",
        JOIN: f"Deze tekst staat nu in de sectie van {place}, onder wat er al stond:",
    }.get(choice, f"Deze tekst staat nu daar, in de sectie van {place}:")
    return f"{where}\n\n{as_text(section)}"


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
    is_first = all(is_blank(value) for value in theirs.values())
    choice = _chosen(choice, is_first, practice.place, target)
    moved = moved_words(practice.place, mine, "" if is_first else choice)
    words = {"target": target.title, "moved": moved}
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
    saved = None
    if choice != KEEP:
        saved = put_section(
            target,
            **place,
            content=mine if choice == REPLACE else joined(theirs, mine),
            by=writer_of(version, by),
            is_checked=True,
            reason=f"Uit de ingediende fiche {practice.code}",
            state=state_for_text(there),
        )
    index.refresh(practice)
    dropped = ""
    if saved is not None and there is not None:
        ask_again(saved.section)
        if choice == REPLACE and not is_first:
            dropped = dropped_words(practice.place, target, theirs)
    _tell(practice, decision.event, saved, body=body, dropped=dropped, words=words)
    return decision.event


def _tell(practice, event, saved, *, body, dropped, words):
    """The author, and the city when it lost a text or when somebody else wrote in its name."""
    city = saved.section.city if saved is not None else None
    if city is not None and not is_of_the_city(practice):
        text = as_text(saved.content)
        to_city(event, "M5b", city, about=saved.section, text=text, dropped=dropped)
    elif city is not None and dropped:
        to_city(event, "M8", city, body=f"{body}\n\n{dropped}", **words)
    to_author(event, "M8", body=body, **words)


def _chosen(choice, is_first, place, target):
    if is_first:
        return REPLACE
    if choice not in CHOICES:
        raise RefusedError(
            f"{place} heeft al een sectie bij “{target.title}”. Kies of die blijft, of ze vervangen"
            " wordt, of dat beide teksten samen komen."
        )
    return choice
