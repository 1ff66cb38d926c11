"""What the network asks of the reader's city, on a page of a lower room."""

from django import template

from ..front_page import waiting_for

register = template.Library()


@register.inclusion_tag("network/home/waiting.html")
def waiting_in_network(user) -> dict:
    """Invitations, votes and positions; nothing is shown when none waits."""
    return {"waiting": waiting_for(user)}
