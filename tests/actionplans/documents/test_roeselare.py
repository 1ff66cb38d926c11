"""The real case: Roeselare's Word file against the truth that was checked by hand."""

import json
from pathlib import Path

import pytest

from actionplans.documents.plan_document import Participant
from actionplans.documents.word import read_docx

CASES = Path(__file__).resolve().parents[4] / "shared" / "cases"
pytestmark = pytest.mark.skipif(
    not (CASES / "roeselare.docx").exists(),
    reason="shared/cases stands beside the project only where it is built, not in every copy",
)


@pytest.fixture(scope="module")
def plan():
    return read_docx((CASES / "roeselare.docx").read_bytes())


@pytest.fixture(scope="module")
def truth():
    return json.loads((CASES / "roeselare.expected.json").read_text(encoding="utf-8"))


def test_roeselare_counts_equal_the_truth(plan, truth):
    expected = {
        "chapters": truth["counts"]["points"],
        **{kind: truth["counts"][kind] for kind in ("goals", "actions", "participants")},
        "organisers": truth["counts"]["organisers"],
    }

    assert plan.counts == expected


def test_roeselare_chapters_equal_the_truth(plan, truth):
    understood = [
        {
            "number": chapter["number"],
            "title": chapter["title"],
            "description": chapter["description"],
            "participants": chapter["participants"],
        }
        for chapter in plan.understood()["plan"]["chapters"]
    ]

    assert understood == [
        {key: point[key] for key in ("number", "title", "description", "participants")}
        for point in truth["points"]
    ]


def test_roeselare_goals_equal_the_truth(plan, truth):
    goals = [goal for one in plan.understood()["plan"]["chapters"] for goal in one["goals"]]

    assert goals == [
        {
            "code": goal["number"],
            "title": goal["text"],
            "timing": goal["timing"],
            "actions": goal["actions"],
        }
        for point in truth["points"]
        for goal in point["goals"]
    ]


def test_roeselare_notes_hang_where_they_hung(plan, truth):
    first, *others = plan.goals
    notes = {str(note.number): note.text for note in plan.notes}

    assert notes == truth["footnotes"]
    assert ([action.notes for action in first.actions], first.timing_notes) == ([[1, 2]], [3])
    assert [goal.code for goal in others if goal.timing_notes or goal.notes] == []
    assert [action.text for goal in others for action in goal.actions if action.notes] == []


def test_roeselare_group_notes_and_sdgs_equal_the_truth(plan, truth):
    notes = [chapter.group_note or None for chapter in plan.chapters]

    assert notes == [point["participants_note"] for point in truth["points"]]
    assert [goal.sdgs for goal in plan.goals] == [[]] * truth["counts"]["goals"]


def test_roeselare_title_introduction_and_period_are_kept(plan, truth):
    assert plan.title == truth["title"]
    assert plan.introduction.startswith("Stad Roeselare")
    assert plan.period() == (2020, 2025)


def test_roeselare_people_to_confirm_are_doubted(plan):
    unsure = [person for person in plan.participants if person.to_confirm]

    assert unsure == [
        Participant("Dienst economie (?)", to_confirm=True),
        Participant("(evt. (ver)huurdersbond)", to_confirm=True),
    ]
    assert [doubt.where for doubt in plan.doubts] == [
        "5, werkgroep",
        "7, werkgroep",
        "7",
        "8, werkgroep",
        "9, werkgroep",
        "SDG",
    ]
