"""From a goal or action in one's own plan to a fiche."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from actionplans.models import Edition
from actionplans.views.editor import place_of
from cities.permissions import require, signed_in

from ..planlinks import sharing

ASK = "Alleen wie aan het plan van {city} werkt, kan er een praktijk van maken."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Asked once: looking makes nothing."""
    row = sharing.find_shared_row(kind, uid, request.user)
    require(sharing.can_share(row, request.user), ASK.format(city=row.edition.plan.city))
    if request.method != "POST":
        return confirm_page(request, row, kind)
    practice, is_new = sharing.share(row, kind, by=request.user)
    if is_new:
        words = "Je fiche staat klaar. Wat het plan al vertelt, is ingevuld; vul de rest aan."
        messages.success(request, words)
    else:
        messages.info(request, "Hiervan bestaat al een fiche. Hier is ze.")
    return redirect("practices:fiche", practice.code)


def confirm_page(request, row, kind) -> HttpResponse:
    context = {
        "kind": kind,
        "words": row.title if kind == "goal" else row.text,
        "plan": row.edition.plan,
        "existing": sharing.shared_practice(row.uid),
        "back": address_of(row, kind),
    }
    return TemplateResponse(request, "practices/plans/share_confirm.html", context)


def address_of(row, kind) -> str:
    """Where it stands: in the editor while it is in the draft, else on the page of the plan."""
    plan = row.edition.plan
    is_draft = row.edition.state == Edition.State.DRAFT
    return place_of(plan, kind, row) if is_draft else plan.get_absolute_url()
