"""What the portal tells of a plan for an ECCAR report, before anybody types."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.editions import current_edition, draft_of, publish
from actionplans.models import ProgressEntry, Withdrawal
from actionplans.reports.harvest import (
    FIELDS,
    NOT_UNDER_WAY,
    NOTHING_TOLD,
    Line,
    as_text,
    harvest,
    not_in,
)
from cities.log import actor_of
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_indicator,
    make_measurement,
    make_member,
    make_plan,
    published_plan,
    tell,
)

pytestmark = pytest.mark.django_db

YEARS = (2024, 2025)


@pytest.fixture
def plan():
    """One goal with one action under commitment 1."""
    return published_plan(period_from=2020)


@pytest.fixture
def goal(plan):
    return current_edition(plan).goals.get()


def told_in(year, **values):
    """An entry of some year: what is told is dated by the clock."""
    with time_machine.travel(datetime(year, 10, 1, 12, tzinfo=timezone.get_current_timezone())):
        return tell(**values)


def words(plan, name, number=1):
    return [line.text for line in harvest(plan, *YEARS).lines(number)[name]]


def test_measures_are_the_goals_with_their_actions(plan, goal):
    [line] = harvest(plan, *YEARS).lines(1)["measures"]

    head = f"{goal.code} {goal.title}".strip()
    assert line == Line(head, goal.actions.get().text, NOTHING_TOLD)


def test_measures_begin_with_what_the_city_is_at_work_on():
    plan = published_plan(period_from=2020, goals=4)
    silent, waits, runs, acts = current_edition(plan).goals.order_by("pk")
    told_in(2024, plan=plan, goal=waits, state="preparing")
    told_in(2024, plan=plan, goal=runs)
    told_in(2025, plan=plan, goal=runs, state="stopped", reason="priority")
    told_in(2025, plan=plan, goal=acts.actions.get(), kind="action", state="finished")

    lines = harvest(plan, *YEARS).lines(1)["measures"]

    assert [(line.head.split()[0], line.group) for line in lines] == [
        (runs.code, ""),
        (acts.code, ""),
        (waits.code, NOT_UNDER_WAY),
        (silent.code, NOTHING_TOLD),
    ]
    heads = [block for block in as_text(lines).split("\n\n") if block.endswith(":")]
    assert heads == [NOT_UNDER_WAY, NOTHING_TOLD]


def test_results_are_what_runs_or_ended_in_those_years(plan):
    told_in(2023, plan=plan, text="Te vroeg.")
    told_in(2024, plan=plan, text="Bezig.")
    link = {"label": "Verslag", "url": "https://stad.example/1"}
    told_in(2025, plan=plan, state="finished", text="Klaar.", evidence=[link])
    told_in(2026, plan=plan, text="Te laat.")

    assert words(plan, "results") == [
        "in uitvoering (oktober 2024): Bezig.",
        "afgerond (oktober 2025): Klaar. Bewijs: Verslag (https://stad.example/1)",
    ]


def test_difficulties_are_what_was_late_or_stopped_with_the_reason(plan):
    late = {"state": "not_started", "schedule": "postponed", "reason": "staff"}
    told_in(2024, plan=plan, text="Geen mensen.", **late)
    told_in(2025, plan=plan, state="stopped", reason="decision")

    assert words(plan, "difficulties") == [
        "uitgesteld, te weinig personeel (oktober 2024): Geen mensen.",
        "stopgezet, wacht op een beslissing (oktober 2025)",
    ]
    assert words(plan, "results") == []


def test_what_only_repeats_is_told_once(plan):
    for _ in range(3):
        told_in(2024, plan=plan, text="Bezig.")

    assert words(plan, "results") == ["in uitvoering (oktober 2024): Bezig."]


def test_an_action_is_named(plan, goal):
    action = goal.actions.get()
    told_in(2024, plan=plan, goal=action, kind="action", text="Gestart.")

    assert words(plan, "results") == [f"“{action.text}” in uitvoering (oktober 2024): Gestart."]


def test_measurements_of_those_years_stand_with_the_results(plan, goal):
    indicator = make_indicator(goal=goal, target=40, target_year=2026)
    for day in ("2023-12-31", "2024-12-31", "2025-12-31"):
        make_measurement(indicator=indicator, value=int(day[:4]) - 2000, on=day)

    assert words(plan, "results") == [
        "gemeten, Meldingen bij het meldpunt: 24 meldingen op 31 december 2024, "
        "25 meldingen op 31 december 2025 (streefwaarde 40 meldingen in 2026)"
    ]


def test_goals_without_commitment_are_kept_apart():
    plan = make_plan(period_from=2020)
    goal = make_goal(chapter=make_chapter(plan=plan, commitments=()), title="Eigen accent")
    make_action(goal=goal, text="Een feest")
    publish(plan, note="", by=make_member(city=plan.city))

    found = harvest(plan, *YEARS)

    [(kept, lines)] = found.rest
    assert (kept.title, lines["measures"][0].text) == ("Eigen accent", "Een feest")
    assert (found.has_crosswalk, any(found.lines(n)["measures"] for n in range(1, 11))) == (
        False,
        False,
    )


def test_a_draft_and_a_withdrawn_edition_tell_nothing(plan):
    make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")
    before = harvest(plan, *YEARS)
    Withdrawal.objects.create(
        edition=current_edition(plan), reason="Fout", by=actor_of(make_member(city=plan.city))
    )

    after = harvest(plan, *YEARS)

    assert "Nog geheim" not in str(before.parts)
    assert (after.edition, after.lines(1)) == (None, {name: [] for name in FIELDS})


def test_closing_words_of_a_next_plan_that_nobody_reads_stay_out(plan, goal):
    ProgressEntry.objects.create(
        plan=plan,
        subject=goal.uid,
        number=1,
        origin="carry_over",
        state="stopped",
        reason="priority",
        text="Nog geheim",
        at=datetime(2025, 5, 1, tzinfo=timezone.get_current_timezone()),
    )

    assert words(plan, "difficulties") == []


def test_stands_count_the_last_word_of_those_years(plan):
    told_in(2024, plan=plan, schedule="delayed", reason="means")
    told_in(2026, plan=plan, state="finished")

    found = harvest(plan, *YEARS)

    assert dict(found.stands[1]) == {"goals": 1, "running": 1, "late": 1}
    assert found.n_told == 1


def test_number_of_queries_does_not_grow(django_assert_num_queries, django_assert_max_num_queries):
    small, large = (published_plan(goals=n, actions=n, period_from=2020) for n in (1, 5))
    for plan in (small, large):
        for goal in current_edition(plan).goals.all():
            told_in(2024, plan=plan, goal=goal, text="Bezig.")
            make_measurement(indicator=make_indicator(goal=goal))
    with django_assert_max_num_queries(60) as counted:
        harvest(small, *YEARS)

    with django_assert_num_queries(len(counted)):
        harvest(large, *YEARS)

    assert ProgressEntry.objects.count() == 6


# --- lines and text ------------------------------------------------------------------------------
LINES = [Line("1 A", "een"), Line("1 A", "twee"), Line("2 B")]


def test_text_puts_the_lines_under_their_goals():
    assert as_text(LINES) == "1 A\n- een\n- twee\n\n2 B"


def test_what_a_text_does_not_hold_is_found_also_when_it_was_rewritten():
    assert not_in("1 A\n-  een \nZelf getypt", LINES) == LINES[1:]
    assert not_in("- een", [LINES[0], Line("3 C", "een")]) == [Line("3 C", "een")]


def test_each_group_stands_under_its_heading_once():
    grouped = [LINES[0], Line("2 B", "twee", "Later:"), Line("3 C", group="Later:")]

    assert as_text(grouped) == "1 A\n- een\n\nLater:\n\n2 B\n- twee\n\n3 C"
    assert not_in(as_text(grouped), grouped) == []


@settings(max_examples=30, deadline=None)
@given(st.lists(st.builds(Line, st.text("ab ", min_size=1).map(str.strip), st.text("xy"))))
def test_a_text_made_of_lines_lacks_none_of_them(lines):
    lines = [line for line in lines if line.head]

    assert [line for line in not_in(as_text(lines), lines) if line.text] == []
