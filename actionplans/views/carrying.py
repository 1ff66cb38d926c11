"""From a plan that ends to the next one: start, decide goal by goal, look through, make it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from cities.permissions import can_publish, require, signed_in

from ..carrying import passage as carrying
from ..carrying.choices import ENDS, Choices, Decision
from ..drafting import CannotChangeError
from ..editions import current_edition, draft_of, has_unpublished_changes
from ..forms.carrying import DECISIONS, NextPlanForm
from ..models import Plan
from ..plans import PlanExistsError
from ..rows import Tree
from .doors import plan_to_read

MAY_TYPE = ["GET", "HEAD", "POST"]
ONLY_COORDINATOR = "Alleen de coördinator van de stad kan een volgend plan maken."
OVER = (carrying.CarriedOverError, carrying.NotUnderWayError)


@signed_in
@require_http_methods(MAY_TYPE)
def carry_over(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """The start form; once begun, all goals of the plan on one screen."""
    found = plan_to_carry(request.user, city, plan)
    going = carrying.under_way(found)
    if going is None:
        return start_page(request, found)
    if request.method == "POST":
        messages.info(request, "De overgang loopt al: je gaat hier verder.")
        return redirect(request.path)
    choices = Choices(going)
    context = {
        "plan": found,
        "carry_over": going,
        "choices": choices,
        "news": choices.news(),
        "only_open": request.GET.get("toon") == "open",
        "decisions": DECISIONS,
    }
    return TemplateResponse(request, "actionplans/carrying/screen.html", context)


@signed_in
@require_POST
def carry_over_rest(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """The same for all that wait: they go on, or they are finished as was told; per chapter too."""
    found = plan_to_carry(request.user, city, plan)
    going = carrying.under_way(found)
    if going is None:
        return to_start(found)
    decision, chapter = (request.POST.get(name, "") for name in ("decision", "chapter"))
    uids = Choices(going).in_one_press(decision, chapter=chapter)
    try:
        count = uids and carrying.choose_many(going, decision=decision, uids=uids, by=request.user)
    except OVER as error:
        return over(request, found, error)
    tell_rest(request, count or 0, decision)
    if request.POST.get("back") == "nakijken":
        return redirect("actionplans:carry_over_review", city, plan)
    return to_start(found)


@signed_in
@require_http_methods(MAY_TYPE)
def carry_over_review(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """What the next plan will hold and what ends; a POST makes it."""
    found = plan_to_carry(request.user, city, plan)
    going = carrying.under_way(found)
    if request.method != "POST":
        return review_page(request, found, going) if going else to_start(found)
    try:
        if going is None:
            carrying.check_not_carried(found)
            raise carrying.NotUnderWayError
        made = carrying.finish(going, by=request.user, seen=request.POST.get("seen", ""))
    except OVER as error:
        return over(request, found, error)
    except (carrying.CannotFinishError, CannotChangeError, PlanExistsError) as error:
        return review_page(request, found, going, error=error)
    messages.success(request, f"{made} staat klaar als ontwerp. Nog niets is gepubliceerd.")
    return redirect(made.get_editor_url())


@signed_in
@require_http_methods(MAY_TYPE)
def carry_over_drop(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_carry(request.user, city, plan)
    going = carrying.under_way(found)
    if going is None:
        return to_start(found)
    if request.method != "POST":
        context = {"plan": found, "carry_over": going, "n_chosen": going.choices.count()}
        return TemplateResponse(request, "actionplans/carrying/drop.html", context)
    try:
        carrying.drop(going)
    except OVER as error:
        return over(request, found, error)
    messages.success(request, "De overgang is weggegooid. Aan je plan veranderde niets.")
    return redirect(found.get_editor_url())


# --- what the views share ---------------------------------------------------------------------
def plan_to_carry(user, city: str, plan: str) -> Plan:
    found = plan_to_read(user, city, plan)
    require(can_publish(user, found.city), ONLY_COORDINATOR)
    return found


def to_start(plan) -> HttpResponse:
    return redirect("actionplans:carry_over", plan.city.slug, plan.slug)


def over(request, plan, error) -> HttpResponse:
    """Somebody finished or dropped the passage meanwhile: say so, with the way to the plan."""
    messages.warning(request, over_words(error))
    return to_start(plan)


def over_words(error):
    made = getattr(error, "plan", None)
    link = '{} <a href="{}">Naar dat plan</a>'
    return format_html(link, str(error), made.get_editor_url()) if made else str(error)


def start_page(request, plan) -> HttpResponse:
    is_sent = request.method == "POST"
    try:
        carrying.check_not_carried(plan)
        form = NextPlanForm(request.POST if is_sent else None, plan=plan)
        if form.is_valid() and form.begin(by=request.user):
            return redirect(request.path)
    except carrying.CarriedOverError as error:
        context = {"plan": plan, "made": error.plan}
        return TemplateResponse(request, "actionplans/carrying/done.html", context)
    tree, current = Tree(draft_of(plan)), current_edition(plan)
    context = {
        "plan": plan,
        "form": form,
        "current": current,
        "has_goals": current is not None or tree.goals,
        "is_ahead": current is not None and has_unpublished_changes(tree, current),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/carrying/start.html", context, status=status)


def review_page(request, plan, going, *, error=None) -> HttpResponse:
    following, fingerprint = carrying.prepare(going)
    choices = following.choices
    context = {
        "plan": plan,
        "carry_over": going,
        "following": following,
        "n_goals": following.count("goal"),
        "n_actions": following.count("action"),
        "choices": choices,
        "news": choices.news(),
        "seen": fingerprint,
        "error": error,
        "standing_plan": getattr(error, "plan", None),
        "ended": [one for one in choices.standings if one.is_decided and one.decision in ENDS],
    }
    status = 200 if error is None else 422 if choices.waiting else 409
    return TemplateResponse(request, "actionplans/carrying/review.html", context, status=status)


def tell_rest(request, count, decision) -> None:
    if not count:
        messages.info(request, "Er was niets meer te beslissen.")
        return
    doing = "afgerond" if decision == Decision.FINISHED else "gaat verder"
    several = "afgerond" if decision == Decision.FINISHED else "gaan verder"
    words = f"1 doel {doing}." if count == 1 else f"{count} doelen {several}."
    messages.success(request, f"{words} Je kunt elke keuze nog wijzigen.")
