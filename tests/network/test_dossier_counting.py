"""Figures of a dossier: goals by what was told last, rounds by name, one count for what changed."""

from datetime import date

import pytest

from actionplans.editions import draft_of
from actionplans.lineage import record_descents
from network.dossiers import choosing, paper
from network.dossiers.content.sentence import sentence
from network.templatetags.dossiers import news_of, numbers_in_words
from tests.dossiers import (
    BEFORE,
    INSIDE,
    SINCE,
    TODAY,
    UNTIL,
    made,
    make_member_city,
    noon,
    page_of,
    plan_of,
    publish_on,
    tell_on,
)
from tests.factories import make_goal, make_round
from tests.networks import make_meeting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content_on_a_known_day(time_machine, monkeypatch):
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF")


def goals_of(plan):
    return list(plan.editions.published().last().goals.order_by("position", "pk"))


# --- how far ------------------------------------------------------------------------------------
def test_goals_count_by_what_was_told_last_also_while_a_round_is_open():
    city = make_member_city()
    plan = plan_of(city, "Een", "Twee", "Drie")
    one, two, _ = goals_of(plan)
    tell_on(BEFORE, plan, goal=one, state="running")
    make_round(name="Voortgang", opens_on=INSIDE, closes_on=date(2026, 12, 4))
    tell_on(INSIDE, plan, goal=two, state="running")

    dossier = made()

    states = page_of(dossier, city)["states"]
    expected = "2 in uitvoering (waarvan 1 in deze periode verteld), 1 nog niets verteld"
    assert numbers_in_words(states) == expected
    assert dossier.content["network"]["states"] == states
    assert dossier.content["rounds"]["open"] == [
        "De ronde Voortgang loopt nog tot en met 4 december 2026."
    ]


def test_goal_of_a_next_plan_counts_as_it_was_told_last():
    city = make_member_city()
    old = plan_of(city, "Oud", period_from=2020, period_until=2025)
    tell_on(BEFORE, old, state="running")
    new = plan_of(city, "Nieuw", on=INSIDE)
    record_descents([(goals_of(new)[0].uid, goals_of(old)[0].uid, "reworded")])

    page = page_of(made(), city)

    assert numbers_in_words(page["states"]) == "1 in uitvoering"


def test_network_counts_every_goal_also_of_plans_nobody_told_of():
    plan = plan_of(make_member_city(), "Een")
    plan_of(make_member_city(), "Twee", "Drie")
    tell_on(BEFORE, plan, state="finished")

    network = made().content["network"]

    assert numbers_in_words(network["states"]) == "1 afgerond, 2 nog niets verteld"


# --- rounds -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("is_chosen", "named"),
    [
        (True, "Voortgangsronde bij deze vergadering: Gekozen."),
        (False, "Voortgangsronde in deze periode: In de periode."),
    ],
)
def test_head_names_the_rounds_of_the_meeting_or_of_the_period(is_chosen, named):
    before = make_round(name="Gekozen", opens_on=date(2025, 1, 1), closes_on=date(2025, 2, 1))
    make_round(name="In de periode", opens_on=SINCE, closes_on=INSIDE)
    make_round(name="Later", opens_on=TODAY, closes_on=date(2026, 7, 1))
    meeting = make_meeting(day=UNTIL)
    if is_chosen:
        meeting.rounds.add(before)

    rounds = made(meeting).content["rounds"]

    assert rounds["named"] == f"{named} Wat steden tussendoor vertelden, telt ook mee."
    assert rounds["open"] == []


def test_round_that_was_closed_after_the_last_day_ran_then():
    make_round(name="A", opens_on=SINCE, closes_on=date(2026, 9, 1), closed_at=noon(TODAY))
    make_round(name="B", opens_on=SINCE, closes_on=date(2026, 9, 1), closed_at=noon(INSIDE))

    told = made().content["rounds"]["open"]

    assert told == ["De ronde A loopt nog tot en met 1 september 2026."]


# --- one count ----------------------------------------------------------------------------------
def changed_city(how):
    """Two goals are left out of the plan; two more are one goal further on, or one is two."""
    city = make_member_city(name="Gent")
    plan = plan_of(city, "Weg", "Een", "Twee", "Blijft")
    _, one, two, stays = goals_of(plan)
    draft_of(plan).goals.exclude(title="Blijft").delete()
    if how == "merged":
        record_descents([(stays.uid, old.uid, how) for old in (one, two)])
    else:
        chapter = draft_of(plan).chapters.get()
        heirs = [make_goal(chapter=chapter, title=title) for title in ("Half 1", "Half 2")]
        record_descents([(heir.uid, one.uid, how) for heir in heirs])
    publish_on(plan, INSIDE)
    return city


@pytest.mark.parametrize(
    ("how", "opening", "ended"),
    [
        (
            "merged",
            "Sinds editie 1 nam 1 doel andere doelen op en "
            "eindigden er 3 doelen (1 verdwenen, 2 samengevoegd).",
            [["samengevoegd"], ["samengevoegd"], ["verdwenen"]],
        ),
        (
            "split",
            "Sinds editie 1 kwam er 1 doel bij, is er 1 doel opgesplitst en eindigden er 2 doelen.",
            [["verdwenen"], ["verdwenen"]],
        ),
    ],
)
def test_table_sentence_and_list_have_one_count(how, opening, ended):
    city = changed_city(how)

    page = page_of(made(), city)

    assert page["text"]["opening"] == opening
    assert sorted(one["ways"] for one in page["text"]["ended"]) == ended
    assert news_of(page)["ended"] == len(ended)


def test_sentence_counts_what_was_chosen():
    changed_city("merged")
    content = made().content

    chosen = choosing.chosen(content, choosing.Choice(commitments=(4,)))

    page = chosen["cities"][0]
    assert (page["text"]["opening"], page["text"]["ended"], page["is_quiet"]) == ("", [], True)


def test_sentence_says_how_a_single_goal_ended():
    lists = {"new": [], "changed": [], "retimed": [], "ended": [{"what": "merged"}]}

    told = sentence({"since": "Sinds editie 2", **lists})

    assert told == "Sinds editie 2 eindigde er 1 doel (samengevoegd)."


def test_sentence_tells_each_way_once():
    rows = {"new": [{}], "changed": [{"what": "reworded"}, {"what": "moved"}], "retimed": []}
    ended = [{"what": "removed"}]

    told = sentence({"since": "Sinds editie 2", **rows, "ended": ended})

    assert told == (
        "Sinds editie 2 kwam er 1 doel bij, is er 1 doel herschreven, is er 1 doel verplaatst en "
        "eindigde er 1 doel."
    )
