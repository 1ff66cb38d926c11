"""How a fiche is laid before a moderator: as it will look, or as what changed.

It can be held against what is online, and against the text that VVSG saw the last time.
"""

from dataclasses import dataclass

from ..fiche.difference import field_differences
from ..fiche.shown import shown_fields
from ..moderating.points import points_of
from ..transitions import events_of

HANDED_IN = ("submit", "resubmit")
NEW, PUBLISHED, PREVIOUS = "nieuw", "gepubliceerd", "vorige"
LABELS = {
    NEW: "Nieuw",
    PUBLISHED: "Verschil met gepubliceerd",
    PREVIOUS: "Verschil met vorige indiening",
}


@dataclass(frozen=True)
class Mode:
    """One way to look at it; `against` is the text it is compared with."""

    word: str
    against: object = None

    @property
    def label(self):
        return LABELS[self.word]


def modes(practice) -> list[Mode]:
    """The ways that there are: only a text that exists is compared with."""
    found = [Mode(NEW)]
    working, published = practice.working_version, practice.published_version
    if published and working and published.pk != working.pk:
        found.append(Mode(PUBLISHED, published))
    if previous := previous_version(practice):
        found.append(Mode(PREVIOUS, previous))
    return found


def chosen_mode(practice, word) -> tuple[list[Mode], Mode]:
    found = modes(practice)
    return found, next((mode for mode in found if mode.word == word), found[0])


def previous_version(practice):
    """The text that VVSG saw the last time before this one: the same, if nothing was changed."""
    if practice.working_version is None:
        return None
    number = practice.working_version.number
    seen = events_of(practice).filter(seen__lte=number).order_by("-at", "-pk")
    deeds = list(seen.values_list("step", "seen"))
    handed_in = next((at for at, (step, _) in enumerate(deeds) if step in HANDED_IN), None)
    is_waiting = practice.state == "submitted" and handed_in is not None
    before = deeds[handed_in + 1 :] if is_waiting else [one for one in deeds if one[1] < number]
    last = before[0][1] if before else None
    return practice.versions.filter(number=last).first() if last else None


def differences(old, new) -> list:
    """What changed between two versions, the shared part and then the city's own."""
    before = old.section or {}
    return [
        *field_differences("shared", old.content, new.content),
        *(field_differences("section", before, new.section) if before or new.section else []),
    ]


@dataclass(frozen=True)
class ReviewField:
    """One field as it will look, with what was asked about it."""

    shown: object
    points: list

    @property
    def is_told(self):
        """Whether it has a place of its own: filled in, asked about, or missing."""
        return not self.shown.is_blank or bool(self.points) or self.shown.field.is_required

    @property
    def name(self):
        """How its box is called on the page where points are written."""
        return self.shown.path.replace(".", "-")


@dataclass(frozen=True)
class Part:
    """The shared part or the city's own; `blank` are the labels of what nobody had to fill in."""

    heading: str
    fields: list[ReviewField]
    blank: list[str]


def parts_of(practice, version) -> list[Part]:
    asked = {}
    for point in points_of(practice).select_related("asked_by"):
        asked.setdefault(point.field, []).append(point)
    parts = [("De praktijk", shown_fields("shared", version.content, with_blank=True))]
    if version.section:
        section = shown_fields("section", version.section, with_blank=True)
        parts.append((f"Deze praktijk in {practice.place or 'de stad'}", section))
    return [_part(heading, fields, asked) for heading, fields in parts]


def _part(heading, fields, asked):
    found = [ReviewField(one, asked.get(one.path, [])) for one in fields]
    told = [one for one in found if one.is_told]
    return Part(heading, told, [one.shown.label for one in found if not one.is_told])


def points_on_whole(practice) -> list:
    return list(points_of(practice).filter(field="").select_related("asked_by"))
