"""What each city of the network took on, and how far that is: the page `/netwerk/engagement/`.

Who signed the agreement promised to join ECCAR and to draw up a plan on its ten commitments; ECCAR
asks each member to name somebody to call. Per city this tells what is known of each, with the
source that says so. It is no score: what is not known or not done yet is told neutrally, cities
stand by name, and members of ECCAR are not counted, because the sources do not agree on them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils import timezone

from actionplans.comparing.standing import standings
from actionplans.models import Edition, Plan
from cities import focal_points
from cities.models import City, CoalitionMembership, FocalPoint

from .models import Signature

ECCAR, RAINBOW = "eccar", "rainbow-cities"


@dataclass(frozen=True)
class Pledge:
    """One city: what it signed, joined, adopted, and whom to call.

    `edition` is the text that stands for it; `decided` the newest edition of the same plan that
    names a decision, the same one or an earlier. `focal_points` are those of today: of an earlier
    day they are not known, and the list is empty.
    """

    city: City
    signature: Signature | None
    eccar: CoalitionMembership | None
    rainbow: CoalitionMembership | None
    plan: Plan | None
    edition: Edition | None
    decided: Edition | None
    is_past: bool
    why: str
    focal_points: list[FocalPoint]

    @property
    def adopted_on(self) -> date | None:
        """The day of the decision that the text that stands names itself."""
        return self.edition.decision_date if self.edition else None


def engagement(day=None) -> list[Pledge]:
    """The members of the network on a day (None is today), by name; a fixed number of queries."""
    found = standings(day)
    cities = [one.city for one in found]
    signatures = _signatures(cities, day)
    memberships = _memberships(cities, day)
    decided = _decided([one.edition for one in found if one.edition])
    points = focal_points.of_cities(cities) if day is None else {}
    return [
        Pledge(
            city=one.city,
            signature=signatures.get(one.city.pk),
            eccar=memberships.get((ECCAR, one.city.pk)),
            rainbow=memberships.get((RAINBOW, one.city.pk)),
            plan=one.plan,
            edition=one.edition,
            decided=decided.get(one.edition.pk) if one.edition else None,
            is_past=one.is_past,
            why=one.why_in_words,
            focal_points=points.get(one.city.pk, []),
        )
        for one in found
    ]


def former_members(day=None) -> list[CoalitionMembership]:
    """Cities that left the network before that day or on it, with the day; the last one first."""
    left = CoalitionMembership.objects.filter(
        coalition__is_this_network=True, until__lte=day or timezone.localdate()
    )
    return list(left.select_related("city").order_by("-until", "city__name"))


def _signatures(cities, day):
    """Of each city that of the newest agreement that it signed by then."""
    rows = Signature.objects.filter(
        city__in=[city.pk for city in cities],
        agreement__signed_on__lte=day or timezone.localdate(),
    )
    rows = rows.select_related("agreement", "city").order_by("agreement__signed_on", "pk")
    return {row.city_id: row for row in rows}


def _memberships(cities, day):
    """{(slug of a coalition, city id): membership} that held on that day.

    One of which nobody knows since when is shown too, and says so.
    """
    day = day or timezone.localdate()
    rows = CoalitionMembership.objects.filter(
        city__in=[city.pk for city in cities], coalition__slug__in=(ECCAR, RAINBOW)
    ).select_related("coalition")
    return {
        (row.coalition.slug, row.city_id): row
        for row in rows
        if (row.since is None or row.since <= day) and (row.until is None or row.until > day)
    }


def _decided(editions):
    """{id of the edition that stands: the newest edition up to it that names a decision}."""
    stands = {edition.plan_id: edition for edition in editions}
    rows = Edition.objects.published().filter(plan__in=stands, withdrawal=None)
    rows = rows.exclude(decision_body="").without_archive().defer("introduction")
    found = {}
    for row in rows.select_related("plan__city").order_by(F("number").asc()):
        if row.number <= stands[row.plan_id].number:
            found[stands[row.plan_id].pk] = row
    return found


# --- to take away --------------------------------------------------------------------------------
HEADER = [
    *("Stad of gemeente", "NIS-code", "Overeenkomst ondertekend op", "Vertegenwoordigd door"),
    *("Lid van ECCAR sinds", "ECCAR bevestigd", "Bron ECCAR", "Plan", "Periode", "Afgelopen"),
    *("Besluit van", "Datum van het besluit", "Editie", "Gepubliceerd op", "Aanspreekpunt"),
    *("Rainbow Cities sinds", "Rainbow Cities bevestigd", "Op"),
]


def as_row(pledge, day=None) -> list:
    """One city for a spreadsheet; whom to call is told without a name."""
    signature, plan, decided = pledge.signature, pledge.plan, pledge.decided
    edition = pledge.edition
    return [
        pledge.city.name,
        pledge.city.nis_code,
        signature.agreement.signed_on if signature else "",
        signature.represented_by if signature else "",
        *_since(pledge.eccar),
        pledge.eccar.source if pledge.eccar else "",
        plan.get_framework_display() if plan else pledge.why,
        plan.period if plan else "",
        _yes_or_no(pledge.is_past) if plan else "",
        decided.get_decision_body_display() if decided else "",
        (decided.decision_date or "") if decided else "",
        edition.number if edition else "",
        timezone.localdate(edition.published_at) if edition else "",
        "" if day else "aangeduid" if pledge.focal_points else "nog niet aangeduid",
        *_since(pledge.rainbow),
        day or timezone.localdate(),
    ]


def _since(membership):
    if membership is None:
        return ["", ""]
    return [membership.since_in_words, _yes_or_no(membership.is_confirmed)]


def _yes_or_no(answer):
    return "ja" if answer else "nee"
