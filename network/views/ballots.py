"""Votes on a year theme: opened and closed by VVSG, cast by the aldermen, read by everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from cities.models import City
from cities.permissions import (
    can_moderate,
    can_read_for_members,
    can_speak_for,
    public,
    require,
    signed_in,
)

from ..forms.ballots import BallotForm, CloseForm, VoteForm
from ..models import Ballot, Vote
from ..templatetags.themes import moment
from ..themes import ballots as rules
from ..themes.belonging import LISTS
from ..themes.counting import result_of, with_votes
from ..themes.current import current_theme
from ..themes.proposals import YEARS_AHEAD
from ..themes.seats import seats_in, state_of, whom_to_ask
from ..themes.voting import OvertakenError, VoteRefusedError, cast

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK_MODERATOR = "Alleen VVSG opent en sluit een stemming."


@public
@require_safe
def ballot(request: HttpRequest, year: int, number: int) -> HttpResponse:
    found = _ballot_or_404(year, number)
    result = _result_of(found)
    is_member = can_read_for_members(request.user)
    seats = seats_in(found, request.user) if is_member and result is None else []
    proposals = _proposals_of(found)
    context = {
        "ballot": found,
        "state": state_of(found, result),
        "result": result,
        "proposals": proposals,
        "seats": seats,
        "voted": sum(seat.has_voted for seat in seats),
        "own": [(seat, _vote_form(seat, proposals)) for seat in seats if seat.is_own],
        "is_member": is_member,
        "can_moderate": can_moderate(request.user),
        "can_go_on": result is not None and _has_no_theme(found),
    }
    return TemplateResponse(request, "network/themes/ballot.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def ballot_vote(request: HttpRequest, year: int, number: int, city: str) -> HttpResponse:
    found, voter = _ballot_or_404(year, number), get_object_or_404(City, slug=city)
    require(can_speak_for(request.user, voter), whom_to_ask(request.user, voter))
    data = request.POST if request.method == "POST" else None
    form = VoteForm(data, city=voter, proposals=_proposals_of(found), vote=_vote(found, voter))
    if not form.is_valid():
        return _vote_page(request, found, form)
    try:
        cast(found, form.chosen, city=voter, by=request.user, seen=form.seen_version)
    except OvertakenError as error:
        return _vote_page(request, found, form.again(error.vote), stale=error)
    except VoteRefusedError as error:
        return _vote_page(request, _ballot_or_404(year, number), form, refused=error)
    until = moment(found.closes_at)
    told = f"{voter} stemt voor “{form.chosen}”. Jullie kunnen dat wijzigen tot {until}."
    messages.success(request, told)
    return redirect(found)


@signed_in
@require_http_methods(MAY_TYPE)
def ballot_open(request: HttpRequest, year: int) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    this_year = timezone.localdate().year
    if not this_year <= year <= this_year + YEARS_AHEAD:
        raise Http404("Over dit jaar wordt niet gestemd.")
    form = BallotForm(request.POST if request.method == "POST" else None, year=year)
    if form.is_valid() and (made := form.make(by=request.user)):
        messages.success(request, f"De stemming staat klaar, tot {moment(made.closes_at)}.")
        return redirect(made)
    context = {
        "form": form,
        "year": year,
        "theme": current_theme(year),
        "running": Ballot.objects.filter(year=year, closed_at=None).first(),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "network/themes/ballot_form.html", context, status=status)


@signed_in
@require_http_methods(MAY_TYPE)
def ballot_close(request: HttpRequest, year: int, number: int) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    found = _ballot_or_404(year, number)
    form = CloseForm(request.POST or None)
    if not form.is_valid():
        return _close_page(request, found, status=422 if request.method == "POST" else 200)
    try:
        closed = rules.close_early(found, seen=form.cleaned_data["version"], by=request.user)
    except rules.StaleBallotError as error:
        return _close_page(request, _ballot_or_404(year, number), stale=error, status=409)
    messages.success(request, "De stemming is gesloten.")
    return redirect(closed)


# --- what the pages share --------------------------------------------------------------------
def _ballot_or_404(year, number):
    found = Ballot.objects.select_related("meeting", "theme")
    return get_object_or_404(found, year=year, number=number)


def _result_of(ballot):
    """None as long as it is not counted: nobody reads a count before."""
    if ballot.closed_at is None:
        return None
    return result_of(with_votes(Ballot.objects.filter(pk=ballot.pk)).get())


def _proposals_of(ballot):
    return list(ballot.proposals.select_related("city").prefetch_related(*LISTS))


def _vote(ballot, city):
    return Vote.objects.select_related("proposal", "by").filter(ballot=ballot, city=city).first()


def _vote_form(seat, proposals):
    return VoteForm(city=seat.city, proposals=proposals, vote=seat.vote) if seat.can_vote else None


def _has_no_theme(ballot):
    running = Ballot.objects.filter(year=ballot.year, closed_at=None)
    return current_theme(ballot.year) is None and not running.exists()


def _vote_page(request, ballot, form, *, stale=None, refused=None) -> HttpResponse:
    context = {
        "ballot": ballot,
        "state": state_of(ballot),
        "form": form,
        "city": form.city,
        "vote": _vote(ballot, form.city),
        "is_member": City.objects.members().filter(pk=form.city.pk).exists(),
        "stale": stale,
        "refused": refused,
    }
    status = 409 if stale or refused else 422 if form.errors else 200
    return TemplateResponse(request, "network/themes/vote.html", context, status=status)


def _close_page(request, ballot, *, stale=None, status=200) -> HttpResponse:
    votes = ballot.votes.count()
    context = {"ballot": ballot, "votes": votes, "state": state_of(ballot), "stale": stale}
    return TemplateResponse(request, "network/themes/ballot_close.html", context, status=status)
