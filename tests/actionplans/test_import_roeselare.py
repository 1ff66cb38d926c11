"""The real document, through the whole road: file, draft, and back into the forms."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from actionplans.documents.word import read_docx
from actionplans.documents.wording import year_range
from actionplans.models import Participation
from tests.actionplans.desk import Desk
from tests.actionplans.word_files import CASES, ROESELARE
from tests.factories import make_city

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not ROESELARE.exists(),
        reason="shared/cases stands beside the project only where it is built, not in every copy",
    ),
]


@pytest.fixture(scope="module")
def document():
    return read_docx(ROESELARE.read_bytes())


@pytest.fixture
def desk():
    city = make_city(name="Roeselare")
    call_command("import_plan", str(ROESELARE), "--city", "roeselare", stdout=StringIO())
    return Desk(plan=city.plans.get())


def numbers(links):
    return [entry.number for entry in links.all()]


def test_draft_has_the_rows_of_the_document(desk, document):
    tree = desk.tree

    rows = (tree.chapters, tree.goals, tree.actions, tree.participations)
    organisers = [row for row in tree.participations if row.role == Participation.Role.ORGANISER]
    assert [*map(len, rows), len(organisers)] == [10, 52, 68, 59, 8]
    assert (desk.plan.period, tree.edition.title) == ("2020–2025", document.title)
    assert tree.edition.introduction == document.introduction


def test_goals_and_actions_say_what_the_council_adopted(desk):
    truth = json.loads((CASES / "roeselare.expected.json").read_text(encoding="utf-8"))
    goals = [goal for point in truth["points"] for goal in point["goals"]]

    told = [
        (goal.code, goal.title, goal.timing_text, [action.text for action in goal.action_list])
        for chapter in desk.tree.chapters
        for goal in chapter.goal_list
    ]
    assert told == [
        (
            *(goal["number"], goal["text"], goal["timing"] or ""),
            [action["text"] for action in goal["actions"]],
        )
        for goal in goals
    ]


def test_each_chapter_is_the_commitment_of_its_number(desk):
    told = [(chapter.number, numbers(chapter.commitments)) for chapter in desk.tree.chapters]

    assert told == [(str(number), [number]) for number in range(1, 11)]


def test_question_marks_are_kept_and_ask_to_be_confirmed(desk, document):
    unsure = {row.label for row in desk.tree.participations if row.to_confirm}

    assert unsure == {person.name for person in document.participants if person.to_confirm}
    assert "Dienst economie (?)" in unsure


def test_the_whole_period_is_ongoing_and_the_rest_is_a_date(desk):
    kinds = {goal.timing_text: goal.timing_kind for goal in desk.tree.goals}

    assert kinds["2020-2025"] == "ongoing"
    assert {kinds[text] for text in kinds if year_range(text) != (2020, 2025)} <= {"by", ""}


def test_notes_hang_where_they_hung(desk, document):
    tree = desk.tree
    first, *others = [goal for chapter in tree.chapters for goal in chapter.goal_list]

    assert [(note.number, note.text) for note in tree.notes] == [
        (note.number, note.text) for note in document.notes
    ]
    assert (
        [*map(numbers, (action.notes for action in first.action_list))],
        numbers(first.timing_notes),
    ) == (
        [[1, 2]],
        [3],
    )
    assert [goal.code for goal in others if numbers(goal.notes) + numbers(goal.timing_notes)] == []


def test_every_row_is_saved_unchanged_without_a_trace(desk):
    rows = [desk.tree.edition, *desk.tree.notes, *desk.tree.chapters]
    rows += [*desk.tree.goals[::6], *desk.tree.actions[::8], *desk.tree.participations[::6]]

    answers = {desk.save(desk.edit(row)).status_code for row in rows}

    assert (answers, [kind for kind, _ in desk.deeds]) == ({302}, ["import"])
