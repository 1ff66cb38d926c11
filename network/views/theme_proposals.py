"""Putting a year theme forward: cities for themselves, and VVSG."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import (
    NO_MEMBER,
    acting_cities_of,
    acts_in_network,
    can_change_proposal,
    can_moderate,
    can_read_for_members,
    can_work_for,
    public,
    require,
    require_acting,
    signed_in,
)

from ..forms.themes import ProposalForm, WithdrawForm
from ..models import ThemeProposal, YearTheme
from ..themes import proposals as rules
from ..themes.belonging import LISTS, reach, reach_of

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK_A_CITY = "Alleen wie voor een stad werkt, en VVSG, stellen een jaarthema voor."
ASK_THE_OWNER = "Alleen {owner} en VVSG wijzigen dit voorstel. Vraag het aan je collega's daar."
LOOK = "bekijk"


@public
@require_safe
def theme_proposal(request: HttpRequest, uid) -> HttpResponse:
    found = _proposal_or_404(uid)
    context = {
        "proposal": found,
        "reach": reach_of(found),
        "ballot": rules.ballot_of(found),
        "theme": YearTheme.objects.filter(proposal=found).first(),
        "is_fixed": bool(rules.why_fixed(found)),
        "can_change": can_change_proposal(request.user, found.city),
        "is_member": can_read_for_members(request.user),
    }
    return TemplateResponse(request, "network/themes/proposal.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def theme_propose(request: HttpRequest) -> HttpResponse:
    cities = _proposers(request.user)
    form = ProposalForm(request.POST if request.method == "POST" else None, cities=cities)
    if not form.is_valid() or LOOK in request.POST:
        return _form_page(request, form)
    try:
        made = rules.propose(**form.proposal, by=request.user)
    except rules.UsedFormError as error:
        typed = form.data.copy()
        typed["uid"] = uuid.uuid4()
        return _form_page(request, ProposalForm(typed, cities=cities), refusal=error)
    messages.success(request, f"“{made}” staat bij de voorstellen voor {made.year}.")
    return redirect("network:theme_proposal", made.uid)


@signed_in
@require_http_methods(MAY_TYPE)
def theme_proposal_change(request: HttpRequest, uid) -> HttpResponse:
    found = _to_change(request, uid)
    form = ProposalForm(request.POST if request.method == "POST" else None, cities=(), of=found)
    if not form.is_valid() or LOOK in request.POST:
        return _form_page(request, form, proposal=found)
    try:
        rules.change(found, values=form.values, terms=form.terms, seen=form.seen)
    except (rules.ProposalRefusedError, rules.StaleProposalError) as error:
        now = _proposal_or_404(uid)
        return _form_page(request, form.again(now), proposal=now, stale=error)
    messages.success(request, "Het voorstel is bewaard.")
    return redirect("network:theme_proposal", uid)


@signed_in
@require_http_methods(MAY_TYPE)
def theme_proposal_withdraw(request: HttpRequest, uid) -> HttpResponse:
    found = _to_change(request, uid)
    form = WithdrawForm(request.POST or None, initial={"version": found.version})
    if not form.is_valid():
        return _withdraw_page(request, found, status=422 if request.method == "POST" else 200)
    try:
        rules.withdraw(found, seen=form.cleaned_data["version"], by=request.user)
    except (rules.ProposalRefusedError, rules.StaleProposalError) as error:
        return _withdraw_page(request, _proposal_or_404(uid), stale=error, status=409)
    messages.success(request, f"“{found}” is ingetrokken.")
    return redirect("network:themes")


def _proposers(user):
    """VVSG comes first for who moderates; then the member cities that somebody works for."""
    own = [None] if can_moderate(user) else []
    found = [*own, *(acting_cities_of(user) if own else require_acting(user))]
    require(bool(found), ASK_A_CITY)
    return found


def _proposal_or_404(uid):
    found = ThemeProposal.objects.select_related("city", "by").prefetch_related(*LISTS)
    return get_object_or_404(found, uid=uid)


def _to_change(request, uid):
    found = _proposal_or_404(uid)
    owner = found.city or "VVSG"
    if can_work_for(request.user, found.city) and not can_moderate(request.user):
        require(acts_in_network(found.city), NO_MEMBER.format(owner))
    require(can_change_proposal(request.user, found.city), ASK_THE_OWNER.format(owner=owner))
    return found


def _form_page(request, form, *, proposal=None, stale=None, refusal=None) -> HttpResponse:
    is_late = bool(stale or refusal)
    is_look = form.is_bound and not form.errors and not is_late
    context = {
        "form": form,
        "proposal": proposal,
        "fixed": rules.why_fixed(proposal) if proposal else "",
        "stale": stale,
        "refusal": refusal,
        "reach": reach(form.chosen) if is_look else None,
    }
    status = 409 if is_late else 422 if form.errors else 200
    return TemplateResponse(request, "network/themes/proposal_form.html", context, status=status)


def _withdraw_page(request, proposal, *, stale=None, status=200) -> HttpResponse:
    context = {"proposal": proposal, "fixed": rules.why_fixed(proposal), "stale": stale}
    template = "network/themes/proposal_withdraw.html"
    return TemplateResponse(request, template, context, status=status)
