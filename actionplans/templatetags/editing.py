"""What the editor's pages say about a row beside its own words."""

from django import template

from ..completeness import chapter_gaps
from ..crosswalk import hue_of
from ..models import DraftChange, Edition
from ..shape import BRANCH

# Where a row hangs is told by the deed itself.
PLACE = ("position", "chapter", "goal")

register = template.Library()


@register.simple_tag
def hue(chapter) -> str:
    """The colour class of a chapter."""
    return f"c{hue_of(chapter)}"


@register.simple_tag
def gaps(chapter) -> str:
    """What is not there yet, in a few words."""
    return ", ".join(chapter_gaps(chapter))


@register.simple_tag
def log_lines(deed, names) -> list[dict]:
    """A deed's lines in words, before and after; places in a list are left out.

    `names` are those of `naming.names_in_log`.
    """
    return [
        {
            "label": _label(line),
            "old": _words(line, line.old, names),
            "new": _words(line, line.new, names),
        }
        for line in deed.changes.all()
        if line.field not in PLACE
    ]


def _model(line):
    return BRANCH[line.table].model if line.table in BRANCH else Edition


def _label(line) -> str:
    if line.field == DraftChange.WHOLE_ROW:
        return str(_model(line)._meta.verbose_name).capitalize()
    label = str(_model(line)._meta.get_field(line.field).verbose_name)
    return label[:1].upper() + label[1:]


def _words(line, value, names) -> str:
    """A logged value as a reader sees it; of a whole row only its own words."""
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        own = ("number", "code", "title", "text", "label")
        return " ".join(str(value[name]) for name in own if value.get(name))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(_entry(one, names.get(line.field, {})) for one in value)
    known = names.get(line.field) or dict(_model(line)._meta.get_field(line.field).flatchoices)
    return str(known.get(value, value))


def _entry(value, names) -> str:
    if isinstance(value, dict):
        return f"{value['code']} {value['title']}".strip()
    return names.get(str(value), str(value))
