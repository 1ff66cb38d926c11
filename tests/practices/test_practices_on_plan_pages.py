"""The plan page shows its practices beside its goals and actions, and never an old page."""

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client, override_settings

from actionplans.editions import draft_of
from practices.models import Practice
from tests.counting import queries_of
from tests.factories import fill_plan, make_city, make_plan
from tests.fiches import make_practice
from tests.practices.plan_links import adopt, go_on, make_writer, plan_of, publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_kept_pages():
    caches["pages"].clear()


@pytest.fixture
def practice():
    return make_practice(title="Praktijktesten op huur")


def page(url, client=None):
    return (client or Client()).get(url).content.decode()


def test_plan_goal_and_action_page_show_the_practice(practice):
    plan = make_plan(city=make_city())
    goal = adopt(practice, plan=plan, title="Testen")
    action = adopt(practice, plan=plan, kind="action", title="Bellen")
    publish_plan(plan)
    link = f'href="{practice.get_absolute_url()}"'

    counts = {
        url: page(url).count(link)
        for url in (plan.get_absolute_url(), f"/doelen/{goal}/", f"/acties/{action}/")
    }

    # The goal page shows the goal and its action.
    assert list(counts.values()) == [2, 2, 1]


def test_the_next_plan_shows_it_beside_the_descendant(practice):
    uid = adopt(practice)
    publish_plan(plan_of(uid))
    following, _ = go_on(uid)
    publish_plan(following)

    assert practice.get_absolute_url() in page(following.get_absolute_url())


@override_settings(DEBUG=False)
def test_a_kept_page_is_new_once_the_practice_changes(client, practice):
    uid = adopt(practice)
    url = publish_plan(plan_of(uid)).plan.get_absolute_url()
    first = client.get(url)
    same = client.get(url, headers={"if-none-match": first["ETag"]})

    Practice.objects.filter(pk=practice.pk).update(state="offline")
    second = client.get(url, headers={"if-none-match": first["ETag"]})

    assert (same.status_code, second.status_code) == (304, 200)
    assert settings.DEBUG is False
    link = practice.get_absolute_url()
    assert (link in first.content.decode(), link in second.content.decode()) == (True, False)


def test_the_plan_page_asks_as_many_queries_with_one_three_and_many_links(client, practice):
    plan = fill_plan(plan=make_plan(city=make_city()), goals=3)
    asked = []
    for number in (1, 2, 9):
        for one in range(number):
            adopt(make_practice(), plan=plan, title=f"Doel {number}.{one}")
        publish_plan(plan)
        caches["pages"].clear()
        asked.append(queries_of(client, plan.get_absolute_url()))

    assert asked[0] == asked[1] == asked[2]


def test_a_plan_without_links_pays_one_query(client):
    plan = fill_plan(plan=make_plan(city=make_city()))
    publish_plan(plan)
    without = queries_of(client, plan.get_absolute_url())
    kept = queries_of(client, plan.get_absolute_url())

    other = fill_plan(plan=make_plan(city=make_city()))
    adopt(make_practice(), plan=other)
    publish_plan(other)
    first = queries_of(client, other.get_absolute_url())

    # The rows of the links, what was merged, the practices, and the descents.
    assert (first - without, kept < without) == (3, True)


def test_who_writes_the_plan_sees_the_button_and_nobody_else(practice):
    plan = make_plan(city=make_city())
    uid = adopt(practice, plan=plan)
    action = adopt(practice, plan=plan, kind="action")
    publish_plan(plan)
    shown = {}
    for role in ("contributor", "coordinator", "alderman"):
        client = Client()
        client.force_login(make_writer(plan, role))
        pages = [page(f"/doelen/{uid}/", client), page(f"/acties/{action}/", client)]
        shown[role] = ["Deel als praktijk" in one for one in pages]
    stranger = Client()
    stranger.force_login(make_writer(make_plan(city=make_city())))

    assert shown == {"contributor": [True] * 2, "coordinator": [True] * 2, "alderman": [False] * 2}
    assert "Deel als praktijk" not in page(f"/doelen/{uid}/", stranger) + page(f"/doelen/{uid}/")


def test_the_editor_has_the_button_in_each_row_without_a_query_more(client):
    plan = fill_plan(plan=make_plan(city=make_city()), goals=1)
    client.force_login(make_writer(plan))
    few = queries_of(client, plan.get_editor_url())
    chapter = draft_of(plan).chapters.get()
    fill_plan(plan=plan, chapters=0)
    for number in range(3):
        adopt(make_practice(), plan=plan, title=f"Doel {number}")

    many = queries_of(client, plan.get_editor_url())

    text = page(plan.get_editor_url(), client)
    assert (many, text.count("Deel als praktijk")) == (few, chapter.goals.count() + 1)
