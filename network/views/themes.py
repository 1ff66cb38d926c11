"""Year themes as everybody reads them, and those that VVSG writes down by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_safe

from cities.permissions import can_moderate, public, require, signed_in
from practices.finding.cards import cards

from ..forms.themes import ThemeForm
from ..models import YearTheme
from ..themes.adopted import StaleThemeError, ThemeRefusedError, mend, write_down
from ..themes.belonging import LISTS, goals_of, practices_of
from ..themes.counting import results_of_year
from ..themes.overview import overview

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK_MODERATOR = (
    "Alleen VVSG houdt de lijst van jaarthema's bij. Klopt er iets niet, laat het weten."
)


@public
@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "network/themes/themes.html", overview(request.user))


@public
@require_safe
def theme(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(_with_choice(), slug=slug)
    cities = goals_of(found)
    context = {
        "theme": found,
        "places": [(standing, goals) for standing, goals in cities if goals],
        "without": [standing for standing, goals in cities if not goals],
        "goal_count": sum(len(goals) for _, goals in cities),
        "cards": cards(list(practices_of(found).values_list("pk", flat=True))),
        "results": results_of_year(found.year) if found.ballot_id else [],
        "can_moderate": can_moderate(request.user),
    }
    return TemplateResponse(request, "network/themes/theme.html", context)


@signed_in
@require_http_methods(MAY_TYPE)
def theme_new(request: HttpRequest) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = write_down(**form.values, terms=form.terms, by=request.user)
        except ThemeRefusedError as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, f"“{made.title}” staat nu bij {made.year}.")
            return redirect(made)
    return _form_page(request, form)


@signed_in
@require_http_methods(MAY_TYPE)
def theme_change(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(_with_choice(), slug=slug)
    require(can_moderate(request.user), ASK_MODERATOR)
    form = ThemeForm(request.POST if request.method == "POST" else None, of=found)
    if not form.is_valid():
        return _form_page(request, form, theme=found)
    try:
        mend(found, values=form.values, terms=form.terms, seen=form.seen, by=request.user)
    except ThemeRefusedError as error:
        form.add_error(error.field, str(error))
        return _form_page(request, form, theme=found)
    except StaleThemeError as error:
        now = _with_choice().get(pk=found.pk)
        return _form_page(request, form.again(now), theme=now, stale=error)
    messages.success(request, "Het jaarthema is bewaard.")
    return redirect(found)


def _with_choice():
    return YearTheme.objects.select_related("proposal__city", "ballot").prefetch_related(*LISTS)


def _form_page(request, form, *, theme=None, stale=None) -> HttpResponse:
    status = 409 if stale else 422 if form.errors else 200
    context = {
        "form": form,
        "theme": theme,
        "stale": stale,
    }
    return TemplateResponse(request, "network/themes/theme_form.html", context, status=status)
