"""What every reader sees of progress: on the plan, on a goal, on an action; never on an edition."""

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from actionplans.editions import draft_of, publish
from actionplans.models import Lineage
from actionplans.progress.rounds import close_round
from tests.counting import queries_of
from tests.factories import (
    make_chapter,
    make_goal,
    make_member,
    make_plan,
    make_round,
    make_user,
    published_plan,
    tell,
)
from tests.reading import all_words, main_of, page_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def plan():
    """It can be read since January: a round asks after what stood there before it ended."""
    with time_machine.travel("2026-01-05 12:00"):
        return published_plan(chapters=2, goals=2)


def goals_of(plan):
    edition = plan.editions.published().order_by("number").last()
    return list(edition.goals.order_by("chapter__position", "position"))


def told_at(response, row):
    """The lines of progress in the row of a goal; an action's lines stand in its own item."""
    return all_words(response, f"//tr[@id='doel-{row.uid}']/td[1]//p[@class='told']")


def roll_up(response):
    """(what stands in the bar as a whole, the rows of the table)."""
    (section,) = page_of(response).xpath("//section[@id='voortgang']")
    bars = section.xpath("./*[name()='svg']/@aria-label")
    return bars, [words(row) for row in section.xpath(".//tbody/tr")]


# --- the plan ------------------------------------------------------------------------------------
def test_each_goal_shows_its_latest_state_and_date(client, plan):
    first, second, *_ = goals_of(plan)
    with time_machine.travel("2026-03-02 12:00"):
        tell(plan=plan, goal=first, state="preparing")
        values = {"schedule": "delayed", "reason": "staff", "text": "Lang verhaal"}
        tell(plan=plan, goal=first, state="running", **values)

    response = client.get(plan.get_absolute_url())

    assert told_at(response, first) == ["in uitvoering vertraagd 2 maart 2026"]
    assert told_at(response, second) == ["geen update"]


def test_an_action_shows_its_state_only_when_something_was_told(client, plan):
    goal = goals_of(plan)[0]
    action = goal.actions.get()
    with time_machine.travel("2026-03-02 12:00"):
        tell(plan=plan, goal=action, kind="action", state="finished")

    response = client.get(plan.get_absolute_url())

    lines = all_words(response, "//li[starts-with(@id, 'actie-')]//p[@class='told']")
    assert lines == ["afgerond 2 maart 2026"]


def test_a_word_from_before_the_round_says_that_no_update_came(client, plan):
    goal = goals_of(plan)[0]
    with time_machine.travel("2026-03-02 12:00"):
        tell(plan=plan, goal=goal)
    with time_machine.travel("2026-06-02 12:00"):
        make_round(name="Zomer")
        response = client.get(plan.get_absolute_url())

    line = "in uitvoering 2 maart 2026 · geen update in de ronde “Zomer”"
    assert told_at(response, goal) == [line]


def test_the_counts_stand_per_commitment_in_words_too(client, plan):
    first, second, third, _ = goals_of(plan)
    for goal, state in ((first, "running"), (second, "finished"), (third, "running")):
        tell(plan=plan, goal=goal, state=state)

    bars, rows = roll_up(client.get(plan.get_absolute_url()))

    assert bars == ["1 afgerond, 2 in uitvoering, 1 geen update"]
    assert [row.split(". ", 1)[0] for row in rows] == ["1", "2"]
    assert rows[0].endswith("1 afgerond, 1 in uitvoering")
    assert rows[1].endswith("1 in uitvoering, 1 geen update")


def test_a_plan_with_own_themes_is_counted_per_theme(client):
    plan = make_plan()
    for title in ("Wonen", "Werken"):
        make_goal(chapter=make_chapter(plan=plan, title=title, number="", commitments=()))
    publish(plan, note="", by=make_member(city=plan.city))
    tell(plan=plan, goal=goals_of(plan)[1])

    _, rows = roll_up(client.get(plan.get_absolute_url()))

    assert rows == ["Wonen 1 1 geen update", "Werken 1 1 in uitvoering"]


def test_a_plan_about_which_nothing_was_told_says_so_once(client, plan):
    make_round()

    response = client.get(plan.get_absolute_url())

    assert "Geen update: over dit plan is nog geen voortgang verteld." in main_of(response)
    assert all_words(response, "//p[@class='told']") == []


# --- a kept page ---------------------------------------------------------------------------------
def test_a_new_word_shows_at_once_and_an_unchanged_page_is_not_sent_again(client, plan, settings):
    settings.DEBUG = False
    address, goal = plan.get_absolute_url(), goals_of(plan)[0]
    first = client.get(address)

    same = client.get(address, headers={"If-None-Match": first["ETag"]})
    tell(plan=plan, goal=goal)
    newer = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (same.status_code, newer.status_code) == (304, 200)
    assert (told_at(first, goal), told_at(newer, goal)[0].split(" ", 2)[:2]) == (
        [],
        ["in", "uitvoering"],
    )


def test_a_round_that_opens_or_closes_shows_at_once(client, plan):
    with time_machine.travel("2026-03-02 12:00"):
        tell(plan=plan)
    with time_machine.travel("2026-06-02 12:00"):
        pages = [client.get(plan.get_absolute_url())]
        round = make_round(name="Zomer")
        pages.append(client.get(plan.get_absolute_url()))
        close_round(round, by=make_user())
        pages.append(client.get(plan.get_absolute_url()))

    texts = [all_words(page, "//section[@id='voortgang']/p")[0] for page in pages]
    assert texts[0] == "Wat de stad het laatst vertelde over elk doel."
    assert texts[1].startswith("De ronde “Zomer” loopt nog")
    assert texts[2].startswith("Stand na de ronde “Zomer”")


