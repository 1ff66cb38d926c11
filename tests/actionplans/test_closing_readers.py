"""Who reads the closing words of a plan: own people at once, others once the next can be read."""

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.editions import publish, withdraw
from actionplans.partners.links import path_for
from actionplans.progress.due import Tally, tallies
from actionplans.progress.entries import enter, latest_word
from tests.actionplans.passages import STOPPED, Passage
from tests.factories import make_member, make_question, make_round
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db

RUNNING = {"state": "running", "schedule": "on_schedule", "text": "We zijn begonnen."}
STORY = "//section[@id='voortgang']//li"
COUNTS = "//section[@id='voortgang']/ul[@class='facts']/li"


@pytest.fixture
def passage():
    """1.1 was told to run and goes on, 1.2 is closed as finished, 1.3 as stopped."""
    passage = Passage()
    enter(passage.plan, "goal", passage.goals["1.1"].uid, values=RUNNING, seen=0, by=passage.by)
    passage.choose("1.2", "finished")
    passage.choose("1.3", "stopped", **STOPPED)
    passage.rest_goes_on()
    passage.finish()
    return passage


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def publish_next(passage):
    publish(passage.again.new_plan, note="", by=passage.by)


def pages(reader, passage, code="1.1"):
    """The addresses on which something is told about a goal."""
    uid = passage.goals[code].uid
    addresses = {
        "goal": reverse("actionplans:goal", args=[uid]),
        "goal history": reverse("actionplans:goal_history", args=[uid]),
        "plan": passage.plan.get_absolute_url(),
    }
    return {name: reader.get(address) for name, address in addresses.items()}


@pytest.mark.parametrize("who", ["visitor", "other city"])
@pytest.mark.parametrize("code", ["1.1", "1.2", "1.3"])
def test_others_read_no_closing_word_before_the_next_plan_is_published(passage, who, code):
    reader = Client() if who == "visitor" else signed_in(make_member())

    found = pages(reader, passage, code)

    secrets = ("–2031", "Gaat verder", "Afgerond", "afgerond", "stopgezet", "geen geld")
    for name, page in found.items():
        assert (name, [word for word in secrets if word in main_of(page)]) == (name, [])


def test_a_partner_reads_no_closing_word_before_that(client, passage):
    uid = passage.goals["1.3"].uid
    question = make_question(plan=passage.plan, goal_uid=uid, by=passage.by)

    before = main_of(client.get(path_for(question)))
    publish_next(passage)
    after = main_of(client.get(path_for(question)))

    assert [STOPPED["text"] in text for text in (before, after)] == [False, True]


def test_own_people_read_them_at_once(passage):
    found = pages(signed_in(passage.by), passage)

    closing, told = all_words(found["goal"], STORY)
    assert "Gaat verder in het volgende plan" in closing
    assert told.startswith("in uitvoering")
    assert "Gaat verder in het volgende plan" in main_of(found["goal history"])


def test_visitors_read_them_once_the_next_plan_is_published(client, passage):
    before = pages(client, passage)["plan"]
    publish_next(passage)

    after = pages(client, passage)

    closing, told = all_words(after["goal"], STORY)
    assert "Gaat verder in het volgende plan (2026–2031)." in closing
    assert ("geen update" in closing, told[:13]) == (False, "in uitvoering")
    assert "Bij de overgang naar een volgend plan" in main_of(after["goal history"])
    # The kept page of the plan is made anew, and the goal still runs as it was told to.
    assert [all_words(page, COUNTS) for page in (before, after["plan"])] == [
        ["in uitvoering 1", "geen update 5"],
        ["afgerond 1", "in uitvoering 1", "stopgezet 1", "geen update 3"],
    ]


def test_a_word_that_was_told_after_them_does_not_keep_the_old_page(client, passage):
    uid = passage.goals["1.4"].uid
    enter(passage.plan, "goal", uid, values=RUNNING, seen=1, by=passage.by)
    before = pages(client, passage)["plan"]
    publish_next(passage)

    etag = {"If-None-Match": before["ETag"]}
    after = client.get(passage.plan.get_absolute_url(), headers=etag)

    assert all_words(before, COUNTS) == ["in uitvoering 2", "geen update 4"]
    assert all_words(after, COUNTS)[0] == "afgerond 1"


def test_they_stay_when_that_plan_is_withdrawn(client, passage):
    """A withdrawn edition stays at its address, and so does what was said with it."""
    publish_next(passage)
    edition = passage.again.new_plan.editions.published().get()
    withdraw(edition, reason="Fout.", by=passage.by)

    page = pages(client, passage)["goal"]

    assert len(all_words(page, STORY)) == 2


def test_the_state_that_was_told_holds_with_its_own_date(passage):
    uid = passage.goals["1.1"].uid
    publish_next(passage)

    word = latest_word(passage.plan, uid, public=True)

    assert (word.number, word.state, word.origin) == (1, "running", "city")
    ended = latest_word(passage.plan, passage.goals["1.2"].uid, public=True)
    assert (ended.state, ended.origin) == ("finished", "carry_over")


def test_counts_for_others_leave_closing_words_out_until_then(passage):
    round = make_round()

    counts = [tallies([passage.plan], round, public=public)[passage.plan.pk] for public in (1, 0)]
    publish_next(passage)
    after = tallies([passage.plan], round)[passage.plan.pk]

    assert counts == [Tally(0, 6, 0), Tally(0, 4, 2)]
    assert after == Tally(0, 4, 2)


def test_a_round_that_was_over_by_then_keeps_its_figures(passage, time_machine):
    round = make_round()
    time_machine.move_to(f"{round.closes_on.year + 1}-06-01 12:00")
    publish_next(passage)

    assert tallies([passage.plan], round)[passage.plan.pk] == Tally(0, 6, 0)
