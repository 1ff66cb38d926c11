"""The facts that the portal starts with: cities, coalitions, mandates, partners, the agreement and
the meetings that led to it.

They come from `cities/data/*.csv` and `network/data/*.json`. Only what is missing is
added, so it is safe to run at any time: what was corrected in the portal stays as it is. Where two
sources disagree, both are in the files and both are shown; nothing is silently corrected.
"""

import json
from pathlib import Path

from django.db import transaction

from cities import searching
from cities.models import (
    City,
    Coalition,
    CoalitionMembership,
    Mandate,
    Organisation,
    PolicyDomain,
    Track,
)
from cities.reference import DATA, add_missing, read_rows

from .meetings.indexing import write_entry
from .models import AgendaItem, Agreement, Meeting, Signature

AGREEMENT = Path(__file__).parent / "data" / "agreement.json"
MEETINGS = Path(__file__).parent / "data" / "meetings.json"
THIS_NETWORK = "vlaams-stedennetwerk"
FILLED = (
    *(City, Coalition, CoalitionMembership, Mandate, Organisation),
    *(Agreement, Signature, Meeting),
)


@transaction.atomic
def load():
    """Add what is missing; returns {model: number of rows added}."""
    before = {model: model.objects.count() for model in FILLED}
    add_missing(City, read_rows(DATA / "cities.csv"), key=["slug"])
    add_missing(Coalition, _coalitions(), key=["slug"])
    add_missing(Organisation, read_rows(DATA / "organisations.csv"), key=["slug"])
    cities = dict(City.objects.values_list("slug", "pk"))
    add_missing(CoalitionMembership, _memberships(cities), key=["coalition_id", "city_id"])
    add_missing(Mandate, _mandates(cities), key=["city_id", "office", "name", "as_of"])
    _load_agreement(cities)
    _load_meetings(cities)
    searching.rebuild()
    return {model: model.objects.count() - number for model, number in before.items()}


def _coalitions():
    rows = read_rows(DATA / "coalitions.csv")
    return [{**row, "is_this_network": row["slug"] == THIS_NETWORK} for row in rows]


def _memberships(cities):
    coalitions = dict(Coalition.objects.values_list("slug", "pk"))
    return [
        {
            "coalition_id": coalitions[row.pop("coalition")],
            "city_id": cities[row.pop("city")],
            **row,
            "since": row["since"] or None,
            "until": row["until"] or None,
            "is_confirmed": row["is_confirmed"] == "1",
        }
        for row in read_rows(DATA / "coalition_memberships.csv")
    ]


def _mandates(cities):
    rows = read_rows(DATA / "mandates.csv")
    return [{"city_id": cities[row.pop("city")], **row} for row in rows]


# --- the agreement -----------------------------------------------------------------------------
def _load_agreement(cities):
    told = json.loads(AGREEMENT.read_text(encoding="utf-8"))
    scope = told["scope"]
    agreement, is_new = Agreement.objects.get_or_create(
        slug=f"overeenkomst-{told['signed_on'][:4]}",
        defaults={
            "title": told["title"],
            "signed_on": told["signed_on"],
            "in_force_from": told["in_force_from"],
            "in_force_until": told["in_force_until"] or None,
            "vision": told["vision"],
            "grounds_in_scope": scope["grounds"],
            "domains_in_scope": scope["domains"],
            "year_theme": scope["year_theme"],
            **{name: told[name] for name in LISTS},
        },
    )
    if is_new:
        agreement.tracks.set(Track.objects.filter(code__in=told["tracks"]))
        agreement.domains.set(PolicyDomain.objects.filter(code__in=scope["named_domains"]))
    signatures = [_signature(row, agreement, cities) for row in told["signatures"]]
    add_missing(Signature, signatures, key=["agreement_id", "city_id"])


LISTS = ("objectives", "practical", "preparation", "differences", "sources")


def _signature(row, agreement, cities):
    return {
        "agreement_id": agreement.pk,
        "city_id": cities[row.pop("city")],
        "spellings_elsewhere": row.pop("represented_by_spelling_elsewhere"),
        **row,
    }


# --- the meetings --------------------------------------------------------------------------------
def _load_meetings(cities):
    for told in json.loads(MEETINGS.read_text(encoding="utf-8")):
        agenda, host = told.pop("agenda"), told.pop("host")
        meeting, is_new = Meeting.objects.get_or_create(
            slug=told.pop("slug"), defaults={**told, "host_id": cities[host]}
        )
        if is_new:
            AgendaItem.objects.bulk_create(
                AgendaItem(meeting=meeting, position=position, **item)
                for position, item in enumerate(agenda, start=1)
            )
            write_entry(meeting)
