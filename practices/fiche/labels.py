"""What the codes in a text are called: one query per shared list, for any number of texts at once.

A code that left its list is shown as it stands; nothing that a city wrote disappears.
"""

from dataclasses import dataclass

from django.db.models import Model

from .fields import PARTS, Kind


@dataclass(frozen=True)
class Label:
    """`facet` is the name under which readers find what has the same label, '' for none."""

    code: str
    label: str
    facet: str = ""


def labels_of(*texts) -> dict:
    """{(list, code): name} of all codes in these (part, content) pairs."""
    wanted: dict[tuple[type[Model], str], set] = {}
    for part, content in texts:
        for field in PARTS[part].values():
            if field.kind == Kind.TERMS and content.get(field.name):
                wanted.setdefault((field.terms, field.code), set()).update(content[field.name])
    found = {}
    for (terms, column), codes in wanted.items():
        for row in terms.objects.filter(**{f"{column}__in": codes}):
            found[terms, getattr(row, column)] = str(row)
    return found


def in_words(field, codes, labels) -> list[Label]:
    """The labels of one field, in the order of its list."""
    order = {key: place for place, key in enumerate(labels)}
    codes = sorted(codes, key=lambda code: order.get((field.terms, code), len(order)))
    return [
        Label(str(code), labels.get((field.terms, code), str(code)), field.facet) for code in codes
    ]
