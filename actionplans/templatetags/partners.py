"""What partners were asked about a goal, beside its row."""

from django import template

register = template.Library()


@register.inclusion_tag("actionplans/partners/row_links.html")
def partner_links(plan, goal, asked) -> dict:
    """`asked` is `partner_overview.answers_by_goal(plan)`, read once for the whole page."""
    return {"plan": plan, "goal": goal, "questions": (asked or {}).get(goal.uid, [])}
