"""The page of a plan: everything its edition holds, for everybody the same."""

import pytest
import time_machine
from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import reverse
from lxml import html

from actionplans.editions import draft_of, publish
from actionplans.models import Goal
from actionplans.reading import plan_page_context
from tests.counting import queries_of
from tests.factories import (
    fill_plan,
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_note,
    make_participation,
    make_plan,
    make_user,
    published_plan,
)
from tests.reading import all_words, ids_of, main_of, page_of

pytestmark = pytest.mark.django_db

GROUP = "//section[contains(@class, 'chapter')]//div[@class='group']//li"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def plan():
    return make_plan(city=make_city(name="Gent"))


def read(client, plan, **decision):
    """Publish the draft and fetch the page that a visitor gets."""
    publish(plan, note="", by=make_member(city=plan.city), decision=decision)
    return client.get(plan.get_absolute_url())


# --- who reads it ------------------------------------------------------------------------------
def test_every_reader_gets_the_same_plan(client):
    plan = published_plan(chapters=2, goals=2)
    readers = [
        make_member(),
        make_user(network_role="moderator"),
        make_user(network_role="administrator"),
    ]

    pages = [main_of(client.get(plan.get_absolute_url()))]
    for reader in readers:
        client.force_login(reader)
        pages.append(main_of(client.get(plan.get_absolute_url())))

    assert set(pages) == {pages[0]}


def test_own_people_also_find_the_way_to_their_draft(client):
    plan = published_plan()
    visitors = main_of(client.get(plan.get_absolute_url()))
    client.force_login(make_member(city=plan.city, role="alderman"))

    own = main_of(client.get(plan.get_absolute_url()))

    hint = f'<a href="{plan.get_editor_url()}">naar het ontwerp</a>'
    assert (hint in own, hint in visitors) == (True, False)


@pytest.mark.parametrize("name", ["detail", "editions"])
@pytest.mark.parametrize("who", ["visitor", "coordinator"])
def test_plan_that_was_never_published_does_not_exist(client, plan, name, who):
    fill_plan(plan=plan)
    if who == "coordinator":
        client.force_login(make_member(city=plan.city))

    response = client.get(reverse(f"actionplans:{name}", args=["gent", plan.slug]))

    assert response.status_code == 404


def test_work_on_the_draft_changes_nothing_for_visitors(client):
    plan = published_plan()
    before = client.get(plan.get_absolute_url()).content
    draft = draft_of(plan)
    draft.title = "Nog geheim"
    draft.save()
    goal = draft.goals.get()
    goal.title = "Nog geheim"
    goal.save()
    make_action(goal=goal, text="Nog geheim")
    make_participation(chapter=goal.chapter, label="Nog geheim")
    caches["pages"].clear()

    after = client.get(plan.get_absolute_url()).content

    assert Goal.objects.filter(title="Nog geheim").exists()
    assert after == before


@pytest.mark.parametrize(("city", "slug"), [("gent", "geen"), ("nergens", "tienpuntenplan")])
def test_unknown_plan_or_city_is_not_found(client, city, slug):
    published_plan(city=make_city(name="Gent"))

    assert client.get(f"/plannen/{city}/{slug}/").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_is_for_reading_only(client, method):
    plan = published_plan()

    response = getattr(client, method)(plan.get_absolute_url())

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_head_answers_as_get_does_without_the_page(client):
    plan = published_plan()

    get, head = (method(plan.get_absolute_url()) for method in (client.get, client.head))

    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])


