"""From a practice to a goal or action in one's own plan, in two steps."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from actionplans.drafting import RowGoneError, find_row
from actionplans.editions import draft_of
from actionplans.views.doors import plan_to_edit
from actionplans.views.editor import place_of
from actionplans.views.rows import suggested
from actionplans.writing import CannotChangeError
from cities.permissions import require, signed_in

from ..forms.plans import (
    ACTION,
    GOAL,
    ActionFromPracticeForm,
    ChooseChapterForm,
    GoalFromPracticeForm,
)
from ..models import Practice
from ..planlinks import taking_over

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK = (
    "Alleen wie aan het plan van een stad werkt, kan een praktijk overnemen. "
    "Vraag het aan de coördinator van je stad."
)


@signed_in
@require_http_methods(MAY_TYPE)
def take_over(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1: which plan, which chapter, and as what."""
    practice = practice_to_take_over(request.user, slug)
    chapters = taking_over.chapters_to_choose(request.user)
    posted = request.POST if request.method == "POST" else None
    suggested = taking_over.chapter_to_suggest(practice, chapters)
    form = ChooseChapterForm(posted, chapters=chapters, suggested=suggested)
    if form.is_valid():
        chapter = form.chosen
        plan = chapter.edition.plan
        names = [practice.slug, plan.city.slug, plan.slug, chapter.uid]
        kind = form.cleaned_data["kind"]
        return redirect(reverse("practices:take_over_row", args=names) + f"?als={kind}")
    context = {"practice": practice, "form": form, **about(chapters)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "practices/plans/choose.html", context, status=status)


def about(chapters) -> dict:
    """Whether there is something to choose, and whether all of it is of plans that are over."""
    plans = {chapter.edition.plan for chapter in chapters}
    return {
        "chapters": chapters,
        "past_plans": plans if plans and all(plan.is_past for plan in plans) else (),
    }


@signed_in
@require_http_methods(MAY_TYPE)
def take_over_row(
    request: HttpRequest, slug: str, city: str, plan: str, chapter: UUID
) -> HttpResponse:
    """Step 2: in which words."""
    practice = practice_to_take_over(request.user, slug)
    found = plan_to_edit(request.user, city, plan)
    home = chapter_or_404(found, chapter)
    kind = ACTION if request.GET.get("als") == ACTION else GOAL
    form = row_form(practice, home, kind, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            return save(request, practice, found, home, kind, form)
        except (RowGoneError, CannotChangeError) as error:
            form.add_error(None, str(error))
    context = {"practice": practice, "plan": found, "chapter": home, "kind": kind, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "practices/plans/wording.html", context, status=status)


def row_form(practice, chapter, kind, posted):
    if kind == GOAL:
        home = {"chapter": str(chapter.uid)}
        number = suggested(chapter.edition, "goal", home)["code"]
        words = {"code": number, **taking_over.suggested_goal(practice)}
        return GoalFromPracticeForm(posted, initial=words)
    goals = taking_over.goals_of(chapter)
    words = taking_over.suggested_action(practice)
    return ActionFromPracticeForm(posted, goals=goals, initial=words)


def save(request, practice, plan, chapter, kind, form) -> HttpResponse:
    values, uid = form.values(), form.cleaned_data["uid"]
    if kind == GOAL:
        values["chapter"] = str(chapter.uid)
    uid = taking_over.take_over(practice, plan, kind, values, uid=uid, by=request.user)
    words = "Het staat in je ontwerp. Bij de praktijk komt je stad te staan zodra je publiceert."
    messages.success(request, words)
    return redirect(place_of(plan, kind, find_row(draft_of(plan), kind, uid)))


def practice_to_take_over(user, slug) -> Practice:
    """Only what stands in the list today; the right comes after what exists."""
    practices = Practice.objects.listed().select_related("city", "published_version")
    practice = get_object_or_404(practices, slug=slug)
    require(taking_over.writes_somewhere(user), ASK)
    return practice


def chapter_or_404(plan, uid):
    try:
        return find_row(draft_of(plan), "chapter", uid)
    except RowGoneError as gone:
        raise Http404("Dit hoofdstuk staat niet meer in het ontwerp.") from gone
