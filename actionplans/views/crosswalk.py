"""On which commitments a plan's own chapters and goals work.

Two pages: the chapters of the plan, and the goals of one chapter. The city sees them; who edits the
draft changes them.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_edit_draft, signed_in

from .. import crosswalk_editing
from ..crosswalk import follows_the_ten, goals_per_commitment, own_choices, segments, unmapped_goals
from ..drafting import CannotChangeError, RowGoneError
from ..editions import draft_of
from ..forms.crosswalk import PER_PAGE, CrosswalkForm
from ..models import Commitment
from ..rows import Tree
from .doors import plan_to_edit, plan_to_read
from .rows import find_row

MAY_TYPE = ["GET", "HEAD", "POST"]


@signed_in
@require_http_methods(MAY_TYPE)
def crosswalk(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    find_plan = plan_to_edit if request.method == "POST" else plan_to_read
    found = find_plan(request.user, city, plan)
    tree = Tree(draft_of(found))
    saved, form, status = answer(request, found, tree, kind="chapter", rows=tree.chapters)
    if saved:
        return saved
    context = page_context(request, found, tree, rows=tree.chapters, form=form)
    context |= both_directions(tree)
    return TemplateResponse(request, "actionplans/editor/crosswalk.html", context, status=status)


@signed_in
@require_http_methods(MAY_TYPE)
def crosswalk_chapter(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    find_plan = plan_to_edit if request.method == "POST" else plan_to_read
    found = find_plan(request.user, city, plan)
    tree = Tree(draft_of(found))
    chapter = tree.find("chapter", uid)
    if chapter is None:
        return chapter_gone(request, found, tree, uid)
    saved, form, status = answer(request, found, tree, kind="goal", rows=chapter.goal_list)
    if saved:
        return saved
    context = page_context(request, found, tree, rows=chapter.goal_list, form=form)
    context["chapter"] = chapter
    name = "actionplans/editor/crosswalk_chapter.html"
    return TemplateResponse(request, name, context, status=status)


def chapter_gone(request, plan, tree, uid) -> HttpResponse:
    """A colleague took the chapter away while somebody ticked: what was ticked is told."""
    try:
        find_row(tree.edition, "chapter", uid)
    except RowGoneError as gone:
        if request.method != "POST":
            raise Http404("Dit hoofdstuk staat niet meer in het ontwerp.") from gone
        context = {"plan": plan, "gone": gone, "typed": ticked_in_vain(request, plan)}
        context["body"] = "actionplans/editor/row_gone_body.html"
        return TemplateResponse(request, "actionplans/editor/row_gone.html", context, status=409)


def ticked_in_vain(request, plan) -> list[tuple[str, str]]:
    form = CrosswalkForm(request.POST, rows=[], commitments=[])
    try:
        asked = crosswalk_editing.asked_in_vain(plan, "goal", form.wishes())
    except CannotChangeError:
        return []
    return [
        (one.name, f"verbintenis {', '.join(map(str, one.numbers)) or 'geen'}") for one in asked
    ]


# --- what the two pages share --------------------------------------------------------------------
def answer(request, plan, tree, *, kind, rows):
    """(redirect after a save or None, the form to show, its status)."""
    commitments = list(Commitment.objects.all())
    if request.method != "POST":
        shown = list(page_of(request, rows))
        return None, CrosswalkForm(rows=shown, commitments=commitments), 200
    # A goal that a colleague moved to another chapter meanwhile is still the same goal.
    known = tree.chapters if kind == "chapter" else tree.goals
    form = CrosswalkForm(request.POST, rows=known, commitments=commitments)
    try:
        if form.is_valid():
            deed = crosswalk_editing.save(plan, kind, form.wishes(), by=request.user)
            messages.success(request, "Bewaard." if deed else "Er was niets gewijzigd.")
            return redirect(request.get_full_path()), None, 302
    except crosswalk_editing.StaleCrosswalkError as stale:
        left = [row for row in known if row.uid in stale.merged]
        return None, CrosswalkForm(rows=left, commitments=commitments, stale=stale), 409
    except CannotChangeError as error:
        form.add_error(None, str(error))
    return None, form, 422


def page_of(request, rows):
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))


def page_context(request, plan, tree, *, rows, form) -> dict:
    return {
        "plan": plan,
        "draft": tree.edition,
        "tree": tree,
        "form": form,
        "page_obj": page_of(request, rows),
        "commitments": list(Commitment.objects.all()),
        "can_edit": can_edit_draft(request.user, plan.city),
        "follows_the_ten": follows_the_ten(tree),
    }


def both_directions(tree) -> dict:
    """From the commitments back to the goals, and the goals that lead to none."""
    for chapter in tree.chapters:
        chapter.own_choices = own_choices(chapter)
    commitments = list(Commitment.objects.all())
    goals = goals_per_commitment(tree)
    return {
        "by_commitment": [(entry, goals[entry.number]) for entry in commitments],
        "segments": segments(
            {number: len(found) for number, found in goals.items()},
            {entry.number: entry.short_nl for entry in commitments},
            url=lambda number: f"#verbintenis-{number}",
        ),
        "unmapped": unmapped_goals(tree),
    }
