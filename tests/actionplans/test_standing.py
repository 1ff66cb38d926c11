"""Which text stands for a city on a day."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from actionplans.comparing.standing import (
    NO_PLAN,
    ONLY_COMING,
    ONLY_THEMATIC,
    WITHDRAWN,
    read_day,
    standings,
)
from actionplans.editions import draft_of, publish, withdraw
from cities.models import CoalitionMembership
from tests.factories import (
    join,
    make_city,
    make_goal,
    make_member,
    make_plan,
    published_plan,
)

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def member(name="Gent"):
    city = make_city(name=name)
    join(city=city)
    return city


def test_a_member_stands_with_its_newest_edition():
    plan = published_plan(city=member(), period_from=YEAR, period_until=YEAR + 5)
    make_goal(chapter=draft_of(plan).chapters.get(), title="Nog een doel")
    newest = publish(plan, note="", by=make_member(city=plan.city))

    (found,) = standings()

    assert (found.plan, found.edition, found.why, found.is_past) == (plan, newest, "", False)


def test_a_draft_plays_no_part():
    make_plan(city=member())

    (found,) = standings()

    assert (found.plan, found.edition, found.why) == (None, None, NO_PLAN)


def test_the_day_decides_which_edition_stands(time_machine):
    time_machine.move_to("2024-03-01 12:00 +0100")
    plan = published_plan(city=member(), period_from=2020, period_until=2025)
    first = plan.editions.published().get()
    time_machine.move_to("2025-03-01 12:00 +0100")
    make_goal(chapter=draft_of(plan).chapters.get(), title="Nog een doel")
    second = publish(plan, note="", by=make_member(city=plan.city))

    days = [date(2024, 2, 29), date(2024, 3, 1), date(2025, 2, 28), date(2025, 3, 1)]
    found = [standings(day)[0].edition for day in days]

    assert found == [None, first, first, second]


def test_a_withdrawn_text_stands_until_it_was_withdrawn(time_machine):
    time_machine.move_to("2024-03-01 12:00 +0100")
    plan = published_plan(city=member(), period_from=2020, period_until=2025)
    edition = plan.editions.published().get()
    time_machine.move_to("2024-05-01 12:00 +0100")
    withdraw(edition, reason="Verkeerde tekst", by=make_member(city=plan.city))

    (before,) = standings(date(2024, 4, 30))
    (after,) = standings()

    assert (before.edition, before.why) == (edition, "")
    assert (after.plan, after.edition, after.why) == (plan, None, WITHDRAWN)


def test_another_plan_that_can_be_read_goes_before_a_withdrawn_one():
    city = member()
    old = published_plan(city=city, period_from=YEAR - 6, period_until=YEAR - 1)
    new = published_plan(city=city, period_from=YEAR, period_until=YEAR + 5)
    withdraw(new.editions.published().get(), reason="Fout", by=make_member(city=city))

    (found,) = standings()

    assert (found.plan, found.is_past) == (old, True)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        ({"framework": "thematic", "theme": "Rainbow", "period_from": YEAR}, ONLY_THEMATIC),
        ({"period_from": YEAR + 1, "period_until": YEAR + 6}, ONLY_COMING),
    ],
)
def test_a_city_without_main_plan_says_why(plan, why):
    published_plan(**{"city": member(), "period_until": None, **plan})

    (found,) = standings()

    assert (found.edition, found.why) == (None, why)


def test_a_city_that_left_is_there_until_the_day_it_left():
    city = member()
    CoalitionMembership.objects.filter(city=city).update(until=date(2024, 6, 1))

    found = [standings(day) for day in (date(2024, 5, 31), date(2024, 6, 1), date(2018, 3, 21))]

    assert [[one.city for one in some] for some in found] == [[city], [], []]


def test_any_city_can_be_chosen():
    stranger = make_city(name="Antwerpen")

    assert [one.city for one in standings(cities=[stranger])] == [stranger]


def test_the_queries_do_not_depend_on_the_number_of_cities():
    def asked():
        with CaptureQueriesContext(connection) as queries:
            standings()
        return len(queries)

    published_plan(city=member("Aalst"))
    one = asked()
    for name in ("Brugge", "Genk", "Gent"):
        published_plan(city=member(name))

    assert asked() == one


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("2024-02-30", None),
        ("gisteren", None),
        ("0001-01-01", None),
        ("2024-03-01", date(2024, 3, 1)),
        (" 2024-03-01 ", date(2024, 3, 1)),
        ("2024-03-01'; DROP TABLE", None),
        ((timezone.localdate() + timedelta(days=2)).isoformat(), None),
    ],
)
def test_only_a_real_day_that_was_is_read(text, day):
    found, message = read_day(text)

    assert found == day
    assert bool(message) == bool(text.strip() and day is None)
