"""What VVSG's tab *Veroudering* holds; nothing on it happens by itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from practices.freshness.stale import stale_items
from practices.models import CitySection, Practice, RadarFlag
from tests.factories import make_city
from tests.fiches import make_practice, make_section

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-05-04 12:00"):
        yield


def late(subject, days):
    review_on = TODAY - timedelta(days=days)
    type(subject).objects.filter(pk=subject.pk).update(
        review_on=review_on, confirmed_on=date(2025, 2, 1)
    )
    return subject


def test_list_is_empty_when_all_is_confirmed():
    make_section()

    assert stale_items() == []


def test_text_is_listed_sixty_days_after_its_date():
    practice = make_practice(title="Praktijktesten", section={})
    late(practice, 60)
    section = late(make_section(practice=practice, city=make_city(name="Genk")), 61)
    late(make_section(practice=practice), 59)

    told = [(item.kind, item.place, item.url, item.advice) for item in stale_items()]

    assert told == [
        ("section", "Genk", section.get_absolute_url(), ""),
        ("practice", str(practice.city), practice.get_absolute_url(), ""),
    ]


def test_item_says_why_in_words():
    section = late(make_section(), 60)

    assert [item.reason for item in stale_items()] == [
        "De stadssectie is niet bevestigd sinds 1 februari 2025; na te kijken op 5 maart 2026."
    ]
    assert stale_items()[0].subject == section


def test_half_a_year_brings_an_advice_and_archives_nothing():
    practice = late(make_practice(section={}), 180)

    items = stale_items()

    practice.refresh_from_db()
    assert [bool(item.advice) for item in items] == [True]
    assert practice.state == "published"


@pytest.mark.parametrize("state", ["hidden", "stopped"])
def test_stopped_and_hidden_sections_are_not_stale(state):
    late(make_section(state=state), 200)

    assert stale_items() == []


def test_archived_practice_is_not_stale():
    practice = late(make_practice(section={}), 200)
    Practice.objects.filter(pk=practice.pk).update(state="archived")

    assert stale_items() == []


def test_signals_of_one_text_are_one_item():
    section = make_section()
    for words in ("binnenkort", "momenteel"):
        RadarFlag.objects.create(
            practice=section.practice, section=section, rule="soon", words=words
        )

    assert [(item.kind, item.reason, len(item.signals)) for item in stale_items()] == [
        ("radar", "“binnenkort”; “momenteel”", 2)
    ]


def test_queries_do_not_grow_with_the_list():
    counts = []
    for _ in range(3):
        section = late(make_section(), 100)
        late(section.practice, 100)
        RadarFlag.objects.create(practice=section.practice, section=section, rule="now", words="nu")
        with CaptureQueriesContext(connection) as queries:
            assert stale_items()
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
    assert CitySection.objects.count() == 6
