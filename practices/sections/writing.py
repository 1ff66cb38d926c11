"""The text of a city section is only ever added to: each save is a next version, and a save that
says what stood there already is none. A city has one section in a practice. When its text says that
it stopped, it is a section that stopped: nobody is asked whether it still holds.

Two people who save at once never overwrite each other: the second gets both texts back.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from ..fiche.content import is_blank, normalised
from ..fiche.fields import LocalStatus
from ..finding import index
from ..freshness.clock import next_review
from ..models import CitySection, Practice, SectionVersion
from ..signing import authorship
from ..submitters.places import city_named


class StaleSectionError(Exception):
    """Somebody saved this section since it was read; nothing was written.

    theirs: the text that stands there now; mine: what was to be saved. When the text that the
    writer began from is known, `merged` holds what both changed and `conflicts`, per field, what
    only a person can choose: {"base", "theirs", "mine"}.
    """

    def __init__(self, section, theirs, mine, *, merged=None, conflicts=None):
        super().__init__("Een collega heeft deze stadssectie intussen ook gewijzigd.")
        self.section = section
        self.theirs = theirs
        self.mine = mine
        self.merged = merged or mine
        self.conflicts = conflicts or {}


@transaction.atomic
def put_section(
    practice,
    *,
    content,
    by,
    is_checked,
    city=None,
    place_name="",
    reason="",
    state=CitySection.State.VISIBLE,
    seen=None,
    reverts_to=None,
) -> SectionVersion | None:
    """Write what a city (or a place that is not in the list) tells; None when it said so already.

    seen: the number of the version that the writer had before her, 0 for none; without it only a
    save at the same moment is refused. Text that VVSG wrote or read is `is_checked`.
    """
    content = normalised("section", content)
    section = _section_of(practice, city, place_name)
    current = section.version
    number = current.number if current else 0
    theirs = current.content if current else normalised("section", {})
    state = state_told(state, content, theirs)
    if current and theirs == content:
        _without_new_text(section, state, is_checked)
        return None
    if seen is not None and seen != number:
        raise StaleSectionError(section, theirs, content)
    version = _next_version(section, content, by=by, reason=reason, reverts_to=reverts_to)
    columns = {
        "updated_on": timezone.localdate(),
        "version": version,
        **in_state(section, state, content),
    }
    if is_checked:
        columns["checked_number"] = version.number
    if section.review_on is None:
        columns["review_on"] = next_review()
    change(section, **columns)
    return version


def change(section, **columns) -> None:
    """Set columns of a section, and make the practice known as changed to whoever reads it."""
    CitySection.objects.filter(pk=section.pk).update(**columns)
    section.refresh_from_db()
    index.refresh(section.practice)
    listed = Practice.objects.listed().filter(pk=section.practice_id)
    listed.update(changed_at=timezone.now())


def state_told(state, content, before) -> str:
    """What a text says about stopping goes before the state that was asked for."""
    if state == CitySection.State.HIDDEN:
        return state
    if says_stopped(content):
        return CitySection.State.STOPPED
    return CitySection.State.VISIBLE if says_stopped(before) else state


def says_stopped(content) -> bool:
    return content.get("status") == LocalStatus.STOPPED


def in_state(section, state, content) -> dict:
    """The columns of a state: a year of stopping belongs to what is not simply visible."""
    if state == CitySection.State.VISIBLE:
        return {"state": state, "stopped_year": None}
    until = content.get("period_until")
    is_past = says_stopped(content) and until and until <= timezone.localdate().year
    year = section.stopped_year or (until if is_past else None)
    return {"state": state, "stopped_year": year}


def state_for_text(section):
    """In which state a text of VVSG comes: as it stands. Where no text stood, nothing is hidden."""
    if section is None or section.version is None:
        return CitySection.State.VISIBLE
    is_empty = all(is_blank(value) for value in section.version.content.values())
    return CitySection.State.VISIBLE if is_empty else section.state


def home_of(practice) -> dict:
    """{"city", "place_name"}: where goes what a fiche tells of its own city, once VVSG read it.

    Who only named a city that is in the list wrote about that city.
    """
    city = practice.city or city_named(practice.place_name)
    return {"city": city, "place_name": "" if city else practice.place_name}


def find_section(practice, *, city=None, place_name="") -> CitySection | None:
    sections = CitySection.objects.select_related("practice", "city", "version")
    return sections.filter(practice=practice, city=city, place_name=place_name).first()


def _section_of(practice, city, place_name):
    place_name = "" if city else " ".join(place_name.split())
    section, _ = CitySection.objects.select_related("version").get_or_create(
        practice=practice,
        city=city,
        place_name=place_name,
        defaults={"sort_key": slugify(str(city or place_name))[:80]},
    )
    section.practice = practice
    return section


def _without_new_text(section, state, is_checked):
    columns = in_state(section, state, section.version.content) if section.state != state else {}
    if columns:
        change(section, **columns)
    if is_checked and section.checked_number < section.version.number:
        CitySection.objects.filter(pk=section.pk).update(checked_number=section.version.number)
        section.refresh_from_db()


def _next_version(section, content, *, by, reason, reverts_to):
    current = section.version
    # Claimed by compare-and-swap before the row is made: a number is never fought over.
    claimed = CitySection.objects.filter(pk=section.pk, version=current)
    if not claimed.update(updated_on=timezone.localdate()):
        fresh = CitySection.objects.select_related("version").get(pk=section.pk)
        now = fresh.version.content if fresh.version else normalised("section", {})
        raise StaleSectionError(fresh, now, content)
    version = SectionVersion.objects.create(
        section=section,
        number=current.number + 1 if current else 1,
        content=content,
        reason=reason,
        reverts_to=reverts_to,
        **authorship(by),
    )
    CitySection.objects.filter(pk=section.pk).update(version=version)
    return version
