"""What the practice database adds to the pages of a plan."""

from django import template
from django.urls import reverse

from cities.permissions import can_edit_draft

from ..planlinks.own import adoptions_by

register = template.Library()


@register.simple_tag
def own_adoptions(practice, user):
    """Where the cities of this person took it over, drafts included; no query for a visitor."""
    return adoptions_by(practice, user)


@register.inclusion_tag("practices/plans/share.html", takes_context=True)
def share_as_practice(context, plan, kind, uid):
    """The button 'Deel als praktijk', for who writes the plan; no query for a visitor."""
    request = context["request"]
    return {
        "can_share": can_edit_draft(request.user, plan.city),
        "url": reverse(f"practices:share_{kind}", args=[uid]),
    }
