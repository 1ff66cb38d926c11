"""Tasks: written by a moderator, ticked off by who has to do them."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cities.permissions import can_finish_task, can_read_for_members, require, signed_in

from ..forms.meeting_rows import TaskForm
from ..meetings import tasks as rules
from ..meetings.access import ASK_TASK
from ..meetings.refusals import SentBeforeError, StaleMeetingError
from ..models import Task
from .meeting_pages import FORM, delete_page, form_page, number, posted, to_moderate

IS_GONE = "Een collega verwijderde deze taak intussen."


@signed_in
@require_http_methods(FORM)
def meeting_tasks(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    form = TaskForm(posted(request))
    try:
        if form.is_bound and form.is_valid():
            names = {"deed": form.cleaned_data.get("deed"), "by": request.user}
            if form.do(rules.add, found, **names, **form.values()):
                messages.success(request, "De taak staat erbij.")
                return redirect("network:meeting_tasks", slug)
    except SentBeforeError as error:
        return tasks_page(request, found, form.afresh(), stale=str(error))
    return tasks_page(request, found, form)


def tasks_page(request, found, form, *, stale="") -> HttpResponse:
    rows = found.tasks.select_related("city")
    return form_page(request, "tasks", form, stale=stale, meeting=found, tasks=rows)


@signed_in
@require_http_methods(FORM)
def task_change(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    if request.method == "POST" and not found.tasks.filter(uid=uid).exists():
        return gone(request, found)
    task = get_object_or_404(Task, meeting=found, uid=uid)
    form = TaskForm(posted(request), instance=Task.objects.get(pk=task.pk))
    try:
        if form.is_bound and form.is_valid():
            names = {"seen": form.seen, "by": request.user}
            if form.do(rules.change, task, **names, **form.values()):
                messages.success(request, "De taak is bewaard.")
                return redirect("network:meeting_tasks", slug)
    except StaleMeetingError as error:
        now = Task.objects.filter(pk=task.pk).first()
        if now is None:
            return gone(request, found)
        form = form.on_top_of(now)
        return form_page(request, "task_change", form, stale=str(error), meeting=found, task=now)
    return form_page(request, "task_change", form, meeting=found, task=task)


def gone(request, found) -> HttpResponse:
    """What was typed stands in the form of a new task."""
    data = request.POST.copy()
    data["deed"] = str(uuid.uuid4())
    form = TaskForm(data)
    form.is_valid()
    return tasks_page(request, found, form, stale=IS_GONE)


@signed_in
@require_http_methods(FORM)
def task_delete(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    found = to_moderate(request, slug)
    task = found.tasks.select_related("city").filter(uid=uid).first()
    if task is None:
        messages.info(request, "Deze taak was al verwijderd.")
        return redirect("network:meeting_tasks", slug)
    stale = ""
    if request.method == "POST":
        try:
            rules.delete(task, seen=number(request.POST.get("version")), by=request.user)
        except StaleMeetingError as error:
            stale = str(error)
            task.refresh_from_db()
        else:
            messages.success(request, "De taak is verwijderd.")
            return redirect("network:meeting_tasks", slug)
    return delete_page(request, "task_delete", stale, meeting=found, task=task)


@signed_in
@require_POST
def task_done(request: HttpRequest, slug: str, uid: uuid.UUID) -> HttpResponse:
    rows = Task.objects.filter(meeting__slug=slug).select_related("city", "meeting")
    task = get_object_or_404(rows if can_read_for_members(request.user) else rows.none(), uid=uid)
    require(can_finish_task(request.user, task.city), ASK_TASK)
    is_done = request.POST.get("klaar") != "nee"
    try:
        rules.finish(task, is_done=is_done, by=request.user)
    except StaleMeetingError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, "De taak is klaar." if is_done else "De taak staat weer open.")
    return redirect(f"{reverse('network:meeting', args=[slug])}#taken")
