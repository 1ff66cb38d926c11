"""Bringing two fiches about the same together (P16).

The address of the one leads to the other from then on, however long the chain of merges gets; there
are no circles. City sections move along; where a city has one in both, the moderator says which
text stands. Proposals that were open are outdated, and offered on the other fiche.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..fiche.content import is_blank
from ..fiche.fields import LISTS, PARTS, Kind
from ..fiche.targets import final_target
from ..finding import index
from ..models import CitySection, Practice, RadarFlag
from ..sections.words import as_text
from ..sections.writing import put_section
from ..transitions import RefusedError, done_before
from .confirming import ask_again
from .deciding import cities_of, decide, mail_text, reason_of, require_moderator
from .outdating import outdate_open
from .telling import tell_cities

KEEP, REPLACE, JOIN = "keep", "replace", "merge"
ITSELF = "Een fiche kan niet in zichzelf opgaan. Kies een andere."
DROPPED = """Over {place} waren er twee teksten. Deze, uit “{title}”, bleef niet staan:

{text}

Hij gaat niet verloren. Hoort er iets van bij je sectie? Vul ze dan zelf aan."""
TARGET_GONE = "Kies een fiche die online staat: daar leidt deze dan naartoe."


@dataclass(frozen=True)
class Clash:
    """A city that tells about itself in both; `mine` is in the fiche that disappears."""

    mine: CitySection
    theirs: CitySection

    @property
    def key(self):
        """How the choice for this city is named: {key: 'keep' | 'replace' | 'merge'}."""
        return str(self.mine.uid)

    @property
    def is_hidden(self):
        """What nobody may read is brought nowhere: there is nothing to choose."""
        return self.mine.state == CitySection.State.HIDDEN


def clashes(practice, target) -> list[Clash]:
    theirs = {_place(section): section for section in _sections(target)}
    return [
        Clash(section, theirs[_place(section)])
        for section in _sections(practice)
        if _place(section) in theirs
    ]


@transaction.atomic
def merge(
    practice,
    *,
    into,
    by,
    lock,
    reason,
    choices=None,
    seen=None,
    deed=None,
    mail_body="",
):
    """P16. `choices` says for every clash what becomes of the two texts."""
    require_moderator(by)
    if done := done_before(practice, "merge", deed):
        return done
    reason, choices = reason_of(reason), choices or {}
    target = reached(practice, into)
    cities = cities_of(practice)
    text = mail_text(practice, "M8", mail_body, target=target.title)
    memo = {"mail": text, "target": target.code, "choices": choices}
    touch_target(practice, target, first=True)
    decision = decide(
        *(practice, "merge"),
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=reason,
        memo=memo,
        merged_into=target,
        state_reason=reason,
        archive_announced_on=None,
    )
    touch_target(practice, target, first=False)
    if decision.is_new:
        dropped = _move_sections(practice, target, choices, by=by)
        outdate_open(practice, by=by, target=target)
        index.refresh(practice)
        index.refresh(target)
        words = {"body": text, "target": target.title}
        tell_cities(decision.event, "M8", cities, more=dropped, **words)
    return decision.event


def reached(practice, target) -> Practice:
    """Where a fiche ends that is brought to `target`, whatever that one went into since."""
    target = final_target(target)
    if target is None:
        raise RefusedError(TARGET_GONE)
    if target.pk == practice.pk:
        raise RefusedError(ITSELF)
    return target


def touch_target(practice, target, *, first):
    """Write to the target too, so that it cannot be merged or archived at this very moment.

    Both fiches are written in the order of their keys: of two moderators who merge them into each
    other the second waits and is refused, and neither waits for ever.
    """
    if first is not (target.pk < practice.pk):
        return
    online = Practice.objects.filter(pk=target.pk, state=Practice.State.PUBLISHED)
    if not online.update(changed_at=timezone.now()):
        raise RefusedError(TARGET_GONE)


def joined(first, second) -> dict:
    """Both texts of a city in one: texts below each other, lists without what is double."""
    return {
        name: _joined(field, first.get(name), second.get(name))
        for name, field in PARTS["section"].items()
    }


def _joined(field, first, second):
    if is_blank(first) or is_blank(second) or first == second:
        return second if is_blank(first) else first
    if field.kind in LISTS:
        return [*first, *(one for one in second if one not in first)]
    return f"{first}\n\n{second}" if field.kind == Kind.TEXT else first


def _sections(practice):
    return CitySection.objects.filter(practice=practice).select_related("city", "version")


def _place(section):
    return section.city_id or section.place_name.casefold()


def _move_sections(practice, target, choices, *, by):
    """{city id: what its mail tells of a text that did not stay}."""
    clashing = clashes(practice, target)
    asked = [clash for clash in clashing if not clash.is_hidden]
    unsaid = [clash for clash in asked if choices.get(clash.key) not in (KEEP, REPLACE, JOIN)]
    if unsaid:
        places = ", ".join(clash.mine.place for clash in unsaid)
        raise RefusedError(
            f"Kies welke tekst blijft, want beide fiches hebben een sectie: {places}."
        )
    dropped = {
        clash.mine.city_id: told
        for clash in asked
        if (told := _dropped(clash, choices[clash.key])) and clash.mine.city_id
    }
    for clash in asked:
        _settle(clash, choices[clash.key], target, by=by)
    moving = _sections(practice).exclude(pk__in=[clash.mine.pk for clash in clashing])
    moved = list(moving.values_list("pk", flat=True))
    CitySection.objects.filter(pk__in=moved).update(practice=target)
    RadarFlag.objects.filter(section__in=moved).update(practice=target)
    return dropped


def _dropped(clash, choice) -> str:
    """In words, the text of a city that does not stay; '' when both do, or say the same."""
    if choice == JOIN or clash.mine.version is None or clash.theirs.version is None:
        return ""
    lost, kept = (clash.mine, clash.theirs) if choice == KEEP else (clash.theirs, clash.mine)
    if lost.version.content == kept.version.content:
        return ""
    return dropped_words(lost.place, lost.practice, lost.version.content)


def dropped_words(place, practice, content) -> str:
    return DROPPED.format(place=place, title=practice.title, text=as_text(content))


def _settle(clash, choice, target, *, by):
    """What stays behind is kept with the fiche that disappeared."""
    if choice == KEEP or clash.mine.version is None:
        return
    mine, theirs = clash.mine.version.content, clash.theirs.version
    content = joined(theirs.content, mine) if choice == JOIN and theirs else mine
    saved = put_section(
        target,
        city=clash.theirs.city,
        place_name=clash.theirs.place_name,
        content=content,
        by=by,
        is_checked=True,
        reason=f"Samengebracht met fiche {clash.mine.practice.code}",
        state=clash.theirs.state,
    )
    if saved is not None:
        ask_again(saved.section, source=clash.mine if choice == REPLACE else None)
