"""What the editor's pages say about a row beside its own words."""

from django import template

from ..models import DraftChange, Edition, Participation
from ..shape import BRANCH

# Where a row hangs is told by the deed itself.
PLACE = ("position", "chapter", "goal")

register = template.Library()


@register.simple_tag
def hue(chapter) -> str:
    """The colour class of a chapter: that of its first commitment, neutral without one."""
    numbers = [commitment.number for commitment in chapter.commitments.all()]
    return f"c{min(numbers)}" if numbers else "c0"


@register.simple_tag
def gaps(chapter) -> str:
    """What is not there yet, in a few words; never a reproach and never a score."""
    found = []
    without_action = sum(1 for goal in chapter.goal_list if not goal.action_list)
    if without_action:
        found.append(f"{without_action} zonder actie")
    roles = [row.role for home in (chapter, *chapter.goal_list) for row in home.group_list]
    if Participation.Role.ORGANISER not in roles:
        found.append("geen organisator")
    return ", ".join(found)


@register.simple_tag
def log_lines(deed) -> list[dict]:
    """A deed's lines in words, before and after; places in a list are left out."""
    return [
        {"label": _label(line), "old": _words(line.old), "new": _words(line.new)}
        for line in deed.changes.all()
        if line.field not in PLACE
    ]


def _label(line) -> str:
    model = BRANCH[line.table].model if line.table in BRANCH else Edition
    if line.field == DraftChange.WHOLE_ROW:
        return str(model._meta.verbose_name).capitalize()
    return str(model._meta.get_field(line.field).verbose_name).capitalize()


def _words(value) -> str:
    """A logged value as a reader sees it; of a whole row only its own words."""
    if value in (None, "", []):
        return ""
    if isinstance(value, dict):
        names = ("number", "code", "title", "text", "label")
        return " ".join(str(value[name]) for name in names if value.get(name))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(_entry(one) for one in value)
    return str(value)


def _entry(value) -> str:
    return f"{value['code']} {value['title']}" if isinstance(value, dict) else str(value)
