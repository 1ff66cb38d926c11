"""Where a city says whom to call about its plan; its alderman reads, VVSG may help."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from cities import focal_points as rules
from cities.models import FocalPoint
from cities.permissions import (
    ASK_WHO_WORKS,
    can_name_focal_points,
    city_of_focal_points,
    require,
    signed_in,
)

from ..forms.focal_points import FocalPointForm

MAY_TYPE = ["GET", "HEAD", "POST"]
CHANGED = (
    "Een collega heeft dit aanspreekpunt intussen gewijzigd. Er is niets bewaard: kijk opnieuw."
)


@signed_in
@require_http_methods(MAY_TYPE)
def focal_points(request: HttpRequest, city: str) -> HttpResponse:
    own = city_of_focal_points(request.user, city)
    form = FocalPointForm()
    if request.method == "POST":
        require(can_name_focal_points(request.user, own), ASK_WHO_WORKS)
        form = FocalPointForm(request.POST)
        if form.is_valid():
            added = rules.add(own, form.values)
            messages.success(request, f"{added.name} is nu een aanspreekpunt van {own}.")
            return redirect("network:focal_points", own.slug)
    return list_page(request, own, form)


@signed_in
@require_http_methods(MAY_TYPE)
def focal_point_change(request: HttpRequest, city: str, uid: UUID) -> HttpResponse:
    own, point = found(request, city, uid)
    form = FocalPointForm(request.POST if request.method == "POST" else None, instance=point)
    if form.is_valid():
        try:
            rules.change(point, form.values, seen=form.seen)
            messages.success(request, "Het aanspreekpunt is bewaard.")
            return redirect("network:focal_points", own.slug)
        except rules.StaleFocalPointError as stale:
            return overtaken(request, own, form, stale.point)
    context = {"city": own, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "network/engagement/point.html", context, status=status)


@signed_in
@require_POST
def focal_point_end(request: HttpRequest, city: str, uid: UUID) -> HttpResponse:
    own, point = found(request, city, uid)
    seen = request.POST.get("version", "")[:9]
    try:
        rules.end(point, on=timezone.localdate(), seen=int(seen) if seen.isdecimal() else 0)
    except rules.StaleFocalPointError as stale:
        messages.error(request, CHANGED if stale.point else f"{point.name} is intussen weg.")
        return list_page(request, own, FocalPointForm(), status=409 if seen else 422)
    messages.success(request, f"{point.name} is geen aanspreekpunt van {own} meer.")
    return redirect("network:focal_points", own.slug)


def found(request: HttpRequest, city: str, uid: UUID):
    """The city and one who is its focal point today, for who may change that.

    Who stopped meanwhile is found for a page that was open already: it says so, and what was typed
    there is not lost.
    """
    own = city_of_focal_points(request.user, city)
    require(can_name_focal_points(request.user, own), ASK_WHO_WORKS)
    point = get_object_or_404(FocalPoint, city=own, uid=uid)
    if request.method != "POST" and not point.is_current:
        raise Http404("Dit aanspreekpunt is gestopt.")
    return own, point


def overtaken(request: HttpRequest, city, form, theirs) -> HttpResponse:
    """What was typed, beside what a colleague made of it; who stopped can be added anew."""
    is_gone = theirs is None or not theirs.is_current
    form = form if is_gone else form.shown_again(theirs)
    context = {"city": city, "form": form, "theirs": theirs, "is_gone": is_gone}
    return TemplateResponse(request, "network/engagement/point.html", context, status=409)


def list_page(request: HttpRequest, city, form, *, status=None) -> HttpResponse:
    context = {
        "city": city,
        "points": rules.current(city),
        "former": rules.former(city),
        "form": form,
        "may_change": can_name_focal_points(request.user, city),
    }
    status = status or (422 if form.errors else 200)
    return TemplateResponse(request, "network/engagement/points.html", context, status=status)
