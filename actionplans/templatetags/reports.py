"""Texts of a report or a summary on a page: plain lines, and lines with a dash as a list."""

from itertools import groupby

from django import template

register = template.Library()

DASH = "- "


@register.filter
def blocks(text: str) -> list[dict]:
    """[{"is_list", "lines"}]: an empty line begins a next one, and so does a list."""
    lines = [line.strip() for line in str(text or "").splitlines()]
    kinds = groupby(lines, key=lambda line: "" if not line else DASH if _is_item(line) else "text")
    return [
        {"is_list": kind == DASH, "lines": [line.removeprefix(DASH).strip() for line in found]}
        for kind, found in kinds
        if kind
    ]


def _is_item(line):
    return line.startswith(DASH)
