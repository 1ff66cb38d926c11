"""What time brings is one mail a day per person, from seven in the morning, and nothing twice."""

from datetime import date

import pytest

from actionplans.reminders import daily as daily_reminders
from actionplans.reminders.daily import remind
from cities.models import Membership, OutboxMail, ReminderKind, ReminderOptOut, ReminderTold
from tests.actionplans.mornings import Mornings, make_round, page, retitle, subjects, told_lines
from tests.factories import make_city, make_member, make_user, published_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(time_machine):
    return Mornings(time_machine)


@pytest.fixture
def city():
    return make_city(name="Roeselare")


@pytest.fixture
def plan(on, city):
    """Published on 1 February; runs until far after every day in these tests."""
    return published_plan(city=city, by=make_user(), goals=3, period_until=2031)


@pytest.fixture
def coordinator(plan, city):
    return make_member(city=city, name="Noor Peeters")


@pytest.fixture
def rainbow(on, city):
    """Ends this year, and no other plan follows it."""
    theme = {"framework": "thematic", "theme": "Rainbow"}
    return published_plan(city=city, by=make_user(), period_from=2020, period_until=2026, **theme)


def test_all_of_a_day_is_one_mail_per_person(on, coordinator, plan, city, rainbow):
    Membership.objects.create(user=coordinator, city=make_city(), role="coordinator")
    make_round(opens_on=date(2026, 6, 1), closes_on=date(2026, 7, 3))
    on("2026-05-01")
    retitle(plan)

    told = on("2026-07-01")

    assert (told, OutboxMail.objects.count()) == (1, 1)
    assert subjects() == [
        "[Stedennetwerk] 1 juli 2026: een voortgangsronde sluit, de periode van een plan eindigt, "
        "wijzigingen wachten op publicatie"
    ]
    assert {url for _, url in told_lines()} == {
        page("progress", plan),
        page("progress", rainbow),
        page("editor", rainbow),
        page("draft_difference", plan),
    }


def test_person_hears_only_what_was_not_switched_off(on, coordinator, plan, rainbow):
    ReminderOptOut.objects.create(user=coordinator, kind=ReminderKind.PERIOD_ENDING)
    on("2026-05-01")
    retitle(plan)

    on("2026-07-01")

    assert subjects() == ["[Stedennetwerk] 1 juli 2026: wijzigingen wachten op publicatie"]
    assert [told.kind for told in ReminderTold.objects.all()] == ["unpublished"]


def test_nothing_is_told_before_seven(on, coordinator, plan):
    make_round()
    on.to("2026-02-20", "06:59:59")
    before = remind()
    on.to("2026-02-20", "07:00:00")

    assert (before, remind()) == (0, 1)


def test_day_is_looked_at_once(on, plan, django_assert_num_queries):
    on("2026-02-20")

    with django_assert_num_queries(1):
        assert remind() == 0


def test_what_fails_halfway_is_told_at_the_next_tick(on, coordinator, plan, city, monkeypatch):
    make_member(city=city)
    make_round()
    posted, really = [], daily_reminders.post_reminder

    def only_once(*args, **values):
        posted.append(1)
        if len(posted) == 2:
            raise RuntimeError
        return really(*args, **values)

    monkeypatch.setattr(daily_reminders, "post_reminder", only_once)
    with pytest.raises(RuntimeError):
        on("2026-02-20")
    halfway = OutboxMail.objects.count(), ReminderTold.objects.count()

    again = on("2026-02-20")

    assert (halfway, again) == ((1, 1), 1)
    assert (OutboxMail.objects.count(), ReminderTold.objects.count()) == (2, 2)


def test_later_news_of_the_same_day_waits_for_the_next(on, coordinator, plan, rainbow):
    on("2026-05-01")
    retitle(plan)
    on("2026-07-01")
    told = daily_reminders.Item(ReminderKind.UNPUBLISHED, "iets anders", "Ook dit", "https://x/")

    same_day = daily_reminders.tell(coordinator, [told], today=date(2026, 7, 1))
    next_day = daily_reminders.tell(coordinator, [told], today=date(2026, 7, 2))

    assert (same_day, next_day) == (False, True)


def test_what_was_told_is_left_out_of_a_next_mail(on, coordinator):
    old, new = (
        daily_reminders.Item(ReminderKind.UNPUBLISHED, about, f"{about}: publiceer", "https://x/")
        for about in ("oud", "nieuw")
    )
    daily_reminders.tell(coordinator, [old], today=date(2026, 7, 1))

    told = daily_reminders.tell(coordinator, [old, new], today=date(2026, 7, 2))

    body = OutboxMail.objects.get(key__contains="2026-07-02").body
    assert (told, "nieuw: publiceer" in body, "oud: publiceer" in body) == (True, True, False)
