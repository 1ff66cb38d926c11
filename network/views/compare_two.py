"""Two plans side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from actionplans.views.freshness import revalidated
from cities.permissions import public

from ..comparing.filtering import kept_pairs
from ..comparing.question import question_of
from ..comparing.tables import about, about_sheet
from ..comparing.two import BOTH, addresses, asked_pair
from ..comparing.two_tables import HEADER, rows_of, summary_of
from ..forms.compare import PairForm
from ..tables import csv_file, xlsx_file


@public
@require_safe
@revalidated
@conditional_page
def compare_plans(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    asked = asked_pair(request.GET, question)
    context = {
        "question": question,
        "form": PairForm(plans=asked.plans, codes=asked.codes, day=question.day),
        "kept": [*kept_pairs(request.GET, without=(*BOTH, "op")), *question.chosen.pairs()],
        "message": asked.message,
        "pair": asked.pair,
        "addresses": addresses(request.GET, question, asked.pair) if asked.pair else {},
    }
    status = 422 if asked.is_wrong else 200
    return TemplateResponse(request, "network/compare/plans.html", context, status=status)


@public
@require_safe
@revalidated
def compare_plans_csv(request: HttpRequest) -> HttpResponse:
    return _table(request, _as_csv)


@public
@require_safe
@revalidated
def compare_plans_xlsx(request: HttpRequest) -> HttpResponse:
    return _table(request, _as_xlsx)


def _table(request, make):
    """Without a pair there is no table: the page says what is missing."""
    question = question_of(request)
    pair = asked_pair(request.GET, question).pair
    if pair is None:
        return redirect(f"{reverse('network:compare_plans')}?{request.GET.urlencode()}")
    return make(request, question, pair)


def _as_csv(request, question, pair):
    above = about(question, request.build_absolute_uri())
    return csv_file(_name(pair), HEADER, rows_of(pair, request.build_absolute_uri), above=above)


def _as_xlsx(request, question, pair):
    sheets = [
        about_sheet(question, request.build_absolute_uri()),
        ("Overzicht", *summary_of(pair)),
        ("Doelen", HEADER, rows_of(pair, request.build_absolute_uri)),
    ]
    return xlsx_file(_name(pair), sheets)


def _name(pair):
    return f"vergelijken {pair.a.code} {pair.b.code}"
