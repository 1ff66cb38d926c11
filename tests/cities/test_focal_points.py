"""Whom to call in a city: kept by its people, forgotten a year after somebody stopped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities import focal_points
from cities.models import FocalPoint, LogEntry
from tests.factories import make_city
from tests.networks import make_focal_point

pytestmark = pytest.mark.django_db

VALUES = {"name": "An", "function": "", "email": "an@stad.example", "phone": "", "since": None}


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def test_current_are_those_who_did_not_stop():
    city = make_city()
    stays = make_focal_point(city=city, name="An")
    leaves = make_focal_point(city=city, name="Bob", until=days_ago(-1))
    gone = make_focal_point(city=city, name="Cas", until=days_ago(0))
    make_focal_point(name="Elders")

    assert focal_points.current(city) == [stays, leaves]
    assert focal_points.former(city) == [gone]


def test_each_city_has_its_own_list_in_one_query(django_assert_num_queries):
    gent, aalst = make_city(name="Gent"), make_city(name="Aalst")
    points = [make_focal_point(city=gent, name=name) for name in ("Bob", "An")]

    with django_assert_num_queries(1):
        found = focal_points.of_cities([gent, aalst])

    assert found == {gent.pk: points[::-1], aalst.pk: []}


def test_the_same_words_twice_are_one():
    city = make_city()

    first, second = (focal_points.add(city, VALUES) for _ in range(2))

    assert (first, FocalPoint.objects.count()) == (second, 1)


def test_somebody_who_stopped_can_come_back():
    city = make_city()
    focal_points.end(focal_points.add(city, VALUES), on=timezone.localdate(), seen=1)

    back = focal_points.add(city, VALUES)

    assert (focal_points.current(city), FocalPoint.objects.count()) == ([back], 2)


def test_change_that_a_colleague_overtook_writes_nothing():
    point = make_focal_point(name="An")
    focal_points.change(point, {**VALUES, "name": "Bob"}, seen=1)

    with pytest.raises(focal_points.StaleFocalPointError) as stale:
        focal_points.change(point, {**VALUES, "name": "Cas"}, seen=1)

    assert (stale.value.point.name, FocalPoint.objects.get().name) == ("Bob", "Bob")


def test_double_click_on_save_or_stop_is_one_deed():
    point = make_focal_point(name="An")
    for _ in range(2):
        focal_points.change(point, {**VALUES, "name": "Bob"}, seen=1)
    for _ in range(2):
        focal_points.end(point, on=timezone.localdate(), seen=2)

    point.refresh_from_db()

    assert (point.name, point.version, point.until) == ("Bob", 3, timezone.localdate())


def test_who_stopped_is_forgotten_after_a_year_and_no_log_names_them():
    city = make_city()
    stays = make_focal_point(city=city)
    recent = make_focal_point(city=city, name="Bob", until=days_ago(365))
    make_focal_point(city=city, name="Cas", until=days_ago(366))

    counts = [focal_points.forget() for _ in range(2)]

    assert (counts, set(FocalPoint.objects.all())) == ([1, 0], {stays, recent})
    assert not LogEntry.objects.exists()
