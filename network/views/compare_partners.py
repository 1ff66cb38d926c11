"""What all cities do with one partner, and the list of partners."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from actionplans.comparing.partner_lens import works_with
from actionplans.views.freshness import revalidated
from cities.models import Organisation
from cities.permissions import public

from ..comparing.filtering import address_of
from ..comparing.partner_tables import (
    LIST_HEADER,
    PARTNER_HEADER,
    list_rows,
    partner_rows,
)
from ..comparing.partners import beside, read_words, shelves
from ..comparing.question import question_of
from ..comparing.tables import about, about_sheet
from ..forms.compare_question import CompareForm
from ..tables import csv_file, xlsx_file


@public
@require_safe
@revalidated
@conditional_page
def compare_partners(request: HttpRequest) -> HttpResponse:
    question, words = question_of(request), read_words(request.GET)
    found = shelves(question.found, words=words)
    sought = [("q", words)] if words else []
    context = {
        "question": question,
        "words": words,
        "shelves": found,
        "n_used": sum(len(shelf.counts) for shelf in found),
        "has_unused": any(shelf.unused for shelf in found),
        "form": CompareForm(question),
        "kept": [*question.day_pairs, *question.city_pairs],
        "same": address_of([*question.day_pairs, *question.city_pairs, *sought]),
    }
    return TemplateResponse(request, "network/compare/partners.html", context)


@public
@require_safe
@revalidated
def compare_partners_csv(request: HttpRequest) -> HttpResponse:
    question, rows, sought = _list(request)
    above = about(question, request.build_absolute_uri(), narrowed=sought)
    return csv_file("partners", LIST_HEADER, rows, above=above)


@public
@require_safe
@revalidated
def compare_partners_xlsx(request: HttpRequest) -> HttpResponse:
    question, rows, sought = _list(request)
    about_it = about_sheet(question, request.build_absolute_uri(), narrowed=sought)
    return xlsx_file("partners", [about_it, ("Partners", LIST_HEADER, rows)])


def _list(request):
    """The question, the partners that the page shows too, and what was sought for; no filter."""
    question, words = question_of(request), read_words(request.GET)
    rows = list_rows(shelves(question.found, words=words), request.build_absolute_uri)
    return question, rows, f"Gezocht: “{words}”." if words else ""


@public
@require_safe
@revalidated
@conditional_page
def compare_partner(request: HttpRequest, slug: str) -> HttpResponse:
    """Also of an archived partner: what plans say about it stays."""
    question, organisation, cities = _asked(request, slug)
    context = {
        "question": question,
        "organisation": organisation,
        "form": CompareForm(question),
        "cities": cities,
        "n_goals": sum(len(one.goals) for one in cities),
        "beside": beside(organisation),
    }
    return TemplateResponse(request, "network/compare/partner.html", context)


@public
@require_safe
@revalidated
def compare_partner_csv(request: HttpRequest, slug: str) -> HttpResponse:
    question, organisation, cities = _asked(request, slug)
    above = about(question, request.build_absolute_uri())
    rows = partner_rows(cities, request.build_absolute_uri)
    return csv_file(f"partner {organisation.slug}", PARTNER_HEADER, rows, above=above)


@public
@require_safe
@revalidated
def compare_partner_xlsx(request: HttpRequest, slug: str) -> HttpResponse:
    question, organisation, cities = _asked(request, slug)
    rows = partner_rows(cities, request.build_absolute_uri)
    sheets = [
        about_sheet(question, request.build_absolute_uri()),
        (organisation.name, PARTNER_HEADER, rows),
    ]
    return xlsx_file(f"partner {organisation.slug}", sheets)


def _asked(request, slug):
    organisation = get_object_or_404(Organisation, slug=slug)
    question = question_of(request)
    cities = works_with(organisation, question.found, day=question.day, only=question.only)
    return question, organisation, cities
