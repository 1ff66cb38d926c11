"""Before a fiche exists: what is asked, what happens afterwards, and the button to begin."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.views.partner_answering import behind_secret_link
from cities.models import City
from cities.permissions import can_administer, can_moderate, public

from ..fiche.fields import TASKS, fields_of
from ..fiche.labels import labels_of
from ..fiche.shown import shown_fields
from ..forms.boxes import entries_of
from ..forms.submission import NewFicheForm
from ..images.shown import images_of
from ..models import Submitter
from ..queue.working_days import NORM
from ..submitters.places import speaks_for
from ..submitters.session import person_of
from ..submitting.sharing import behind_link
from ..submitting.starting import start
from .doors import for_authors

FILE = "lege-fiche.txt"


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def practice_new(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    posted = request.POST if request.method == "POST" else None
    form = new_form(person, posted)
    if posted is not None and form.is_valid():
        told = form.cleaned_data
        place = told.get("city"), told.get("place_name", "")
        practice = start(by=person, city=place[0], place_name=place[1], deed=told.get("deed"))
        return redirect("practices:fiche", practice.code)
    context = {"form": form, "questions": questions(), "norm": NORM}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "practices/author/new.html", context, status=status)


def new_form(person, posted):
    """For whom: who has one city, or no account, is not asked."""
    if isinstance(person, Submitter):
        told = speaks_for(person)
        known = City.objects.filter(pk=told["city"] and told["city"].pk)
        return NewFicheForm(posted, cities=known, any_place=False, place_name=told["place_name"])
    if can_moderate(person) or can_administer(person):
        return NewFicheForm(posted, cities=City.objects.order_by("name"), any_place=True)
    own = City.objects.filter(memberships__user=person).distinct().order_by("name")
    return NewFicheForm(posted, cities=own, any_place=not own)


def questions() -> list:
    """(number, task, fields) as they will be asked, the city's own part included."""
    return [(number, title, fields_of(number)) for number, title in TASKS.items()]


def questions_with_options() -> list:
    """The same, with what there is to choose: (number, task, [(field, options)])."""
    return [
        (number, title, [(field, options_of(field)) for _part, field in fields])
        for number, title, fields in questions()
    ]


def options_of(field) -> list[str]:
    if field.choices:
        return list(field.choices.labels)
    return [str(entry) for entry in entries_of(field)] if field.terms else []


@public
@require_safe
def empty_fiche(request: HttpRequest) -> HttpResponse:
    """To read, print or talk over before anybody begins."""
    context = {"questions": questions_with_options()}
    return TemplateResponse(request, "practices/author/empty_fiche.html", context)


@public
@require_safe
def empty_fiche_file(request: HttpRequest) -> HttpResponse:
    """The same for Word: plain text, which every program opens."""
    text = render_to_string(
        "practices/author/empty_fiche.txt", {"questions": questions_with_options()}
    )
    # With a mark of its encoding and with the line ends that Windows shows.
    body = "\ufeff" + text.replace("\n", "\r\n")
    response = HttpResponse(body, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response


@public
@require_safe
def about_review(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "practices/author/about_review.html", {"norm": NORM})


@public
@behind_secret_link
@require_safe
def practice_preview(request: HttpRequest, key: str) -> HttpResponse:
    """A draft for whom its author gave the link to; nothing as soon as that link was closed."""
    practice = behind_link(key)
    if practice is None:
        return TemplateResponse(request, "practices/author/preview_closed.html", {}, status=404)
    version = practice.working_version
    texts = (("shared", version.content), ("section", version.section or {}))
    labels = labels_of(*texts)
    shared, section = (shown_fields(*text, labels=labels) for text in texts)
    context = {
        "practice": practice,
        "title": version.content.get("title") or "Fiche zonder titel",
        "shared": [one for one in shared if one.name not in ("title", "images", "attachments")],
        "section": section,
        "images": images_of(practice, version.content, share_key=key),
    }
    return TemplateResponse(request, "practices/author/preview.html", context)
