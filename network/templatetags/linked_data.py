"""What a page tells to machines: schema.org as JSON-LD, in a block that browsers do not run."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from ..meetings.linked_data import event_of
from ..open_data import linked

register = template.Library()

# So that no text can end the block or begin another one.
ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def json_ld(told):
    """`told` is a dictionary; nothing is written for an empty one."""
    if not told:
        return ""
    text = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    # Escaped just above; `json_script` has no way to name this type.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


@register.simple_tag(takes_context=True)
def linked_city(context, city):
    return json_ld(linked.city_of(city, _absolute(context)))


@register.simple_tag(takes_context=True)
def linked_plan(context, plan, edition):
    return json_ld(linked.plan_of(plan, edition, _absolute(context)))


@register.simple_tag(takes_context=True)
def linked_practice(context, practice, summary):
    return json_ld(linked.practice_of(practice, summary, _absolute(context)))


@register.simple_tag
def linked_meeting(meeting):
    return json_ld(event_of(meeting))


def _absolute(context):
    return context["request"].build_absolute_uri
