"""What stopped in a city: it says so wherever it is named, and nobody confirms it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from practices.freshness.clock import confirm
from practices.sections.editing import write_section
from practices.sections.standing import hide, show, stop
from practices.transitions import RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section
from tests.reading import all_words

pytestmark = pytest.mark.django_db
STOPPED = {"text": "Zo deden wij het.", "contact": "samen@genk.example", "status": "stopped"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-05-04 12:00"):
        yield


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor")


@pytest.fixture
def section(genk, noor):
    return make_section(
        practice=make_practice(city=make_city(name="Aalst")), city=genk, by=noor, status="running"
    )


def save(section, noor, **content):
    content = {**section.version.content, **content}
    seen = section.version.number
    saved = write_section(
        section.practice, city=section.city, content=content, by=noor, seen=seen, still_true=True
    )
    section.refresh_from_db()
    return saved


# --- the rules -----------------------------------------------------------------------------------
@pytest.mark.parametrize(("until", "year"), [(2024, 2024), (None, None), (2027, None)])
def test_text_that_says_stopped_stops_the_section(section, noor, until, year):
    save(section, noor, status="stopped", period_until=until)

    assert (section.state, section.stopped_year) == ("stopped", year)


def test_text_that_no_longer_says_it_starts_the_section(section, noor):
    save(section, noor, status="stopped", period_until=2024)

    save(section, noor, status="running", period_until=None)

    assert (section.state, section.stopped_year) == ("visible", None)


def test_another_change_leaves_stopped_what_its_city_stopped(section, noor):
    stop(section, by=noor, year=2024)

    save(section, noor, service="Dienst Wonen")

    assert (section.state, section.stopped_year) == ("stopped", 2024)


def test_hidden_section_whose_text_says_stopped_stays_hidden(section, noor):
    hide(section, by=noor)

    save(section, noor, status="stopped")

    assert section.state == "hidden"


def test_hidden_section_that_stopped_is_shown_as_stopped(section, noor):
    save(section, noor, status="stopped", period_until=2024)
    hide(section, by=noor)

    show(section, by=noor)

    assert (section.state, section.stopped_year) == ("stopped", 2024)


def test_what_begins_again_says_so_in_its_text(section, noor):
    save(section, noor, status="stopped", period_until=2024)

    show(section, by=noor)

    content = section.version.content
    assert (section.state, section.stopped_year) == ("visible", None)
    assert (content["status"], content["period_until"]) == ("running", None)


def test_what_stopped_is_not_confirmed(section, noor):
    stop(section, by=noor, year=2024)
    before = section.confirmed_on

    with pytest.raises(RefusedError):
        confirm(section, by=noor, label="Stad Genk")

    section.refresh_from_db()
    assert (section.confirmed_on, section.confirmed_by) == (before, "Genk")


def test_tick_beside_a_text_that_says_stopped_confirms_nothing(section, noor):
    section.confirmed_on = date(2025, 1, 1)
    section.save()

    save(section, noor, status="stopped")

    assert section.confirmed_on == date(2025, 1, 1)


# --- the pages -----------------------------------------------------------------------------------
def test_city_is_offered_to_begin_again_and_not_to_confirm(client, section, noor):
    stop(section, by=noor, year=2024)
    client.force_login(noor)

    offered = {
        page: all_words(client.get(page), "//main//*[contains(@class, 'btn')]")
        for page in (section.practice.get_absolute_url(), reverse("practices:my_sections"))
    }

    for words in offered.values():
        assert "Weer begonnen" in words
        assert not {"Dit is nog actueel", "Wij doen dit niet meer"} & set(words)
        assert not [one for one in words if one.startswith("Nog actueel")]


def test_button_of_an_old_page_is_refused_with_a_sentence(client, section, noor):
    stop(section, by=noor, year=2024)
    client.force_login(noor)
    url = reverse("practices:section_confirm", args=[section.practice.slug, "genk"])

    page = client.post(url, follow=True).content.decode()

    section.refresh_from_db()
    assert "Genk stopte hiermee" in page
    assert section.confirmed_by == "Genk"


def test_edit_page_of_what_stopped_asks_for_no_confirmation(client, section, noor):
    make_section(by=noor)
    client.force_login(noor)
    url = reverse("practices:section_edit", args=[section.practice.slug, "genk"])

    before = client.get(url).content.decode()
    stop(section, by=noor, year=2024)
    after = client.get(url).content.decode()

    assert ['name="still_true"' in page for page in (before, after)] == [True, False]


def test_edit_page_tells_that_what_stopped_was_not_confirmed(client, section, noor):
    client.force_login(noor)
    url = reverse("practices:section_edit", args=[section.practice.slug, "genk"])
    typed = {f"section-{name}": value for name, value in STOPPED.items()}

    page = client.post(url, {**typed, "seen": "1", "still_true": "on"}, follow=True)

    assert "Wat stopte, bevestig je niet" in page.content.decode()


def test_every_list_of_cities_says_where_it_stopped(client, section, noor):
    stop(section, by=noor, year=2024)

    fiche = client.get(section.practice.get_absolute_url())
    cards = client.get(reverse("practices:list"))

    facts = all_words(fiche, "//dl[contains(@class, 'fiche-facts')]/dd")
    assert "Aalst, Genk (gestopt)" in facts
    assert all_words(fiche, "//nav[@aria-labelledby='in-steden']//li") == ["Aalst", "Genk gestopt"]
    assert all_words(fiche, "//*[@id='stad-genk']//p[@class='city-state']") == ["gestopt"]
    (places,) = all_words(cards, "//li[contains(@class, 'practice-card')]//small")
    assert places.startswith("Aalst, Genk (gestopt) ·")


def test_vvsg_shows_again_in_its_own_name(section):
    moderator = make_moderator()
    stop(section, by=moderator, year=2024, reason="Op vraag")

    show(section, by=moderator, reason="Op vraag")

    assert (section.state, section.checked_number) == ("visible", section.version.number)
