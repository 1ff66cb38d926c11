"""The value of a fiche: blank, in its standard form, compared, and what is missing before sending.

Everything that is saved passes `normalised`: lists of codes are sorted, spaces trimmed, unknown
keys left out, so that equal texts are equal values and a save without a change makes no version.
"""

import re
import unicodedata

from .fields import LISTS, PARTS, Evidence, Kind, path_of

# What Word and its friends put at the start of a list item.
BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣●○\uf0b7\uf0a7\uf0d8o]\s+|[-*–]\s+)(?=\S)")
# The same in a running text, where a plain '-' is a list already and an 'o' may be a word.
TEXT_BULLET = re.compile(r"^[ \t]*(?:[•·▪◦‣●○\uf0b7\uf0a7\uf0d8–][ \t]+|o\t+)(?=\S)")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff]")


def blank(part) -> dict:
    return {name: blank_value(field) for name, field in PARTS[part].items()}


def blank_value(field):
    if field.kind in LISTS:
        return []
    return {Kind.FLAG: False, Kind.YEAR: None}.get(field.kind, "")


def is_blank(value) -> bool:
    return value in ("", None, [], False)


def normalised(part, values) -> dict:
    """The whole part in its standard form; fields that are not given are blank."""
    return {
        name: normalised_value(field, values.get(name, blank_value(field)))
        for name, field in PARTS[part].items()
    }


def normalised_value(field, value):
    if field.kind == Kind.LINE:
        return " ".join(clean_text(value).split())
    if field.kind == Kind.TEXT:
        return with_lists(clean_text(value)).strip()
    if field.kind == Kind.ITEMS:
        lines = (BULLET.sub("", " ".join(clean_text(one).split())) for one in value or ())
        return [line for line in lines if line]
    if field.kind == Kind.TERMS:
        return sorted(set(value or ()), key=lambda code: (isinstance(code, str), code))
    if field.kind == Kind.FLAG:
        return bool(value)
    return blank_value(field) if value is None else value


def with_lists(text) -> str:
    """Bullets that came along from a word processor as the list of Markdown that they meant."""
    lines = []
    was_bullet = False
    for line in text.split("\n"):
        told = TEXT_BULLET.sub("- ", line)
        is_bullet = told != line
        # Without an empty line in between, what follows a list would read as its last item.
        if was_bullet and not is_bullet and line.strip() and not line.startswith(("-", " ", "\t")):
            lines.append("")
        lines.append(told)
        was_bullet = is_bullet
    return "\n".join(lines)


def clean_text(text) -> str:
    """One standard of letters, without signs that nobody sees and with line ends of one kind."""
    text = unicodedata.normalize("NFC", str(text or "")).replace("\r\n", "\n").replace("\r", "\n")
    return CONTROL.sub("", text.replace("\xa0", " ").replace("\u2028", "\n"))


def changed_fields(part, old, new) -> list[str]:
    """The fields of a part that differ, in the order of the fiche."""
    old, new = normalised(part, old), normalised(part, new)
    return [name for name in PARTS[part] if old[name] != new[name]]


def missing(content, section) -> list[str]:
    """The paths of what must be filled in before a fiche is handed in, in order.

    An evaluation needs its link, and a picture what the reader is to be told about it.
    """
    found = [
        path_of(part, field)
        for part, values in (("shared", content), ("section", section))
        for field in PARTS[part].values()
        if field.is_required and is_blank(values.get(field.name))
    ]
    if content.get("evidence") == Evidence.EVALUATED and not content.get("evidence_url"):
        found.append("evidence_url")
    return found
