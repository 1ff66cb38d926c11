"""The gentle plan check: what is not there yet, each with the way to its row; never a score."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from actionplans.editions import draft_of, publish
from actionplans.models import Commitment, ExampleAction, Plan
from actionplans.plan_check import count_of, points, unused_examples
from actionplans.rows import Tree
from cities.models import LinkCheck
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import (
    fill_plan,
    make_action,
    make_chapter,
    make_goal,
    make_participation,
    make_plan,
    published_plan,
    tell,
)
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_the_period():
    with time_machine.travel(date(2027, 6, 1), tick=False):
        yield


def checked(plan, **who):
    """{key: [words]} of the draft."""
    groups = points(Tree(draft_of(plan)), **who)
    return {group.key: [point.words for point in group.points] for group in groups}


def whole_plan(**plan):
    """A plan in which nothing is missing."""
    plan = fill_plan(plan=make_plan(**plan), chapters=10)
    for goal in Tree(draft_of(plan)).goals:
        goal.timing_text = "2027"
        goal.save()
    return plan


def first_goal(plan):
    return Tree(draft_of(plan)).chapters[0].goal_list[0]


def bare_goal(**chapter):
    """A goal of a plan of its own that has all but what the test is about."""
    home = make_chapter(plan=whole_plan(), number="11", title="Extra", **chapter)
    make_participation(chapter=home, role="organiser")
    goal = make_goal(chapter=home, timing_text="2027")
    make_action(goal=goal)
    return goal


def test_whole_plan_has_nothing_to_look_at():
    groups = points(Tree(draft_of(whole_plan())))

    assert (groups, count_of(groups)) == ([], 0)


# --- the questions -----------------------------------------------------------------------------
def test_goal_without_action_is_named():
    goal = bare_goal()
    goal.actions.all().delete()

    assert checked(goal.edition.plan) == {"zonder-actie": ["11.1 Meldpunten zijn bekend"]}


@pytest.mark.parametrize(
    "timing", [{"timing_text": "najaar"}, {"timing_from": 2027}, {"timing_kind": "ongoing"}]
)
def test_goal_has_a_timing_when_it_or_one_of_its_actions_says_so(timing):
    goal = bare_goal()
    goal.timing_text = ""
    goal.save()
    before = checked(goal.edition.plan)
    goal.actions.update(**timing)

    assert before == {"zonder-timing": ["11.1 Meldpunten zijn bekend"]}
    assert checked(goal.edition.plan) == {}


def test_organiser_of_the_chapter_or_of_the_goal_is_enough():
    goal = bare_goal()
    second = make_goal(chapter=goal.chapter, title="Tweede", timing_text="2027")
    make_action(goal=second)
    goal.chapter.participations.update(role="participant")
    neither = checked(goal.edition.plan)
    make_participation(goal=goal, role="organiser")

    assert neither == {"zonder-organisator": ["11. Extra"]}
    assert checked(goal.edition.plan) == {"zonder-organisator": ["11.2 Tweede"]}


def test_participants_to_confirm_are_named_with_where_they_stand():
    goal = bare_goal()
    make_participation(chapter=goal.chapter, label="Dienst economie (?)", to_confirm=True)
    make_participation(goal=goal, label="Unia", to_confirm=True)

    (group,) = points(Tree(draft_of(goal.edition.plan)))

    assert [(point.words, point.note) for point in group.points] == [
        ("Dienst economie (?)", "bij hoofdstuk 11"),
        ("Unia", "bij doel 11.1"),
    ]


@pytest.mark.parametrize(
    ("first", "last", "is_outside"),
    [
        (2026, 2031, False),
        (None, None, False),
        (2025, 2027, True),
        (2030, 2032, True),
        (None, 2025, True),
        (2032, None, True),
    ],
)
def test_timing_outside_the_period_is_named(first, last, is_outside):
    goal = bare_goal()
    goal.actions.update(timing_from=first, timing_until=last)

    named = {"buiten-de-periode": ["Een campagne op straat"]} if is_outside else {}
    assert checked(goal.edition.plan) == named


def test_timing_of_a_plan_without_an_end_can_lie_far_ahead():
    plan = whole_plan(period_until=None)
    first_goal(plan).actions.update(timing_until=2099)

    assert checked(plan) == {}


def test_plan_whose_period_is_over_leads_the_coordinator_to_the_next():
    plan = whole_plan(period_from=2020, period_until=2026)
    Tree(draft_of(plan)).edition.goals.update(timing_text="doorlopend")

    (told,) = points(Tree(draft_of(plan)))
    (led,) = points(Tree(draft_of(plan)), may_publish=True)

    assert [(point.words, point.url) for point in told.points] == [
        ("Dit plan liep van 2020 tot en met 2026.", "")
    ]
    assert [(point.words, point.url) for point in led.points] == [
        ("Maak het volgende plan", Desk(plan=plan).address("carry_over"))
    ]


def test_empty_chapter_is_named():
    plan = whole_plan()
    make_chapter(plan=plan, number="11", title="Leeg")

    assert checked(plan) == {"lege-hoofdstukken": ["11. Leeg"]}


def test_two_goals_with_one_number_are_both_named_and_no_number_is_no_number():
    goal = bare_goal()
    goal.edition.goals.filter(code__in=["1.1", "2.1"]).update(code="7")
    goal.edition.goals.filter(code__in=["3.1", "4.1"]).update(code="")

    same = ["7 Meldpunten zijn bekend"] * 2
    assert checked(goal.edition.plan) == {"zelfde-nummer": same}


# --- the ten commitments -------------------------------------------------------------------------
def test_goal_without_commitment_and_commitment_without_goal_are_named():
    goal = bare_goal(commitments=())
    nine = goal.edition.chapters.get(number="9")
    nine.commitments.set(Commitment.objects.filter(number=1))

    assert checked(goal.edition.plan) == {
        "zonder-verbintenis": ["11.1 Meldpunten zijn bekend"],
        "zonder-doel": ["9. Culturele diversiteit"],
    }


@pytest.mark.parametrize(
    ("framework", "theme", "asked"),
    [
        (Plan.Framework.INTEGRATED, "", ["Geen enkel doel van dit plan is al gekoppeld."]),
        (Plan.Framework.THEMATIC, "Rainbow", None),
    ],
)
def test_plan_that_is_not_mapped_is_asked_once_or_left_alone(framework, theme, asked):
    plan = whole_plan(framework=framework, theme=theme)
    for chapter in draft_of(plan).chapters.all():
        chapter.commitments.clear()

    assert checked(plan) == ({"zonder-verbintenis": asked} if asked else {})


def test_examples_are_offered_to_a_plan_that_uses_some():
    plan = whole_plan()
    used = ExampleAction.objects.first()
    without = unused_examples(Tree(draft_of(plan)))
    draft_of(plan).goals.filter(code="1.1").update(example=used)

    offered = unused_examples(Tree(draft_of(plan)))

    assert (without, used in offered) == ([], False)
    assert len(offered) == ExampleAction.objects.count() - 1


# --- links ---------------------------------------------------------------------------------------
def test_links_that_the_worker_found_silent_are_named_with_where_they_stand():
    plan = published_plan(decision={"decision_link": "https://raad.example/7"})
    draft_of(plan).goals.update(timing_text="2027")
    goal = first_goal(plan)
    urls = ["https://bewijs.example/a", "https://bewijs.example/b"]
    tell(plan=plan, goal=goal, evidence=[{"label": "Verslag", "url": url} for url in urls])
    for url, failures in (("https://raad.example/7", 2), (urls[0], 2), (urls[1], 1)):
        LinkCheck.objects.create(url=url, failures=failures, failing_since=timezone.now())

    found = {group.key: group.points for group in points(Tree(draft_of(plan)))}["links"]

    assert [(point.words, point.note) for point in found] == [
        ("https://bewijs.example/a", "bij de voortgang"),
        ("https://raad.example/7", "het besluit bij editie 1"),
    ]


# --- the page ------------------------------------------------------------------------------------
def test_each_point_leads_to_its_row_in_the_editor():
    goal = bare_goal()
    goal.actions.all().delete()
    desk = Desk(plan=goal.edition.plan, role="contributor")

    (link,) = page_of(desk.get(desk.address("plan_check"))).xpath("//main//details//li/a/@href")

    place, _, anchor = link.partition("#")
    assert place == desk.address("editor_chapter", uid=goal.chapter.uid)
    assert page_of(desk.get(place)).xpath(f"//*[@id='{anchor}']") != []


def test_whole_plan_is_told_so():
    desk = Desk(plan=whole_plan())

    response = desk.get(desk.address("plan_check"))

    assert all_words(response, "//div[@class='empty']/h2") == ["Alles staat er"]


def test_empty_draft_says_where_to_start():
    desk = Desk(plan=make_plan())

    response = desk.get(desk.address("plan_check"))

    assert all_words(response, "//div[@class='empty']/h2") == ["Dit ontwerp is nog leeg"]


def test_alderman_reads_the_check_without_the_way_to_the_next_plan():
    plan = whole_plan(period_from=2020, period_until=2026)
    desk = Desk(plan=plan, role="alderman")

    response = desk.get(desk.address("plan_check"))

    assert page_of(response).xpath("//details[@id='periode']//li/a") == []
    assert all_words(response, "//details[@id='periode']//li") == [
        "Dit plan liep van 2020 tot en met 2026."
    ]


def test_publish_page_folds_the_check_and_never_blocks():
    desk = Desk(plan=fill_plan(actions=0))

    response = desk.get(desk.address("publish"))

    fold = "//details[summary[starts-with(., 'De plancheck')]]"
    assert all_words(response, f"{fold}//li") == [
        "Doelen zonder actie (1)",
        "Doelen zonder timing (1)",
        "Verbintenissen zonder doel (9)",
    ]
    assert page_of(response).xpath("//button[starts-with(., 'Zet editie 1 online')]") != []


def test_check_asks_the_same_number_of_queries_however_much_there_is():
    def counted(size):
        plan = fill_plan(chapters=1, goals=size, actions=0)
        for goal in draft_of(plan).goals.all():
            make_participation(goal=goal, to_confirm=True)
        publish(plan, note="", by=None)
        desk = Desk(plan=plan)
        return queries_of(desk.client, desk.address("plan_check"))

    one, three, sixty = (counted(size) for size in (1, 3, 60))

    assert one == three == sixty
    assert one < 30
