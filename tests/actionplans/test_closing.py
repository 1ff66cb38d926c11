"""The last word on the goals of a plan that went over."""

import pytest

from actionplans.models import ProgressEntry
from actionplans.progress.entries import enter, latest_entries
from tests.actionplans.passages import STOPPED, Passage

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


def test_what_was_told_last_is_kept_by_what_goes_on(passage):
    goal = passage.goals["1.1"]
    enter(passage.plan, "goal", goal.uid, values=RUNNING, seen=0, by=passage.by)
    passage.rest_goes_on()

    passage.finish()

    last = latest_entries(passage.plan)[goal.uid]
    assert (last.state, last.schedule, last.reason) == ("running", "delayed", "staff")
    assert (last.number, last.text, last.origin) == (2, f"{GOES_ON}.", "carry_over")
    assert last.by.user == passage.by


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

    assert passage.last_words()["1.1"] == ("", f"{GOES_ON}, samen met 1.2, 1.3, 1.4, 2.1, 2.2.")


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
