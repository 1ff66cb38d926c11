"""Looking at the draft as visitors will see it, publishing it, and taking an edition back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import signed_in

from .. import editions
from ..archive import checksum_of, content_of
from ..differences.page import draft_story
from ..forms import PublishForm, WithdrawForm
from ..plan_check import points
from ..reading import plan_page_context
from ..rows import Tree
from .doors import plan_to_publish, plan_to_read


@signed_in
@require_safe
def preview(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_read(request.user, city, plan)
    context = plan_page_context(found, editions.draft_of(found))
    return TemplateResponse(request, "actionplans/editor/preview.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_publish(request.user, city, plan)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            edition = editions.publish(
                found,
                note=form.cleaned_data["note"],
                decision=form.decision(),
                seen=form.cleaned_data["seen"],
                by=request.user,
            )
        except editions.CannotPublishError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, online_message(found, edition))
            return redirect(found)
    return publish_page(request, found, form)


def publish_page(request, plan, form) -> HttpResponse:
    """The draft's checksum goes into the form: what is published is what was looked at."""
    tree = Tree(editions.draft_of(plan))
    current = editions.current_edition(plan)
    # Made once: of a long plan this is most of the work of this page.
    content = content_of(tree)
    seen = checksum_of(content)
    is_changed = editions.has_unpublished_changes(tree, current, content_sum=seen)
    context = {
        "plan": plan,
        "form": form,
        "tree": tree,
        "current": current,
        "next_number": current.number + 1 if current else 1,
        "is_changed": is_changed,
        "story": draft_story(plan, content, current) if current and is_changed else None,
        "seen": seen,
        "check": points(tree, may_publish=True),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/editor/publish.html", context, status=status)


def online_message(plan, edition):
    back = '{} <a href="{}">Terug naar het ontwerp</a>'
    return format_html(back, f"Editie {edition.number} staat online.", plan.get_editor_url())


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, city: str, plan: str, number: int) -> HttpResponse:
    found = plan_to_publish(request.user, city, plan)
    edition = get_object_or_404(
        found.editions.published().without_archive().select_related("plan__city"), number=number
    )
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if editions.withdraw(edition, reason=reason, by=request.user).reason == reason:
            messages.success(request, f"Editie {number} is ingetrokken; haar adres toont de reden.")
        else:
            messages.info(request, f"Editie {number} was al ingetrokken, met de reden hieronder.")
        return redirect(edition)
    context = {"plan": found, "edition": edition, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/editor/withdraw.html", context, status=status)