# --- what stands on it ---------------------------------------------------------------------------
def test_facts_count_the_plan_and_name_its_decision(client, plan):
    fill_plan(plan=plan, chapters=2, goals=2, actions=3)
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        response = read(
            client,
            plan,
            decision_body="council",
            decision_date="2026-06-23",
            decision_reference="2026/45",
            decision_link="https://gent.example/besluit",
        )

    assert all_words(response, "//div[@class='lead']//ul[@class='facts']/li") == [
        "4 doelen",
        "12 acties",
        "Editie 1, 1 juli 2026",
        "Besluit: gemeenteraad, 23 juni 2026, nr. 2026/45 · lees het besluit",
    ]
    outside = page_of(response).xpath("//a[@rel='external']/@href")
    assert set(outside) == {"https://gent.example/besluit"}


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        (2029, "Afgelopen: dit plan liep tot en met 2029."),
        (2030, "Dit plan loopt tot en met 2030."),
        (None, "Dit plan loopt sinds 2026; een einde is niet vastgelegd."),
    ],
)
def test_page_says_whether_the_period_is_over(client, until, sentence):
    plan = published_plan(period_until=until, city=make_city(name="Gent"))

    with time_machine.travel("2030-02-01 12:00 +0100", tick=False):
        response = client.get(plan.get_absolute_url())

    lead = f"{plan.kind_and_period} van Gent. {sentence}"
    assert all_words(response, "//div[@class='lead']//p")[0] == lead


def test_every_chapter_goal_and_action_has_its_anchor(client):
    plan = published_plan(chapters=2, goals=2, actions=2)
    draft = draft_of(plan)

    response = client.get(plan.get_absolute_url())

    wanted = {f"hoofdstuk-{chapter.uid}" for chapter in draft.chapters.all()}
    wanted |= {f"doel-{goal.uid}" for goal in draft.goals.all()}
    wanted |= {f"actie-{action.uid}" for action in draft.actions.all()}
    ids = ids_of(response)
    assert wanted - set(ids) == set()
    assert len(ids) == len(set(ids))


def test_every_link_within_the_page_leads_somewhere(client, plan):
    goal = make_goal(chapter=make_chapter(plan=plan, commitments=()))
    goal.notes.set([make_note(plan=plan)])
    make_goal(chapter=make_chapter(plan=plan, commitments=(3,), number="2"))

    response = read(client, plan)

    links = page_of(response).xpath("//a/@href")
    targets = {link[1:] for link in links if link.startswith("#")}
    assert len(targets) == 8
    assert targets - set(ids_of(response)) == set()


def test_goal_leads_to_its_permanent_address(client, plan):
    goal = make_goal(chapter=make_chapter(plan=plan), title="Meldpunten zijn bekend")

    response = read(client, plan)

    link = f"//a[@href='/doelen/{goal.uid}/']"
    assert all_words(response, link) == ["Meldpunten zijn bekend"]


def test_headings_descend_one_step_at_a_time(client):
    plan = published_plan(chapters=3, framework="thematic", theme="Rainbow")
    pages = [plan.get_absolute_url(), "/plannen/", f"/plannen/{plan.city.slug}/"]
    pages += [f"{pages[0]}edities/", f"/doelen/{draft_of(plan).goals.first().uid}/"]

    for address in pages:
        headings = page_of(client.get(address)).xpath("//*[self::h1 or self::h2 or self::h3]")
        levels = [int(heading.tag[1]) for heading in headings]
        assert (levels[0], levels.count(1)) == (1, 1)
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


# --- draft, speed --------------------------------------------------------------------------------
def test_preview_of_a_draft_is_the_same_page_without_permanent_links(plan):
    fill_plan(plan=plan, goals=2)

    context = plan_page_context(plan, draft_of(plan))
    page = html.fromstring(render_to_string("actionplans/partials/plan.html", context))

    assert len(page.xpath("//tr[starts-with(@id, 'doel-')]")) == 2
    assert [link for link in page.xpath("//a/@href") if link.startswith("/doelen/")] == []
    assert all("Editie" not in fact.text_content() for fact in page.xpath("//*[@class='facts']"))


def test_number_of_queries_does_not_grow_with_goals(client):
    counts = []
    for goals in (1, 3, 60):
        plan = published_plan(goals=goals)
        counts.append(queries_of(client, plan.get_absolute_url()))

    assert counts == [21, 21, 21]


def test_page_that_was_made_before_asks_six_queries(client):
    plan = published_plan(goals=3)
    first = client.get(plan.get_absolute_url())

    with_cache = queries_of(client, plan.get_absolute_url())

    assert (with_cache, client.get(plan.get_absolute_url()).content) == (6, first.content)
