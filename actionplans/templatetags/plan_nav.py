"""The rooms of one plan, above every page on which its city works on it."""

from django import template
from django.urls import reverse

from cities.permissions import can_edit_draft, can_publish, can_read_draft

from ..models import Plan

register = template.Library()

# (address, word, who sees it, how the addresses inside this room begin)
ROOMS = (
    ("editor", "Ontwerp", can_read_draft, ("editor_", "row_", "plan_change", "import")),
    ("crosswalk", "Verbintenissen", can_read_draft, ("crosswalk_",)),
    ("plan_check", "Plancheck", can_read_draft, ()),
    ("draft_difference", "Wat veranderde", can_read_draft, ()),
    ("progress", "Voortgang", can_read_draft, ("progress_", "city_round_")),
    ("partner_questions", "Partners", can_edit_draft, ("partner_",)),
    ("indicators", "Indicatoren", can_read_draft, ("indicator", "measurement_")),
    ("reports", "ECCAR-verslag", can_read_draft, ("report", "summary")),
    ("carry_over", "Volgend plan", can_publish, ("carry_over_",)),
    ("logbook", "Logboek", can_read_draft, ()),
)


@register.inclusion_tag("actionplans/editor/plan_nav.html", takes_context=True)
def plan_nav(context) -> dict:
    """Nothing on a page without a plan, or for who does not work for the plan's city.

    Asks no query of its own: somebody's roles are known by then.
    """
    plan, request = context.get("plan"), context.get("request")
    user = getattr(request, "user", None)
    if not isinstance(plan, Plan) or user is None or not can_read_draft(user, plan.city):
        return {"rooms": []}
    here = getattr(request.resolver_match, "url_name", None) or ""
    rooms = [
        {"word": word, "url": _address(name, plan), "current": _current(name, inside, here)}
        for name, word, may_enter, inside in ROOMS
        if may_enter(user, plan.city)
    ]
    return {
        "rooms": rooms,
        "publish_url": _address("publish", plan) if can_publish(user, plan.city) else "",
        "is_at_publish": here == "publish",
        "is_changed": context.get("is_changed"),
    }


def _current(name, inside, here) -> str:
    if name == here:
        return "page"
    return "true" if here.startswith(inside) else ""


def _address(name, plan) -> str:
    return reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug])
