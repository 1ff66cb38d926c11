"""The way in for who has no account: asking for a personal link, and opening it.

Looking at a link changes nothing, so a mail program that opens links beforehand does no harm: one
press on a button confirms the address and lets this browser in.
"""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from actionplans.views.partner_answering import behind_secret_link
from cities.permissions import public

from ..forms.submitters import StartForm
from ..submitters.limits import FROM_ONE_COMPUTER, computer, is_within
from ..submitters.links import GONE, LIVE, enter, masked, open_link, safe_next
from ..submitters.session import remember, submitter_of
from ..submitters.starting import send_again, start

TOO_MANY = "Vanop dit netwerk kwamen te veel aanvragen. Wacht een uur en probeer het opnieuw."


@public
@require_http_methods(["GET", "HEAD", "POST"])
def submitter_start(request: HttpRequest) -> HttpResponse:
    going = safe_next(request.POST.get("next") or request.GET.get("next"))
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_filled_in_by_a_machine:
        return redirect("practices:submitter_sent")
    if not form.is_valid():
        return start_page(request, form, going, status=422 if form.errors else 200)
    if not may_ask(request):
        form.add_error(None, TOO_MANY)
        return start_page(request, form, going, status=429)
    typed = {name: form.cleaned_data[name] for name in ("email", *form.Meta.fields)}
    # When the address had enough mails, its owner has them: the answer stays the same.
    start(**typed, next=going)
    return redirect("practices:submitter_sent")


def start_page(request, form, going, *, status) -> HttpResponse:
    known = submitter_of(request)
    context = {
        "form": form,
        "next": going,
        "own": known and masked(known.email),
    }
    return TemplateResponse(request, "practices/submitters/start.html", context, status=status)


def may_ask(request) -> bool:
    # As allauth counts attempts to sign in: behind a proxy, the address that the proxy saw.
    return is_within(FROM_ONE_COMPUTER, computer(get_adapter(request).get_client_ip(request)))


@public
@require_safe
def submitter_sent(request: HttpRequest) -> HttpResponse:
    """The same for an address that we know, that we do not know, and that is a machine's."""
    return TemplateResponse(request, "practices/submitters/sent.html", {})


@public
@behind_secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def submitter_link(request: HttpRequest, token: str) -> HttpResponse:
    link = open_link(token)
    if link is None:
        return broken_page(request)
    if request.method == "POST" and enter(link):
        remember(request, link.submitter)
        return redirect(link.next or "practices:submitter")
    if link.state != LIVE:
        return closed_page(request, link, token)
    context = {"own": masked(link.submitter.email), "token": token}
    return TemplateResponse(request, "practices/submitters/link.html", context)


@public
@behind_secret_link
@require_POST
def submitter_link_again(request: HttpRequest, token: str) -> HttpResponse:
    """A new link, only ever to the address that the old one was made for."""
    link = open_link(token)
    if link is None:
        return broken_page(request)
    if link.state == GONE:
        return closed_page(request, link, token)
    if not may_ask(request):
        messages.error(request, TOO_MANY)
        return closed_page(request, link, token, status=429)
    send_again(link.submitter, next=link.next)
    return redirect("practices:submitter_sent")


def broken_page(request) -> HttpResponse:
    """For an address that we never gave out: often one that a mail program broke in two."""
    return TemplateResponse(request, "practices/submitters/broken.html", {}, status=404)


def closed_page(request, link, token, *, status=410) -> HttpResponse:
    context = {
        "state": link.state,
        "own": link.submitter and masked(link.submitter.email),
        "token": token,
    }
    return TemplateResponse(request, "practices/submitters/closed.html", context, status=status)
