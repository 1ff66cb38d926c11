"""Every public page of its own, for search engines: one address per thing (DESIGN §7)."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from actionplans.models import Edition, Plan
from cities.models import City
from practices.models import Practice

from .models import JointPosition, Meeting, YearTheme

FIXED = [
    *("home", "actionplans:list", "practices:list", "cities:list", "network:agreement"),
    *("network:compare", "network:compare_gaps", "network:compare_partners"),
    *("network:meetings", "network:themes", "network:positions", "network:engagement"),
    *("network:data", "practices:reading_guide"),
]
COMMITMENTS = range(1, 11)


class Pages(Sitemap):
    def items(self):
        numbers = [("network:compare_commitment", [number]) for number in COMMITMENTS]
        return [*((name, []) for name in FIXED), *numbers]

    def location(self, item):
        name, arguments = item
        return reverse(name, args=arguments)


class Things(Sitemap):
    """Rows of one model, each with its page and the moment it last changed."""

    def __init__(self, rows, changed):
        self.rows, self.changed = rows, changed

    def items(self):
        return self.rows()

    def lastmod(self, item):
        return getattr(item, self.changed) if self.changed else None


def _plans():
    readable = Edition.objects.current().filter(withdrawal__isnull=True).values("plan")
    plans = Plan.objects.filter(pk__in=readable).select_related("city")
    return plans.annotate(changed=Max("editions__published_at")).order_by("pk")


SITEMAPS = {
    "paginas": Pages,
    "plannen": Things(_plans, "changed"),
    "praktijken": Things(lambda: Practice.objects.listed().order_by("pk"), "changed_at"),
    "steden": Things(lambda: City.objects.order_by("pk"), None),
    "vergaderingen": Things(lambda: Meeting.objects.order_by("pk"), "changed_at"),
    "jaarthemas": Things(lambda: YearTheme.objects.order_by("pk"), None),
    "standpunten": Things(
        lambda: JointPosition.objects.filter(state__in=["adopted", "sent"]).order_by("pk"), None
    ),
}
