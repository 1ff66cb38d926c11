"""Numbers and timing of the next plan: none stands twice, and nothing is wrong about the period."""

import pytest

from actionplans.carrying.lines import timing_in
from actionplans.carrying.passage import prepare
from actionplans.editions import draft_of
from tests.actionplans.passages import Passage, small_plan
from tests.factories import make_chapter, make_goal, make_note, make_plan

pytestmark = pytest.mark.django_db


def carried(plan):
    passage = Passage(plan=plan)
    passage.rest_goes_on()
    passage.finish()
    return passage


# --- numbers -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("numbers", "codes"),
    [
        (["1", "1"], ["1.1", "1.2"]),
        (["A.", "B."], ["A.1", "B.1"]),
        (["", ""], ["1.1", "2.1"]),
        (["9" * 40, "9" * 40], ["9" * 34 + ".1", "9" * 34 + ".2"]),
    ],
)
def test_no_code_stands_twice(numbers, codes):
    plan = make_plan(period_from=2020, period_until=2025)
    for number in numbers:
        make_goal(chapter=make_chapter(plan=plan, number=number), code="zelfde")

    assert list(carried(plan).next_codes()) == codes


def test_goals_without_numbers_get_none():
    plan = make_plan(period_from=2020, period_until=2025)
    goal = make_goal(chapter=make_chapter(plan=plan, number=""))
    type(goal).objects.update(code="")

    assert list(carried(plan).next_codes()) == [""]


def test_four_hundred_goals_in_a_chapter_go_along():
    plan = make_plan(period_from=2020, period_until=2025)
    chapter = make_chapter(plan=plan)
    goal = make_goal(chapter=chapter)
    model = type(goal)
    model.objects.bulk_create(
        model(edition=goal.edition, chapter=chapter, title=f"Doel {n}", code="1.1", position=n)
        for n in range(2, 401)
    )

    assert list(carried(plan).next_codes()) == [f"1.{n}" for n in range(1, 401)]


# --- timing ------------------------------------------------------------------------------------
EMPTY = {"timing_kind": "", "timing_from": None, "timing_until": None, "timing_text": ""}


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ({}, {}, ""),
        (
            {"timing_kind": "ongoing", "timing_from": 2020, "timing_until": 2025},
            {"timing_kind": "ongoing"},
            "2020–2025",
        ),
        (
            {"timing_kind": "ongoing", "timing_text": "doorlopend"},
            {"timing_kind": "ongoing", "timing_text": "doorlopend"},
            "",
        ),
        (
            {"timing_kind": "by", "timing_until": 2024, "timing_text": "najaar 2024"},
            {},
            "najaar 2024",
        ),
        (
            {"timing_kind": "by", "timing_from": 2024, "timing_until": 2027},
            {"timing_kind": "by", "timing_until": 2027},
            "2024",
        ),
        (
            {"timing_kind": "by", "timing_until": 2027, "timing_text": "2024-2027"},
            {"timing_kind": "by", "timing_until": 2027},
            "2024-2027",
        ),
        (
            {"timing_kind": "by", "timing_text": "elk najaar, tot 2031"},
            {"timing_kind": "by", "timing_text": "elk najaar, tot 2031"},
            "",
        ),
        ({"timing_text": "01/09/21"}, {}, "01/09/21"),
        ({"timing_text": "2 keer per jaar"}, {"timing_text": "2 keer per jaar"}, ""),
    ],
)
def test_a_timing_says_nothing_wrong_about_the_next_period(old, new, lost):
    assert timing_in({**EMPTY, **old}, (2026, 2031)) == ({**EMPTY, **new}, lost)


def test_a_period_without_an_end_holds_every_later_year():
    state = {**EMPTY, "timing_until": 2090, "timing_text": "tot 2090"}

    assert timing_in(state, (2026, None)) == (state, "")


def test_notes_at_a_timing_that_is_left_out_are_left_out_too():
    plan = small_plan()
    goal = draft_of(plan).goals.get(code="1.1")
    goal.timing_notes.add(make_note(plan=plan))
    type(goal).objects.filter(pk=goal.pk).update(timing_text="2020-2025")

    passage = carried(plan)

    new = passage.next_goal("1.1")
    assert (new.timing, new.timing_notes.count()) == ("", 0)


def test_every_timing_that_is_left_out_is_told_once():
    plan = small_plan()
    goals = draft_of(plan).goals
    goals.filter(code__in=["1.1", "1.2", "2.1"]).update(timing_text="2020-2025")
    goals.filter(code="1.3").update(timing_text="elk najaar")
    passage = Passage(plan=plan)
    passage.choose("1.1", "finished")
    passage.choose("1.2", "split", titles=["Een", "Twee", "Drie"])
    passage.choose("1.3", "merge", into=str(goals.get(code="1.4").uid))
    passage.rest_goes_on()

    following, _ = prepare(passage.again)

    lost = [(row.code, words) for row, words in following.lost_timings]
    assert lost == [("1.2", "2020-2025"), ("1.3", "elk najaar"), ("2.1", "2020-2025")]
