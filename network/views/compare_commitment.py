"""One commitment with the full texts of the cities side by side, and the same as tables."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from actionplans.comparing.goals import goals_in
from actionplans.comparing.lined_up import MOST_SIDE_BY_SIDE, line_up
from actionplans.models import Commitment
from actionplans.views.freshness import revalidated
from cities.permissions import public

from ..comparing.beside import put_practices_beside
from ..comparing.question import Question, question_of
from ..comparing.tables import GOALS_HEADER, about, about_sheet, goal_rows
from ..forms.compare_question import CompareForm
from ..tables import csv_file, xlsx_file


@public
@require_safe
@revalidated
@conditional_page
def compare_commitment(request: HttpRequest, number: int) -> HttpResponse:
    commitments, here = _commitment_or_404(number)
    question = question_of(request)
    found = line_up(
        here, question.found, day=question.day, only=question.only, keeps_all=question.is_chosen
    )
    if question.day is None:  # What stands beside a goal is of today.
        put_practices_beside(found.goals)
    context = {
        "question": question,
        "form": CompareForm(question),
        "commitment": here,
        "previous": commitments.get(number - 1),
        "next": commitments.get(number + 1),
        "found": found,
        "most": MOST_SIDE_BY_SIDE,
    }
    return TemplateResponse(request, "network/compare/commitment.html", context)


@public
@require_safe
@revalidated
def compare_commitment_csv(request: HttpRequest, number: int) -> HttpResponse:
    question, rows = _rows(request, number)
    above = about(question, request.build_absolute_uri())
    return csv_file(_name(number), GOALS_HEADER, rows, above=above)


@public
@require_safe
@revalidated
def compare_commitment_xlsx(request: HttpRequest, number: int) -> HttpResponse:
    question, rows = _rows(request, number)
    sheets = [
        about_sheet(question, request.build_absolute_uri()),
        (f"Verbintenis {number}", GOALS_HEADER, rows),
    ]
    return xlsx_file(_name(number), sheets)


def _rows(request: HttpRequest, number: int) -> tuple[Question, list]:
    """All cities of the question: a table can be longer than a page is wide."""
    _, here = _commitment_or_404(number)
    question = question_of(request)
    goals = goals_in(question.found, number=here.number, day=question.day, only=question.only)
    return question, goal_rows(goals, request.build_absolute_uri)


def _commitment_or_404(number: int) -> tuple[dict, Commitment]:
    """({number: commitment}, the one asked for)."""
    commitments = {one.number: one for one in Commitment.objects.all()}
    if number not in commitments:
        raise Http404("Er zijn tien verbintenissen.")
    return commitments, commitments[number]


def _name(number: int) -> str:
    return f"vergelijken punt {number}"
