"""Progress rounds: one open at a time, held by the moderator, closed by each city for its own."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from actionplans.models import ProgressRound, RoundStep
from actionplans.progress.rounds import (
    RoundRefusedError,
    StaleRoundError,
    change_round,
    close_round,
    current_round,
    latest_round,
    open_round,
)
from cities.models import LogEntry, OutboxMail
from tests.concurrency import at_once
from tests.factories import make_round, make_user, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_user(name="Moderator", network_role="moderator")


def day(offset=0):
    return timezone.localdate() + timedelta(days=offset)


def opened(by, *, name="Najaar 2026", start=0, end=20, **values):
    return open_round(name=name, opens_on=day(start), closes_on=day(end), by=by, **values)


def log():
    verbs = ("round opened", "round changed", "round closed")
    return list(
        LogEntry.objects.filter(verb__in=verbs).order_by("pk").values_list("verb", flat=True)
    )


def refusal_of(deed, *args, **names):
    with pytest.raises(RoundRefusedError) as refused:
        deed(*args, **names)
    return refused.value.field


# --- opening -------------------------------------------------------------------------------------
def test_a_round_has_a_name_a_window_and_a_line_in_the_log(moderator):
    round = opened(moderator, name="  Najaar   2026 ", message=" Kort mag. ")

    assert (round.name, round.slug, round.message) == ("Najaar 2026", "najaar-2026", "Kort mag.")
    assert (round.opened_by.user, current_round(), log()) == (moderator, round, ["round opened"])


@pytest.mark.parametrize(("name", "slug"), [("Nieuw", "ronde-nieuw"), ("???", "ronde")])
def test_a_name_that_makes_no_address_still_gets_one(moderator, name, slug):
    assert opened(moderator, name=name).slug == slug


@pytest.mark.parametrize("name", ["Najaar 2026", "najaar 2026", "Najaar: 2026!"])
def test_the_same_name_twice_is_refused(moderator, name):
    opened(moderator)

    field = refusal_of(opened, moderator, name=name, start=30, end=40)

    assert (field, ProgressRound.objects.count()) == ("name", 1)


@pytest.mark.parametrize(
    ("start", "end", "field"),
    [
        (-1, 5, "opens_on"),
        (3, 2, "closes_on"),
        (0, 400, "closes_on"),
        (20, 30, "opens_on"),
        (-1, -1, "opens_on"),
        (5, 6, "opens_on"),
        (6 * 366, 6 * 366 + 5, "opens_on"),
    ],
)
def test_a_window_that_cannot_be_is_refused(moderator, start, end, field):
    opened(moderator, name="De andere", end=20)

    assert refusal_of(opened, moderator, start=start, end=end) == field
    assert ProgressRound.objects.count() == 1


def test_a_round_may_begin_the_day_after_another_and_on_the_day_that_one_closed(moderator):
    first = opened(moderator, name="Een", end=5)
    opened(moderator, name="Twee", start=6, end=9)
    close_round(first, by=moderator)

    opened(moderator, name="Drie", end=5)

    assert current_round().name == "Drie"


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_once_open_one_round(database_of_many):
    people = [make_user(network_role="moderator") for _ in range(2)]

    outcomes = at_once(
        *(
            lambda n=n, person=person: opened(person, name=f"Ronde {n}")
            for n, person in enumerate(people)
        )
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["ProgressRound", "RoundRefusedError"]


@pytest.mark.django_db(transaction=True)
def test_who_closes_and_who_lengthens_at_once_wait_in_one_order(database_of_many):
    person = make_user(network_role="moderator")
    round = opened(person, end=5)

    outcomes = at_once(
        lambda: close_round(round, by=person),
        lambda: changed(round, person, closes_on=day(9)),
    )

    names = [type(one).__name__ for one in outcomes]
    assert (names[0], names[1] in ("ProgressRound", "RoundRefusedError", "StaleRoundError")) == (
        "ProgressRound",
        True,
    )


# --- which round ---------------------------------------------------------------------------------
def test_before_between_and_after_rounds():
    with time_machine.travel("2026-03-02 12:00"):
        spring = make_round(name="Voorjaar", days=10)
        autumn = make_round(name="Najaar", opens_on=day(200), closes_on=day(210))
        called_off = make_round(name="Niet", opens_on=day(50), closes_on=day(60))
        close_round(called_off, by=make_user())

    found = {}
    for moment in (
        "2026-03-01",
        "2026-03-02",
        "2026-03-12",
        "2026-03-13",
        "2026-05-01",
        "2026-09-20",
    ):
        with time_machine.travel(f"{moment} 12:00"):
            found[moment] = (current_round(), latest_round())

    assert list(found.values()) == [
        (None, None),
        (spring, spring),
        (spring, spring),
        (None, spring),
        (None, spring),
        (autumn, autumn),
    ]


# --- changing ------------------------------------------------------------------------------------
def changed(round, by, **values):
    now = {name: getattr(round, name) for name in ("name", "opens_on", "closes_on", "message")}
    seen = values.pop("seen", round.version)
    return change_round(round, **{**now, **values}, seen=seen, by=by)


def test_a_round_keeps_its_address_when_its_name_changes(moderator):
    round = changed(opened(moderator), moderator, name="Winter", closes_on=day(25))

    assert (round.name, round.slug, round.closes_on) == ("Winter", "najaar-2026", day(25))
    assert (round.version, log()) == (2, ["round opened", "round changed"])


def test_nothing_changed_leaves_no_trace(moderator):
    round = opened(moderator)

    changed(round, moderator, seen=0)

    round.refresh_from_db()
    assert (round.version, log()) == (1, ["round opened"])


def test_a_colleagues_change_is_not_written_over(moderator):
    round = opened(moderator)
    changed(round, moderator, name="Winter")

    with pytest.raises(StaleRoundError):
        changed(round, moderator, closes_on=day(9), seen=1)

    round.refresh_from_db()
    assert (round.name, round.closes_on) == ("Winter", day(20))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"opens_on": day(1)}, "opens_on"),
        ({"closes_on": day(-1)}, "closes_on"),
        ({"closes_on": day(45)}, "opens_on"),
        ({"name": "volgende"}, "name"),
    ],
)
def test_a_running_round_changes_within_bounds(moderator, values, field):
    with time_machine.travel(timezone.now() - timedelta(days=3), tick=False):
        round = opened(moderator, start=0, end=23)
    opened(moderator, name="Volgende", start=40, end=50)

    assert refusal_of(changed, round, moderator, **values) == field


def test_a_round_to_come_does_not_move_into_the_past(moderator):
    round = opened(moderator, start=5)

    assert refusal_of(changed, round, moderator, opens_on=day(-1)) == "opens_on"
    assert changed(round, moderator, opens_on=day(2)).opens_on == day(2)


def test_what_is_over_is_not_changed(moderator):
    round = opened(moderator)
    close_round(round, by=moderator)
    round.refresh_from_db()

    assert refusal_of(changed, round, moderator, name="Winter") is None


# --- the mails of a round ------------------------------------------------------------------------
def test_the_cities_hear_of_a_round_that_is_moved_to_today_and_not_before(moderator):
    plan = published_plan()
    OutboxMail.objects.all().delete()
    round = opened(moderator, start=5)
    mails = [OutboxMail.objects.count()]

    for start in (7, 0):
        round = changed(round, moderator, opens_on=day(start))
        mails.append(OutboxMail.objects.count())
    close_round(round, by=moderator)

    assert (mails, plan.city.memberships.count()) == ([0, 0, 1], 1)
    assert OutboxMail.objects.count() == 0


# --- calling off ---------------------------------------------------------------------------------
def test_a_round_that_never_began_goes_and_leaves_a_line_in_the_log(moderator):
    round = opened(moderator, start=5, end=9)

    outcomes = [close_round(round, by=moderator) for _ in range(2)]

    line = LogEntry.objects.get(verb="round closed")
    assert (outcomes, ProgressRound.objects.count(), latest_round()) == ([None, None], 0, None)
    assert (line.subject, line.actor.user) == ("Najaar 2026", moderator)
    assert line.detail.startswith("Ging niet door; zou lopen van ")


def test_the_name_of_a_round_that_was_called_off_is_free_again(moderator):
    close_round(opened(moderator, start=5, end=9), by=moderator)

    assert opened(moderator, start=2, end=9).slug == "najaar-2026"


def test_a_round_to_come_on_which_something_hangs_stays_and_is_closed(moderator):
    round, plan = opened(moderator, start=5, end=9), published_plan()
    RoundStep.objects.create(round=round, plan=plan, number=1, kind="closed", by=round.opened_by)

    closed = close_round(round, by=moderator)

    assert (closed, closed.is_over, closed.closed_by.user) == (round, True, moderator)


def test_a_round_that_was_called_off_is_not_changed(moderator):
    round = opened(moderator, start=5, end=9)
    close_round(round, by=moderator)

    with pytest.raises(ProgressRound.DoesNotExist):
        changed(round, moderator, name="Winter")


# --- closing -------------------------------------------------------------------------------------
def test_a_round_closes_once(moderator):
    round = opened(moderator)

    for _ in range(2):
        round = close_round(round, by=moderator)

    assert (round.is_over, round.closed_by.user, current_round()) == (True, moderator, None)
    assert log() == ["round opened", "round closed"]


def test_a_round_that_ended_by_itself_is_not_closed(moderator):
    round = make_round(opens_on=day(-9), closes_on=day(-1))

    assert refusal_of(close_round, round, by=moderator) is None
    round.refresh_from_db()
    assert round.closed_at is None
