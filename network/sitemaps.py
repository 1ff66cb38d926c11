"""Every public page of its own, for search engines: one address per thing (DESIGN §7)."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from actionplans.models import Edition, Goal, Plan
from cities.models import City
from practices.models import Practice

from .models import Ballot, Dossier, JointPosition, Meeting, YearTheme

FIXED = [
    *("home", "actionplans:list", "practices:list", "cities:list"),
    *("network:rooms", "network:agreement"),
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

    def __init__(self, rows, changed, place=None):
        self.rows, self.changed, self.place = rows, changed, place

    def items(self):
        return self.rows()

    def location(self, item):
        return self.place(item) if self.place else super().location(item)

    def lastmod(self, item):
        if self.changed is None:
            return None
        return item[self.changed] if isinstance(item, dict) else getattr(item, self.changed)


def _readable():
    return Edition.objects.current().filter(withdrawal__isnull=True)


def _goals():
    """Those of the text that stands; each has an address that stays."""
    goals = Goal.objects.filter(edition__in=_readable().values("pk"))
    return goals.values("uid", "edition__published_at").order_by("pk")


def _dossiers():
    """Those that can be read: the first one of a meeting is made once it was asked for."""
    made = Dossier.objects.filter(content__isnull=False).defer("content")
    return made.select_related("meeting").order_by("pk")


def _plans():
    readable = _readable().values("plan")
    plans = Plan.objects.filter(pk__in=readable).select_related("city")
    return plans.annotate(changed=Max("editions__published_at")).order_by("pk")


SITEMAPS = {
    "paginas": Pages,
    "plannen": Things(_plans, "changed"),
    "doelen": Things(
        _goals,
        "edition__published_at",
        lambda goal: reverse("actionplans:goal", args=[goal["uid"]]),
    ),
    "praktijken": Things(lambda: Practice.objects.listed().order_by("pk"), "changed_at"),
    "steden": Things(lambda: City.objects.order_by("pk"), None),
    "vergaderingen": Things(lambda: Meeting.objects.order_by("pk"), "changed_at"),
    "dossiers": Things(_dossiers, "made_at"),
    "stemmingen": Things(lambda: Ballot.objects.order_by("pk"), None),
    "jaarthemas": Things(lambda: YearTheme.objects.order_by("pk"), None),
    "standpunten": Things(lambda: JointPosition.objects.public().order_by("pk"), None),
}
