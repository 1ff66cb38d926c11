"""Small words of a plan on a page: when it runs, the marks of its notes, its anchors."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from actionplans.models import Plan
from actionplans.overview import COMING, PAST, period_state

register = template.Library()


@register.filter
def state_word(plan: Plan) -> str:
    """'lopend', 'afgelopen' or 'komend'."""
    return period_state(plan)


@register.filter
def state_sentence(plan: Plan) -> str:
    """'Afgelopen: dit plan liep tot en met 2025.'"""
    state = period_state(plan)
    if state == PAST:
        return f"Afgelopen: dit plan liep tot en met {plan.period_until}."
    if state == COMING:
        return f"Dit plan begint in {plan.period_from}."
    if plan.period_until is None:
        return f"Dit plan loopt sinds {plan.period_from}; een einde is niet vastgelegd."
    return f"Dit plan loopt tot en met {plan.period_until}."


@register.filter
def note_marks(notes) -> SafeString | str:
    """The raised numbers after a text, each a link to its note; nothing without notes."""
    marks = format_html_join(
        " ",
        '<a href="#noot-{}" aria-label="noot {}">{}</a>',
        ((note.uid, note.number, note.number) for note in notes),
    )
    return format_html("<sup>{}</sup>", marks) if marks else ""


@register.filter
def short_sum(sha256: str) -> str:
    """The first characters of a checksum, enough to tell two editions apart by eye."""
    return sha256[:12]
