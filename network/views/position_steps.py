"""The steps of a position, each on a page that says what it does before it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in
from practices.images.storing import NotStoredError

from ..forms.positions import DeadlineForm, SendForm, StepForm, WithdrawForm
from ..models import JointPosition
from ..positions import documents, steps
from ..positions.page import page_of
from ..positions.refusals import PositionRefusedError, StalePositionError
from .position_making import ASK_MODERATOR, MAY_TYPE

State = JointPosition.State
NOT_NOW = "Deze stap kan nu niet: het standpunt is {}."


@dataclass(frozen=True)
class Step:
    """From which states it goes, with which form, and what is told afterwards."""

    name: str
    form: type
    start: tuple
    deed: Callable
    told: str


@signed_in
@require_http_methods(MAY_TYPE)
def position_open(request: HttpRequest, slug: str) -> HttpResponse:
    told = "Het standpunt ligt voor. De schepenen krijgen een mail."
    step = Step("open", DeadlineForm, (State.DRAFT,), steps.put_before_cities, told)
    return take(request, slug, step)


@signed_in
@require_http_methods(MAY_TYPE)
def position_time(request: HttpRequest, slug: str) -> HttpResponse:
    told = "De laatste dag om te antwoorden is gewijzigd."
    return take(request, slug, Step("time", DeadlineForm, (State.OPEN,), steps.give_time, told))


@signed_in
@require_http_methods(MAY_TYPE)
def position_back(request: HttpRequest, slug: str) -> HttpResponse:
    told = "Het standpunt is weer in voorbereiding."
    return take(request, slug, Step("back", StepForm, (State.OPEN,), steps.take_back, told))


@signed_in
@require_http_methods(MAY_TYPE)
def position_adopt(request: HttpRequest, slug: str) -> HttpResponse:
    told = "Het standpunt is aangenomen. Iedereen kan het nu lezen."
    return take(request, slug, Step("adopt", StepForm, (State.OPEN,), steps.adopt, told))


@signed_in
@require_http_methods(MAY_TYPE)
def position_send(request: HttpRequest, slug: str) -> HttpResponse:
    told = "Het standpunt staat als verstuurd."
    return take(request, slug, Step("send", SendForm, (State.ADOPTED,), send, told))


@signed_in
@require_http_methods(MAY_TYPE)
def position_withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    start = (State.DRAFT, State.OPEN)
    told = "Het standpunt is ingetrokken. De leden lezen waarom."
    return take(request, slug, Step("withdraw", WithdrawForm, start, steps.withdraw, told))


def send(position, *, document, **values):
    return documents.send_with(position, document, **values)


# --- what the steps share ------------------------------------------------------------------------
def take(request, slug, step) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    position = get_object_or_404(JointPosition, slug=slug)
    if request.method != "POST":
        if position.state not in step.start:
            messages.warning(request, NOT_NOW.format(position.get_state_display()))
            return redirect(position)
        return step_page(request, position, step, first_form(step, position))
    form = step.form(request.POST, request.FILES)
    if not form.is_valid():
        return step_page(request, position, step, form, status=422)
    try:
        done = step.deed(position, by=request.user, **form.cleaned_data)
    except PositionRefusedError as error:
        return refused(request, position, step, form, error)
    except (StalePositionError, NotStoredError) as error:
        position.refresh_from_db()
        form = with_new_version(step, form, position)
        return step_page(request, position, step, form, refusal=str(error), status=409)
    messages.success(request, step.told)
    return redirect(done)


def first_form(step, position):
    initial = {"seen": position.version}
    if step.name == "time":
        initial["deadline"] = position.deadline
    return step.form(initial=initial)


def refused(request, position, step, form, error) -> HttpResponse:
    if error.field:
        form.add_error(error.field, str(error))
        return step_page(request, position, step, form, status=422)
    return step_page(request, position, step, form, refusal=str(error), status=409)


def with_new_version(step, form, position):
    """What was typed, on what the position is now; a file has to be chosen once more."""
    typed = form.data.copy()
    typed["seen"] = position.version
    return step.form(typed)


def step_page(request, position, step, form, *, refusal="", status=200) -> HttpResponse:
    context = {
        "position": position,
        "page": page_of(position, request.user),
        "form": form,
        "refusal": refusal,
        "can_go": position.state in step.start,
    }
    template = f"network/positions/step_{step.name}.html"
    return TemplateResponse(request, template, context, status=status)
