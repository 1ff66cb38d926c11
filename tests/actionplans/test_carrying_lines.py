"""What the next plan holds: all that belongs to it, under new uids, and nothing that is wrong."""

import pytest

from actionplans.drafting import CannotChangeError, change
from actionplans.editions import draft_of
from actionplans.models import Commitment, Deed, ExampleAction, Lineage, Participation
from actionplans.rows import Tree, state_of
from actionplans.undoing import go_back_before, present_states, undo
from cities.models import Ground, LogEntry, Organisation, SustainableGoal
from tests.actionplans.passages import STOPPED, Passage, small_plan
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_note,
    make_participation,
    make_plan,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return small_plan()


def goal_of(plan, code):
    return draft_of(plan).goals.get(code=code)


def carried(plan, **choices):
    """The passage of a plan, finished; what is not said goes on."""
    passage = Passage(plan=plan)
    for code, (decision, values) in choices.items():
        passage.choose(code, decision, **values)
    passage.rest_goes_on()
    passage.finish()
    return passage


# --- as it was, under new uids -----------------------------------------------------------------
def test_everything_of_a_goal_goes_along_under_new_uids(plan):
    note = make_note(plan=plan, number=3, text="Dit is een proef.")
    goal = goal_of(plan, "1.1")
    goal.explanation, goal.bbc_references = "Waarom", [{"code": "AC1", "title": "Vorming"}]
    goal.example = ExampleAction.objects.first()
    goal.group_note = "Komt twee keer samen."
    goal.save()
    goal.sdgs.set(SustainableGoal.objects.filter(number__in=[10, 16]))
    goal.grounds.set(Ground.objects.all()[:2])
    goal.notes.add(note)
    partner = Organisation.objects.create(slug="unia", name="Unia")
    make_participation(goal=goal, label="Unia", organisation=partner, to_confirm=True)
    make_participation(chapter=goal.chapter, role="organiser")
    before = Tree(draft_of(plan))

    passage = carried(plan)

    after = Tree(draft_of(passage.again.new_plan))
    uids = [{row.uid for _, row in tree.rows()} for tree in (before, after)]
    assert (len(before), uids[0] & uids[1]) == (len(after), set())
    own = {"chapter": None, "goal": None, "notes": None, "timing_notes": None}
    states = [[{**state_of(row), **own} for _, row in tree.rows()] for tree in (before, after)]
    assert sorted(states[0], key=str) == sorted(states[1], key=str)
    new = passage.next_goal("1.1")
    assert [entry.text for entry in new.notes.all()] == ["Dit is een proef."]
    assert [(row.label, row.goal.code) for row in new.group_list] == [("Unia", "1.1")]
    assert [action.text for action in new.action_list] == ["Actie bij 1.1"]


def test_it_is_one_deed_that_tells_everything(plan):
    passage = carried(plan)

    made = passage.again.new_plan
    [deed] = made.deeds.all()
    assert (deed.kind, deed.by.user) == (Deed.Kind.CARRY_OVER, passage.by)
    assert deed.summary == "6 doelen van het ECCAR-tienpuntenplan 2020–2025"
    lines = {(line.table, line.uid): line.new for line in deed.changes.all()}
    present = present_states(draft_of(made))
    assert lines == {key: state for key, state in present.items() if key[0] != "edition"}
    entry = LogEntry.objects.get(verb="carried over")
    assert (entry.subject, entry.detail) == (str(made), str(plan))
    assert (passage.again.finished_by.user, passage.again.finished_at is None) == (
        passage.by,
        False,
    )


def test_actions_descend_from_actions_and_goals_from_goals(plan):
    passage = carried(plan, **{"1.2": ("reword", {"title": "Anders"})})

    old, new = (Tree(draft_of(one)) for one in (plan, passage.again.new_plan))
    names = {row.uid: (kind, str(row)) for tree in (old, new) for kind, row in tree.rows()}
    lines = {
        (names[line.old_uid], names[line.new_uid]): line.kind for line in Lineage.objects.all()
    }
    reworded = ("goal", "1.2 Doel 1.2"), ("goal", "1.2 Anders")
    same = [(kind, str(row)) for kind, row in old.rows() if kind in ("goal", "action")]
    expected = {(name, name): "continued" for name in same if name != reworded[0]}
    assert lines == {**expected, reworded: "reworded"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Gent voor iedereen", "Gent voor iedereen"),
        ("Actieplan 2020-2025", "Actieplan 2026-2031"),
        ("Actieplan 2020–2025 van ons", "Actieplan 2026–2031 van ons"),
        ("Plan van 2019", "Tienpuntenplan 2026–2031 van {}"),
    ],
)
def test_the_title_tells_no_wrong_years(title, expected):
    plan = make_plan(period_from=2020, period_until=2025, title=title)
    make_goal(chapter=make_chapter(plan=plan))

    draft = draft_of(carried(plan).again.new_plan)

    assert (draft.title, draft.introduction) == (expected.format(plan.city), "")


# --- what was chosen ---------------------------------------------------------------------------
def test_what_ends_does_not_come_along_and_the_rest_is_numbered_anew(plan):
    passage = carried(plan, **{"1.1": ("finished", {}), "1.3": ("stopped", STOPPED)})

    assert passage.next_codes() == {
        "1.1": "Doel 1.2",
        "1.2": "Doel 1.4",
        "2.1": "Doel 2.1",
        "2.2": "Doel 2.2",
    }
    assert (passage.descents_of("1.1"), passage.descents_of("1.3")) == ({}, {})


