"""Blanks: what no city does, and what one city does not do while others do."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from actionplans.views.freshness import revalidated
from cities.permissions import can_read_for_members, cities_of, public

from ..comparing.gap_tables import GAPS_HEADER, gap_rows
from ..comparing.gaps import (
    addresses,
    gaps_with_practices,
    numbers_with_practices,
    read_city,
)
from ..comparing.question import question_of
from ..comparing.tables import about, about_sheet
from ..forms.compare import MineForm
from ..tables import csv_file, xlsx_file


@public
@require_safe
@revalidated
@conditional_page
def compare_gaps(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    mine, message = read_city(request.GET)
    context = {
        "question": question,
        "message": message,
        "form": MineForm(cities=[*question.members, *question.others], mine=mine, day=question.day),
        "addresses": addresses(question, mine),
        "gaps": gaps_with_practices(question, mine),
        "with_practices": numbers_with_practices(question),
        "is_member": can_read_for_members(request.user),
        # Only offered: the address says whose page it is, so that it can be shared.
        "own_cities": [
            (city, addresses(question, city)["same"])
            for city in cities_of(request.user)
            if city != mine
        ],
    }
    return TemplateResponse(request, "network/compare/gaps.html", context)


@public
@require_safe
@revalidated
def compare_gaps_csv(request: HttpRequest) -> HttpResponse:
    question, rows = _rows(request)
    above = about(question, request.build_absolute_uri(), narrowed="")
    return csv_file("witte vlekken", GAPS_HEADER, rows, above=above)


@public
@require_safe
@revalidated
def compare_gaps_xlsx(request: HttpRequest) -> HttpResponse:
    question, rows = _rows(request)
    about_it = about_sheet(question, request.build_absolute_uri(), narrowed="")
    return xlsx_file("witte vlekken", [about_it, ("Witte vlekken", GAPS_HEADER, rows)])


def _rows(request):
    question = question_of(request)
    mine, _ = read_city(request.GET)
    gaps = gaps_with_practices(question, mine)
    return question, gap_rows(gaps, request.build_absolute_uri)
