"""Who stands in a working group: names as written, who organises, who still has to be confirmed.

"(organisator)" and the like become a mark; "(?)" and "evt." stay in the name and raise the flag;
a line that begins with "=" says something about the group as a whole.
"""

import re
from dataclasses import dataclass, field

from .blocks import Line
from .items import items_of
from .plan_document import Participant

_ROLE = (
    r"(?:hoofd|mede)?-?(?:organisator(?:en)?|trekkers?|co[oö]rdinator(?:en)?|"
    r"(?:eind)?verantwoordelijken?|initiatiefnemers?|penhouders?)"
)
_ROLE_IN_BRACKETS = re.compile(rf"\s*[(\[]\s*{_ROLE}\s*[)\]]", re.IGNORECASE)
_ROLE_AT_END = re.compile(rf"\s*(?:[,:]|\s[-–—])\s*{_ROLE}\s*$", re.IGNORECASE)
_ROLE_IN_FRONT = re.compile(rf"{_ROLE}\s*(?::|\s[-–—]\s)\s*", re.IGNORECASE)
_GROUP_IN_FRONT = re.compile(
    r"(?:werkgroep|deelnemers?|partners?|leden|betrokken\w*|andere(?: partners)?|met)\s*:\s*",
    re.IGNORECASE,
)
_TO_CONFIRM = re.compile(
    r"\(\s*\?\s*\)|\?\s*\)?$|\bevt\b|\beventueel\b|te bevestigen|te bepalen|\bn\.?t\.?b\b",
    re.IGNORECASE,
)


@dataclass
class Group:
    """A working group as read; `split` holds the lines that were cut at their commas."""

    participants: list[Participant] = field(default_factory=list)
    note: str = ""
    split: list[str] = field(default_factory=list)


def read_group(lines: list[Line], *, organisers: bool = False) -> Group:
    """`organisers` is true for a column that says so in its heading ("trekker")."""
    items = items_of(lines, join_paragraphs=False)
    group = Group()
    alone = len(items) == 1 and not items[0].opens
    notes, leads = [], organisers
    for item in items:
        if item.text.startswith("="):
            notes.append(item.text)
            continue
        text, leads, labelled = _role_in_front(item.text, leads, organisers)
        names = _split(text) if alone or labelled else [text]
        if len(names) > 1:
            group.split.append(text)
        group.participants.extend(_participant(name, leads) for name in names if name)
        # "Trekker: Unia" is about this line; "Trekker:" alone is about the lines that follow.
        if labelled and text:
            leads = organisers
    group.note = "\n".join(notes)
    return group


def _role_in_front(text: str, leads: bool, organisers: bool) -> tuple[str, bool, bool]:
    if match := _ROLE_IN_FRONT.match(text):
        return text[match.end() :].strip(), True, True
    if match := _GROUP_IN_FRONT.match(text):
        return text[match.end() :].strip(), organisers, True
    return text, leads, False


def _split(text: str) -> list[str]:
    """Names on one line, apart at semicolons or else commas, but not inside brackets."""
    mark = ";" if ";" in text else ","
    names, depth, name = [], 0, ""
    for character in text:
        depth += (character in "([") - (character in ")]" and depth > 0)
        if character == mark and depth == 0:
            names.append(name.strip())
            name = ""
        else:
            name += character
    return [one for one in [*names, name.strip()] if one]


def _participant(name: str, leads: bool) -> Participant:
    bare = _ROLE_AT_END.sub("", _ROLE_IN_BRACKETS.sub("", name)).strip()
    marked = bare != name.strip() and bool(bare)
    return Participant(bare or name, leads or marked, bool(_TO_CONFIRM.search(name)))
