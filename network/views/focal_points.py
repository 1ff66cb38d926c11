"""Where a city says whom to call about its plan; its alderman reads, VVSG may help."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
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
GONE = "Een collega heeft dit aanspreekpunt intussen gewijzigd. Er is niets bewaard: kijk opnieuw."


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
def focal_point_change(request: HttpRequest, city: str, number: int) -> HttpResponse:
    own, point = found(request, city, number)
    theirs = None
    form = FocalPointForm(request.POST if request.method == "POST" else None, instance=point)
    if form.is_valid():
        try:
            rules.change(point, form.values, seen=form.seen)
            messages.success(request, "Het aanspreekpunt is bewaard.")
            return redirect("network:focal_points", own.slug)
        except rules.StaleFocalPointError as stale:
            theirs = stale.point
            form = form.shown_again(theirs)
    context = {"city": own, "point": point, "form": form, "theirs": theirs}
    status = 409 if theirs else 422 if form.errors else 200
    return TemplateResponse(request, "network/engagement/point.html", context, status=status)


@signed_in
@require_POST
def focal_point_end(request: HttpRequest, city: str, number: int) -> HttpResponse:
    own, point = found(request, city, number)
    seen = request.POST.get("version", "")[:9]
    try:
        rules.end(point, on=timezone.localdate(), seen=int(seen) if seen.isdecimal() else 0)
    except rules.StaleFocalPointError:
        messages.error(request, GONE)
        return list_page(request, own, FocalPointForm(), status=409 if seen else 422)
    messages.success(request, f"{point.name} is geen aanspreekpunt van {own} meer.")
    return redirect("network:focal_points", own.slug)


def found(request: HttpRequest, city: str, number: int):
    """The city and one who is its focal point today, for who may change that."""
    own = city_of_focal_points(request.user, city)
    require(can_name_focal_points(request.user, own), ASK_WHO_WORKS)
    # A milliard of them fits in no database.
    return own, get_object_or_404(FocalPoint, city=own, pk=min(number, 10**9))


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
