"""A moderator puts the agenda together, and writes down afterwards what was decided."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from cities.permissions import signed_in

from ..forms.meeting_rows import AgendaForm
from ..meetings import agenda as rules
from ..meetings.refusals import SentBeforeError, StaleMeetingError
from ..models import AgendaItem
from .meeting_pages import FORM, delete_page, form_page, number, posted, to_moderate

WAYS = {"omhoog": True, "omlaag": False}
IS_GONE = "Een collega verwijderde dit agendapunt intussen."


@signed_in
@require_http_methods(FORM)
def meeting_agenda(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    form = AgendaForm(posted(request))
    try:
        if form.is_bound and form.is_valid():
            names = {"deed": form.cleaned_data.get("deed"), "by": request.user}
            if form.do(rules.add, found, **names, **form.values()):
                messages.success(request, "Het agendapunt staat erbij.")
                return redirect("network:meeting_agenda", slug)
    except SentBeforeError as error:
        return agenda_page(request, found, form.afresh(), stale=str(error))
    return agenda_page(request, found, form)


def agenda_page(request, found, form, *, stale="") -> HttpResponse:
    items = list(found.agenda.all())
    return form_page(request, "agenda", form, stale=stale, meeting=found, items=items)


@signed_in
@require_http_methods(FORM)
def agenda_change(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    item = found.agenda.filter(uid=uid).first()
    if item is None and request.method == "POST":
        return gone(request, found)
    item = get_object_or_404(AgendaItem, meeting=found, uid=uid)
    form = AgendaForm(posted(request), instance=AgendaItem.objects.get(pk=item.pk))
    try:
        if form.is_bound and form.is_valid():
            names = {"seen": form.seen, "by": request.user}
            if form.do(rules.change, item, **names, **form.values()):
                messages.success(request, "Het agendapunt is bewaard.")
                return redirect("network:meeting_agenda", slug)
    except StaleMeetingError as error:
        now = AgendaItem.objects.filter(pk=item.pk).first()
        if now is None:
            return gone(request, found)
        form = form.on_top_of(now)
        return form_page(request, "agenda_change", form, stale=str(error), meeting=found, item=now)
    return form_page(request, "agenda_change", form, meeting=found, item=item)


def gone(request, found) -> HttpResponse:
    """What was typed stands in the form of a new point."""
    data = request.POST.copy()
    data["deed"] = str(uuid.uuid4())
    form = AgendaForm(data)
    form.is_valid()
    return agenda_page(request, found, form, stale=IS_GONE)


@signed_in
@require_POST
def agenda_move(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    item = found.agenda.filter(uid=uid).first()
    way = WAYS.get(request.POST.get("richting"))
    if item is None or way is None:
        messages.warning(request, "Dat lukte niet: kijk eerst hoe de agenda nu is.")
        return redirect("network:meeting_agenda", slug)
    try:
        rules.move(item, up=way, seen=number(request.POST.get("plaats")), by=request.user)
    except StaleMeetingError as error:
        messages.warning(request, str(error))
    return redirect("network:meeting_agenda", slug)


@signed_in
@require_http_methods(FORM)
def agenda_delete(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    item = found.agenda.filter(uid=uid).first()
    if item is None:
        messages.info(request, "Dit agendapunt was al verwijderd.")
        return redirect("network:meeting_agenda", slug)
    stale = ""
    if request.method == "POST":
        try:
            rules.delete(item, seen=number(request.POST.get("version")), by=request.user)
        except StaleMeetingError as error:
            stale = str(error)
            item.refresh_from_db()
        else:
            messages.success(request, f"“{item}” is van de agenda.")
            return redirect("network:meeting_agenda", slug)
    return delete_page(request, "agenda_delete", stale, meeting=found, item=item)
