import pytest

from actionplans.documents.blocks import Cell, Line
from actionplans.documents.codes import chapter_heading, goal_code, loose_goal_code
from actionplans.documents.columns import Column, column_of, header_columns


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.1. Doel", ("1.1", "Doel")),
        ("10.2 Doel", ("10.2", "Doel")),
        ("1.1) Doel", ("1.1", "Doel")),
        ("OD 1.1 Doel", ("1.1", "Doel")),
        ("Operationele doelstelling 3.2: Doel", ("3.2", "Doel")),
        ("2.10.1 – Doel", ("2.10.1", "Doel")),
        ("B.3 Doel", ("B.3", "Doel")),
        ("1.1.", ("1.1", "")),
        ("4.1.Doel", ("4.1", "Doel")),
        ("1. Doel", None),
        ("100.1 Doel", None),
        ("In 1.1 staat", None),
        ("B.v. een doel", None),
    ],
)
def test_goal_code_is_recognised(text, found):
    assert goal_code(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3. Doel", ("3", "Doel")),
        ("OD 4: Doel", ("4", "Doel")),
        ("12) Doel", ("12", "Doel")),
        ("20 scholen doen mee", None),
    ],
)
def test_single_number_counts_only_where_goals_stand(text, found):
    assert loose_goal_code(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Waakzaam", ("1", "Waakzaam")),
        ("10. Haat", ("10", "Haat")),
        ("Verbintenis 3: Steun", ("3", "Steun")),
        ("Punt 4 – Inspraak", ("4", "Inspraak")),
        ("IV. Wonen", ("IV", "Wonen")),
        ("Thema 2", ("2", "")),
        ("10.1. Een doel", None),
        ("10- punten plan", None),
        ("2020 – 2025", None),
        ("Werk en economie", None),
        ("3 Wonen", None),
    ],
)
def test_chapter_number_is_recognised(text, found):
    assert chapter_heading(text) == found


def test_heading_needs_no_full_stop_after_its_number():
    assert chapter_heading("3 Wonen", loose=True) == ("3", "Wonen")


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Operationeel doel", Column.GOAL),
        ("Doelstelling", Column.GOAL),
        ("OD", Column.GOAL),
        ("Strategische doelstelling", Column.CHAPTER),
        ("Verbintenis", Column.CHAPTER),
        ("Actie(s)", Column.ACTIONS),
        ("Maatregelen", Column.ACTIONS),
        ("Initiatief", Column.ACTIONS),
        ("Actiehouder", Column.ORGANISER),
        ("Trekker", Column.ORGANISER),
        ("Werkgroep – deelnemers", Column.PARTICIPANTS),
        ("Trekker en partners", Column.PARTICIPANTS),
        ("Betrokken diensten", Column.PARTICIPANTS),
        ("Timing", Column.TIMING),
        ("Wanneer?", Column.TIMING),
        ("SDG's", Column.SDG),
        ("Nr.", Column.CODE),
        ("Doelgroep", None),
        ("Budget", None),
        ("", None),
    ],
)
def test_column_is_recognised_by_its_heading(heading, column):
    assert column_of(heading) is column


def _row(*texts):
    return [Cell([Line(text)]) for text in texts]


def test_header_needs_two_known_columns():
    assert header_columns(_row("Acties", "Budget", "Status")) is None
    assert header_columns(_row("Doel", "Acties", "Budget", "Bron", "Status")) == [
        Column.GOAL,
        Column.ACTIONS,
        *[Column.OTHER] * 3,
    ]


def test_sentences_about_goals_and_actions_are_no_header():
    long = "Het doel van deze actie is dat alle diensten van de stad samen aan tafel gaan zitten"

    assert header_columns(_row(long, "Acties", "Timing")) is None


def test_first_of_two_goal_columns_names_the_chapter():
    columns = header_columns(_row("Doelstelling", "Operationeel doel", "Acties"))

    assert columns == [Column.CHAPTER, Column.GOAL, Column.ACTIONS]