def test_chapters_stay_also_without_goals(plan):
    passage = carried(plan, **{"2.1": ("finished", {}), "2.2": ("finished", {})})

    chapters = Tree(draft_of(passage.again.new_plan)).chapters
    assert [(chapter.number, len(chapter.goal_list)) for chapter in chapters] == [
        ("1", 4),
        ("2", 0),
    ]
    assert [c.number for c in chapters[1].commitments.all()] == [2]


def test_a_split_keeps_the_actions_with_the_first_part(plan):
    goal = goal_of(plan, "1.2")
    goal.explanation = "Waarom"
    goal.save()
    goal.sdgs.add(SustainableGoal.objects.get(number=10))
    make_participation(goal=goal, label="Unia")

    passage = carried(plan, **{"1.2": ("split", {"titles": ["Eerst", "Dan", "Ten slotte"]})})

    assert list(passage.next_codes().items())[1:4] == [
        ("1.2", "Eerst"),
        ("1.3", "Dan"),
        ("1.4", "Ten slotte"),
    ]
    assert passage.descents_of("1.2") == dict.fromkeys(("1.2", "1.3", "1.4"), "split")
    parts = [passage.next_goal(code) for code in ("1.2", "1.3", "1.4")]
    assert [len(part.action_list) for part in parts] == [1, 0, 0]
    assert [part.explanation for part in parts] == ["Waarom", "", ""]
    assert [len(part.group_list) for part in parts] == [1, 1, 1]
    assert [part.sdgs.count() for part in parts] == [1, 1, 1]


def test_what_joins_a_goal_brings_everything_along(plan):
    host, joining = goal_of(plan, "1.1"), goal_of(plan, "2.1")
    for number, goal in ((10, host), (16, joining)):
        goal.explanation = f"Uitleg {number}"
        goal.bbc_references = [{"code": "AC1", "title": ""}]
        goal.save()
        goal.sdgs.add(SustainableGoal.objects.get(number=number))
        make_participation(goal=goal, label="Unia")
    make_participation(goal=joining, label="De politie", role=Participation.Role.ORGANISER)

    passage = carried(plan, **{"2.1": ("merge", {"into": str(host.uid), "title": "Samen"})})

    new = passage.next_goal("1.1")
    assert (new.title, new.explanation) == ("Samen", "Uitleg 10\n\nUitleg 16")
    assert new.bbc_references == [{"code": "AC1", "title": ""}]
    assert [sdg.number for sdg in new.sdgs.all()] == [10, 16]
    assert [row.label for row in new.group_list] == ["Unia", "De politie"]
    assert [action.text for action in new.action_list] == ["Actie bij 1.1", "Actie bij 2.1"]
    assert [number.number for number in new.commitments.all()] == [1, 2]
    assert passage.descents_of("1.1") == passage.descents_of("2.1") == {"1.1": "merged"}


def test_a_goal_keeps_its_own_commitments(plan):
    goal_of(plan, "1.1").commitments.set(Commitment.objects.filter(number=9))

    new = carried(plan).next_goal("1.1")

    assert [commitment.number for commitment in new.commitments.all()] == [9]


# --- notes -------------------------------------------------------------------------------------
def test_a_note_stays_behind_when_all_that_referred_to_it_ended(plan):
    notes = [make_note(plan=plan, number=n, text=f"Noot {n}") for n in (1, 2, 3)]
    goal_of(plan, "1.1").notes.add(notes[0])
    make_action(goal=goal_of(plan, "1.2")).notes.add(notes[1])

    passage = carried(plan, **{"1.1": ("finished", {})})

    kept = Tree(draft_of(passage.again.new_plan)).notes
    assert [(note.number, note.text) for note in kept] == [(2, "Noot 2"), (3, "Noot 3")]


def test_the_passage_itself_is_not_undone_and_what_came_later_is(plan):
    passage = carried(plan)
    made = passage.again.new_plan
    before, deed = present_states(draft_of(made)), made.deeds.get()
    goal = draft_of(made).goals.first()
    later = change(made, "goal", goal.uid, {"title": "Anders"}, seen=1, by=passage.by)

    for refused in (undo, go_back_before):
        with pytest.raises(CannotChangeError, match="De overgang zelf kan niet ongedaan"):
            refused(made, deed, by=passage.by)
    changed = present_states(draft_of(made)) != before
    undo(made, later, by=passage.by)
    again = present_states(draft_of(made)) == before
    go_back_before(made, later, by=passage.by)

    assert (changed, again, present_states(draft_of(made))) == (True, True, before)


def test_there_is_no_way_back_to_before_the_passage(plan):
    passage = Passage(plan=plan)
    standing = make_plan(city=plan.city)
    draft = draft_of(standing)
    titled = change(standing, "edition", draft.uid, {"title": "Ons plan"}, seen=1, by=passage.by)
    passage.rest_goes_on()
    passage.finish()

    with pytest.raises(CannotChangeError):
        go_back_before(standing, titled, by=passage.by)
    undo(standing, titled, by=passage.by)

    assert draft_of(standing).goals.count() == 6
    assert draft_of(standing).title != "Ons plan"
