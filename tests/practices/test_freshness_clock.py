"""T4, the clocks, the lines that readers get, and *Mijn secties*. Traps 16 and 18."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practices.fiche.shown_section import lines_of_section
from practices.freshness.clock import confirm, months_later, next_review
from practices.freshness.words import advice
from practices.models import CitySection, PracticeEvent, PracticeSettings, RadarFlag
from practices.sections.own import count_due, own_texts
from tests.factories import join, make_city, make_coalition, make_member
from tests.fiches import make_moderator, make_practice, make_section
from tests.reading import all_words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


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


def dated(section, **columns):
    CitySection.objects.filter(pk=section.pk).update(**columns)
    section.refresh_from_db()
    return section


# --- the clock -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 15), 24, date(2028, 11, 15)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
    ],
)
def test_months_later_keeps_the_day_or_takes_the_last_one(day, months, later):
    assert months_later(day, months) == later


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 24))
def test_months_later_is_in_that_month(day, months):
    later = months_later(day, months)

    assert later.year * 12 + later.month == day.year * 12 + day.month + months
    assert later.day == day.day or (later + timedelta(days=1)).day == 1


def test_review_waits_a_year_unless_vvsg_says_otherwise():
    assert next_review() == date(2027, 5, 4)

    PracticeSettings.objects.update_or_create(pk=1, defaults={"review_months": 3})

    assert next_review() == date(2026, 8, 4)


def test_confirming_a_section_sets_its_clock_alone(genk, noor):
    practice = make_practice(city=genk)
    section = practice.sections.get()
    shared = (practice.confirmed_on, practice.review_on)
    dated(section, confirmed_on=date(2024, 1, 1), review_on=date(2025, 1, 1))

    event = confirm(section, by=noor, label="Stad Genk")

    practice.refresh_from_db()
    assert (section.confirmed_on, section.review_on) == (TODAY, date(2027, 5, 4))
    assert (section.confirmed_by, event.memo) == ("Stad Genk", {"label": "Stad Genk"})
    assert (practice.confirmed_on, practice.review_on) == shared


def test_confirming_twice_is_one_line(genk, noor):
    section = dated(make_section(city=genk), confirmed_on=None, confirmed_by="")

    events = [confirm(section, by=noor, label="Stad Genk") for _ in range(2)]

    assert [event is None for event in events] == [False, True]
    assert PracticeEvent.objects.filter(section=section).count() == 1


def test_shared_part_is_confirmed_by_its_city(client, genk, noor):
    practice = make_practice(city=genk)
    type(practice).objects.update(confirmed_on=None, review_on=date(2025, 1, 1))
    client.force_login(noor)

    response = client.post(reverse("practices:shared_confirm", args=[practice.slug]))

    practice.refresh_from_db()
    assert response["Location"] == practice.get_absolute_url()
    assert (practice.confirmed_on, practice.confirmed_by) == (TODAY, "Stad Genk")


@pytest.mark.parametrize("role", ["alderman", "other city"])
def test_others_confirm_nothing(client, genk, role):
    section = dated(make_practice(city=genk).sections.get(), confirmed_on=None)
    client.force_login(
        make_member(city=genk, role="alderman") if role == "alderman" else make_member()
    )
    slug = section.practice.slug

    answers = [
        client.post(reverse("practices:section_confirm", args=[slug, "genk"])).status_code,
        client.post(reverse("practices:shared_confirm", args=[slug])).status_code,
    ]

    section.refresh_from_db()
    assert (answers, section.confirmed_on) == ([403, 403], None)


# --- what readers and VVSG are told --------------------------------------------------------------
def test_dates_are_dutch(genk):
    section = dated(make_section(city=genk), confirmed_by="Stad Genk")

    assert lines_of_section(section, today=TODAY) == ["Bevestigd door Stad Genk op 4 mei 2026"]


@pytest.mark.parametrize(("late", "is_told"), [(59, False), (60, True)])
def test_sixty_days_after_its_date_readers_are_told(genk, late, is_told):
    review_on = TODAY - timedelta(days=late)
    section = dated(make_section(city=genk), confirmed_on=date(2025, 2, 1), review_on=review_on)

    line, *_ = lines_of_section(section, today=TODAY)

    assert line.startswith("Niet bevestigd sinds 1 februari 2025") is is_told


@pytest.mark.parametrize(("late", "is_told"), [(179, False), (180, True)])
def test_half_a_year_after_its_date_vvsg_gets_advice(genk, late, is_told):
    section = dated(make_section(city=genk), review_on=TODAY - timedelta(days=late))

    assert bool(advice(section, TODAY)) is is_told


def test_city_that_left_the_network_stays_visible_with_its_date(client, genk):
    make_coalition()
    join(city=genk, until="2026-01-01")
    section = dated(make_section(city=genk, text="Zo deed Genk het"), confirmed_by="Stad Genk")

    page = client.get(section.practice.get_absolute_url()).content.decode()

    assert "Zo deed Genk het" in page
    assert "Bevestigd door Stad Genk op 4 mei 2026" in page


# --- mine ----------------------------------------------------------------------------------------
def test_own_texts_are_those_of_my_cities_the_overdue_first(genk, noor):
    make_practice()
    fresh = make_section(city=genk)
    late = dated(make_section(city=genk), review_on=date(2026, 1, 1))
    own = make_practice(city=genk, section={}, title="Van Genk")

    texts = own_texts(noor)

    assert [text.section or text.practice for text in texts][0] == late
    assert {text.section or text.practice for text in texts} == {late, fresh, own}
    assert [text.is_due for text in texts] == [True, False, False]


def test_my_sections_asks_as_many_queries_for_many(client, genk, noor):
    client.force_login(noor)
    url, counts = reverse("practices:my_sections"), []

    for _ in range(3):
        section = make_section(city=genk)
        RadarFlag.objects.create(practice=section.practice, section=section, rule="now", words="nu")
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def test_headline_is_true_when_a_signal_asks_for_a_look(client, genk, noor):
    make_section(city=genk)
    client.force_login(noor)
    url = reverse("practices:my_sections")

    quiet = all_words(client.get(url), "//main//h2")
    section = make_section(city=genk)
    RadarFlag.objects.create(practice=section.practice, section=section, rule="now", words="nu")
    asked = all_words(client.get(url), "//main//h2")

    assert quiet == ["Nu niets na te kijken"]
    assert asked == ["Misschien niet meer juist: 1", "De andere"]


def test_button_on_my_sections_comes_back_there(client, genk, noor):
    section = dated(make_section(city=genk), confirmed_on=None, review_on=date(2026, 1, 1))
    client.force_login(noor)
    url = reverse("practices:my_sections")

    page = client.get(url).content.decode()
    confirm_url = reverse("practices:section_confirm", args=[section.practice.slug, "genk"])
    response = client.post(confirm_url, {"from": "mine"})

    section.refresh_from_db()
    assert f'action="{confirm_url}"' in page
    assert (response["Location"], section.confirmed_on) == (url, TODAY)


@pytest.mark.parametrize("person", ["alderman", "moderator"])
def test_who_writes_for_no_city_has_no_sections(client, genk, person):
    client.force_login(
        make_moderator() if person == "moderator" else make_member(city=genk, role=person)
    )

    assert client.get(reverse("practices:my_sections")).status_code == 403


def test_two_weeks_before_its_date_the_city_sees_it_coming(django_assert_num_queries, genk):
    dated(make_section(city=genk), review_on=TODAY + timedelta(days=14))
    dated(make_section(city=genk), review_on=TODAY + timedelta(days=15))
    dated(make_section(), review_on=TODAY)

    with django_assert_num_queries(1):
        assert count_due(genk) == 1


def test_room_of_the_city_says_what_is_to_be_looked_at(client, genk, noor):
    dated(make_section(city=genk), review_on=TODAY)
    client.force_login(noor)

    page = client.get(reverse("actionplans:workspace"), follow=True).content.decode()

    assert "1 stadssectie of fiche na te kijken" in page
    assert reverse("practices:my_sections") in page
