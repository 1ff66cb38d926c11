"""The sentence by which a council's paper names an edition, and where it stands."""

import pytest
import time_machine
from django.core.cache import caches

from actionplans.editions import current_edition, publish
from actionplans.story.citation import citation
from cities.models import City
from tests.factories import fill_plan, make_city, make_plan
from tests.reading import RUNS, all_words, page_of

pytestmark = pytest.mark.django_db

DECISION = {
    "decision_body": "council",
    "decision_date": "2026-03-16",
    "decision_reference": "2026/41",
    "decision_link": "https://gent.example/besluit",
}
BLOCK = "//div[h3='Citeer deze editie']"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


def published(*, decision=None, title="Gent voor iedereen", **city):
    plan = fill_plan(plan=make_plan(city=make_city(**{"name": "Gent", **city}), title=title))
    with time_machine.travel("2026-03-22 00:30 +0100", tick=False):
        return publish(plan, note="", by=None, decision=decision)


def test_citation_names_city_title_number_and_date():
    assert citation(published()) == "Stad Gent, Gent voor iedereen, editie 1, 22 maart 2026"


def test_municipality_is_called_one():
    edition = published(name="Denderleeuw", kind=City.Kind.MUNICIPALITY)

    assert citation(edition).startswith("Gemeente Denderleeuw, ")


def test_day_is_the_belgian_one_as_in_the_archive():
    edition = published()

    assert '"date":"2026-03-22"' in bytes(edition.canonical).decode()
    assert citation(current_edition(edition.plan)).endswith("22 maart 2026")


def test_title_with_line_ends_stays_one_sentence():
    edition = published(title="Gent  voor\n iedereen")

    assert citation(edition).split(", ")[1] == "Gent voor iedereen"


def test_edition_says_how_to_cite_it(client):
    edition = published(decision=DECISION)

    for url in (edition.get_absolute_url(), edition.plan.get_absolute_url()):
        page = client.get(url)

        assert all_words(page, f"{BLOCK}/p") == [citation(edition)]
        assert all_words(page, f"{BLOCK}//dd") == [
            f"http://testserver{edition.get_absolute_url()}",
            "Gemeenteraad, 16 maart 2026, nr. 2026/41 · lees het besluit",
            f"{edition.sha256} SHA-256 van het archiefbestand (JSON). Wie hetzelfde getal vindt, "
            "heeft precies deze editie: controleer het.",
        ]
        assert page_of(page).xpath(f"{BLOCK}//a/@href") == [
            edition.get_absolute_url(),
            "https://gent.example/besluit",
            f"{edition.get_absolute_url()}export.json",
            f"/controle/?som={edition.sha256}",
        ]


def test_edition_without_a_decision_says_so(client):
    page = client.get(published().get_absolute_url())

    assert all_words(page, f"{BLOCK}//dd")[1] == "Bij deze editie is geen besluit vermeld."


def test_checksum_can_be_copied_as_text(client):
    edition = published()

    page = client.get(edition.get_absolute_url())

    assert all_words(page, f"{BLOCK}//code") == [edition.sha256]
    assert page_of(page).xpath(RUNS) == []
