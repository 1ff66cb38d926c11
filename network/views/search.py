"""Searching everything that is public: as a page, as JSON, and from a browser's search box."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from actionplans.views.freshness import revalidated
from cities.permissions import public

from ..forms.search import SearchForm
from ..searching.advice import (
    also_asked,
    examples,
    in_the_index,
    other_spelling,
    sort_choices,
    wider,
)
from ..searching.json_answer import FIELDS, answer_of
from ..searching.question import read_question
from ..searching.results import find


@public
@require_safe
@revalidated
def search(request: HttpRequest) -> HttpResponse:
    question = read_question(request.GET)
    context = {"question": question, "form": SearchForm(question), "fields": FIELDS}
    if not question.query:
        context |= {"sorts": in_the_index(), "examples": examples()}
        return TemplateResponse(request, "network/search/start.html", context)
    return TemplateResponse(request, "network/search/results.html", context | _answer(question))


def _answer(question):
    found = find(question)
    better, page = other_spelling(found), found.question.page
    return {
        "found": found,
        "question": found.question,
        "choices": sort_choices(found),
        "also": also_asked(question.query),
        "better": better,
        "better_address": question.asking(better).address,
        "wider": wider(found),
        "next_page": found.question.at(page + 1).address,
        "previous_page": found.question.at(page - 1).address,
    }


@public
@require_safe
@revalidated
def search_json(request: HttpRequest) -> HttpResponse:
    """The same answer as the page, for reuse."""
    found = find(read_question(request.GET))
    answer = answer_of(found, other_spelling(found), request.build_absolute_uri)
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
@require_safe
def search_box(request: HttpRequest) -> HttpResponse:
    """By which a browser offers to search here (OpenSearch)."""
    kind = "application/opensearchdescription+xml"
    return TemplateResponse(request, "network/search/opensearch.xml", content_type=kind)
