"""A moderator brings a proposal online: all of it (C4), a part (C5), or in better words (C6).

Each field is accepted, refused with a reason, or accepted in another wording; a field that
conflicts asks for a choice of its own. What is compared is what is online at this very moment: when
that moved since the page was made, nothing happens and the moderator reads what moved. The new text
comes online in one stroke, with the decision and its mail. A refused field keeps the others.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..fiche.content import missing, normalised_value
from ..fiche.difference import difference_in_words
from ..fiche.fields import PARTS, Kind, field_at
from ..images.completeness import incomplete
from ..mails.posting import to_author
from ..models import ChangeProposal
from ..moderating.deciding import decide, mail_text, overtaken, require_moderator
from ..transitions import RefusedError, done_before
from .online import MovedError, put_online
from .submitting import path_of_page
from .texts import (
    SHARED,
    base_of,
    compared,
    kind_of_part,
    now_of,
    number_of,
    published_of,
)

ACCEPT, REFUSE, EDIT = "accept", "refuse", "edit"
# What these are called where a field conflicts: "neem voorstel", "behoud nu", "combineer".
CHOICES = (ACCEPT, REFUSE, EDIT)
COUNTED = {Kind.IMAGES: ("beeld", "beelden"), Kind.FILES: ("bijlage", "bijlagen")}
KEPT = "De tekst die online staat, is intussen gewijzigd. We behielden die."
ALL_THERE = "Alles wat hier voorgesteld wordt, staat al online. Kies ‘Achterhaald’."
ALL_REFUSED = "Je weigert alles. Kies dan ‘Pas niet toe’, met een reden voor het geheel."
A_REMARK = "Op een opmerking kan je antwoorden, of je zet ze om in een wijziging."


@dataclass(frozen=True)
class Choice:
    """What the moderator decides about one field; `value` when the wording is hers."""

    choice: str
    reason: str = ""
    value: object = None


class ChoicesError(RefusedError):
    """Some fields lack a choice or a reason: {path: Dutch sentence}."""

    def __init__(self, errors):
        super().__init__("Kijk na wat bij de velden staat.")
        self.errors = errors


@dataclass(frozen=True)
class Outcome:
    """`values` come online. `applied` and `refused` are what the proposal keeps of the decision."""

    values: dict
    applied: dict
    refused: dict
    edited: list


@transaction.atomic
def apply(proposal, *, by, lock, seen, published, choices, deed=None, mail_body=""):
    """C4, C5 or C6; the event.

    seen: the number of the proposal that was read; published: of the text that was online then.
    choices: {path: Choice}; of a field that is online already nothing is asked.
    MovedError when something else came online meanwhile.
    """
    require_moderator(by)
    for step in ("apply", "apply_partly"):
        if done := done_before(proposal, step, deed):
            proposal.refresh_from_db()
            return done
    outcome = checked(proposal, lock=lock, seen=seen, published=published, choices=choices)
    previous = published_of(proposal)
    words = words_of(proposal, outcome)
    text = mail_text(proposal, "M15", mail_body, **words)
    decision = decide(
        *(proposal, "apply_partly" if outcome.refused else "apply"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        memo={
            "mail": text,
            "previous": previous.pk if previous else None,
            "edited": outcome.edited,
            "kept": sorted(outcome.refused),
        },
        applied=outcome.applied,
        refused=outcome.refused,
        decided_at=timezone.now(),
    )
    if not decision.is_new:
        return decision.event
    version = put_online(proposal, outcome.values, previous=previous, by=by, edited=outcome.edited)
    if kind_of_part(proposal) == SHARED:
        ChangeProposal.objects.filter(pk=proposal.pk).update(applied_version=version)
        proposal.applied_version = version
    to_author(decision.event, "M15", body=text, path=path_of_page(proposal), **words)
    return decision.event


def checked(proposal, *, lock, seen, published, choices) -> Outcome:
    """What would happen now; what `apply` would refuse is refused here too. Nothing is written."""
    _require_same(proposal, lock, seen, published)
    outcome = decided(proposal, choices)
    _require_whole(proposal, outcome.values)
    return outcome


def decided(proposal, choices) -> Outcome:
    """What these choices come down to; ChoicesError for a field that lacks one.

    `values` holds only what is another text than what is online.
    """
    if proposal.kind == ChangeProposal.Kind.REMARK:
        raise RefusedError(A_REMARK)
    values, applied, refused, edited, errors = {}, {}, {}, [], {}
    fields = compared(proposal)
    for one in fields:
        if one.is_settled:
            applied[one.name] = one.now
            continue
        choice = choices.get(one.path) or Choice("")
        if problem := _problem(one, choice):
            errors[one.path] = problem
        elif choice.choice == REFUSE:
            refused[one.name] = choice.reason.strip() or KEPT
        else:
            is_edit = choice.choice == EDIT
            value = normalised_value(one.field, choice.value) if is_edit else one.result
            values[one.name] = applied[one.name] = value
            edited += [one.name] if is_edit and value != one.result else []
    if errors:
        raise ChoicesError(errors)
    if all(one.is_settled for one in fields):
        raise RefusedError(ALL_THERE)
    if not values:
        raise RefusedError(ALL_REFUSED)
    return Outcome(values, applied, refused, edited)


def words_of(proposal, outcome) -> dict:
    """What mail M15 tells: both lists, and where VVSG chose other words."""
    fields = PARTS[kind_of_part(proposal)]
    edited = {name: proposal.values[name] for name in outcome.edited}
    return {
        "applied": [
            {"label": _named(proposal, fields[name], value), "text": ""}
            for name, value in outcome.applied.items()
        ],
        "refused": [
            {"label": fields[name].label, "text": reason}
            for name, reason in outcome.refused.items()
        ],
        "difference": _difference(proposal, edited, outcome.applied),
    }


def _named(proposal, field, value):
    """'Titel'; of pictures and files that came, how many: '1 beeld'."""
    if field.kind not in COUNTED:
        return field.label
    before, brought = (
        {entry.get("uid") for entry in text[field.name]}
        for text in (base_of(proposal), proposal.values)
    )
    count = sum(entry.get("uid") in brought - before for entry in value)
    one, more = COUNTED[field.kind]
    return f"{count} {one if count == 1 else more}" if count else field.label


def _difference(proposal, edited, applied):
    part = kind_of_part(proposal)
    return difference_in_words(part, edited, {name: applied[name] for name in edited})


def _problem(one, choice):
    if choice.choice not in CHOICES:
        return (
            "Hier kwam intussen iets anders online. Kies wat er moet komen."
            if one.is_conflict
            else "Kies wat er met dit veld moet gebeuren."
        )
    if choice.choice == REFUSE and not choice.reason.strip() and not one.is_conflict:
        return "Geef een reden: de indiener krijgt ze te lezen."
    return ""


def _require_same(proposal, lock, seen, published):
    proposal.refresh_from_db()
    is_waiting = proposal.state == ChangeProposal.State.SUBMITTED
    if not is_waiting or (proposal.lock_version, proposal.number) != (lock, seen):
        raise overtaken(proposal)
    practice = proposal.practice
    if practice.state != "published" or number_of(published_of(proposal)) != published:
        raise MovedError(proposal)


def _require_whole(proposal, values):
    """What a reader may expect is not made blank, and every picture that comes has its rights."""
    part, now = kind_of_part(proposal), now_of(proposal)
    before, after = (_missing(part, text) for text in (now, {**now, **values}))
    if blank := [path for path in after if path not in before]:
        labels = ", ".join(field_at(path)[1].label for path in blank)
        raise RefusedError(f"Dit mag niet leeg zijn: {labels}.")
    new = [entry for entry in values.get("images", ()) if entry not in now["images"]]
    if gaps := incomplete(proposal.practice, {"images": new}):
        raise RefusedError(" ".join(gaps))


def _missing(part, text):
    texts = (text, {}) if part == SHARED else ({}, text)
    found = missing(*texts)
    return [path for path in found if field_at(path)[0] == part]
