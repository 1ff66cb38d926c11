"""*Mijn secties*, and the page behind the mail 'Is dit nog actueel?'.

The link of the mail is the whole permission, so the page can do very little. Looking changes
nothing: mail programs open links beforehand. Pressing twice says the same twice.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.views.partner_answering import behind_secret_link
from cities.permissions import public, require, signed_in

from ..fiche.shown import shown_fields
from ..fiche.shown_section import lines_of_practice, lines_of_section
from ..forms.sections import StopForm
from ..freshness import answering
from ..freshness.asking import ask_again
from ..freshness.links import open_link
from ..proposing.waiting import waiting_sections
from ..sections.own import cities_of, own_texts
from ..transitions import RefusedError

ONLY_WRITERS = "Deze pagina is voor wie fiches en secties van een stad schrijft."


@signed_in
@require_safe
def my_sections(request: HttpRequest) -> HttpResponse:
    cities = list(cities_of(request.user).order_by("name"))
    require(bool(cities), ONLY_WRITERS)
    texts = own_texts(request.user)
    at_rest = [text for text in texts if not text.is_due]
    context = {
        "due": [text for text in texts if text.is_due],
        "doubtful": [text for text in at_rest if text.signals],
        "others": [text for text in at_rest if not text.signals],
        "waiting": waiting_sections(cities),
        "cities": cities,
    }
    return TemplateResponse(request, "practices/freshness/mine.html", context)


@public
@behind_secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def still_true(request: HttpRequest, token: str) -> HttpResponse:
    link = open_link(token)
    if link is None:
        return TemplateResponse(request, "practices/freshness/broken.html", {}, status=404)
    if link.is_expired:
        return expired_page(request, link)
    if not link.is_of_a_writer:
        return link_page(request, "practices/freshness/left.html", link, status=410)
    if request.method != "POST":
        return due_page(request, link)
    try:
        answering.answer(
            link.bundle,
            act=request.POST.get("act", ""),
            part=request.POST.get("part", ""),
            year=request.POST.get("year", ""),
        )
    except RefusedError as refused:
        return due_page(request, link, said=str(refused), status=422)
    messages.success(request, "Bedankt, het is genoteerd.")
    return redirect(request.path)


def expired_page(request, link) -> HttpResponse:
    """An old link opens nothing; a new one goes to the address that it was made for."""
    if request.method == "POST":
        if link.is_of_a_writer:
            ask_again(link.bundle)
        # The same words whatever happened: an old link tells nothing any more.
        messages.success(request, "Als er nog iets na te kijken is, krijg je een nieuwe mail.")
        return redirect(request.path)
    return link_page(request, "practices/freshness/expired.html", link, status=410)


def due_page(request, link, *, said="", status=200) -> HttpResponse:
    today = timezone.localdate()
    due = answering.due_for(link.bundle)
    texts = [
        {
            "part": f"sectie:{one.uid}",
            "practice": one.practice,
            "section": one,
            "fields": shown_fields("section", one.version.content if one.version else {}),
            "lines": lines_of_section(one, today=today),
        }
        for one in due.sections
    ] + [
        {
            "part": f"praktijk:{one.code}",
            "practice": one,
            "section": None,
            "fields": shared_fields(one),
            "lines": lines_of_practice(one, one.published_version, today=today),
        }
        for one in due.practices
    ]
    context = {"texts": texts, "said": said, "this_year": today.year, "stop_form": StopForm()}
    return link_page(request, "practices/freshness/due.html", link, status=status, **context)


def shared_fields(practice):
    """What can become untrue; labels and pictures are not asked about here."""
    content = practice.published_version.content
    told = ("summary", "goals", "description", "period_from", "period_until", "extra", "links")
    return shown_fields("shared", {name: content[name] for name in told if name in content})


def link_page(request, template, link, *, status, **context) -> HttpResponse:
    context |= {"city": link.bundle.city, "bundle": link.bundle}
    return TemplateResponse(request, template, context, status=status)
