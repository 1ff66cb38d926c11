"""Which row a part of a document is: by number, by words, and an action by its place."""

import uuid

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actionplans.documents.plan_document import (
    ActionPart,
    ChapterPart,
    GoalPart,
    NumberedNote,
    Participant,
    PlanDocument,
)
from actionplans.editions import draft_of
from actionplans.importing import fill
from actionplans.matching import match
from actionplans.undoing import present_states
from tests.factories import make_plan


def plan_of(*chapters, notes=()):
    """A document of chapters (number, title, goals), goals (code, title, actions)."""
    return PlanDocument(
        notes=[NumberedNote(*note) for note in notes],
        chapters=[
            ChapterPart(number, title, goals=[goal_of(*goal) for goal in goals])
            for number, title, goals in chapters
        ],
    )


def goal_of(code, title, *actions):
    return GoalPart(code, title, actions=[ActionPart(text) for text in actions])


def rows_of(document):
    """({(kind, uid): state}, {uid: path}) of a draft that says what this document says."""
    states, paths, uids = {}, {}, {(): None}

    def add(kind, path, home, **words):
        uids[path] = uuid.uuid4()
        paths[uids[path]] = path
        parent = {home: str(uids[path[:-2]])} if home else {}
        states[kind, uids[path]] = {"position": path[-1], **parent, **words}

    for place, note in enumerate(document.notes, 1):
        add("note", ("note", place), None, number=note.number, text=note.text)
    for place, chapter in enumerate(document.chapters, 1):
        path = ("chapter", place)
        add("chapter", path, None, number=chapter.number, title=chapter.title)
        for at, person in enumerate(chapter.participants, 1):
            add("participation", (*path, "participation", at), "chapter", label=person.name)
        for at, goal in enumerate(chapter.goals, 1):
            goal_path = (*path, "goal", at)
            add("goal", goal_path, "chapter", code=goal.code, title=goal.title)
            for number, action in enumerate(goal.actions, 1):
                add("action", (*goal_path, "action", number), "goal", text=action.text)
    return states, paths


def matched(before, after):
    """{path now: path then} of the parts of `after` that are rows of `before`."""
    states, paths = rows_of(before)
    # The order in which rows are read says nothing: their places do.
    found = match(dict(reversed(states.items())), after)
    return {path: paths[uid] for path, uid in found.items()}


def chapters_of(*titled):
    return plan_of(*((number, title, []) for number, title in titled))


def goals_of(*goals):
    return plan_of(("1", "Waakzaam", goals))


def places(found, kind):
    """[(place now, place then)] of the rows of one kind."""
    return [(now[-1], then[-1]) for now, then in found.items() if now[-2] == kind]


# --- chapters ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        pytest.param([("1", "A")], [("1", "B")], [(1, 1)], id="reworded"),
        pytest.param([("1", "A")], [("2", " a ")], [(1, 1)], id="renumbered"),
        pytest.param([("1.", "A")], [("1", "B")], [(1, 1)], id="a full stop is no number"),
        pytest.param([("", "A"), ("", "B")], [("", "B")], [(1, 2)], id="without numbers"),
        pytest.param([("", "A")], [("", "B")], [], id="no number is not an equal number"),
        pytest.param([("1", "")], [("2", "")], [], id="no title is not an equal title"),
        pytest.param([("1", "A"), ("1", "B")], [("1", "C")], [], id="a double number is none"),
        pytest.param([("1", "A"), ("2", "A")], [("2", "A")], [(1, 2)], id="a double title"),
        pytest.param([("1", "A"), ("2", "A")], [("3", "A")], [(1, 1)], id="the first of two"),
        pytest.param(
            [("1", "A"), ("2", "B")],
            [("1", "Nieuw"), ("2", "A"), ("3", "B")],
            [(2, 1), (3, 2)],
            id="one is put in front",
        ),
    ],
)
def test_chapter_is_known_by(before, after, pairs):
    found = matched(chapters_of(*before), chapters_of(*after))

    assert sorted(places(found, "chapter")) == pairs


# --- goals ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        pytest.param([("1.1", "A")], [("1.1", "B")], [(1, 1)], id="reworded"),
        pytest.param([("1.1", "A")], [("1.9", "a")], [(1, 1)], id="renumbered"),
        pytest.param([("", "A")], [("", "B")], [], id="no number is not an equal number"),
        pytest.param([("1.1", "A"), ("1.1", "B")], [("1.1", "C")], [], id="a double number"),
        pytest.param([("1.1", "A"), ("1.2", "B")], [("1.1", "B")], [(1, 2)], id="one went"),
        pytest.param([("", "A"), ("", "A")], [("", "A")], [(1, 1)], id="the first of two"),
    ],
)
def test_goal_in_its_chapter_is_known_by(before, after, pairs):
    assert places(matched(goals_of(*before), goals_of(*after)), "goal") == pairs


def test_goal_in_its_chapter_goes_before_one_with_its_number_elsewhere():
    before = plan_of(("1", "A", [("1", "Een")]), ("2", "B", [("1", "Twee")]))
    after = plan_of(("2", "B", [("1", "Drie")]))

    assert matched(before, after)["chapter", 1, "goal", 1] == ("chapter", 2, "goal", 1)


def test_goal_with_the_only_number_of_its_kind_moves_with_it():
    before = plan_of(("1", "A", [("1.1", "Een")]))
    after = plan_of(("2", "B", [("1.1", "Twee")]))

    path = ("chapter", 1, "goal", 1)
    assert matched(before, after) == {path: path}


def test_goal_whose_number_is_double_does_not_move_with_it():
    before = plan_of(("1", "A", [("1", "Een")]), ("2", "B", [("1", "Twee")]))

    assert matched(before, plan_of(("3", "C", [("1", "Drie")]))) == {}


