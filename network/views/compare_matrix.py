"""All commitments in all cities: the page, and the same as tables."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import conditional_page, require_safe

from actionplans.comparing.matrix import Matrix, matrix_of
from actionplans.views.freshness import revalidated
from cities.permissions import public

from ..comparing.question import Question, question_of
from ..comparing.tables import MATRIX_HEADER, about, about_sheet, matrix_grid, matrix_rows
from ..forms.compare_question import CompareForm
from ..tables import csv_file, xlsx_file

MOST_COLUMNS = 40
NAME = "vergelijken verbintenissen"


@public
@require_safe
@revalidated
@conditional_page
def compare(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    matrix = _matrix(question)
    context = {
        "question": question,
        "form": CompareForm(question),
        "matrix": matrix,
        "is_too_wide": len(matrix.filled) > MOST_COLUMNS,
    }
    return TemplateResponse(request, "network/compare/matrix.html", context)


@public
@require_safe
@revalidated
def compare_csv(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    above = about(question, request.build_absolute_uri())
    return csv_file(NAME, MATRIX_HEADER, matrix_rows(_matrix(question)), above=above)


@public
@require_safe
@revalidated
def compare_xlsx(request: HttpRequest) -> HttpResponse:
    question = question_of(request)
    matrix = _matrix(question)
    sheets = [
        about_sheet(question, request.build_absolute_uri()),
        ("Matrix", *matrix_grid(matrix)),
        ("Voortgang", MATRIX_HEADER, list(matrix_rows(matrix))),
    ]
    return xlsx_file(NAME, sheets)


def _matrix(question: Question) -> Matrix:
    return matrix_of(question.found, day=question.day, only=question.only)
