"""Chapters, goals, actions, groups and notes as the page of a plan shows them."""

import pytest
from django.core.cache import caches

from actionplans.editions import publish
from actionplans.models import Commitment
from actionplans.reading import split_introduction
from cities.models import Ground, SustainableGoal
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
    published_plan,
)
from tests.reading import RUNS, all_words, page_of

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


def test_working_group_stands_once_per_chapter_with_its_organiser_in_words(client, plan):
    chapter = make_chapter(plan=plan, group_note="Komt twee keer per jaar samen.")
    make_participation(chapter=chapter, label="Unia")
    make_participation(chapter=chapter, label="Politie", role="organiser")
    make_participation(chapter=chapter, label="VZW", to_confirm=True)
    goals = [make_goal(chapter=chapter) for _ in range(3)]
    make_participation(goal=goals[1], label="Eigen dienst", role="organiser")

    response = read(client, plan)

    assert all_words(response, GROUP) == [
        "Unia",
        "Politie · organisator",
        "VZW (nog te bevestigen)",
    ]
    own = f"//tr[@id='doel-{goals[1].uid}']//li[contains(@class, 'tag')]"
    assert all_words(response, own) == ["Eigen dienst · organisator"]
    assert all_words(response, "//tr//li[contains(@class, 'tag')]") == [
        "Eigen dienst · organisator"
    ]


def test_row_reads_as_officers_know_it(client, plan):
    goal = make_goal(
        chapter=make_chapter(plan=plan), title="Doel", timing_text="najaar 2027", timing_kind="by"
    )
    goal.sdgs.set(SustainableGoal.objects.filter(number__in=(10, 16)))
    make_action(goal=goal, text="Een campagne", responsible="Dienst X", timing_text="2026")
    bare = make_goal(chapter=goal.chapter, title="Kaal")

    response = read(client, plan)

    columns = ["Operationeel doel", "Acties", "Timing", "SDG"]
    assert all_words(response, "//thead//th") == columns
    assert all_words(response, f"//tr[@id='doel-{goal.uid}']/td") == [
        "1.1 Doel",
        "Een campagne (2026, Dienst X) #",
        "najaar 2027te bereiken",
        "1016",
    ]
    assert all_words(response, f"//tr[@id='doel-{bare.uid}']/td") == [
        "1.2 Kaal",
        "Bij dit doel staan nog geen acties.",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("values", "label", "words"),
    [
        ({"timing_kind": "ongoing"}, "Timing", "doorlopend"),
        ({"timing_text": "2027", "timing_kind": "ongoing"}, "Timing", "2027doorlopend"),
        ({"timing_text": "2027"}, "Timing", "2027"),
        ({}, None, ""),
    ],
)
def test_timing_has_a_label_and_starts_on_the_first_line(client, plan, values, label, words):
    make_goal(chapter=make_chapter(plan=plan), **values)

    response = read(client, plan)

    (cell,) = page_of(response).xpath("//td[@class='when']")
    first = next(iter(cell), None)
    is_broken_off = first is not None and first.tag == "br" and not (cell.text or "").strip()
    assert all_words(response, "//td[@class='when']") == [words]
    assert (cell.get("data-l"), is_broken_off) == (label, False)


def test_tags_of_a_goal_fold_away(client, plan):
    goal = make_goal(
        chapter=make_chapter(plan=plan),
        bbc_references=[{"code": "AC000123", "title": "Vorming"}],
    )
    goal.grounds.set(Ground.objects.filter(code="huidskleur"))

    response = read(client, plan)

    traits = "//details[@class='traits' and not(@open)]//li"
    assert all_words(response, traits) == ["Gronden: Huidskleur", "Meerjarenplan: AC000123 Vorming"]


def test_note_and_the_places_that_refer_to_it_lead_to_each_other(client, plan):
    note = make_note(plan=plan, number=4, text="De stuurgroep.")
    goal = make_goal(chapter=make_chapter(plan=plan), timing_text="2026")
    goal.notes.set([note])
    goal.timing_notes.set([note])
    action = make_action(goal=goal)
    action.notes.set([note])

    response = read(client, plan)

    page = page_of(response)
    assert page.xpath("//sup/a/@href") == [f"#noot-{note.uid}"] * 3
    assert all_words(response, "//sup/a") == ["4"] * 3
    back = f"//li[@id='noot-{note.uid}']//a"
    assert page.xpath(f"{back}/@href") == [f"#doel-{goal.uid}", f"#actie-{action.uid}"]
    assert all_words(response, back) == ["doel 1.1", "actie bij doel 1.1"]


def test_goal_without_commitment_is_listed_beside_the_wheel(client, plan):
    make_goal(chapter=make_chapter(plan=plan, commitments=(2,)), title="Past")
    make_goal(chapter=make_chapter(plan=plan, commitments=(), number="2"), title="Past nergens")

    response = read(client, plan)

    listed = "//section[@id='verbintenissen']"
    assert all_words(response, f"{listed}/ul[2]/li") == ["2.1 Past nergens"]
    assert all_words(response, f"{listed}/ul[1]/li")[1] == "2. Meten en beleid opvolgen: 1.1"
    assert all_words(response, "//table//tr//a") == ["Past", "Past nergens"]


def test_plan_without_crosswalk_shows_its_themes_and_no_wheel(client, plan):
    for title in ("Zichtbaar", "Hulp"):
        make_goal(chapter=make_chapter(plan=plan, title=title, commitments=()))

    response = read(client, plan)

    assert all_words(response, "//div[@class='lead']//li/a") == ["Zichtbaar", "Hulp"]
    assert page_of(response).xpath("//main//svg[contains(@class, 'wheel')]") == []


def test_plan_that_follows_the_ten_is_not_told_twice(client, plan):
    fill_plan(plan=plan, chapters=10)

    response = read(client, plan)

    assert page_of(response).xpath("//*[@id='verbintenissen']") == []
    assert len(page_of(response).xpath("//svg[contains(@class, 'wheel')]/a")) == 10


def test_wheel_leads_to_a_goal_when_no_chapter_is_the_commitment(client, plan):
    goal = make_goal(chapter=make_chapter(plan=plan, commitments=(1,)))
    goal.commitments.set(Commitment.objects.filter(number=9))

    response = read(client, plan)

    wheel = page_of(response).xpath("//svg[contains(@class, 'wheel')]/a/@href")
    assert wheel == [f"#doel-{goal.uid}"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kort.\n\nOok kort.", ("Kort.\n\nOok kort.", "")),
        ("Eerst.\r\n\r\n" + "a" * 700, ("Eerst.", "a" * 700)),
        ("a" * 900, ("a" * 900, "")),
        ("", ("", "")),
    ],
)
def test_long_introduction_opens_with_its_first_paragraph(text, parts):
    assert split_introduction(text) == parts


def test_page_loads_no_script_and_holds_no_inline_style(client):
    plan = published_plan()

    page = page_of(client.get(plan.get_absolute_url()))

    assert page.xpath(f"{RUNS} | //style | //@style") == []


def test_markup_in_a_plan_is_shown_as_text(client, plan):
    evil = "<script>alert(1)</script>"
    chapter = make_chapter(plan=plan, title=evil, description=evil, group_note=evil)
    goal = make_goal(chapter=chapter, title=evil, explanation=evil, timing_text=evil)
    make_action(goal=goal, text=evil, responsible=evil)
    make_participation(goal=goal, label=evil)
    make_note(plan=plan, text=evil)

    response = read(client, plan)

    assert page_of(response).xpath(RUNS) == []
    assert response.content.decode().count("&lt;script&gt;") == 12
