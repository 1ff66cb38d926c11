"""The moderator writes a position; every other text is kept beside the ones before it.

A position can be changed as long as it is in preparation. Another text makes a next text with its
own number; so does another title or addressee once a city spoke, because it spoke about that too. A
save on an old page writes nothing and shows the three texts: what it was, what a colleague made of
it, and what was typed.
"""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.text import slugify

from actionplans.differences.wording import word_changes
from cities.log import actor_of

from ..models import JointPosition, PositionVersion
from ..models.addresses import NOT_A_NAME
from .answers import newest_text
from .refusals import PositionRefusedError, StalePositionError, UsedFormError

STALE = "Een collega wijzigde dit standpunt intussen."
NOT_IN_PREPARATION = (
    "Dit standpunt is niet meer in voorbereiding. Haal het eerst terug naar de tekst."
)
USED = "Met dit formulier is al een standpunt gemaakt."
TRY_AGAIN = "Dit lukte niet. Probeer het opnieuw."
LONGEST_SLUG, TRIES = 70, 10


def clean_text(text) -> str:
    """Line ends as one kind, so that a browser's own do not count as a change."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


# --- writing -------------------------------------------------------------------------------------
def make(*, uid, title, addressee, text, by, note="") -> JointPosition:
    """A position in preparation with its first text; the same form twice is one position.

    Raises UsedFormError when that form holds other words by now.
    """
    head = {"title": " ".join(title.split()), "addressee": " ".join(addressee.split())}
    first = {"text": clean_text(text), "note": note.strip()}
    actor = actor_of(by)
    for _ in range(TRIES):
        if made := JointPosition.objects.filter(uid=uid).first():
            return _twin(made, head, first, actor)
        try:
            return _make(uid, head, first, actor)
        except IntegrityError:
            continue  # somebody took this address, or the other press of this button was first
    raise PositionRefusedError(TRY_AGAIN)


@transaction.atomic
def _make(uid, head, first, actor):
    slug = _free_slug(head["title"])
    position = JointPosition.objects.create(uid=uid, slug=slug, made_by=actor, **head)
    PositionVersion.objects.create(position=position, number=1, by=actor, **first)
    return position


def _twin(made, head, first, actor):
    """What the first press made, when it is all that was typed, by the same person."""
    stands = {"title": made.title, "addressee": made.addressee}
    is_same = stands == head and made.versions.get(number=1).text == first["text"]
    if made.made_by_id != actor.pk or not is_same:
        raise UsedFormError(USED)
    return made


@transaction.atomic
def change(position, *, title, addressee, text, seen, by, note="") -> JointPosition:
    """Save what was typed on version `seen`; saving what stands there already leaves no trace.

    Raises PositionRefusedError and StalePositionError.
    """
    values = {"title": " ".join(title.split()), "addressee": " ".join(addressee.split())}
    text = clean_text(text)
    now = JointPosition.objects.get(pk=position.pk)
    newest = newest_text(now)
    is_head_same = all(getattr(now, name) == value for name, value in values.items())
    if is_head_same and newest.text == text:
        return now
    if now.state != JointPosition.State.DRAFT:
        raise PositionRefusedError(NOT_IN_PREPARATION)
    rows = JointPosition.objects.filter(pk=now.pk, version=seen, state=JointPosition.State.DRAFT)
    if not rows.update(**values, version=F("version") + 1):
        raise StalePositionError(STALE)
    if newest.text != text or newest.endorsements.exists():
        PositionVersion.objects.create(
            position=now,
            number=newest.number + 1,
            text=text,
            note=note.strip(),
            by=actor_of(by),
        )
    now.refresh_from_db()
    return now


def _free_slug(title):
    stem = slugify(title)[:LONGEST_SLUG].strip("-")
    if not stem or stem in NOT_A_NAME:
        stem = f"standpunt-{stem}".strip("-")
    taken = set(JointPosition.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    number = 1
    slug = stem
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


# --- comparing -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Comparison:
    """Two texts of one position, word by word."""

    old: PositionVersion
    new: PositionVersion
    pieces: list


def compare(position, old_number, new_number) -> Comparison | None:
    """None when either is not there."""
    texts = {
        text.number: text for text in position.versions.filter(number__in=[old_number, new_number])
    }
    if old_number not in texts or new_number not in texts:
        return None
    old, new = texts[old_number], texts[new_number]
    return Comparison(old, new, word_changes(old.text, new.text))


@dataclass(frozen=True)
class ThreeTexts:
    """What a stale save shows: `theirs` and `mine` are word by word against what it was."""

    base: PositionVersion
    now: PositionVersion
    theirs: list
    mine: list


def three_texts(position, *, base_number, typed) -> ThreeTexts:
    now = newest_text(position)
    base = position.versions.filter(number=base_number).first() or now
    return ThreeTexts(
        base,
        now,
        word_changes(base.text, now.text),
        word_changes(base.text, clean_text(typed)),
    )
