"""What happens to one goal of a plan that goes over: in its row with htmx, else as a page."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cities.permissions import signed_in

from ..carrying import passage as carrying
from ..carrying.choices import Choices, Standing
from ..forms.carrying import DECISIONS, ChoiceForm
from ..models import Goal
from .carrying import MAY_TYPE, OVER, over_words, plan_to_carry, to_start


@signed_in
@require_http_methods(MAY_TYPE)
def carry_over_choice(request: HttpRequest, city: str, plan: str, uid: UUID) -> HttpResponse:
    found = plan_to_carry(request.user, city, plan)
    going = carrying.under_way(found)
    choices = Choices(going) if going else None
    standing = standing_or_404(found, choices, uid)
    if request.method != "POST":
        return to_start(found) if going is None else open_row(request, found, choices, standing)
    form = ChoiceForm(request.POST, standing=standing, choices=choices)
    if not form.is_valid():
        return row_answer(request, found, choices, form=form, status=422)
    if form.needs_more:
        return row_answer(request, found, choices, form=form.second_step(choices))
    return save_choice(request, found, going, choices, form)


# --- what the view is made of -----------------------------------------------------------------
def standing_or_404(plan, choices, uid) -> Standing:
    """A goal of the plan; also one that a publication took out while somebody was typing."""
    if choices and uid in choices.of:
        return choices.of[uid]
    goal = Goal.objects.filter(edition__plan=plan, uid=uid).order_by("pk").last()
    if goal is None:
        raise Http404("Dit doel staat niet in het plan.")
    return Standing(goal, choices.by_uid.get(uid) if choices else None, None)


def open_row(request, plan, choices, standing) -> HttpResponse:
    """The boxes of the decision in ?keuze=, or of what was chosen; htmx also asks for none."""
    if request.htmx:
        return row_answer(request, plan, choices, standing=standing)
    asked = request.GET.get("keuze") or standing.decision or standing.suggestion
    form = ChoiceForm(standing=standing, choices=choices, decision=asked)
    return row_answer(request, plan, choices, form=form)


def save_choice(request, plan, going, choices, form) -> HttpResponse:
    """Nothing that was typed is lost when it cannot be saved."""
    uid = form.goal.uid
    try:
        if going is None:
            carrying.check_not_carried(plan)
            raise carrying.NotUnderWayError
        if not form.save(going, by=request.user):
            return row_answer(request, plan, choices, form=form, status=422)
    except OVER as error:
        form.add_error(None, over_words(error))
        return row_answer(request, plan, choices, form=form, status=409)
    except carrying.StaleChoiceError as error:
        now = Choices(going)
        words = stale_words(error.choice, request.user)
        form = form.on_what_stands(now)
        return row_answer(request, plan, now, form=form, status=409, stale=words)
    now = Choices(going)
    if request.htmx:
        return row_answer(request, plan, now, standing=now.of[uid], before=choices)
    return redirect(address_of(plan, now.after(now.of[uid].goal), request.POST.get("toon")))


def stale_words(choice, user) -> str:
    """Who was first; in two windows that can be the same person."""
    if choice and choice.by.user_id == user.pk:
        return "Je koos hier zelf al iets anders, misschien in een ander venster."
    return f"{choice.by if choice else 'Een collega'} koos hier intussen iets anders."


def row_answer(
    request, plan, choices, *, standing=None, form=None, status=200, before=None, stale=""
) -> HttpResponse:
    """One row: for htmx with what else changed on the screen, else on a page of its own."""
    standing = form.standing if form else standing
    context = {
        "plan": plan,
        "choices": choices,
        "standing": standing,
        "form": form,
        "stale": stale,
        "decisions": DECISIONS,
        "only_open": (request.POST or request.GET).get("toon") == "open",
        "also_changed": changed_beside(standing, before, choices) if before else [],
    }
    name = "row_answer" if request.htmx else "row_page"
    return TemplateResponse(request, f"actionplans/carrying/{name}.html", context, status=status)


def changed_beside(standing, before, now) -> list[Standing]:
    """Other rows that look different by this save, such as the goal that was joined."""
    return [
        one
        for uid, one in now.of.items()
        if one is not standing and look_of(one) != look_of(before.of.get(uid))
    ]


def look_of(standing):
    return standing and (standing.version, standing.problem, standing.host and standing.host.uid)


def address_of(plan, goal, shown) -> str:
    """The screen, at this goal; at its end when no goal waits any more."""
    address = reverse("actionplans:carry_over", args=[plan.city.slug, plan.slug])
    query = "?toon=open" if shown == "open" else ""
    return f"{address}{query}#{f'doel-{goal.uid}' if goal else 'klaar'}"
