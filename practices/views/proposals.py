"""Somebody proposes a change, a photo, an update or a remark at a practice that is online."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cities.permissions import require

from ..access import owns, visible_for
from ..fiche.difference import field_differences
from ..forms.images import ImageUploadForm
from ..forms.proposals import ProposalForm
from ..models import ChangeProposal, Practice
from ..proposing.starting import NOT_ONLINE, StaleProposalError, open_proposal, save, start
from ..proposing.stewards import is_steward
from ..proposing.texts import kind_of_part, proposed_of
from ..proposing.windows import ClashError, save_from
from ..submitters.session import person_of
from ..transitions import RefusedError
from .doors import for_authors

Kind = ChangeProposal.Kind
WORDS = {
    "wijziging": Kind.CHANGE,
    "foto": Kind.PHOTO,
    "update": Kind.UPDATE,
    "opmerking": Kind.REMARK,
}
YOURS_ONLY = "Alleen wie dit voorstel deed, of een collega die voor die stad schrijft, wijzigt het."
NOTHING_YET = "Je wijzigde nog niets."


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_start(request: HttpRequest, slug: str, word: str) -> HttpResponse:
    """GET shows the form and makes nothing; who has a proposal open goes on with it."""
    person = person_of(request)
    visible = visible_for(Practice.objects, person).select_related("published_version", "city")
    practice = get_object_or_404(visible, slug=slug)
    if word not in WORDS:
        raise Http404("Deze soort voorstel bestaat niet.")
    if practice.state not in Practice.OPEN_TO_PROPOSALS:
        messages.info(request, NOT_ONLINE)
        return redirect(practice)
    kind = WORDS[word]
    found = open_proposal(practice, kind=kind, by=person)
    if found is not None and request.method != "POST":
        return redirect("practices:proposal_edit", found.uid)
    empty = ChangeProposal(practice=practice, kind=kind, base_version=practice.published_version)
    return answered(request, found or empty)


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_edit(request: HttpRequest, uid) -> HttpResponse:
    proposal = proposal_to_change(request, uid)
    if proposal.state not in ChangeProposal.OPEN and request.method != "POST":
        return redirect("practices:proposal", uid)
    return answered(request, proposal)


def proposal_or_404(request, uid) -> ChangeProposal:
    found = visible_for(ChangeProposal.objects, person_of(request)).select_related(
        *("practice__published_version", "practice__city", "practice__merged_into", "city"),
        *("author__user", "submitter", "base_version", "base_section_version"),
    )
    return get_object_or_404(found, uid=uid)


def proposal_to_change(request, uid) -> ChangeProposal:
    proposal = proposal_or_404(request, uid)
    require(owns(proposal, person_of(request)), YOURS_ONLY)
    return proposal


def answered(request, proposal) -> HttpResponse:
    is_post = request.method == "POST"
    if proposal.kind == Kind.PHOTO:
        given = (request.POST, request.FILES) if is_post else ()
        form = ImageUploadForm(*given, must_be_complete=True)
    else:
        form = ProposalForm(request.POST if is_post else None, proposal=proposal)
    if not is_post:
        return form_page(request, proposal, form, status=200)
    if not form.is_valid():
        return form_page(request, proposal, form, status=422)
    return saved(request, proposal, form)


def saved(request, proposal, form) -> HttpResponse:
    try:
        with transaction.atomic():
            kept = keep(proposal, form, by=person_of(request), uid=uid_in(request.POST))
    except ClashError as clash:
        return clash_page(request, proposal, clash)
    except (RefusedError, StaleProposalError) as error:
        form.add_error(None, str(error))
        return form_page(request, proposal, form, status=422)
    messages.success(request, f"Bewaard om {timezone.localtime():%H:%M}.")
    return redirect("practices:proposal", kept.uid)


def keep(proposal, form, *, by, uid):
    """The proposal with what was typed; RefusedError when there is nothing to keep."""
    kept = proposal if proposal.pk else start(proposal.practice, kind=proposal.kind, by=by)
    if kept.kind == Kind.PHOTO:
        return keep_photo(kept, form, by=by, uid=uid)
    told = form.cleaned_data
    save_from(kept, form.typed(), text=told["text"], seal=told["seal"], by=by)
    if not (kept.values or kept.text):
        raise RefusedError(NOTHING_YET)
    return kept


def keep_photo(proposal, form, *, by, uid):
    """One photo more; the same form sent twice is one photo."""
    image = form.add_to(proposal.practice, by=by, proposal=proposal, uid=uid)
    if image is None:
        raise RefusedError("De foto is niet bewaard.")
    shown = proposed_of(proposal)["images"]
    if str(image.uid) not in {entry["uid"] for entry in shown}:
        shown = [*shown, form.entry_for(image)]
        save(proposal, {"images": shown}, by=by, seen=proposal.number)
    return proposal


def uid_in(posted) -> UUID:
    """The key of this form; a page that has none makes a photo each time."""
    try:
        return UUID(posted.get("uid", ""))
    except ValueError:
        return uuid4()


def clash_page(request, proposal, clash) -> HttpResponse:
    """The form with what was typed here, beside what was saved elsewhere."""
    form = ProposalForm(proposal=clash.proposal, values=clash.merged)
    part = kind_of_part(proposal)
    theirs, mine = (
        {path.rpartition(".")[2]: told[side] for path, told in clash.conflicts.items()}
        for side in ("theirs", "mine")
    )
    told = field_differences(part, theirs, mine)
    return form_page(request, clash.proposal, form, status=409, clash=told)


def form_page(request, proposal, form, *, status, clash=None) -> HttpResponse:
    context = {
        "practice": proposal.practice,
        "proposal": proposal,
        "is_new": proposal.pk is None,
        "is_waiting": proposal.state == ChangeProposal.State.SUBMITTED,
        "kind": proposal.kind,
        "form": form,
        "groups": form.groups() if hasattr(form, "groups") else [],
        "clash": clash,
        "uid": request.POST.get("uid") or uuid4(),
        "is_steward": proposal.kind == Kind.CHANGE and is_steward(proposal.practice, request.user),
    }
    template = "photo" if proposal.kind == Kind.PHOTO else "edit"
    return TemplateResponse(request, f"practices/proposals/{template}.html", context, status=status)
