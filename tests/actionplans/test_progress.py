"""Telling how far a goal is: entries one after the other, never over each other."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from actionplans.editions import draft_of, publish
from actionplans.models import Goal, ProgressEntry
from actionplans.progress.entries import (
    RoundIsClosedError,
    StaleProgressError,
    UnknownSubjectError,
    confirm_unchanged,
    enter,
    latest_entries,
    timeline,
)
from actionplans.progress.rounds import close_for_plan, close_round, reopen_for_plan
from actionplans.progress.telling import MAX_TEXT, UnclearProgressError
from tests.concurrency import at_once
from tests.factories import make_goal, make_member, make_round, published_plan, tell

pytestmark = pytest.mark.django_db

RUNNING = {"state": "running", "schedule": "on_schedule"}


@pytest.fixture
def plan():
    return published_plan(goals=2)


@pytest.fixture
def goal(plan):
    return plan.editions.published().get().goals.first()


@pytest.fixture
def officer(plan):
    return make_member(city=plan.city, name="An")


def told(plan):
    return list(ProgressEntry.objects.filter(plan=plan).values_list("number", "state"))


# --- one after the other -----------------------------------------------------------------------
def test_entries_on_a_goal_are_numbered_and_stay(plan, goal, officer):
    enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)

    enter(plan, "goal", goal.uid, values={"state": "finished"}, seen=1, by=officer)

    assert told(plan) == [(1, "running"), (2, "finished")]


def test_all_that_was_told_is_kept_to_the_letter(plan, goal, officer):
    text = "📣 مرحبا\n" + "é" * (MAX_TEXT - 8)
    links = [{"label": "Verslag", "url": "https://stad.example/verslag?jaar=2026"}]
    values = {"state": "running", "schedule": "delayed", "reason": "staff", "text": text}

    entry = enter(plan, "goal", goal.uid, values={**values, "evidence": links}, seen=0, by=officer)

    entry.refresh_from_db()
    assert {name: getattr(entry, name) for name in values} == values
    assert (entry.evidence, entry.by.user, entry.round) == (links, officer, None)


def test_a_newer_word_of_a_colleague_is_not_written_over(plan, goal, officer):
    newer = tell(plan=plan, goal=goal)

    with pytest.raises(StaleProgressError) as stale:
        enter(plan, "goal", goal.uid, values={"state": "finished"}, seen=0, by=officer)

    assert (stale.value.latest, told(plan)) == (newer, [(1, "running")])


def test_a_double_click_tells_it_once(plan, goal, officer):
    first = enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)

    second = enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)

    assert (second, told(plan)) == (first, [(1, "running")])


def test_the_same_words_of_a_colleague_are_no_double_click(plan, goal, officer):
    tell(plan=plan, goal=goal)

    with pytest.raises(StaleProgressError):
        enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)


def test_the_same_words_in_another_round_are_no_double_click(plan, goal, officer):
    enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)

    with pytest.raises(StaleProgressError):
        enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer, round=make_round())


def test_the_same_words_said_later_are_a_new_entry(plan, goal, officer):
    for seen in (0, 1):
        enter(plan, "goal", goal.uid, values=RUNNING, seen=seen, by=officer)

    assert told(plan) == [(1, "running"), (2, "running")]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told_and_the_other_hears_it(database_of_many):
    plan = published_plan()
    uid = Goal.objects.filter(edition__state="published").get().uid
    people = [make_member(city=plan.city) for _ in range(3)]

    def deed(person):
        return lambda: enter(plan, "goal", uid, values=RUNNING, seen=0, by=person)

    outcomes = at_once(*map(deed, people))

    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == ["ProgressEntry", "StaleProgressError", "StaleProgressError"]
    assert told(plan) == [(1, "running")]


def test_who_writes_past_our_lock_finds_the_number_taken(plan, goal):
    tell(plan=plan, goal=goal)

    with pytest.raises(IntegrityError):
        ProgressEntry.objects.create(
            plan=plan, subject=goal.uid, number=1, state="finished", at=timezone.now()
        )


# --- unchanged ---------------------------------------------------------------------------------
def test_unchanged_tells_the_same_again(plan, goal, officer):
    links = [{"label": "Verslag", "url": "https://stad.example/"}]
    tell(plan=plan, goal=goal, text="Loopt goed.", evidence=links)
    round = make_round()

    entry = confirm_unchanged(plan, "goal", goal.uid, seen=1, by=officer, round=round)

    assert (entry.number, entry.is_unchanged, entry.round) == (2, True, round)
    assert (entry.state, entry.schedule, entry.text, entry.evidence) == (
        *("running", "on_schedule", "Loopt goed."),
        links,
    )


def test_unchanged_pressed_twice_is_one_entry(plan, goal, officer):
    tell(plan=plan, goal=goal)

    for _ in range(2):
        confirm_unchanged(plan, "goal", goal.uid, seen=1, by=officer)

    assert told(plan) == [(1, "running"), (2, "running")]


def test_unchanged_does_not_confirm_what_a_colleague_told_meanwhile(plan, goal, officer):
    tell(plan=plan, goal=goal)
    newer = tell(plan=plan, goal=goal, state="stopped")

    with pytest.raises(StaleProgressError) as stale:
        confirm_unchanged(plan, "goal", goal.uid, seen=1, by=officer)

    assert stale.value.latest == newer


def test_nothing_told_cannot_stay_unchanged(plan, goal, officer):
    with pytest.raises(UnclearProgressError):
        confirm_unchanged(plan, "goal", goal.uid, seen=0, by=officer)

    assert told(plan) == []


# --- about what ----------------------------------------------------------------------------------
def test_an_action_can_be_told_about(plan, goal, officer):
    action = goal.actions.get()

    entry = enter(plan, "action", action.uid, values=RUNNING, seen=0, by=officer)

    assert (entry.kind, entry.subject) == ("action", action.uid)


@pytest.mark.parametrize("kind", ["action", "chapter", ""])
def test_a_goal_is_no_other_kind_of_row(plan, goal, officer, kind):
    with pytest.raises(UnknownSubjectError):
        enter(plan, kind, goal.uid, values=RUNNING, seen=0, by=officer)


def test_another_plans_goal_is_unknown(plan, officer):
    strange = published_plan().editions.published().get().goals.get()

    with pytest.raises(UnknownSubjectError):
        enter(plan, "goal", strange.uid, values=RUNNING, seen=0, by=officer)


def test_a_goal_that_only_the_draft_holds_is_not_told_about(plan, officer):
    goal = make_goal(chapter=draft_of(plan).chapters.get())

    with pytest.raises(UnknownSubjectError):
        enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer)


def test_a_goal_that_a_publication_took_out_is_only_told_about_in_a_carry_over(plan, officer):
    gone = draft_of(plan).goals.first()
    gone.actions.all().delete()
    gone.delete()
    publish(plan, note="", by=officer)
    values = {"state": "", "text": "Wordt niet voortgezet."}

    with pytest.raises(UnknownSubjectError):
        enter(plan, "goal", gone.uid, values=RUNNING, seen=0, by=officer)
    entry = enter(plan, "goal", gone.uid, values=values, seen=0, by=officer, origin="carry_over")

    assert (entry.number, entry.state, entry.text) == (1, "", "Wordt niet voortgezet.")


# --- in a round -----------------------------------------------------------------------------------
@pytest.mark.parametrize("end", ["by the moderator", "by the window", "by the city"])
def test_a_closed_round_takes_no_entry(plan, goal, officer, end):
    round = make_round()
    if end == "by the moderator":
        close_round(round, by=officer)
    elif end == "by the city":
        close_for_plan(plan, round, by=officer)
    else:
        round.opens_on = round.closes_on = timezone.localdate() - timezone.timedelta(days=1)
        round.save()

    with pytest.raises(RoundIsClosedError):
        enter(plan, "goal", goal.uid, values=RUNNING, seen=0, by=officer, round=round)

    assert told(plan) == []


def test_a_round_that_a_city_closed_is_open_for_the_others(plan, officer):
    round, other = make_round(), published_plan()
    close_for_plan(plan, round, by=officer)

    entry = tell(plan=other, round=round)

    assert entry.round == round


def test_a_reopened_round_takes_entries_again(plan, goal, officer):
    round = make_round()
    close_for_plan(plan, round, by=officer)
    reopen_for_plan(plan, round, by=officer)

    assert tell(plan=plan, goal=goal, round=round).round == round


def test_a_word_in_between_is_always_possible(plan, goal, officer):
    close_for_plan(plan, make_round(), by=officer)

    assert tell(plan=plan, goal=goal).round is None


@pytest.mark.django_db(transaction=True)
def test_nobody_tells_in_a_round_at_the_moment_that_it_closes(database_of_many):
    plan, round = published_plan(goals=3), make_round()
    person = make_member(city=plan.city)
    uids = [goal.uid for goal in Goal.objects.filter(edition__state="published")]
    deeds = [
        lambda uid=uid: enter(plan, "goal", uid, values=RUNNING, seen=0, by=person, round=round)
        for uid in uids
    ]

    outcomes = at_once(*deeds, lambda: close_round(round, by=person))

    round.refresh_from_db()
    assert {type(outcome).__name__ for outcome in outcomes} <= {
        *("ProgressEntry", "RoundIsClosedError", "ProgressRound")
    }
    assert [one for one in ProgressEntry.objects.all() if one.at > round.closed_at] == []


# --- reading --------------------------------------------------------------------------------------
@pytest.mark.parametrize("goals", [1, 3, 20])
def test_the_latest_words_and_a_timeline_take_one_query_each(django_assert_num_queries, goals):
    plan = published_plan(goals=goals)
    person = make_member(city=plan.city)
    rows = list(plan.editions.published().get().goals.all())
    for goal in rows:
        for state in ("running", "finished"):
            tell(plan=plan, goal=goal, state=state, by=person)

    with django_assert_num_queries(1):
        latest = latest_entries(plan)
        [str(entry.by) for entry in latest.values()]
    with django_assert_num_queries(1):
        story = timeline(*(goal.uid for goal in rows))
        [(str(entry.by), entry.round) for entry in story]

    assert {uid: entry.state for uid, entry in latest.items()} == {
        goal.uid: "finished" for goal in rows
    }
    assert len(story) == 2 * goals
