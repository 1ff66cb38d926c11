"""Wij zoeken, wij bieden: read by all members, written by the officers of each city."""

import uuid
from collections import defaultdict

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from actionplans.models import Commitment
from cities.focal_points import of_cities
from cities.permissions import (
    EDITING_ROLES,
    NO_MEMBER,
    acting_cities_of,
    acts_in_network,
    can_exchange,
    can_moderate,
    can_read_for_members,
    require,
    require_acting,
    signed_in,
)

from ..exchange import matching, notices
from ..forms.exchange import EndForm, NoticeForm
from ..models import Notice

MAY_TYPE = ["GET", "HEAD", "POST"]
KINDS = {"zoeken": Notice.Kind.SEEKS, "bieden": Notice.Kind.OFFERS}
NUMBERS = [str(number) for number in range(1, 11)]
ASK_AN_OFFICER = "Een medewerker of coördinator van een stad plaatst wat ze zoekt of biedt."
ASK_ITS_OFFICER = "Alleen een medewerker of coördinator van {} wijzigt dit bericht."


@signed_in
@require_safe
def exchange(request: HttpRequest) -> HttpResponse:
    if not can_read_for_members(request.user):
        raise Http404("Dit is voor de leden van het netwerk.")
    standing = notices.standing_notices()
    chosen = [one for one in standing if is_chosen(one, request.GET)]
    points = of_cities({one.city for one in standing})
    mine = acting_cities_of(request.user, *EDITING_ROLES)
    for one in chosen:
        one.contacts = points[one.city_id]
        one.age = notices.age_in_words(one)
        one.may_change = one.city in mine
        one.may_end = can_exchange(request.user, one.city) or can_moderate(request.user)
    context = {
        "groups": groups_of(chosen),
        "n_all": len(standing),
        "matches": matching.matches(in_commitment(standing, request.GET)),
        "points": list(Commitment.objects.all()),
        "point": request.GET.get("punt", ""),
        "kind": request.GET.get("soort", ""),
        "may_add": bool(mine),
    }
    return TemplateResponse(request, "network/exchange/exchange.html", context)


def is_chosen(notice, params) -> bool:
    kind = KINDS.get(params.get("soort", ""))
    return bool(in_commitment([notice], params)) and kind in (None, notice.kind)


def in_commitment(found, params) -> list:
    asked = params.get("punt", "")
    return [one for one in found if asked not in NUMBERS or str(one.commitment.number) == asked]


def groups_of(found) -> list:
    """[(commitment, what is sought, what is offered)] in the order of the commitments."""
    groups = defaultdict(lambda: ([], []))
    for one in found:
        groups[one.commitment][one.kind == Notice.Kind.OFFERS].append(one)
    return [(commitment, *both) for commitment, both in groups.items()]


# --- writing -------------------------------------------------------------------------------------
@signed_in
@require_http_methods(MAY_TYPE)
def notice_new(request: HttpRequest) -> HttpResponse:
    mine = require_acting(request.user, *EDITING_ROLES)
    require(bool(mine), ASK_AN_OFFICER)
    if request.method != "POST":
        return form_page(request, NoticeForm(cities=mine, initial=asked_for(request.GET)))
    form = NoticeForm(request.POST, cities=mine)
    if not form.is_valid():
        return form_page(request, form)
    told = {"city": form.chosen_city, "by": request.user, **form.values()}
    try:
        made = notices.add(uid=form.deed_uid, **told)
    except notices.UsedFormError as error:
        return form_page(request, anew(form.data, mine), refusal=str(error))
    messages.success(request, "Het bericht staat erbij. Alle leden kunnen het lezen.")
    return redirect(made)


def anew(data, cities) -> NoticeForm:
    """What was typed, as a notice of its own."""
    typed = data.copy()
    typed["deed"] = uuid.uuid4()
    return NoticeForm(typed, cities=cities)


def asked_for(params) -> dict:
    """What the address asks for: a commitment and a kind."""
    asked = params.get("punt", "")
    commitment = Commitment.objects.filter(number=int(asked)) if asked in NUMBERS else None
    kind = KINDS.get(params.get("soort", ""))
    return {"kind": kind, "commitment": commitment and commitment.first()}


@signed_in
@require_http_methods(MAY_TYPE)
def notice_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    notice = notice_or_404(request, uid)
    require(can_exchange(request.user, notice.city), ASK_ITS_OFFICER.format(notice.city))
    require(acts_in_network(notice.city), NO_MEMBER.format(notice.city))
    if request.method != "POST":
        if notice.ended_at:
            raise Http404("Dit bericht is weggehaald.")
        return form_page(request, NoticeForm(instance=notice), notice=notice)
    # The form writes what was typed on its instance: `notice` stays what the database says.
    form = NoticeForm(request.POST, instance=Notice.objects.get(pk=notice.pk))
    if not form.is_valid():
        return form_page(request, form, notice=notice)
    try:
        changed = notices.change(notice, seen=form.seen_version, **form.values())
    except notices.StaleNoticeError as error:
        return overtaken(request, notice, form, error)
    messages.success(request, "Het bericht is gewijzigd.")
    return redirect(changed)


def overtaken(request, notice, form, error) -> HttpResponse:
    """What was typed, beside what stands there; of one that is gone it can become a new one."""
    if error.now is None:
        form = anew(form.data, [notice.city])
    else:
        typed = form.data.copy()
        typed["seen"] = error.now.version
        form = NoticeForm(typed, instance=Notice.objects.get(pk=notice.pk))
    told = {"refusal": str(error), "now": error.now}
    return form_page(request, form, notice=notice if error.now else None, **told)


@signed_in
@require_http_methods(MAY_TYPE)
def notice_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    notice = notice_or_404(request, uid)
    is_own = can_exchange(request.user, notice.city)
    allowed = is_own or can_moderate(request.user)
    require(allowed, ASK_ITS_OFFICER.format(notice.city))
    if request.method != "POST":
        form = EndForm(is_own=is_own, initial={"seen": notice.version})
        return end_page(request, notice, form)
    form = EndForm(request.POST, is_own=is_own)
    if not form.is_valid():
        return end_page(request, notice, form, status=422)
    try:
        notices.end(notice, by=request.user, is_own=is_own, **form.cleaned_data)
    except notices.StaleNoticeError as error:
        typed = {**form.data.dict(), "seen": error.now.version}
        form = EndForm(typed, is_own=is_own)
        return end_page(request, error.now, form, refusal=str(error), status=409)
    messages.success(request, "Het bericht is weggehaald.")
    return redirect("network:exchange")


# --- what they share -----------------------------------------------------------------------------
def notice_or_404(request, uid) -> Notice:
    if not can_read_for_members(request.user):
        raise Http404("Dit is voor de leden van het netwerk.")
    found = Notice.objects.select_related("city", "commitment", "meeting")
    return get_object_or_404(found, uid=uid)


def form_page(request, form, *, notice=None, refusal="", now=None) -> HttpResponse:
    status = 409 if refusal else 422 if form.errors else 200
    context = {"form": form, "notice": notice, "refusal": refusal, "now": now}
    return TemplateResponse(request, "network/exchange/form.html", context, status=status)


def end_page(request, notice, form, *, refusal="", status=200) -> HttpResponse:
    context = {"form": form, "notice": notice, "refusal": refusal}
    return TemplateResponse(request, "network/exchange/end.html", context, status=status)
