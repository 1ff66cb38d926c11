"""The promises of the style sheets that can be counted: contrast, weight, no inline style."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
SURFACES = ["paper", "card", "line-2", "accent-soft", "ok-soft", "warn-soft", "bad-soft"]
TEXT = [(ink, surface) for ink in ("ink", "ink-2", "accent") for surface in SURFACES]
TEXT += [("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("accent-ink", "accent")]
TEXT += [("bad", surface) for surface in ("paper", "card", "accent-soft")]
TEXT += [("paper", f"c{number}") for number in range(11)]
EDGES = [(line, s) for line in ("edge", "focus") for s in ("paper", "card", "accent-soft")]


def tokens(theme):
    """The colours of a theme; the dark one only names what differs."""
    light, dark = (ROOT / "static" / "css" / "tokens.css").read_text().split("@media screen")
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", light))
    return found if theme == "light" else found | dict(re.findall(r"--([\w-]+): (#\w+)", dark))


def luminance(colour):
    """Relative luminance as WCAG 2 defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_weak(pairs, theme, least):
    colours = tokens(theme)
    return [(a, b) for a, b in pairs if contrast(colours[a], colours[b]) < least]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_is_readable_on_every_surface(theme):
    assert too_weak(TEXT, theme, 4.5) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_edges_of_fields_and_focus_are_visible(theme):
    assert too_weak(EDGES, theme, 3) == []


def sheets_in(template):
    return set(re.findall(r"css/(\w+\.css)", (ROOT / "templates" / template).read_text()))


def weight_of(names):
    return sum(len((ROOT / "static" / "css" / name).read_bytes()) for name in names)


def test_what_every_page_loads_stays_under_twenty_kilobytes():
    names = sheets_in("partials/stylesheets.html")

    assert (weight_of(names) < 20 * 1024, len(names) > 3) == (True, True)


SOME_PAGES = [
    *("story.css", "work.css", "editor.css", "practices.css", "fiche.css"),
    *("compare.css", "network.css", "search.css", "home.css"),
]


@pytest.mark.parametrize("name", SOME_PAGES)
def test_what_some_pages_add_stays_small(name):
    assert 0 < weight_of([name]) < 8 * 1024


def test_every_style_sheet_is_loaded_by_every_page_or_by_those_that_need_it():
    templates = (ROOT / "templates").rglob("*.html")

    loaded = set().union(*(sheets_in(path.relative_to(ROOT / "templates")) for path in templates))

    assert sorted(loaded) == [sheet.name for sheet in SHEETS]
