"""A city section as plain words, for a mail that holds a whole text."""

from ..fiche.content import is_blank
from ..fiche.entries import text_of
from ..fiche.fields import LISTS, PARTS

NOTHING = "(nog geen tekst)"


def as_text(content) -> str:
    """'Dienst: Samenleven' on a line for each field that is filled in."""
    lines = []
    for name, field in PARTS["section"].items():
        value = content.get(name)
        if is_blank(value):
            continue
        if field.kind in LISTS:
            lines += [f"{field.label}:", *(f"- {one}" for one in value)]
        else:
            lines.append(f"{field.label}: {text_of(field, value)}")
    return "\n".join(lines) or NOTHING
