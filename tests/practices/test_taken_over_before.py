"""Taking over: where it fits best, and what the city took over before."""

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actionplans.models import Goal
from practices.planlinks.own import adoptions_by
from practices.planlinks.taking_over import first_sentence
from tests.factories import make_chapter, make_city, make_plan
from tests.fiches import make_practice
from tests.practices.plan_links import adopt, make_writer, publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Praktijktesten op huur")


@pytest.fixture
def plan():
    return make_chapter(plan=make_plan(city=make_city(name="Gent")), title="Wonen").edition.plan


def browser_of(plan, role="contributor"):
    client = Client()
    client.force_login(make_writer(plan, role))
    return client


def first_step(practice):
    return f"{practice.get_absolute_url()}overnemen/"


def chosen_on(page):
    return page.context["form"]["chapter"].value()


def test_the_chapter_that_shares_a_commitment_is_chosen_beforehand(plan):
    shared = make_chapter(plan=plan, title="Meten", commitments=(2, 5))
    practice = make_practice(commitments=[5])

    page = browser_of(plan).get(first_step(practice))
    other = browser_of(plan).get(first_step(make_practice(commitments=[7])))

    assert (chosen_on(page), chosen_on(other)) == (str(shared.uid), None)


@time_machine.travel("2026-03-02")
def test_a_running_plan_goes_before_one_that_is_over():
    city = make_city(name="Genk")
    over = make_plan(city=city, period_from=2020, period_until=2025)
    running = make_plan(city=city, period_from=2019, period_until=2027)
    make_chapter(plan=over, title="Oud", commitments=(5, 7))
    new = make_chapter(plan=running, title="Nieuw", commitments=(5,))

    page = browser_of(running).get(first_step(make_practice(commitments=[5, 7])))

    choices = [name for name, _ in page.context["form"].fields["chapter"].choices]
    assert chosen_on(page) == str(new.uid)
    assert choices == [str(running), f"{over} (afgelopen)"]
    assert "Je enige plan is afgelopen" not in page.content.decode()


@time_machine.travel("2026-03-02")
def test_a_city_whose_only_plan_is_over_is_told_so():
    over = make_plan(city=make_city(), period_from=2020, period_until=2025)
    chapter = make_chapter(plan=over, commitments=(5,))

    page = browser_of(over).get(first_step(make_practice(commitments=[5])))

    assert "Je enige plan is afgelopen (2020–2025)" in page.content.decode()
    # It still fits best there.
    assert chosen_on(page) == str(chapter.uid)


def test_who_took_it_over_before_is_told_where_and_nobody_else_is(practice, plan):
    uid = adopt(practice, plan=plan, title="Wij testen al")
    stranger = browser_of(make_plan(city=make_city()))
    pages = [first_step(practice), practice.get_absolute_url()]

    own = [browser_of(plan).get(url).content.decode() for url in pages]
    others = [one.get(url).content.decode() for one in (stranger, Client()) for url in pages]
    colleague = browser_of(plan, "alderman").get(pages[1]).content.decode()

    assert "Jullie namen deze praktijk al over in" in own[0]
    assert [f"#goal-{uid}" in one for one in (*own, colleague)] == [True, True, True]
    assert "Jullie namen dit over in" in own[1]
    assert [one for one in others if "Wij testen al" in one] == []


def test_once_published_the_page_of_the_goal_is_told(practice, plan):
    uid = adopt(practice, plan=plan, kind="action", title="Wij bellen al")
    publish_plan(plan)

    (told,) = adoptions_by(practice, make_writer(plan))

    assert (told.words, told.url, told.is_draft) == ("Wij bellen al", f"/acties/{uid}/", False)
    assert adoptions_by(make_practice(), make_writer(plan)) == []


def test_what_left_the_plan_is_not_told_as_taken_over(practice, plan):
    uid = adopt(practice, plan=plan)
    Goal.objects.filter(uid=uid).delete()

    assert adoptions_by(practice, make_writer(plan)) == []


def test_where_it_was_taken_over_is_asked_in_a_fixed_number_of_queries(practice, plan):
    counts = []
    user = make_writer(plan)
    for _ in range(3):
        adopt(practice, plan=plan)
        with CaptureQueriesContext(connection) as queries:
            adoptions_by(practice, user)
        counts.append(len(queries))

    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("We bellen bv. kantoren op. Daarna tellen we.", "We bellen bv. kantoren op."),
        ("Eén zin zonder punt", "Eén zin zonder punt"),
        ("Werkt het? Ja.", "Werkt het?"),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_summary(text, first):
    assert first_sentence(text) == first