def test_goals_with_a_double_title_move_in_their_order():
    before = plan_of(("1", "A", [("1.1", "Vorming"), ("1.2", "Vorming")]))
    after = plan_of(("2", "B", [("2.1", "Vorming"), ("2.2", "Vorming")]))

    assert places(matched(before, after), "goal") == [(1, 1), (2, 2)]


def test_goal_with_a_common_title_stays_in_its_chapter():
    before = plan_of(("1", "A", [("1.1", "Vorming")]), ("2", "B", [("2.1", "Vorming")]))
    after = plan_of(("2", "B", [("2.9", "Vorming")]))

    assert matched(before, after)["chapter", 1, "goal", 1] == ("chapter", 2, "goal", 1)


# --- under a goal --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        pytest.param(
            ["Een folder", "Een folders"],
            ["een folders", "Een folder"],
            [(1, 2), (2, 1)],
            id="the same words",
        ),
        pytest.param(["Een", "Een"], ["Een", "Een"], [(1, 1), (2, 2)], id="double words"),
        pytest.param(["Een affiche"], ["Een affiche op elk loket"], [(1, 1)], id="reworded"),
        pytest.param(["Een affiche"], ["Opleiding voor elk loket"], [], id="another action"),
        pytest.param(["Een affiche", "Een"], ["Een affiches"], [], id="not as many"),
        pytest.param(["Een affiche", "Iets"], ["Niets", "Een affiches"], [], id="in another place"),
    ],
)
def test_action_is_known_by(before, after, pairs):
    found = matched(goals_of(("1.1", "A", *before)), goals_of(("1.1", "A", *after)))

    assert places(found, "action") == pairs


def test_long_action_is_compared_letter_by_letter():
    text = "Samen leren en lezen. " * 15

    found = matched(goals_of(("1.1", "A", text)), goals_of(("1.1", "A", f"Wij {text}")))

    assert places(found, "action") == [(1, 1)]


def test_action_under_another_goal_is_another_action():
    before = goals_of(("1.1", "A", "Een affiche"), ("1.2", "B"))
    after = goals_of(("1.1", "A"), ("1.2", "B", "Een affiche"))

    assert places(matched(before, after), "action") == []


def test_participant_is_known_by_name_in_the_same_group():
    before, after = (plan_of(("1", "A", []), ("2", "B", [])) for _ in range(2))
    before.chapters[0].participants = [Participant("Unia"), Participant("OCMW")]
    after.chapters[0].participants = [Participant("ocmw", organiser=True)]
    after.chapters[1].participants = [Participant("Unia")]

    assert places(matched(before, after), "participation") == [(1, 2)]


@pytest.mark.parametrize(
    ("after", "pairs"),
    [
        pytest.param([(2, "Waar het is"), (3, "Wie")], [(1, 2)], id="its number"),
        pytest.param([(2, "Wanneer")], [(1, 3)], id="its words, of a double number"),
    ],
)
def test_note_is_known_by(after, pairs):
    before = plan_of(notes=[(1, "Wie"), (2, "Waar"), (2, "Wanneer")])

    assert places(matched(before, plan_of(notes=after)), "note") == pairs


# --- any document, into a draft -------------------------------------------------------------------
def take_over(plan, document):
    return fill(plan, document, by=None, source="Actieplan.docx", replace=True)


def states(plan):
    return present_states(draft_of(plan))


CAREFUL = settings(
    deadline=None,
    max_examples=25,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Few words, so that titles, numbers and names are often double, and sometimes not there at all.
WORDS = st.sampled_from(["", "Wonen", "wonen ", "Werken in de stad", "Een loket", "Een affiche"])
REFERENCES = st.lists(st.sampled_from([1, 2]), unique=True)
PERSON = st.builds(Participant, WORDS, st.booleans(), st.booleans())
GOAL = st.builds(
    GoalPart,
    code=st.sampled_from(["", "1", "1.1", "1.2", "2.1"]),
    title=WORDS,
    timing=st.sampled_from([None, "2027", "2026-2031", "doorlopend"]),
    notes=REFERENCES,
    timing_notes=REFERENCES,
    sdgs=st.lists(st.integers(1, 17), max_size=2),
    actions=st.lists(st.builds(ActionPart, WORDS, REFERENCES), max_size=3),
    participants=st.lists(PERSON, max_size=2),
)
CHAPTER = st.builds(
    ChapterPart,
    number=st.sampled_from(["", "1", "2", "II"]),
    title=WORDS,
    participants=st.lists(PERSON, max_size=2),
    goals=st.lists(GOAL, max_size=3),
)
DOCUMENT = st.builds(
    PlanDocument,
    title=WORDS,
    introduction=WORDS,
    notes=st.just([NumberedNote(1, "Wie"), NumberedNote(2, "Waar")]),
    chapters=st.lists(CHAPTER, max_size=4),
)


@pytest.mark.django_db
@CAREFUL
@given(DOCUMENT)
def test_any_document_twice_changes_nothing(document):
    plan = make_plan()
    take_over(plan, document)
    before = states(plan)

    again = take_over(plan, document)

    assert (again, states(plan)) == (None, before)


@pytest.mark.django_db
@CAREFUL
@given(DOCUMENT, st.randoms(use_true_random=False))
def test_chapters_in_another_order_keep_all_their_rows(document, chance):
    for number, chapter in enumerate(document.chapters, 1):
        chapter.number = str(number)
    plan = make_plan()
    take_over(plan, document)
    before = states(plan)

    chance.shuffle(document.chapters)
    take_over(plan, document)

    assert without_places(states(plan)) == without_places(before)


def without_places(rows):
    return {key: {**state, "position": 0} for key, state in rows.items()}
