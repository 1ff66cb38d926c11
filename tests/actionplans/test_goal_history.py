"""The story of one goal, over editions and plans, as far as it was published."""

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import Chapter, Edition, Goal, ProgressEntry
from actionplans.story.goal_history import timing_words, wording_changes
from tests.actionplans.stories import LINES, at, go_live, goal_story, next_goal
from tests.counting import queries_of
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan(city=make_city(name="Gent"), title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    chapter = make_chapter(plan=plan)
    make_goal(chapter=chapter, title="Blijft altijd", code="9.9", position=9)
    return make_goal(chapter=chapter, title="Meldpunten zijn bekend", code="1.1", position=1)


def rewrite(goal, **values):
    Goal.objects.filter(pk=goal.pk).update(**values)
    goal.refresh_from_db()


# --- its own words ----------------------------------------
def test_history_of_a_goal_stands_at_its_address(client, plan, goal):
    go_live(plan, "2026-03-01")

    assert goal_story(client, goal).request["PATH_INFO"] == f"/doelen/{goal.uid}/geschiedenis/"
    assert all_words(goal_story(client, goal), LINES) == [
        "Staat voor het eerst in het plan, in editie 1, als doel 1.1."
    ]


def test_new_words_number_chapter_and_timing_are_told_old_beside_new(client, plan, goal):
    go_live(plan, "2026-03-01")
    other = make_chapter(plan=plan, number="2", title="Meten")
    rewrite(
        goal,
        title="Meldpunten werken samen",
        code="2.1",
        chapter=other,
        timing_kind="by",
        timing_until=2028,
    )
    go_live(plan, "2027-03-01")

    page = goal_story(client, goal)

    assert all_words(page, LINES)[0] == "Gewijzigd in editie 2."
    assert all_words(page, "//ol/li[1]//dt") == ["Nummer", "Hoofdstuk", "Doel", "Timing"]
    assert all_words(page, "//ol/li[1]//del") == ["1.1", "1. Waakzaamheid", "zijn bekend"]
    assert all_words(page, "//ol/li[1]//ins") == [
        "2.1",
        "2. Meten",
        "werken samen",
        "2028, te bereiken",
    ]


def test_edition_in_which_nothing_of_the_goal_changed_is_not_told(client, plan, goal):
    go_live(plan, "2026-03-01")
    make_goal(chapter=goal.chapter, title="Iets anders")
    go_live(plan, "2027-03-01")

    assert len(all_words(goal_story(client, goal), LINES)) == 1


def test_white_space_and_a_chapters_new_name_are_no_change_of_the_goal():
    def row(title, chapter):
        return Goal(title=title, chapter=chapter, edition=Edition(plan_id=1))

    old, new = Chapter(title="Een"), Chapter(title="Anders")
    new.uid = old.uid

    assert wording_changes(row("Twee  woorden", old), row("Twee\r\nwoorden ", new)) == {}


def test_goal_that_leaves_and_comes_back_is_told_each_time(client, plan, goal):
    go_live(plan, "2026-03-01")
    draft = Goal.objects.filter(pk=goal.pk)
    values = {"uid": goal.uid, "code": "1.1", "title": goal.title, "position": 1}
    draft.delete()
    go_live(plan, "2026-04-01")
    back = make_goal(chapter=draft_of(plan).chapters.get(), **values)
    go_live(plan, "2026-05-01")
    back.delete()
    go_live(plan, "2026-06-01")

    assert all_words(goal_story(client, goal), LINES) == [
        "Staat niet meer in het plan, sinds editie 4.",
        "Staat opnieuw in het plan, sinds editie 3.",
        "Staat niet meer in het plan, sinds editie 2.",
        "Staat voor het eerst in het plan, in editie 1, als doel 1.1.",
    ]


def test_goal_of_a_withdrawn_plan_that_ended_keeps_its_goal_story(client, goal):
    plan = goal.edition.plan
    edition = go_live(plan, "2026-03-01")
    with at("2026-03-02"):
        withdraw(edition, reason="Fout.", by=make_member(city=plan.city))

    with at("2040-01-01"):
        page = goal_story(client, goal)

    assert all_words(page, LINES)[0] == "Gent trok editie 1 in, waarin het stond."


# --- progress ----------------------------------------
def test_progress_is_told_along_the_way(client, plan, goal):
    go_live(plan, "2026-03-01")
    ProgressEntry.objects.create(
        plan=plan,
        subject=goal.uid,
        number=1,
        state="running",
        schedule="delayed",
        reason="staff",
        text="We zoeken nog iemand.",
        evidence=[{"label": "Verslag", "url": "https://gent.example/verslag"}],
        at="2026-10-10T12:00:00+01:00",
    )

    page = goal_story(client, goal)

    assert all_words(page, "//ol/li[1]/p") == [
        "10 oktober 2026",
        "Voortgang: in uitvoering, vertraagd (te weinig personeel)",
        "We zoeken nog iemand.",
    ]
    assert all_words(page, "//ol/li[1]//a[@href='https://gent.example/verslag']") == ["Verslag"]


def test_goal_page_tells_the_last_of_it_without_progress(client, plan, goal):
    for number in range(5):
        rewrite(goal, title=f"Wijziging {number}")
        go_live(plan, f"2026-0{number + 1}-01")
    ProgressEntry.objects.create(
        plan=plan, subject=goal.uid, number=1, state="finished", at="2026-10-10T12:00:00+01:00"
    )

    page = client.get(reverse("actionplans:goal", args=[goal.uid]))

    assert all_words(page, "//section[@aria-labelledby='geschiedenis']//li/p[2]") == [
        f"Gewijzigd in editie {number}." for number in (5, 4, 3)
    ]
    link = f"//a[@href='/doelen/{goal.uid}/geschiedenis/']"
    assert all_words(page, link) == ["De hele geschiedenis van dit doel"]


# --- the words of a timing, and hostile words ----------------------------------------
@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"timing_text": "najaar 2027"}, "najaar 2027"),
        (
            {"timing_from": 2026, "timing_until": 2028, "timing_kind": "ongoing"},
            "2026–2028, doorlopend",
        ),
        ({"timing_kind": "by"}, "te bereiken"),
    ],
)
def test_timing_is_told_as_a_page_shows_it(values, words):
    assert timing_words(Goal(**values)) == words


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_wordings_give_both_texts_back(old, new):
    chapter = Chapter(title="Een")
    rows = [Goal(title=text, chapter=chapter, edition=Edition(plan_id=1)) for text in (old, new)]

    pieces = dict(wording_changes(*rows).get("texts", [])).get("Doel")

    if pieces:
        assert "".join(text for kind, text in pieces if kind != "added") == old
        assert "".join(text for kind, text in pieces if kind != "removed") == new
    else:
        assert old.split() == new.split()


def test_long_text_with_emoji_and_right_to_left_is_shown(client, plan, goal):
    rewrite(goal, title="🏳️‍🌈 شكوى " * 700)
    go_live(plan, "2026-03-01")
    rewrite(goal, title="<b>Kort</b>")
    go_live(plan, "2026-04-01")

    page = goal_story(client, goal)

    assert page.status_code == 200
    assert "<b>Kort</b>" not in main_of(page)


def test_number_of_queries_does_not_grow(client, plan, goal):
    counts = []
    for number in range(3):
        for step in range(number + 1):
            rewrite(goal, title=f"Tekst {number} {step}")
            edition = publish(plan, note="", by=None)
        withdraw(edition, reason="Fout.", by=make_member(city=plan.city))
        new = next_goal(plan, goal, title="Verder", kind="split", years=(2032 + number, 2050))
        publish(new.edition.plan, note="", by=None)
        ProgressEntry.objects.create(
            plan=plan, subject=goal.uid, number=number + 1, state="finished"
        )
        counts.append(queries_of(client, f"/doelen/{goal.uid}/geschiedenis/"))

    assert counts[0] == counts[1] == counts[2]
