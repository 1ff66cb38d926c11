"""Which links the worker asks and when: only when told to, a few at a time, each once a week."""

from datetime import UTC, datetime, timedelta

import pytest

from cities import links
from cities.models import LinkCheck

BEGIN = datetime(2026, 3, 2, 12, tzinfo=UTC)
LINK = "https://stad.example/besluit"


@pytest.fixture
def switched_on(settings, db):
    settings.CHECK_LINKS = True


def at(time_machine, **later):
    time_machine.move_to(BEGIN + timedelta(**later), tick=False)


class Answers:
    """Stands for the world: the statuses that it gives, one after the other."""

    def __init__(self, *statuses):
        self.statuses, self.asked = list(statuses), []

    def __call__(self, url):
        self.asked.append(url)
        return self.statuses.pop(0) if self.statuses else 200


def check(answers, *urls, **options):
    return links.check_some(lambda: set(urls), ask=answers, **options)


def test_nothing_is_asked_unless_it_is_switched_on(db):
    answers = Answers()

    assert (check(answers, LINK), answers.asked, LinkCheck.objects.count()) == (0, [], 0)


def test_few_are_asked_at_a_time_and_each_once_a_week(switched_on, time_machine):
    urls = [f"{LINK}/{number}" for number in range(3)]
    answers = Answers()
    at(time_machine)

    asked = [check(answers, *urls, limit=2) for _ in range(3)]
    at(time_machine, days=6)
    too_soon = check(answers, *urls)
    at(time_machine, days=7, minutes=1)
    a_week_later = check(answers, *urls)

    assert (asked, too_soon, a_week_later) == ([2, 1, 0], 0, 3)
    assert answers.asked == urls * 2


def test_silence_counts_when_it_is_heard_again_a_day_later(switched_on, time_machine):
    answers = Answers(None, 404)
    at(time_machine)
    check(answers, LINK)
    at(time_machine, hours=23)
    too_soon = check(answers, LINK)
    once = links.failing_links([LINK])

    at(time_machine, hours=25)
    check(answers, LINK)

    assert (too_soon, once) == (0, {})
    assert links.failing_links([LINK, "https://elders.example/"]) == {LINK: BEGIN}


def test_link_that_answers_again_fails_no_longer(switched_on, time_machine):
    answers = Answers(None, 200, None)
    for days in (0, 2, 10):
        at(time_machine, days=days)
        check(answers, LINK)

    found = LinkCheck.objects.get()
    assert (links.failing_links([LINK]), found.failures) == ({}, 1)
    assert found.failing_since == BEGIN + timedelta(days=10)


@pytest.mark.parametrize(
    ("status", "does"),
    [(200, True), (304, True), (401, True), (403, True), (429, True)]
    + [(404, False), (410, False), (500, False), (503, False), (None, False)],
)
def test_what_counts_as_an_answer(status, does):
    assert links.answers(status) is does


def test_link_that_no_plan_names_any_more_is_forgotten(switched_on, time_machine):
    at(time_machine)
    check(Answers(), LINK, "https://stad.example/oud")
    at(time_machine, minutes=61)

    check(Answers(), LINK)

    assert [found.url for found in LinkCheck.objects.all()] == [LINK]


@pytest.mark.parametrize("url", ["mailto:noor@gent.example", "/plannen/", f"{LINK}/{'x' * 500}"])
def test_what_cannot_be_asked_is_passed_over(switched_on, url):
    assert (check(Answers(), url), LinkCheck.objects.count()) == (0, 0)


def test_link_that_another_worker_took_is_left_alone(switched_on):
    found = LinkCheck.objects.create(url=LINK)
    stale = LinkCheck.objects.get()

    assert [links._claim(found), links._claim(stale)] == [True, False]


def test_many_links_are_judged_in_one_query(switched_on, django_assert_num_queries):
    with django_assert_num_queries(1):
        links.failing_links([f"{LINK}/{number}" for number in range(30)])


def test_what_plans_name_is_looked_up_once_an_hour(switched_on, time_machine):
    gathered = []

    def addresses():
        gathered.append(1)
        return {LINK}

    counts = []
    for minutes in (0, 1, 59, 61):
        at(time_machine, minutes=minutes)
        links.check_some(addresses, ask=Answers())
        counts.append(len(gathered))

    assert counts == [1, 1, 1, 2]


def test_lookup_that_failed_is_done_again_at_once(switched_on):
    def fails():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        links.check_some(fails, ask=Answers())

    assert check(Answers(), LINK) == 1


def test_minute_without_anything_to_ask_is_cheap(switched_on, django_assert_num_queries):
    check(Answers(), *[f"{LINK}/{number}" for number in range(3)])

    with django_assert_num_queries(2):
        assert check(Answers(), LINK) == 0
