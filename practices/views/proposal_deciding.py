"""A moderator brings a proposal online, field by field: choose, read what will happen, do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from cities.permissions import can_moderate, require, signed_in

from ..forms.proposal_deciding import ChoicesForm, KeysForm, MailForm
from ..forms.submission import OLD_PAGE
from ..models import ChangeProposal
from ..proposing.applying import ChoicesError, apply, checked
from ..proposing.online import MovedError
from ..proposing.texts import compared
from ..transitions import OvertakenError, RefusedError
from .proposal_pages import confirm_page, decide_page, moved_page, overtaken_page
from .queue import MODERATORS_ONLY

IN_A_MINUTE = "De mail vertrekt over een minuut; tot dan kan je dit ongedaan maken."


def proposal_to_review(user, uid) -> ChangeProposal:
    require(can_moderate(user), MODERATORS_ONLY)
    found = ChangeProposal.objects.visible_to(user).select_related(
        *("practice__published_version", "practice__city", "practice__merged_into", "city"),
        *("author__user", "submitter__city", "claimed_by", "base_version", "base_section_version"),
    )
    return get_object_or_404(found, uid=uid)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_decide(request: HttpRequest, uid) -> HttpResponse:
    """The first POST shows what would happen, with the mail; the second one does it."""
    proposal = proposal_to_review(request.user, uid)
    if proposal.state == ChangeProposal.State.DRAFT:
        # A moderator's own draft, or of her city: it is handed in first.
        return redirect("practices:proposal", uid)
    if request.method != "POST":
        return decide_page(request, proposal)
    form = ChoicesForm(request.POST, fields=compared(proposal))
    keys = KeysForm(request.POST)
    is_whole = form.is_valid()
    if not keys.is_valid():
        form.add_error(None, OLD_PAGE)
        return decide_page(request, proposal, form, status=422)
    if not is_whole or "back" in request.POST:
        return decide_page(request, proposal, form, status=422 if form.errors else 200)
    return decided(request, proposal, form, keys.cleaned_data)


def decided(request, proposal, form, keys) -> HttpResponse:
    """Everything that can be said against it is said before anything is written."""
    deed = keys.pop("deed")
    try:
        if "sure" in request.POST:
            return applied(request, proposal, form, keys, deed)
        outcome = checked(proposal, choices=form.choices(), **keys)
    except ChoicesError as error:
        form.tell(error.errors)
        return decide_page(request, proposal, form, status=422)
    except RefusedError as error:
        form.add_error(None, str(error))
        return decide_page(request, proposal, form, status=422)
    except MovedError as moved:
        return moved_page(request, moved.proposal, keys["published"])
    except OvertakenError as overtaken:
        return overtaken_page(request, overtaken.subject, keys)
    return confirm_page(request, proposal, outcome)


def applied(request, proposal, form, keys, deed) -> HttpResponse:
    mail = MailForm(request.POST)
    mail.is_valid()
    apply(
        proposal,
        by=request.user,
        choices=form.choices(),
        deed=deed,
        mail_body=mail.cleaned_data.get("mail_body", ""),
        **keys,
    )
    messages.success(request, f"{proposal.get_state_display()}. {IN_A_MINUTE}")
    return redirect("practices:proposal_decide", proposal.uid)
