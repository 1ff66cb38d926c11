"""What a page says to who works without an account, and to who may do so."""

from urllib.parse import quote

from django import template
from django.urls import reverse

from ..submitters.links import masked, safe_next
from ..submitters.session import SESSION, submitter_of

register = template.Library()
# Where the pages of the practice database stand for who writes.
ROOMS = ("/praktijken/", "/mijn-fiches/", "/voorstellen/")


@register.inclusion_tag("practices/submitters/line.html", takes_context=True)
def submitter_line(context):
    """Who works in this browser without an account; no query for anybody else."""
    request = context.get("request")
    if request is None or SESSION not in request.session or request.user.is_authenticated:
        return {}
    submitter = submitter_of(request)
    if submitter is None:
        return {}
    # `OwnPageMiddleware` reads this: such a page is kept by no cache for others.
    request.is_own_page = True
    return {"own": masked(submitter.email)}


@register.simple_tag
def way_without_account(path) -> str:
    """Where to go on without an account to this page; '' for a page that needs an account."""
    going = safe_next(path)
    if not going.startswith(ROOMS):
        return ""
    return f"{reverse('practices:submitter_start')}?next={quote(going)}"
