"""A city says whether it comes; afterwards a moderator says who was there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from cities.models import City
from cities.permissions import can_answer_for, can_work_for, require, signed_in

from ..forms.meeting_rows import AnswerForm, PresenceForm
from ..meetings.access import ASK_CITY
from ..meetings.answers import answer, cities_to_mark, mark_present, moment_of, refusal
from ..meetings.refusals import MeetingRefusedError, StaleMeetingError
from ..models import Attendance, Meeting
from .meeting_pages import FORM, form_page, posted, to_moderate


@signed_in
@require_http_methods(FORM)
def meeting_answer(request: HttpRequest, slug: str, city: str) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("host"), slug=slug)
    city = get_object_or_404(City, slug=city)
    require(can_answer_for(request.user, city), ASK_CITY)
    names = {"city": city, "moment": moment_of(found)}
    form = AnswerForm(posted(request), instance=given(found, city), **names)
    if not form.is_bound or not form.is_valid():
        return answer_page(request, found, city, form)
    try:
        answer(found, city, by=request.user, **form.values())
    except MeetingRefusedError as error:
        form.add_error(None, str(error))
        return answer_page(request, found, city, form)
    except StaleMeetingError as error:
        return stale_page(request, found, city, str(error))
    messages.success(request, f"Het antwoord van {city} is bewaard. Je kunt het nog wijzigen.")
    return redirect(found)


def given(meeting, city):
    return Attendance.objects.filter(meeting=meeting, city=city).first()


def answer_page(request, found, city, form, *, stale="") -> HttpResponse:
    context = {
        "meeting": found,
        "city": city,
        "refusal": refusal(found, city),
        # Not the form's own instance: that holds what was typed.
        "attendance": given(found, city),
        "is_own": can_work_for(request.user, city),
    }
    return form_page(request, "answer", form, stale=stale, **context)


def stale_page(request, found, city, stale) -> HttpResponse:
    """What was typed, on top of what a colleague answered or of the day as it is now."""
    found, row = Meeting.objects.select_related("host").get(pk=found.pk), given(found, city)
    data = request.POST.copy()
    data["seen"], data["moment"] = row.version if row else 0, moment_of(found)
    form = AnswerForm(data, instance=row, city=city, moment=moment_of(found))
    form.is_valid()
    return answer_page(request, found, city, form, stale=stale)


@signed_in
@require_http_methods(FORM)
def meeting_attendance(request: HttpRequest, slug: str) -> HttpResponse:
    found = to_moderate(request, slug)
    cities = cities_to_mark(found)
    names = {"cities": cities, "rows": list(found.attendances.all())}
    form = PresenceForm(posted(request), **names)
    stale = ""
    if form.is_bound and form.is_valid():
        try:
            mark_present(found, form.marks(), by=request.user)
        except MeetingRefusedError as error:
            form.add_error(None, str(error))
        except StaleMeetingError as error:
            stale = str(error)
        else:
            messages.success(request, "Wie er was, is bewaard.")
            return redirect(found)
    if stale:
        form = form.on_top_of(list(found.attendances.all()))
    return form_page(request, "attendance", form, stale=stale, meeting=found)
