"""A city closes a round for its plan; everybody sees how far each one is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.models import RoundStep
from actionplans.progress.due import Tally
from actionplans.progress.entries import RoundIsClosedError, closing_step
from actionplans.progress.rounds import cities_in, close_for_plan, close_round, reopen_for_plan
from cities.models import LogEntry
from tests.factories import make_city, make_member, make_round, make_user, published_plan, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_user(network_role="moderator")


def log():
    verbs = ("city closed round", "city reopened round")
    return list(
        LogEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)
    )


# --- the city ------------------------------------------------------------------------------------
def test_a_city_closes_and_reopens_its_round_step_by_step():
    plan, round = published_plan(), make_round()
    person = make_member(city=plan.city)

    for deed in (close_for_plan, close_for_plan, reopen_for_plan, reopen_for_plan, close_for_plan):
        deed(plan, round, by=person)

    steps = list(RoundStep.objects.values_list("number", "kind"))
    assert steps == [(1, "closed"), (2, "reopened"), (3, "closed")]
    assert closing_step(plan, round).number == 3
    assert log() == ["city closed round", "city reopened round", "city closed round"]


def test_a_round_that_was_never_closed_is_not_reopened():
    plan, round = published_plan(), make_round()

    assert reopen_for_plan(plan, round, by=make_member(city=plan.city)) is None
    assert (RoundStep.objects.count(), log()) == (0, [])


@pytest.mark.parametrize("deed", [close_for_plan, reopen_for_plan])
def test_after_the_round_a_city_closes_and_reopens_nothing(deed, moderator):
    plan, round = published_plan(), make_round()
    close_for_plan(plan, round, by=make_member(city=plan.city))
    close_round(round, by=moderator)

    with pytest.raises(RoundIsClosedError):
        deed(plan, round, by=make_member(city=plan.city))

    assert RoundStep.objects.count() == 1


# --- all cities ----------------------------------------------------------------------------------
def overview(round):
    return [(str(one.city), one.tally, one.closing is not None) for one in cities_in(round)]


def test_the_overview_is_alphabetical_and_counts(moderator):
    plans = [
        published_plan(city=make_city(name=name), goals=2) for name in ("Gent", "Aalst", "Brugge")
    ]
    round = make_round()
    tell(plan=plans[0], round=round)
    close_for_plan(plans[2], round, by=make_member(city=plans[2].city))
    close_for_plan(plans[0], round, by=make_member(city=plans[0].city))
    reopen_for_plan(plans[0], round, by=make_member(city=plans[0].city))

    assert overview(round) == [
        ("Aalst", Tally(0, 2), False),
        ("Brugge", Tally(0, 2), True),
        ("Gent", Tally(1, 2), False),
    ]


def test_the_overview_asks_as_many_queries_for_one_city_as_for_many():
    round, counts = make_round(), []
    for cities in (1, 2, 5):
        for _ in range(cities):
            plan = published_plan(goals=2)
            close_for_plan(plan, round, by=make_member(city=plan.city))
        with CaptureQueriesContext(connection) as captured:
            [(str(one.city), str(one.closing.by)) for one in cities_in(round)]
        counts.append(len(captured))

    assert (len(set(counts)), counts[0]) == (1, 7)
