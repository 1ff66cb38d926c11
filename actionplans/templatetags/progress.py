"""How far something is, drawn: a mark whose shape says it without colour, and a bar of counts."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..models import ProgressEntry
from ..progress.due import NO_UPDATE

register = template.Library()

State = ProgressEntry.State
# From what is reached to what nobody told.
ORDER = (
    State.FINISHED,
    State.RUNNING,
    State.PREPARING,
    State.NOT_STARTED,
    State.STOPPED,
    NO_UPDATE,
)
NO_UPDATE_WORD = "geen update"

CIRCLE = '<circle cx="12" cy="12" r="9"'
SHAPES = {
    NO_UPDATE: f'{CIRCLE} stroke-dasharray="3 3.3"/>',
    State.NOT_STARTED: f"{CIRCLE}/>",
    State.PREPARING: f'{CIRCLE}/><path d="M12 12V3a9 9 0 0 1 9 9z" fill="currentColor"/>',
    State.RUNNING: f'{CIRCLE}/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>',
    State.FINISHED: f'{CIRCLE} fill="currentColor"/><path class="cut" d="M7.5 12.5l3 3 6-6.5"/>',
    State.STOPPED: '<path d="M4 4h16v16H4zM8 8l8 8M16 8l-8 8"/>',
}
MARKS = {
    str(state): mark_safe(  # noqa: S308 - our own shapes
        f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{shape}</svg>'
    )
    for state, shape in SHAPES.items()
}
LENGTH = 400
ROOM_FOR_A_NUMBER = 18


@register.simple_tag
def state_mark(state) -> SafeString:
    """The shape of a state; the word stands beside it."""
    return MARKS[str(state)]


@register.filter
def state_word(state) -> str:
    return State(state).label if state else NO_UPDATE_WORD


@register.filter
def in_words(counts) -> str:
    """'3 afgerond, 20 in uitvoering, 2 geen update'."""
    return ", ".join(f"{counts[state]} {state_word(state)}" for state in ORDER if counts[state])


@register.filter
def told_parts(counts) -> list[dict]:
    """The counts in order, each with its place on a bar; states that do not occur are left out."""
    total, left, parts = sum(counts.values()), 0, []
    for state in ORDER:
        if counts[state]:
            width = LENGTH * counts[state] / total
            parts.append(
                {
                    "state": str(state),
                    "css": str(state) or "none",
                    "n": counts[state],
                    "x": f"{left:.1f}",
                    "width": f"{max(width - 1.5, 0.5):.1f}",
                    "middle": f"{left + width / 2:.1f}",
                    "has_room": width >= ROOM_FOR_A_NUMBER,
                }
            )
            left += width
    return parts
