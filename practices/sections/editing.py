"""A city writes its own section in any practice that is online; everybody reads it at once (T1).

VVSG looks at it afterwards, except for the first text of somebody of whom nothing was approved
before, for a practice that is locked, and when VVSG's settings say so: then it is a proposal. Of a
municipality in which nobody has an account, VVSG itself may write the section, with a reason (T6).
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from cities.models import City, Membership
from cities.permissions import EDITING_ROLES, can_edit_section, can_moderate

from ..fiche import merging
from ..fiche.content import normalised
from ..fiche.fields import PARTS, path_of
from ..freshness.clock import confirm
from ..models import (
    ChangeProposal,
    CitySection,
    Practice,
    PracticeSettings,
    SectionVersion,
)
from ..proposing.sections import propose_section
from ..transitions import RefusedError
from .events import tell
from .wholeness import settle
from .writing import StaleSectionError, find_section, put_section

NOT_ONLINE = "Je stad kan zichzelf alleen toevoegen aan een praktijk die gepubliceerd is."
A_REASON = "Schrijf waarom VVSG dit wijzigt: de stad leest het in de geschiedenis."


@dataclass(frozen=True)
class Saved:
    """What became of a save: a version, a proposal, or neither when nothing was changed."""

    section: CitySection | None = None
    version: SectionVersion | None = None
    proposal: ChangeProposal | None = None
    # A colleague saved other fields meanwhile; both are kept.
    is_merged: bool = False


# --- who may -------------------------------------------------------------------------------------
def may_write(by, city) -> bool:
    """Somebody of the city; VVSG where nobody can. `city` None: a place that is not in the list."""
    if can_moderate(by):
        return city is None or not has_writers(city)
    return can_edit_section(by, city)


def has_writers(city) -> bool:
    working = Membership.objects.filter(city=city, role__in=EDITING_ROLES, user__is_active=True)
    return working.exists()


def silent_cities():
    """Where nobody can write: VVSG does, when it is asked."""
    working = Membership.objects.filter(role__in=EDITING_ROLES, user__is_active=True)
    return City.objects.exclude(pk__in=working.values("city")).order_by("name")


def needs_check_first(practice, by) -> bool:
    """Whether what this person writes waits for VVSG before anybody reads it."""
    if can_moderate(by):
        return False
    if practice.is_locked or not has_approved_history(by):
        return True
    return PracticeSettings.objects.filter(sections_checked_first=True).exists()


def has_approved_history(by) -> bool:
    """Whether VVSG ever checked, published or applied something that this person wrote."""
    applied = (ChangeProposal.State.APPLIED, ChangeProposal.State.PARTLY_APPLIED)
    checked = SectionVersion.objects.filter(number__lte=F("section__checked_number"))
    return (
        checked.filter(author__user=by).exists()
        or Practice.objects.filter(author__user=by, published_at__isnull=False).exists()
        or ChangeProposal.objects.filter(author__user=by, state__in=applied).exists()
    )


# --- writing -------------------------------------------------------------------------------------
@transaction.atomic
def write_section(
    practice, *, content, by, seen, city=None, place_name="", reason="", still_true=False
) -> Saved:
    """Save what somebody typed who had version `seen` before her (0: there was none).

    StaleSectionError when a colleague changed one of the same fields since. still_true: that all
    the rest was read too and still holds. The caller says who may.
    """
    if practice.state != Practice.State.PUBLISHED:
        raise RefusedError(NOT_ONLINE)
    content = normalised("section", content)
    if needs_check_first(practice, by):
        proposal = propose(
            practice, city=city, place_name=place_name, content=content, by=by, seen=seen
        )
        return Saved(proposal=proposal)
    is_by_vvsg = can_moderate(by)
    if is_by_vvsg and not reason.strip():
        raise RefusedError(A_REASON)
    section = find_section(practice, city=city, place_name=place_name)
    merged = merge(section, content, seen)
    version = put_section(
        practice,
        city=city,
        place_name=place_name,
        content=merged,
        by=by,
        is_checked=is_by_vvsg,
        reason=reason.strip(),
        state=section.state if section else CitySection.State.VISIBLE,
        seen=number_of(section),
    )
    step = "section_edit" if section else "section_add"
    section = find_section(practice, city=city, place_name=place_name)
    if version:
        settle(practice)
        tell(section, step, by=by, seen=version.number, reason=version.reason)
    if still_true and section.state != CitySection.State.STOPPED:
        confirm(section, by=by, label=label_for(section, by))
    return Saved(section, version, None, is_merged=bool(version) and merged != content)


@transaction.atomic
def propose(practice, *, content, by, seen, city=None, place_name="") -> ChangeProposal:
    """What somebody typed who had version `seen` before them, for VVSG to read first.

    What a colleague changed since is no wish of theirs: only what they typed is proposed.
    """
    if practice.state != Practice.State.PUBLISHED:
        raise RefusedError(NOT_ONLINE)
    content = normalised("section", content)
    section = find_section(practice, city=city, place_name=place_name)
    merged, base = merge(section, content, seen), text_of(section, seen)
    wanted = {name: value for name, value in merged.items() if content[name] != base[name]}
    return propose_section(practice, city=city, place_name=place_name, content=wanted, by=by)


def label_for(section, by) -> str:
    """Who stands behind a confirmation, as readers see it: 'Stad Genk', or 'VVSG'."""
    return "VVSG" if can_moderate(by) else section.city.full_name


def number_of(section) -> int:
    return section.version.number if section and section.version else 0


def merge(section, mine, seen) -> dict:
    """What to save when the section may have got another text since version `seen`."""
    if number_of(section) == seen:
        return mine
    theirs = normalised("section", section.version.content if section else {})
    base = text_of(section, seen)
    merged, conflicts = merging.merge(*(_by_path(text) for text in (base, theirs, mine)))
    merged, conflicts = _by_name(merged), _by_name(conflicts)
    if conflicts:
        raise StaleSectionError(section, theirs, mine, merged=merged, conflicts=conflicts)
    return merged


def text_of(section, number) -> dict:
    """What version `number` said; nothing for 0."""
    known = section and section.versions.filter(number=number).first()
    return normalised("section", known.content if known else {})


def _by_path(values):
    return {path_of("section", field): values[name] for name, field in PARTS["section"].items()}


def _by_name(values):
    return {path.rpartition(".")[2]: value for path, value in values.items()}