def test_words_about_another_plan_leave_a_page_as_it_was(client, plan, settings):
    settings.DEBUG = False
    first = client.get(plan.get_absolute_url())
    tell(plan=published_plan())

    again = client.get(plan.get_absolute_url(), headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304


def test_a_plan_page_asks_as_many_queries_for_one_goal_as_for_many(client):
    counts = []
    for goals in (1, 3, 20):
        plan = published_plan(goals=goals)
        by = make_member(city=plan.city)
        for goal in goals_of(plan):
            tell(plan=plan, goal=goal, by=by)
        counts.append(queries_of(client, plan.get_absolute_url()))

    assert len(set(counts)) == 1


# --- as decided ----------------------------------------------------------------------------------
def test_an_edition_shows_what_was_decided_and_where_it_runs(client, plan):
    tell(plan=plan)

    response = client.get(plan.editions.published().get().get_absolute_url())

    links = page_of(response).xpath("//main//a[contains(@href, '#voortgang')]/@href")
    assert all_words(response, "//p[@class='told'] | //section[@id='voortgang']") == []
    assert links == [f"{plan.get_absolute_url()}#voortgang"]


def test_the_archived_bytes_know_nothing_of_progress(client, plan):
    address = reverse("actionplans:edition_json", args=[plan.city.slug, plan.slug, 1])
    before = client.get(address).content
    tell(plan=plan)

    assert client.get(address).content == before


def test_the_preview_of_a_draft_shows_no_progress(client, plan):
    tell(plan=plan)
    client.force_login(make_member(city=plan.city))

    response = client.get(reverse("actionplans:preview", args=[plan.city.slug, plan.slug]))

    assert all_words(response, "//p[@class='told']") == []


# --- a goal and an action ------------------------------------------------------------------------
def test_a_goal_tells_its_whole_story_newest_first_and_names_nobody(client, plan):
    goal = goals_of(plan)[0]
    by = make_member(city=plan.city, name="Noor Vandamme")
    link = {"label": "Verslag", "url": "https://stad.example/v"}
    with time_machine.travel("2026-03-02 12:00"):
        tell(plan=plan, goal=goal, state="preparing", text="Begonnen.", by=by)
    with time_machine.travel("2026-06-02 12:00"):
        values = {"schedule": "delayed", "reason": "staff", "evidence": [link]}
        tell(plan=plan, goal=goal, by=by, round=make_round(name="Zomer"), **values)

    response = client.get(reverse("actionplans:goal", args=[goal.uid]))

    assert all_words(response, "//section[@id='voortgang']/ol/li") == [
        "in uitvoering vertraagd te weinig personeel · 2 juni 2026 · ronde “Zomer” Verslag",
        "in voorbereiding op schema · 2 maart 2026 Begonnen.",
    ]
    assert page_of(response).xpath("//section[@id='voortgang']//a/@href") == [link["url"]]
    assert "Noor Vandamme" not in response.content.decode()


def test_a_goal_about_which_nothing_was_told_says_so(client, plan):
    response = client.get(reverse("actionplans:goal", args=[goals_of(plan)[0].uid]))

    assert all_words(response, "//section[@id='voortgang']/p") == [
        "geen update Over dit doel is nog niets verteld."
    ]


def test_an_action_shows_its_story_once_there_is_one(client, plan):
    action = goals_of(plan)[0].actions.get()
    address = reverse("actionplans:action", args=[action.uid])
    before = all_words(client.get(address), "//section[@id='voortgang']")
    tell(plan=plan, goal=action, kind="action", state="stopped", text="We stoppen.")

    (story,) = all_words(client.get(address), "//section[@id='voortgang']//li")

    assert (before, "stopgezet" in story, "We stoppen." in story) == ([], True, True)


def test_a_goal_that_goes_on_with_an_older_one_leads_to_its_story(client, plan):
    older, newer = goals_of(plan)[0], goals_of(published_plan())[0]
    Lineage.objects.create(new_uid=newer.uid, old_uid=older.uid, kind="continued")
    address = reverse("actionplans:goal", args=[newer.uid])
    without = page_of(client.get(address)).xpath("//section[@id='voortgang']//a/@href")
    tell(plan=plan, goal=older)

    links = page_of(client.get(address)).xpath("//section[@id='voortgang']//a/@href")

    assert (without, links) == ([], [f"{reverse('actionplans:goal', args=[older.uid])}#voortgang"])


def test_a_goal_that_is_gone_keeps_its_story(client, plan):
    goal = draft_of(plan).goals.first()
    tell(plan=plan, goal=goal, text="Wat er was.")
    goal.actions.all().delete()
    goal.delete()
    publish(plan, note="", by=make_member(city=plan.city))

    response = client.get(reverse("actionplans:goal", args=[goal.uid]))

    assert "Wat er was." in all_words(response, "//section[@id='voortgang']//li")[0]


@pytest.mark.parametrize("entries", [1, 5, 6, 12])
def test_a_long_story_is_folded_and_takes_no_more_queries(client, plan, entries):
    goal, by = goals_of(plan)[0], make_member(city=plan.city)
    for number in range(entries):
        tell(plan=plan, goal=goal, by=by, text=str(number))
    address = reverse("actionplans:goal", args=[goal.uid])

    response = client.get(address)

    shown = all_words(response, "//section[@id='voortgang']/ol/li")
    folded = all_words(response, "//section[@id='voortgang']/details//li")
    assert (len(shown), len(folded)) == (min(entries, 5), max(entries - 5, 0))
