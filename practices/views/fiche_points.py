"""What an author does with the points of VVSG: all of a page at once, or one of them."""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ..forms.submission import OLD_PAGE, PointForm
from ..moderating.points import answer_point, points_of
from ..submitters.session import person_of
from ..transitions import RefusedError
from .doors import for_authors
from .my_fiches import fiche_page
from .own_fiche import fiche_to_change

NOT_YET = "Er is nog niets bewaard. Kijk na wat bij de punten staat; wat je typte, staat er nog."
NOT_YET_ONE = "Dit punt is nog niet bewaard."
TAKEN_BACK = "VVSG trok dit punt intussen in. Wat je antwoordde, is niet bewaard: “{}”"


@for_authors
@require_POST
def fiche_points(request: HttpRequest, code: str) -> HttpResponse:
    """All of them or none: what was typed about one is never lost by saving another."""
    practice = fiche_to_change(request, code)
    forms = [one for one in forms_of(practice, request.POST) if one.add_prefix("state") in one.data]
    gone = lost_answers(request.POST, forms)
    if gone:
        told = " ".join(TAKEN_BACK.format(words) for words in gone)
        return fiche_page(request, practice, told, points=forms, status=409)
    if not forms:
        return fiche_page(request, practice, OLD_PAGE, status=422)
    return save_points(request, practice, forms, NOT_YET, "De punten zijn bewaard.")


@for_authors
@require_POST
def fiche_point(request: HttpRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    practice = fiche_to_change(request, code)
    point = points_of(practice).filter(uid=uid).first()
    if point is None:
        return point_gone(request, practice, uid)
    form = PointForm(request.POST, point=point)
    return save_points(request, practice, [form], NOT_YET_ONE, "Het punt is bewaard.")


def save_points(request, practice, forms, refused, told) -> HttpResponse:
    if sum(not one.is_valid() for one in forms):
        return fiche_page(request, practice, refused, points=forms, status=422)
    try:
        answer_points(forms, person_of(request))
    except RefusedError as error:
        return fiche_page(request, practice, str(error), points=forms, status=409)
    messages.success(request, told)
    return redirect("practices:fiche", practice.code)


@transaction.atomic
def answer_points(forms, by):
    for one in forms:
        if one.is_changed:
            told = one.cleaned_data
            answer_point(one.point, by=by, state=told["state"], answer=told["answer"])


def forms_of(practice, data) -> list[PointForm]:
    return [PointForm(data, point=point) for point in points_of(practice)]


def lost_answers(data, known) -> list[str]:
    """What was typed about points that VVSG took back meanwhile: for copying."""
    names = {one.add_prefix("answer") for one in known}
    typed = (
        value.strip()
        for name, value in data.items()
        if name.startswith("punt-") and name.endswith("-answer") and name not in names
    )
    return [value for value in typed if value]


def point_gone(request, practice, uid) -> HttpResponse:
    """VVSG took its question back while somebody typed: the words are given back."""
    typed = request.POST.get(f"punt-{uid}-answer", "").strip()
    if not typed:
        raise Http404("Dit punt bestaat niet.")
    return fiche_page(request, practice, TAKEN_BACK.format(typed), status=409)
