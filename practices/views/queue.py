"""The moderators' queue: one list with tabs, and the few deeds that need no reading first."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities import outbox
from cities.permissions import can_moderate, require, signed_in

from ..forms.moderation import QueueFilterForm
from ..queue import bulk, handled, searching, tabs, taking
from ..queue.filtering import cities_in, narrowed
from ..queue.rows import place_of

MODERATORS_ONLY = "Alleen de moderatoren van VVSG kijken fiches na."
PER_PAGE = 50


@signed_in
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), MODERATORS_ONLY)
    tab = chosen_tab(request.GET)
    ours = {word: tabs.rows_of(word, request.user) for word in tabs.OURS}
    rows = ours[tab.word] if tab.word in ours else tabs.rows_of(tab.word, request.user)
    form, filters, shown = filtered(request.GET, rows, tab)
    context = {
        "tab": tab,
        "csv_url": f"{reverse('practices:queue_csv')}?{request.GET.urlencode()}",
        "tabs": tabs.with_counts({**ours, tab.word: rows}),
        "standing": tabs.standing(ours),
        "form": form,
        "is_narrowed": filters.is_narrowing,
        "total": len(rows),
        "page_obj": Paginator(shown, PER_PAGE).get_page(request.GET.get("page")),
        "failed": outbox.failing().count(),
    }
    return TemplateResponse(request, "practices/queue/queue.html", context)


def chosen_tab(values):
    return tabs.TABS.get(values.get("tab"), tabs.TABS[tabs.FIRST])


def filtered(values, rows, tab):
    """(form, filters, rows that it keeps)."""
    form = QueueFilterForm(values, cities=cities_in(rows), sort=tab.first_sort)
    filters = form.filters()
    return form, filters, narrowed(rows, filters)


@signed_in
@require_safe
def queue_search(request: HttpRequest) -> HttpResponse:
    """Also what waits for nothing: a moderator comes back to a fiche that is online."""
    require(can_moderate(request.user), MODERATORS_ONLY)
    words = request.GET.get("zoek", "")[:100].strip()
    practices, count = searching.found(request.user, words)
    context = {
        "words": words,
        "count": count,
        "rows": [(one, place_of(one)) for one in practices],
    }
    return TemplateResponse(request, "practices/queue/search.html", context)


@signed_in
@require_safe
def queue_csv(request: HttpRequest) -> HttpResponse:
    """What was handled, with the same filters as on the page."""
    require(can_moderate(request.user), MODERATORS_ONLY)
    tab = tabs.TABS["afgehandeld"]
    rows = tabs.rows_of(tab.word, request.user)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="afgehandeld.csv"'
    # Spreadsheets read UTF-8 only when the file says so.
    response.write("\ufeff")
    handled.write_csv(filtered(request.GET, rows, tab)[2], response)
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def queue_next(request: HttpRequest) -> HttpResponse:
    """POST takes the first that nobody has; GET only goes to the one after `na`."""
    require(can_moderate(request.user), MODERATORS_ONLY)
    is_post = request.method == "POST"
    values = request.POST if is_post else request.GET
    tab = chosen_tab(values)
    if is_post and not tab.can_be_taken:
        return redirect(f"{reverse('practices:queue')}?tab={tab.word}")
    rows = filtered(values, tabs.rows_of(tab.word, request.user), tab)[2]
    if is_post:
        row = taking.take_first(rows, by=request.user)
    else:
        row = taking.after(rows, values.get("na"))
    if row is not None:
        return redirect(row.url)
    messages.info(request, "Er is niets meer vrij in deze lijst.")
    return redirect(f"{reverse('practices:queue')}?tab={tab.word}")


@signed_in
@require_POST
def queue_checked(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), MODERATORS_ONLY)
    done = bulk.check_sections(request.POST.getlist("keuze"), by=request.user)
    told = "1 lijn is nagekeken." if done == 1 else f"{done} lijnen zijn nagekeken."
    messages.success(request, told) if done else messages.info(request, NOTHING_CHOSEN)
    return redirect(f"{reverse('practices:queue')}?tab=achteraf")


@signed_in
@require_POST
def queue_remind(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), MODERATORS_ONLY)
    done = bulk.remind(request.POST.getlist("keuze"), by=request.user)
    told = "Er vertrekt 1 herinnering." if done == 1 else f"Er vertrekken {done} herinneringen."
    messages.success(request, told) if done else messages.info(request, NOBODY_REMINDED)
    return redirect(f"{reverse('practices:queue')}?tab=indiener")


NOTHING_CHOSEN = "Er veranderde niets: kruis eerst aan wat je nakeek."
NOBODY_REMINDED = "Er vertrok niets: kruis iets aan waarvan vandaag nog geen herinnering ging."
