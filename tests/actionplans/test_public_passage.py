"""The way between a plan and the next one, for everybody, and to what changed between them."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from actionplans.drafting import change
from actionplans.editions import draft_of, publish
from actionplans.models import Lineage
from tests.counting import queries_of
from tests.factories import make_chapter, make_city, make_goal, make_plan, make_user, published_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

NOTE = "//main/p[@class='note']"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


def goal_of(plan):
    return draft_of(plan).goals.first()


def join(new, old, kind="continued"):
    return Lineage.objects.create(new_uid=goal_of(new).uid, old_uid=goal_of(old).uid, kind=kind)


@pytest.fixture
def old():
    return published_plan(city=make_city(name="Gent"), period_from=2015, period_until=2019)


@pytest.fixture
def new(old):
    return published_plan(city=old.city, framework="integrated", period_from=2020)


def publish_again(plan, title):
    goal = goal_of(plan)
    change(plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=make_user())
    return publish(plan, note="", by=make_user())


# --- which plan ----------------------------------------------------------------------------------
def test_lines_of_descent_tell_the_way_when_no_carry_over_does(client, old, new):
    before = client.get(old.get_absolute_url())
    join(new, old)

    after = client.get(old.get_absolute_url(), headers={"if-none-match": before["ETag"]})
    newer = client.get(new.get_absolute_url())

    assert all_words(before, NOTE) == []
    assert all_words(after, NOTE) == [f"Dit plan gaat verder in het {new}."]
    assert all_words(newer, NOTE) == [
        f"Dit plan komt voort uit het {old}. Wat veranderde tegenover 2015–2019?"
    ]


@pytest.mark.parametrize("values", [{"period_from": 2015, "period_until": 2031}, {"city": None}])
def test_plan_that_did_not_begin_later_or_is_another_citys_is_no_next_one(client, old, values):
    other = {"city": old.city, "period_from": 2020, **values}
    join(
        published_plan(framework="integrated", **{**other, "city": other["city"] or make_city()}),
        old,
    )

    assert all_words(client.get(old.get_absolute_url()), NOTE) == []


def test_descent_to_what_only_a_draft_holds_tells_nothing(client, old, new):
    hidden = make_plan(city=old.city, framework="thematic", theme="Rainbow", period_from=2026)
    homes = [draft_of(new).chapters.first(), make_chapter(plan=hidden)]
    for chapter in homes:
        secret = make_goal(chapter=chapter)
        Lineage.objects.create(new_uid=secret.uid, old_uid=goal_of(old).uid, kind="split")

    assert all_words(client.get(old.get_absolute_url()), NOTE) == []


def test_nearest_of_several_next_plans_is_the_next_one(client, old, new):
    last = published_plan(city=old.city, period_from=2026)
    join(last, old)
    join(new, old)
    join(last, new)

    notes = [all_words(client.get(plan.get_absolute_url()), NOTE) for plan in (old, last)]

    assert notes == [
        [f"Dit plan gaat verder in het {new}."],
        [f"Dit plan komt voort uit het {new}. Wat veranderde tegenover 2020–2031?"],
    ]


def test_page_asks_as_many_queries_whatever_the_number_of_descents(client, old, new):
    counts = []
    for number in (1, 3, 8):
        for _ in range(number):
            goal = goal_of(new)
            Lineage.objects.create(
                new_uid=goal.uid,
                old_uid=make_goal(chapter=draft_of(old).chapters.first()).uid,
                kind="merged",
            )
        publish(old, note="", by=make_user())
        caches["pages"].clear()
        counts.append(queries_of(client, old.get_absolute_url()))

    assert counts[0] == counts[1] == counts[2]


# --- what changed --------------------------------------------------------------------------------
def test_box_and_history_lead_to_what_changed_between_both_plans(client, old, new):
    join(new, old)
    publish_again(old, "Anders")
    publish_again(new, "Ook anders")
    history = reverse("actionplans:history", args=[new.city.slug, new.slug])

    pages = [client.get(url) for url in (new.get_absolute_url(), history)]

    path = "//a[starts-with(., 'Wat veranderde tegenover 2015–2019')]/@href"
    links = [page_of(page).xpath(path) for page in pages]
    assert links == [
        [f"{new.get_absolute_url()}edities/{number}/verschil/?met={old.slug}/2"]
        for number in (2, 1)
    ]
    for [link] in links:
        assert all_words(client.get(link), "//h1")[0].startswith(
            "Van het plan 2015–2019 (editie 2)"
        )


def test_facts_of_a_later_edition_lead_to_what_changed(client, old):
    first = client.get(old.get_absolute_url())
    edition = publish_again(old, "Anders")

    second = client.get(old.get_absolute_url())

    path = "//ul[@class='facts']//a[starts-with(., 'Wat veranderde')]/@href"
    links = [page_of(page).xpath(path) for page in (first, second)]
    assert links == [[], [f"{edition.get_absolute_url()}verschil/"]]


def test_titles_of_plans_have_their_article(client, old, new):
    for plan in (old, new):
        page = client.get(reverse("actionplans:editions", args=[plan.city.slug, plan.slug]))

        assert all_words(page, "//title")[0].startswith(f"Edities van het {plan}")
