"""The list of practices, as a page, a feed and open data: one question, in the address."""

from dataclasses import replace

from django.contrib.syndication.views import Feed
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from actionplans.views.freshness import revalidated
from cities.permissions import public

from ..fiche.reading import editing_cities
from ..finding.cards import cards
from ..finding.listing import Shelf, chips
from ..finding.open_data import LICENCE, as_csv, file_name, records
from ..finding.question import NEWEST, OWN_CITY, SORTS, TOGGLES, read_question
from ..finding.spelling import better_spelling

PER_PAGE, IN_FEED = 24, 40


@public
@require_safe
@revalidated
def practice_list(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    shelf = Shelf()
    page = Paginator(shelf.in_order(question), PER_PAGE).get_page(request.GET.get("page"))
    offered = shelf.choices(question)
    context = {
        "question": question,
        "page_obj": page,
        "cards": cards(page.object_list, question.query),
        "choices": offered,
        "chips": chips(question, offered),
        "toggles": [
            (name, label, name in question.toggles)
            for name, label in TOGGLES.items()
            if question.own or name != OWN_CITY
        ],
        "sorts": SORTS,
        **({} if page.paginator.count else _when_empty(shelf, question, offered)),
    }
    return TemplateResponse(request, "practices/list.html", context)


def _question(request):
    return read_question(request.GET, own=[city.slug for city in editing_cities(request.user)])


def _when_empty(shelf, question, offered):
    """What could help when nothing was found."""
    better = better_spelling(question.query) if question.query else ""
    return {
        "better": better,
        "better_address": question.asking(better).address if better else "",
        "relaxations": shelf.relaxations(question, offered),
    }


# --- open data -----------------------------------------------------------------------------------
@public
@require_safe
@revalidated
def practice_list_json(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    told = records(Shelf().in_order(question), request.build_absolute_uri)
    answer = {
        "licentie": LICENCE,
        "velden": request.build_absolute_uri(reverse("practices:reading_guide") + "#open-data"),
        "aantal": len(told),
        "praktijken": told,
    }
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False, "indent": 1})


@public
@require_safe
@revalidated
def practice_list_csv(request: HttpRequest) -> HttpResponse:
    question = _question(request)
    told = records(Shelf().in_order(question), request.build_absolute_uri)
    response = HttpResponse(as_csv(told), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name("csv")}"'
    return response


# --- feed ----------------------------------------------------------------------------------------
class PracticeFeed(Feed):
    """What is new or changed, for the same question as the list."""

    feed_type = Atom1Feed
    subtitle = "Nieuwe en gewijzigde praktijken van steden en gemeenten tegen racisme."

    def get_object(self, request, *args, **kwargs):
        return _question(request)

    def title(self, question):
        asked = [chip.label for chip in chips(question, Shelf().choices(question))]
        return " · ".join(["Praktijken", *asked])

    def link(self, question):
        return reverse("practices:list") + question.address

    def feed_url(self, question):
        return reverse("practices:feed") + question.address

    def items(self, question):
        return cards(Shelf().in_order(replace(question, sort=NEWEST))[:IN_FEED])

    def item_title(self, card):
        return card.practice.title

    def item_description(self, card):
        return card.summary

    def item_link(self, card):
        return card.practice.get_absolute_url()

    def item_guid(self, card):
        return f"urn:uuid:{card.practice.uid}"

    def item_pubdate(self, card):
        return card.practice.published_at

    def item_updateddate(self, card):
        return card.practice.changed_at or card.practice.published_at

    def item_categories(self, card):
        return [
            *(one.label for one in card.categories),
            *(section.place for section in card.practice.shown_sections),
        ]


@public
@require_safe
@revalidated
def practice_feed(request: HttpRequest) -> HttpResponse:
    return PracticeFeed()(request)
