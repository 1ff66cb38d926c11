"""A city asks partners about one goal, and decides on what they answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import signed_in

from ..forms import PartnerDecisionForm, PartnerQuestionForm
from ..forms.partners import decision_initial
from ..models import PartnerAnswer
from ..partners import answers as partner_answers
from ..partners import questions as partners
from ..partners.overview import (
    chapters_to_ask_about,
    goal_as_published,
    overview,
    partners_of,
    was_published,
)
from ..progress.entries import (
    RoundIsClosedError,
    StaleProgressError,
    UnknownSubjectError,
    latest_entry,
)
from ..progress.telling import UnclearProgressError
from .doors import plan_to_edit
from .rows import posted

PER_PAGE = 20


# --- asking --------------------------------------------------------------------------------------
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_ask(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    goal = partners.goal_to_ask_about(found, uid)
    if goal is None:
        return goal_gone(request, found, uid)
    names = partners_of(goal)
    chosen = [name for name in names if name == request.GET.get("naam")]
    form = PartnerQuestionForm(posted(request), partners=names, name="".join(chosen[:1]))
    if form.is_valid() and send(request, found, uid, form):
        return redirect("actionplans:partner_questions", city, plan)
    context = {"plan": found, "goal": goal, "form": form, "names": names, "days": partners.DAYS}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/partners/ask.html", context, status=status)


def send(request, plan, uid, form) -> bool:
    """Whether the question is on its way; if not, the form says why."""
    now = partner_answers.open_round_of(plan)
    try:
        asked = partners.ask(plan, uid, **form.cleaned_data, round=now, by=request.user)
    except partners.PartnerError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, f"Je vraag aan {asked.name} is onderweg.")
    return True


def goal_gone(request, plan, uid) -> HttpResponse:
    """A new edition left the goal out while somebody typed: the words are given back."""
    if request.method != "POST" or not was_published(plan, uid):
        raise Http404("Dit doel staat niet in het gepubliceerde plan.")
    form = PartnerQuestionForm(request.POST)
    typed = [(box.label, box.value() or "") for box in form]
    context = {"plan": plan, "typed": typed}
    return TemplateResponse(request, "actionplans/partners/goal_gone.html", context, status=409)


@signed_in
@require_safe
def partner_questions(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    questions = overview(found)
    context = {
        "plan": found,
        "chapters": chapters_to_ask_about(found),
        "waiting": questions["waiting"],
        "open": questions["open"],
        "page_obj": Paginator(questions["earlier"], PER_PAGE).get_page(request.GET.get("page")),
    }
    return TemplateResponse(request, "actionplans/partners/questions.html", context)


@signed_in
@require_POST
def partner_resend(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    question = get_object_or_404(found.partner_questions, uid=uid)
    try:
        if partners.resend(question, by=request.user):
            messages.success(request, f"De vraag aan {question.name} is opnieuw onderweg.")
        else:
            messages.info(request, f"De vraag aan {question.name} ging net al de deur uit.")
    except partners.PartnerError as error:
        messages.error(request, str(error))
    return redirect("actionplans:partner_questions", city, plan)


@signed_in
@require_POST
def partner_revoke(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    question = get_object_or_404(found.partner_questions, uid=uid)
    try:
        partners.revoke(question, by=request.user)
        messages.success(request, f"De link van {question.name} werkt niet meer.")
    except partners.PartnerError as error:
        messages.error(request, str(error))
    return redirect("actionplans:partner_questions", city, plan)


# --- deciding ------------------------------------------------------------------------------------
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def partner_decide(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    answer = answer_or_404(plan_to_edit(request.user, city, plan), uid)
    form = PartnerDecisionForm(request.POST) if request.method == "POST" else None
    if form is None:
        last = latest_entry(answer.question.plan, answer.question.subject)
        form = PartnerDecisionForm(initial=decision_initial(answer, last))
    if form.is_valid():
        return take_over(request, answer, form)
    return decision_page(request, answer, form, status=422 if form.is_bound else 200)


def take_over(request, answer, form) -> HttpResponse:
    try:
        partner_answers.accept(answer, values=form.values(), seen=form.has_seen, by=request.user)
    except UnclearProgressError as error:
        form.tell(error.errors)
        return decision_page(request, answer, form, status=422)
    except (RoundIsClosedError, UnknownSubjectError) as error:
        form.add_error(None, str(error))
        return decision_page(request, answer, form, status=422)
    except partners.TooLateError as error:
        messages.error(request, str(error))
        return decision_page(request, answer, form, status=409)
    except StaleProgressError as error:
        # Pressing again means: I read what the colleague told, and still tell this.
        again = {**form.cleaned_data, "seen": error.latest.number}
        return decision_page(request, answer, PartnerDecisionForm(initial=again), status=409)
    messages.success(request, "Het antwoord staat nu bij de voortgang van het doel.")
    return redirect("actionplans:partner_questions", *place_of(answer))


def decision_page(request, answer, form, *, status) -> HttpResponse:
    question = answer.question
    answer = answer_or_404(question.plan, question.uid)
    context = {
        "plan": question.plan,
        "question": question,
        "answer": answer,
        "is_waiting": answer.outcome == PartnerAnswer.Outcome.WAITING,
        "is_overtaken": status == 409,
        "goal": goal_as_published(question.plan, question.subject),
        "last": latest_entry(question.plan, question.subject),
        "form": form,
    }
    return TemplateResponse(request, "actionplans/partners/decide.html", context, status=status)


@signed_in
@require_POST
def partner_decline(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    answer = answer_or_404(plan_to_edit(request.user, city, plan), uid)
    try:
        partner_answers.decline(answer, by=request.user)
        messages.success(request, f"Het antwoord van {answer.question.name} ligt opzij.")
    except partners.TooLateError as error:
        messages.error(request, str(error))
    return redirect("actionplans:partner_questions", city, plan)


def answer_or_404(plan, uid) -> PartnerAnswer:
    answers = PartnerAnswer.objects.select_related("question__asked_by", "decided_by", "entry")
    answer = get_object_or_404(answers, question__plan=plan, question__uid=uid)
    answer.question.plan = plan
    return answer


def place_of(answer) -> tuple[str, str]:
    plan = answer.question.plan
    return plan.city.slug, plan.slug
