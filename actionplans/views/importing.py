"""A document comes in: upload, look through what was understood, then into the draft."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from cities.permissions import signed_in

from .. import importing
from ..documents.errors import ImportLimits, UnreadableDocument
from ..documents.plan_document import PlanDocument
from ..documents.word import read_docx
from ..drafting import CannotChangeError
from ..editions import draft_of
from ..forms import ImportChoiceForm, UploadForm
from ..models import ImportProposal
from .doors import plan_to_edit


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        # Not one byte more than is needed to know that it is too large.
        data = file.read(ImportLimits.FILE_BYTES + 1)
        try:
            document = read_docx(data)
        except UnreadableDocument as error:
            form.add_error("file", str(error))
        else:
            proposal = importing.propose(
                found, document, data=data, file_name=file.name, by=request.user
            )
            return redirect("actionplans:import_review", city, plan, proposal.uid)
    waiting = found.imports.filter(state=ImportProposal.State.WAITING)
    context = {"plan": found, "form": form, "waiting": waiting}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/editor/upload.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    proposal = get_object_or_404(found.imports, uid=uid)
    is_sent = request.method == "POST"
    is_waiting = proposal.state == ImportProposal.State.WAITING
    must_choose = is_waiting and importing.has_rows(draft_of(found))
    form = ImportChoiceForm(request.POST if is_sent else None) if must_choose else None
    if is_sent and (form is None or form.is_valid()):
        target = take_over(request, found, proposal, form)
        if target:
            return redirect(target.get_editor_url())
        if form is None:
            return redirect(request.path)
    return review_page(request, found, proposal, form)


def review_page(request, plan, proposal, form) -> HttpResponse:
    document = PlanDocument.from_dict(proposal.document)
    years = document.period()
    context = {
        "plan": plan,
        "proposal": proposal,
        "document": document,
        "other_years": years if years != (plan.period_from, plan.period_until) else None,
        "form": form,
        "is_waiting": proposal.state == ImportProposal.State.WAITING,
    }
    status = 422 if form is not None and form.errors else 200
    return TemplateResponse(request, "actionplans/editor/review.html", context, status=status)


def take_over(request, plan, proposal, form):
    """Accept the document; returns the plan it went into, or None with the reason on the page."""
    way = form.cleaned_data["way"] if form else None
    try:
        with transaction.atomic():
            target = plan
            if way == ImportChoiceForm.Way.NEW_PLAN:
                target = form.make(city=plan.city, by=request.user)
            if target:
                replace = way == ImportChoiceForm.Way.REPLACE
                importing.accept(proposal, by=request.user, into=target, replace=replace)
    except importing.DraftHoldsRowsError:
        messages.warning(request, "Er staat intussen al iets in het ontwerp. Kies wat je wilt.")
        return None
    except CannotChangeError as error:
        messages.error(request, str(error))
        return plan
    if target:
        messages.success(request, "Het document staat in je ontwerp. Nog niets is gepubliceerd.")
    return target


@signed_in
@require_POST
def drop(request: HttpRequest, city: str, plan: str, uid) -> HttpResponse:
    found = plan_to_edit(request.user, city, plan)
    if importing.drop(get_object_or_404(found.imports, uid=uid)):
        messages.info(request, "Het document is weggelegd. Er kwam niets van in je ontwerp.")
    else:
        messages.error(request, "Dit document is al overgenomen of weggelegd.")
    return redirect("actionplans:import", city, plan)
