"""The tables that show things of several rooms: cities with their coalitions, and meetings.

Together with those of the plans they are what the catalogue offers. Practices have their own
addresses, because they can be filtered.
"""

from actionplans.open_data import TABLES as PLAN_TABLES
from cities.models import City
from cities.open_data import Table

from ..models import Meeting


def city_rows(absolute):
    for city in City.objects.with_coalitions().order_by("name"):
        memberships = city.coalition_memberships.all()
        since = {one.coalition.slug: one for one in memberships}
        yield {
            "nis_code": city.nis_code,
            "vroegere_nis_code": city.former_nis_code,
            "stad": city.name,
            "soort": city.get_kind_display(),
            "provincie": city.province,
            "arrondissement": city.arrondissement,
            "breedtegraad": float(city.latitude),
            "lengtegraad": float(city.longitude),
            "website": city.website,
            "lid_van_het_netwerk": city.is_member,
            "netwerk_sinds": _since(city.network_membership),
            "eccar_sinds": _since(since.get("eccar")),
            "rainbow_cities_sinds": _since(since.get("rainbow-cities")),
            "adres": absolute(city.get_absolute_url()),
        }


def _since(membership):
    """As precisely as the source knows it, in words; None when the city is no member."""
    if membership is None or not membership.is_current:
        return None
    doubt = "" if membership.is_confirmed else " (nog te bevestigen)"
    return f"{membership.since_in_words}{doubt}"


def meeting_rows(absolute):
    for meeting in Meeting.objects.select_related("host").order_by("day", "pk"):
        yield {
            "vergadering": str(meeting.uid),
            "titel": meeting.title,
            "soort": meeting.get_kind_display(),
            "dag": meeting.day.isoformat(),
            "van": _hour(meeting.starts_at),
            "tot": _hour(meeting.ends_at),
            "plaats": meeting.place,
            "gastheer": meeting.host.name if meeting.host else "",
            "afgelast": meeting.is_cancelled,
            "inleiding": meeting.introduction,
            "verslag": meeting.report,
            "adres": absolute(meeting.get_absolute_url()),
        }


def _hour(at):
    return at.strftime("%H:%M") if at else None


CITIES = Table(
    code="steden",
    title="Steden en gemeenten",
    description="Elke stad en gemeente met haar codes, plaats en lidmaatschappen.",
    keywords=("steden", "gemeenten", "ECCAR", "Rainbow Cities"),
    columns={
        "nis_code": "NIS-code; de vaste sleutel van een stad of gemeente",
        "vroegere_nis_code": "NIS-code van voor een fusie",
        "stad": "naam",
        "soort": "stad of gemeente",
        "provincie": "provincie",
        "arrondissement": "arrondissement",
        "breedtegraad": "graden noorderbreedte (WGS 84)",
        "lengtegraad": "graden oosterlengte (WGS 84)",
        "website": "website van het bestuur",
        "lid_van_het_netwerk": "of de stad nu lid is van het Vlaamse netwerk",
        "netwerk_sinds": "lid van het netwerk sinds, zo precies als de bron het weet",
        "eccar_sinds": "lid van ECCAR sinds; leeg als we geen lidmaatschap kennen",
        "rainbow_cities_sinds": "lid van Rainbow Cities sinds; leeg als we er geen kennen",
        "adres": "vast adres van de pagina",
    },
    rows=city_rows,
)
MEETINGS = Table(
    code="vergaderingen",
    title="Vergaderingen",
    description="De vergaderingen van het netwerk, met wat iedereen erover mag lezen.",
    keywords=("vergaderingen", "netwerk"),
    columns={
        "vergadering": "uid van de vergadering",
        "titel": "titel",
        "soort": "schepenoverleg, overleg van de diensten of andere",
        "dag": "dag",
        "van": "uur van begin, als het bekend is",
        "tot": "uur van einde, als het bekend is",
        "plaats": "plaats",
        "gastheer": "stad of gemeente die ontvangt",
        "afgelast": "of de vergadering afgelast is",
        "inleiding": "waarover het gaat",
        "verslag": "openbaar verslag",
        "adres": "vast adres van de pagina",
    },
    rows=meeting_rows,
)
TABLES = {table.code: table for table in (*PLAN_TABLES, CITIES, MEETINGS)}
