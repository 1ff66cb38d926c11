"""Goals that join another one, and what a publication does to a carry-over under way."""

import pytest

from actionplans.carrying.passage import CannotFinishError
from actionplans.carrying.values import CannotChooseError
from actionplans.drafting import change, delete
from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import CarryOverChoice, Plan
from tests.actionplans.passages import STOPPED, Passage
from tests.factories import make_chapter

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    return Passage()


# --- joining another goal ----------------------------------------------------------------------
def join(passage, code, into, title=""):
    return passage.choose(code, "merge", into=str(passage.goals[into].uid), title=title)


def test_a_title_that_is_typed_with_a_merge_is_kept_by_the_goal_that_stays(passage):
    join(passage, "1.1", "1.3", title="Samen beter")

    assert passage.chosen()["1.3"] == ("reword", {"title": "Samen beter"}, 1)
    assert passage.chosen()["1.1"][1] == {"into": str(passage.goals["1.3"].uid)}


def test_words_that_somebody_gave_the_other_goal_are_not_overwritten(passage):
    passage.choose("1.3", "reword", title="Van Bram")

    with pytest.raises(CannotChooseError) as refused:
        join(passage, "1.1", "1.3", title="Van Noor")

    assert refused.value.errors.keys() == {"joined_title"}
    assert passage.chosen() == {"1.3": ("reword", {"title": "Van Bram"}, 1)}
    join(passage, "1.1", "1.3", title="Van Bram")
    assert passage.chosen()["1.3"][2] == 1


@pytest.mark.parametrize("into", ["1.1", "1.2", "1.3"])
def test_goals_that_would_join_in_a_circle_are_refused(passage, into):
    join(passage, "1.2", "1.1")
    join(passage, "1.3", "1.2")

    with pytest.raises(CannotChooseError) as refused:
        join(passage, "1.1", into)

    assert refused.value.errors.keys() == {"into"}
    assert "1.1" not in passage.chosen()


def test_a_chain_ends_in_its_last_goal(passage):
    join(passage, "1.1", "1.2")
    join(passage, "1.2", "2.1")
    passage.choose("2.1", "reword", title="Alles samen")
    passage.rest_goes_on()

    passage.finish()

    assert passage.next_codes() == {
        "1.1": "Doel 1.3",
        "1.2": "Doel 1.4",
        "2.1": "Alles samen",
        "2.2": "Doel 2.2",
    }
    for code in ("1.1", "1.2", "2.1"):
        assert passage.descents_of(code) == {"2.1": "merged"}


@pytest.mark.parametrize(
    ("decision", "values"),
    [("finished", {}), ("stopped", STOPPED), ("split", {"titles": ["Een", "Twee"]})],
)
def test_what_joins_a_goal_that_does_not_go_on_waits_for_another_choice(passage, decision, values):
    join(passage, "1.1", "1.2")
    join(passage, "1.2", "1.3")
    passage.choose("1.3", decision, **values)
    passage.rest_goes_on()

    with pytest.raises(CannotFinishError) as refused:
        passage.finish()

    assert [one.goal.code for one in refused.value.waiting] == ["1.1", "1.2"]
    assert all("1.3" in one.problem for one in refused.value.waiting)
    assert Plan.objects.count() == 1


def test_a_circle_that_stands_in_old_rows_waits_for_a_choice(passage):
    for code, into in (("1.1", "1.2"), ("1.2", "1.1")):
        CarryOverChoice.objects.create(
            carry_over=passage.carry_over,
            subject=passage.goals[code].uid,
            decision="merge",
            values={"into": str(passage.goals[into].uid)},
            by=passage.carry_over.started_by,
        )

    waiting = [one.goal.code for one in passage.choices.problems]

    assert waiting == ["1.1", "1.2"]


# --- what is published meanwhile ---------------------------------------------------------------
def test_a_publication_brings_goals_and_takes_goals_away(passage):
    passage.choose("1.1", "continue")
    passage.choose("1.2", "merge", into=str(passage.goals["1.1"].uid))
    goals = passage.goals
    delete(passage.plan, "goal", goals["1.1"].uid, seen=1, by=passage.by)
    change(passage.plan, "goal", goals["2.1"].uid, {"title": "Anders"}, seen=1, by=passage.by)
    edition = publish(passage.plan, note="", by=passage.by)

    choices = passage.choices

    assert choices.news() == {
        "edition": edition,
        "appeared": [],
        "vanished": ["1.1 “Doel 1.1”"],
    }
    assert [one.goal.code for one in choices.problems] == ["1.2"]
    assert choices.of[goals["2.1"].uid].goal.title == "Anders"


def test_a_goal_that_appeared_is_said_to_be_new(passage):
    passage.rest_goes_on()
    make_chapter(plan=passage.plan, number="3")
    goal = draft_of(passage.plan).goals.create(
        chapter=draft_of(passage.plan).chapters.last(), title="Nieuw doel", code="3.1"
    )
    publish(passage.plan, note="", by=passage.by)

    choices = passage.choices

    assert [new.uid for new in choices.news()["appeared"]] == [goal.uid]
    assert [one.goal.uid for one in choices.waiting] == [goal.uid]


def test_the_draft_counts_when_nothing_is_published_or_the_edition_was_withdrawn(passage):
    unpublished = Passage(is_published=False)
    withdraw(passage.choices.base, reason="Fout.", by=passage.by)

    bases = [one.choices.base for one in (passage, unpublished)]

    assert bases == [draft_of(passage.plan), draft_of(unpublished.plan)]
