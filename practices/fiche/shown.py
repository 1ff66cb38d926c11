"""A text of a fiche as a reader meets it: only what is filled in, in the order of the fiche.

Codes become words, addresses that no browser should follow become plain text, and of a picture or
a file only what its reader is told: never a file name.
"""

from dataclasses import dataclass
from typing import Any

from .content import blank_value, is_blank
from .fields import PARTS, Field, Kind, path_of
from .labels import in_words, labels_of

# Lines that hold an address.
LEADING = {"contact", "evidence_url"}
SAFE_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True)
class Shown:
    """`value` by kind: a text; a list of texts, Labels, {"title", "url"}; a number; True."""

    path: str
    label: str
    kind: Kind
    value: Any
    field: Field

    @property
    def name(self):
        return self.field.name

    @property
    def is_blank(self):
        return is_blank(self.value)

    @property
    def address(self):
        """Where a line that can be followed leads, '' when it is only words."""
        return contact_url(self.value) if self.name in LEADING else ""


def shown_fields(part, content, *, with_blank=False, labels=None) -> list[Shown]:
    """The fields of a part; one query per shared list that it uses.

    labels: what `labels_of` found for many texts at once, so that this one asks nothing.
    """
    if labels is None:
        labels = labels_of((part, content))
    shown = [
        Shown(
            path=path_of(part, field),
            label=field.label,
            kind=field.kind,
            value=shown_value(field, content.get(name, blank_value(field)), labels),
            field=field,
        )
        for name, field in PARTS[part].items()
    ]
    return [one for one in shown if with_blank or not one.is_blank]


def by_name(part, content, *, labels=None) -> dict[str, Shown]:
    """The same, found by the name of the field, for a page with an order of its own."""
    return {one.name: one for one in shown_fields(part, content, labels=labels)}


def shown_value(field, value, labels):
    if is_blank(value):
        return value
    if field.kind == Kind.TERMS:
        return in_words(field, value, labels)
    if field.kind == Kind.CHOICE:
        return dict(field.choices.choices).get(value, value)
    if field.kind == Kind.LINKS:
        return [{"title": one.get("title", ""), "url": safe_url(one.get("url"))} for one in value]
    return value


def safe_url(address) -> str:
    """The address if a reader may follow it, else ''."""
    address = str(address or "").strip()
    return address if address.lower().startswith(SAFE_SCHEMES) else ""


def contact_url(contact) -> str:
    """Where a contact line leads: a mail address or a web address; '' when it is neither."""
    contact = str(contact or "").strip()
    if " " in contact:
        return ""
    if safe_url(contact):
        return safe_url(contact)
    name, at, home = contact.partition("@")
    if at and name and "." in home.strip("."):
        return f"mailto:{contact}"
    return f"https://{contact}" if contact.lower().startswith("www.") else ""


def item_groups(items) -> list[tuple[str, list[str]]]:
    """(heading, items) of a list in which a line that starts with '# ' heads the next ones."""
    groups: list[tuple[str, list[str]]] = []
    for item in items or ():
        if item.startswith("# "):
            groups.append((item[2:].strip(), []))
        elif groups:
            groups[-1][1].append(item)
        else:
            groups.append(("", [item]))
    return groups
