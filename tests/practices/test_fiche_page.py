"""A practice as everybody reads it."""

from datetime import date

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from cities.models import CoalitionMembership
from tests.factories import join, make_city, make_member, make_user
from tests.fiches import (
    make_practice,
    make_section,
)
from tests.reading import RUNS, all_words, ids_of, main_of, page_of

pytestmark = pytest.mark.django_db

HEADINGS = "//article//h2"


@pytest.fixture
def gent():
    return make_city(name="Gent")


@pytest.fixture
def practice(gent):
    return make_practice(city=gent, title="Huren zonder grenzen")


def url_of(practice):
    return reverse("practices:detail", args=[practice.slug or practice.code])


# --- what it tells -------------------------------------------------------------------------------
def test_a_fiche_shows_its_rubrics_in_the_order_that_readers_know(client, gent):
    practice = make_practice(
        city=gent,
        goals="Gelijke kansen.",
        address_groups=["politie"],
        target_note="Ook wie zoekt.",
        partners=["Huurdersbond"],
        extra="Meer weten.",
        links=[{"title": "Draaiboek", "url": "https://x.example"}],
        summary_en="A team phones.",
    )

    response = client.get(url_of(practice))

    assert all_words(response, HEADINGS) == [
        *("Doelen", "Doelgroep", "Beschrijving", "Succesfactoren", "Uitdagingen", "Partners"),
        *("Extra info", "Links", "In English", "Waarover het gaat", "Deze praktijk in Gent"),
    ]
    assert page_of(response).xpath("//section[@lang='en']//p/text()") == ["A team phones."]


def test_an_empty_rubric_renders_nothing(client):
    practice = make_practice(title="Alleen een naam", is_complete=False, section={})

    response = client.get(url_of(practice))

    assert all_words(response, HEADINGS) == []
    assert page_of(response).xpath("count(//article//dt)") == 0
    assert "Niet ingevuld" not in response.content.decode()


def test_every_label_leads_to_what_has_it_too(client, practice):
    links = page_of(client.get(url_of(practice))).xpath("//aside//a/@href")

    assert links == ["/praktijken/?domein=wonen"]


def test_an_evaluation_leads_to_its_source_and_a_bad_address_nowhere(client, gent):
    good = make_practice(city=gent, evidence="evaluated", evidence_url="https://x.example/e")
    bad = make_practice(city=gent, evidence="evaluated", evidence_url="javascript:alert(1)")

    pages = [main_of(client.get(url_of(one))) for one in (good, bad)]

    assert ['href="https://x.example/e"' in page for page in pages] == [True, False]
    assert "javascript" not in pages[1]


def test_hostile_text_stays_text(client, gent):
    practice = make_practice(
        city=gent,
        title="<script>alert(1)</script>",
        description="<img src=x onerror=alert(1)> [klik](javascript:alert(1))",
    )

    page = client.get(url_of(practice)).content.decode()

    assert ("<script>" in page, "<img src=x" in page) == (False, False)
    assert page_of(client.get(url_of(practice))).xpath("//a[contains(@href, 'javascript')]") == []


def test_a_public_page_loads_no_script(client, practice):
    pages = [practice.get_absolute_url(), reverse("practices:list")]

    assert [page_of(client.get(one)).xpath(RUNS) for one in pages] == [[], []]


# --- sections ------------------------------------------------------------------------------------
def test_cities_tell_in_the_order_of_the_alphabet_each_with_an_anchor(client, practice):
    for name in ("Éeklo", "Aalst", "Zele"):
        make_section(practice=practice, city=make_city(name=name))

    response = client.get(url_of(practice))

    assert [one for one in ids_of(response) if one.startswith("stad-")] == [
        *("stad-aalst", "stad-eeklo", "stad-gent", "stad-zele")
    ]
    assert page_of(response).xpath("//nav[@aria-labelledby='in-steden']//a/@href") == [
        *("#stad-aalst", "#stad-eeklo", "#stad-gent", "#stad-zele")
    ]


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ({}, ["Bevestigd door Gent op 12 maart 2026"]),
        (
            {"confirmed_on": None, "is_imported": True, "updated_on": None},
            ["Overgenomen uit de VVSG-databank, nog niet bevestigd"],
        ),
        (
            {"review_on": date(2026, 1, 10)},
            ["Niet bevestigd sinds 12 maart 2026 (toen door Gent)"],
        ),
        (
            {"state": "stopped", "stopped_year": 2024},
            ["Gestopt in 2024", "Laatst bijgewerkt 12 maart 2026"],
        ),
        ({"confirmed_on": None}, ["Laatst bijgewerkt 12 maart 2026"]),
    ],
)
@time_machine.travel("2026-03-12 10:00+01:00", tick=False)
def test_each_section_says_how_old_it_is(client, practice, columns, lines):
    day = date(2026, 3, 12)
    practice.sections.update(confirmed_on=day, updated_on=day, review_on=date(2027, 3, 12))
    practice.sections.update(**columns)

    response = client.get(url_of(practice))

    assert all_words(response, "//*[@id='stad-gent']//p[@class='age']/span") == lines


def test_a_hidden_section_is_there_for_its_own_city_only(client, practice, gent):
    practice.sections.update(state="hidden")

    visitor = client.get(url_of(practice))
    client.force_login(make_member(city=gent, role="contributor"))
    own = client.get(url_of(practice))

    told = "De sectie van Gent is verborgen. Alleen je eigen stad ziet deze regel. Naar de sectie"
    assert [all_words(one, "//p[@class='note']") for one in (visitor, own)] == [[], [told]]
    assert "Wij testen elk najaar" not in visitor.content.decode() + own.content.decode()


def test_the_section_of_a_city_that_left_the_network_stays_with_its_date(client, practice, gent):
    join(city=gent, since="2018-03-22")
    CoalitionMembership.objects.update(until=date(2020, 1, 1))
    practice.sections.update(confirmed_on=date(2019, 5, 1), updated_on=date(2019, 5, 1))

    lines = all_words(client.get(url_of(practice)), "//*[@id='stad-gent']//p[@class='age']/span")

    assert lines == ["Bevestigd door Gent op 1 mei 2019"]


def test_a_service_is_public_and_a_person_is_for_who_signed_in(client, gent):
    practice = make_practice(
        city=gent,
        section={"text": "x", "contact": "wonen@gent.example", "contact_name": "Zoë Alleen"},
    )

    visitor = client.get(url_of(practice)).content.decode()
    client.force_login(make_user())
    member = client.get(url_of(practice)).content.decode()

    assert ['href="mailto:wonen@gent.example"' in one for one in (visitor, member)] == [True, True]
    assert ["Zoë Alleen" in one for one in (visitor, member)] == [False, True]


# --- on paper ------------------------------------------------------------------------------------
@time_machine.travel("2026-03-12 10:00+01:00", tick=False)
def test_paper_says_where_and_when_it_was_printed(client, practice):
    response = client.get(url_of(practice))

    (told,) = all_words(response, "//p[@class='only-print']")
    assert told == f"http://testserver{url_of(practice)}, afgedrukt op 12 maart 2026"
    assert "Druk deze pagina af" in main_of(response)


def test_paper_has_no_demo_banner_and_no_line_begins_with_a_dot():
    sheet = (settings.BASE_DIR / "static/css/practices.css").read_text()

    on_paper = sheet[sheet.index("@media print") :]
    assert ".demo { display: none; }" in on_paper
    assert "span::before" not in sheet
