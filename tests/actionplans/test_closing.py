"""The last word on the goals of a plan that went over."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.carrying.passage import choose
from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import ProgressEntry
from actionplans.progress.due import due_rows
from actionplans.progress.entries import (
    UnknownSubjectError,
    confirm_unchanged,
    enter,
    enter_closing_words,
    latest_entries,
    latest_word,
)
from actionplans.progress.telling import UnclearProgressError
from actionplans.rows import Tree
from tests.actionplans.passages import STOPPED, Passage, plan_of
from tests.factories import make_goal

pytestmark = pytest.mark.django_db

GOES_ON = "Gaat verder in het volgende plan (2026–2031)"
RUNNING = {"state": "running", "schedule": "delayed", "reason": "staff", "text": "Traag."}


@pytest.fixture
def passage():
    return Passage()


def test_each_goal_ends_in_one_word_about_what_became_of_it(passage):
    passage.choose("1.1", "reword", title="Nieuwe woorden")
    passage.choose("1.2", "split", titles=["Een", "Twee"])
    passage.choose("1.3", "finished")
    passage.choose("1.4", "stopped", **STOPPED)
    passage.choose("2.1", "merge", into=str(passage.goals["2.2"].uid), title="Samen")
    passage.rest_goes_on()

    passage.finish()

    assert passage.last_words() == {
        "1.1": ("", f"{GOES_ON}, in andere woorden."),
        "1.2": ("", f"{GOES_ON}, opgesplitst in 2 doelen."),
        "1.3": ("finished", "Afgerond: dit doel komt niet terug in een volgend plan."),
        "1.4": ("stopped", "Er is geen geld meer."),
        "2.1": ("", f"{GOES_ON}, samen met 2.2."),
        "2.2": ("", f"{GOES_ON}, samen met 2.1."),
    }


def test_what_goes_on_says_nothing_about_how_far_it_is(passage):
    goal = passage.goals["1.1"]
    enter(passage.plan, "goal", goal.uid, values=RUNNING, seen=0, by=passage.by)
    passage.rest_goes_on()

    passage.finish()

    last, word = latest_entries(passage.plan)[goal.uid], latest_word(passage.plan, goal.uid)
    assert (last.state, last.schedule, last.reason) == ("", "", "")
    assert (last.number, last.text, last.origin) == (2, f"{GOES_ON}.", "carry_over")
    assert last.by.user == passage.by
    assert (word.number, word.state, word.text) == (1, "running", "Traag.")


def test_the_next_plan_is_not_told_before_it_can_be_read(passage):
    """No number and no word of the draft: a closing word is public at once."""
    passage.choose("1.1", "reword", title="Nog geheim")
    passage.rest_goes_on()

    passage.finish()

    words = " ".join(ProgressEntry.objects.values_list("text", flat=True))
    assert ("geheim" in words, passage.again.new_plan.slug in words) == (False, False)


def test_hundreds_that_join_one_goal_are_not_all_named(passage):
    host = str(passage.goals["1.1"].uid)
    for code in ("1.2", "1.3", "1.4", "2.1", "2.2"):
        passage.choose(code, "merge", into=host)
    passage.rest_goes_on()

    passage.finish()

    assert passage.last_words()["1.1"] == ("", f"{GOES_ON}, samen met 1.2, 1.3, 1.4, 2.1 en 2.2.")


def test_what_was_told_hints_but_chooses_nothing(passage):
    finished, stopped = passage.goals["1.1"], passage.goals["1.2"]
    enter(passage.plan, "goal", finished.uid, values={"state": "finished"}, seen=0, by=passage.by)
    stop = {"state": "stopped", **STOPPED}
    enter(passage.plan, "goal", stopped.uid, values=stop, seen=0, by=passage.by)

    choices = passage.choices

    assert [one.suggestion for one in choices.standings] == ["finished", "stopped", *[""] * 4]
    assert (choices.n_decided, [one.goal.code for one in choices.rest]) == (
        0,
        ["1.3", "1.4", "2.1", "2.2"],
    )
    assert [one.goal.code for one in choices.told_finished] == ["1.1"]


def test_no_word_of_the_draft_is_said_about_a_goal_that_is_joined(passage):
    chapter = draft_of(passage.plan).chapters.first()
    secret = make_goal(chapter=chapter, title="Nog geheim doel", code="")
    goals = draft_of(passage.plan).goals
    goals.filter(title="Nog geheim doel").update(code="")
    goals.filter(code="1.2").update(code="", title="Nog geheime woorden")
    withdraw(passage.plan.editions.published().get(), reason="Fout.", by=passage.by)
    for code in ("1.1", ""):
        uid = passage.goals["1.1"].uid if code else goals.get(title="Nog geheime woorden").uid
        choose(passage.again, uid, "merge", {"into": str(secret.uid)}, seen=0, by=passage.by)
    passage.rest_goes_on()

    passage.finish()

    texts = ProgressEntry.objects.filter(text__contains="samen").values_list("text", flat=True)
    assert sorted(texts) == [
        f"{GOES_ON}, samen met 1.1 en 1.2.",
        f"{GOES_ON}, samen met 1.1 en een ander doel.",
        f"{GOES_ON}, samen met 1.2 en een ander doel.",
    ]


def test_a_new_wording_that_the_plan_has_by_now_is_no_other_wording(passage):
    passage.choose("1.1", "reword", title="Nieuwe woorden")
    draft_of(passage.plan).goals.filter(code="1.1").update(title="Nieuwe woorden")
    publish(passage.plan, note="", by=passage.by)
    passage.rest_goes_on()

    passage.finish()

    assert passage.descents_of("1.1") == {"1.1": "continued"}
    assert passage.last_words()["1.1"] == ("", f"{GOES_ON}.")


def test_closing_takes_as_many_queries_for_one_goal_as_for_many():
    counts = []
    for goals in (1, 3, 30):
        passage = Passage(plan=plan_of(goals=goals))
        words = {goal.uid: {"text": "Gaat verder."} for goal in Tree(draft_of(passage.plan)).goals}
        with CaptureQueriesContext(connection) as captured:
            enter_closing_words(passage.plan, words, by=passage.by)
        counts.append((len(captured), ProgressEntry.objects.filter(plan=passage.plan).count()))

    assert counts == [(counts[0][0], 1), (counts[0][0], 3), (counts[0][0], 30)]


def test_only_goals_of_the_plan_are_closed(passage):
    with pytest.raises(UnknownSubjectError):
        enter_closing_words(passage.plan, {uuid4(): {"text": "Gaat verder."}}, by=passage.by)

    assert not ProgressEntry.objects.exists()


# --- telling after it ----------------------------------------------------------------------------
def test_unchanged_repeats_what_was_told_and_not_the_closing_word(passage):
    goal, silent = passage.goals["1.1"], passage.goals["1.2"]
    enter(passage.plan, "goal", goal.uid, values=RUNNING, seen=0, by=passage.by)
    passage.rest_goes_on()
    passage.finish()

    row = next(one for one in due_rows(passage.plan, None) if one.uid == goal.uid)
    entry = confirm_unchanged(passage.plan, "goal", goal.uid, seen=row.seen, by=passage.by)

    assert (row.latest.text, row.closing.text, row.seen) == ("Traag.", f"{GOES_ON}.", 2)
    assert (entry.number, entry.text, entry.state) == (3, "Traag.", "running")
    with pytest.raises(UnclearProgressError):
        confirm_unchanged(passage.plan, "goal", silent.uid, seen=1, by=passage.by)


def test_what_was_closed_as_finished_cannot_stay_unchanged(passage):
    goal = passage.goals["1.1"]
    enter(passage.plan, "goal", goal.uid, values=RUNNING, seen=0, by=passage.by)
    passage.choose("1.1", "finished")
    passage.rest_goes_on()
    passage.finish()

    row = next(one for one in due_rows(passage.plan, None) if one.uid == goal.uid)
    with pytest.raises(UnclearProgressError):
        confirm_unchanged(passage.plan, "goal", goal.uid, seen=2, by=passage.by)

    assert (row.has_ended, row.closing, row.seen) == (True, None, 2)
    assert ProgressEntry.objects.filter(subject=goal.uid).count() == 2
