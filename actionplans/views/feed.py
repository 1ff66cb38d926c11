"""What cities published lately, for feed readers: each edition with what it changed."""

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from cities.permissions import public

from ..models import Edition
from .freshness import revalidated

IN_FEED = 40


class EditionFeed(Feed):
    """A withdrawn edition leaves the feed; its page says why."""

    feed_type = Atom1Feed
    title = "Plannen tegen racisme en discriminatie"
    subtitle = "Nieuwe edities van de plannen van steden en gemeenten."

    def link(self):
        return reverse("actionplans:list")

    def feed_url(self):
        return reverse("actionplans:feed")

    def items(self):
        found = Edition.objects.published().filter(withdrawal__isnull=True).without_archive()
        return found.select_related("plan__city").order_by("-published_at", "-pk")[:IN_FEED]

    def item_title(self, edition):
        return f"{edition.plan.city}: {edition.title} (editie {edition.number})"

    def item_description(self, edition):
        return edition.note or f"{edition.plan.kind_and_period.capitalize()}."

    def item_link(self, edition):
        return edition.get_absolute_url()

    def item_guid(self, edition):
        return f"urn:uuid:{edition.plan.uid}/{edition.number}"

    def item_pubdate(self, edition):
        return edition.published_at

    item_updateddate = item_pubdate

    def item_categories(self, edition):
        return [edition.plan.city.name, edition.plan.get_framework_display()]


@public
@require_safe
@revalidated
def edition_feed(request: HttpRequest) -> HttpResponse:
    return EditionFeed()(request)
