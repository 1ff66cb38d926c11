"""What everybody reads of plans: the lists, a plan, and its editions.

The same for each reader. Only the page of a city's plans adds a hint for its own people.
"""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from cities.models import City
from cities.permissions import can_edit_draft, can_read_draft, public

from ..beside import beside, version_of
from ..comparing.standing import read_day
from ..comparing.texts import stood_on
from ..filters import PlanFilter
from ..lineage import public_passage_of, with_public_passage
from ..models import Edition, Plan
from ..overview import main_plan, published_plans, with_overview
from ..progress.shown import ProgressStand, stand_of
from ..reading import page_version, plan_html
from ..reports.papers import papers_of
from .freshness import frozen, revalidated, versioned

PER_PAGE = 20


@public
@require_safe
@revalidated
def plan_list(request: HttpRequest) -> HttpResponse:
    plan_filter = PlanFilter(request.GET, queryset=Plan.objects.published().for_list())
    page = Paginator(plan_filter.qs, PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(
        request,
        "actionplans/list.html",
        {
            "filter": plan_filter,
            "is_filtered": any(request.GET.get(name) for name in plan_filter.filters),
            "page_obj": page,
            "plans": with_overview(page.object_list),
        },
    )


@public
@require_safe
@revalidated
def city_list(request: HttpRequest, city: str) -> HttpResponse:
    """A city's plans; its own people also see where they work on them."""
    found = get_object_or_404(City, slug=city)
    plans = published_plans(city=found)
    return TemplateResponse(
        request,
        "actionplans/city_list.html",
        {
            "city": found,
            "plans": plans,
            "main": main_plan(plans),
            "is_own": can_read_draft(request.user, found),
            "can_edit": can_edit_draft(request.user, found),
            "drafts": found.plans.drafts_visible_to(request.user).for_list(),
        },
    )


@public
@require_safe
@revalidated
def plan_detail(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """A plan as it reads and runs: its newest edition with the progress told beside it.

    With `?op=` as it did on that day. Which day, and what is wrong with it, is part of the page.
    """
    found, editions = published_or_404(city, plan)
    day, message = read_day(request.GET.get("op"))
    edition, why = stood_on(editions, day) if day else (editions[0], "")
    if edition is None:
        context = {"plan": found, "editions": editions, "day": day, "why": why}
        return TemplateResponse(request, "actionplans/nothing_on_day.html", context)
    template = "actionplans/on_day.html" if day else "actionplans/detail.html"
    asked = {"day": day, "message": message}
    stand = stand_of(found, day)
    return edition_page(request, template, found, editions, edition, stand, asked=asked)


@public
@require_safe
@revalidated
def edition_list(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    found, editions = published_or_404(city, plan)
    context = {"plan": found, "editions": editions, "current": editions[0]}
    return TemplateResponse(request, "actionplans/editions.html", context)


@public
@require_safe
@revalidated
def edition_detail(request: HttpRequest, city: str, plan: str, number: int) -> HttpResponse:
    """One edition at its permanent address, also when a newer one exists."""
    found, editions = published_or_404(city, plan)
    edition = edition_or_404(editions, number)
    return edition_page(request, "actionplans/edition.html", found, editions, edition)


@public
@require_safe
@revalidated
def edition_json(request: HttpRequest, city: str, plan: str, number: int) -> HttpResponse:
    """The archived bytes, exactly those that the checksum is of."""
    found, editions = published_or_404(city, plan)
    edition = edition_or_404(editions, number)
    return versioned(request, edition.sha256, lambda: archive_file(found, edition))


def archive_file(plan: Plan, edition: Edition) -> HttpResponse:
    # Reading the deferred column costs one query; only a real download pays for it.
    response = HttpResponse(bytes(edition.canonical), content_type="application/json")
    name = f"{plan.city.slug}-{plan.slug}-editie-{edition.number}.json"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def published_or_404(city: str, slug: str) -> tuple[Plan, list[Edition]]:
    """A plan and its published editions, the newest first; without any it does not exist here."""
    plans = with_public_passage(Plan.objects.select_related("city"))
    plan = get_object_or_404(plans, city__slug=city, slug=slug)
    editions = plan.editions.published().without_archive().select_related("withdrawal")
    found = list(editions.order_by("-number"))
    if not found:
        raise Http404("Dit plan is nog niet gepubliceerd.")
    for edition in found:
        edition.plan = plan
    return plan, found


def edition_or_404(editions: list[Edition], number: int) -> Edition:
    for edition in editions:
        if edition.number == number:
            return edition
    raise Http404("Deze editie bestaat niet.")


def edition_page(
    request: HttpRequest,
    template: str,
    plan: Plan,
    editions: list[Edition],
    edition: Edition,
    stand: ProgressStand | None = None,
    *,
    asked: dict | None = None,
) -> HttpResponse:
    """`asked`: what the address asks beside the edition itself; another answer, another version."""
    told, asked, papers = beside(plan), asked or {}, papers_of(plan)

    def page() -> HttpResponse:
        context = {
            "plan": plan,
            "passage": public_passage_of(plan),
            "edition": edition,
            "current": editions[0],
            "edition_count": len(editions),
            "papers": papers,
            "permanent_address": request.build_absolute_uri(edition.get_absolute_url()),
            "plan_html": plan_html(plan, edition, stand, told=told),
            # Only a signed-in reader's page, which is never shared, can say this.
            "is_own": can_read_draft(request.user, plan.city),
            **asked,
        }
        return TemplateResponse(request, template, context)

    withdrawal = getattr(edition, "withdrawal", None)
    around = (withdrawal and withdrawal.pk, plan.came_from_id, plan.goes_on_in_id)
    around += (*asked.values(), papers.version)
    version = page_version(
        edition, editions[0].number, *around, stand and stand.version, version_of(told)
    )
    return frozen(request, version, page)
