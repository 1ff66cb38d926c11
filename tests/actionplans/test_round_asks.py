"""Which plans a round asks after, and what a plan shows and tells that it does not ask after."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from actionplans.editions import publish
from actionplans.models import ProgressEntry
from actionplans.partners.answers import open_round_of
from actionplans.progress.asked import asks_after, plans_in
from actionplans.progress.due import Tally, tallies
from actionplans.progress.entries import RoundIsClosedError
from tests.actionplans.passages import Passage
from tests.actionplans.telling_desk import RUNNING, TellingDesk, stand_of
from tests.factories import make_city, make_round, published_plan, tell
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def passage():
    """A plan of 2020-2025 of which two goals were told, on its way to 2026-2031."""
    passage = Passage()
    for code, state in (("1.1", "running"), ("1.2", "finished")):
        with time_machine.travel("2026-11-02 12:00"):
            tell(plan=passage.plan, goal=passage.goals[code], state=state)
    passage.choose("1.2", "finished")
    passage.choose("1.3", "stopped", reason="means", text="Geen geld.")
    passage.rest_goes_on()
    return passage


def went_over(passage, *, is_public=True):
    """The next plan, which visitors can read or not."""
    plan = passage.finish()
    if is_public:
        publish(plan, note="", by=passage.by)
    return plan


# --- which plans ---------------------------------------------------------------------------------
def asked(round):
    return {f"{plan.city} {plan.period_from}" for plan in plans_in(round)}


def test_a_round_asks_after_what_runs_and_after_the_main_plan_of_each_city():
    gent, aalst = make_city(name="Gent"), make_city(name="Aalst")
    published_plan(city=gent, period_from=2015, period_until=2019)
    published_plan(city=gent, period_from=2020, period_until=2025)
    published_plan(city=aalst, period_from=2020, period_until=2025)
    published_plan(city=aalst, period_from=2026, period_until=2031)
    thematic = {"framework": "thematic", "theme": "Rainbow", "period_from": 2024}
    published_plan(city=aalst, **thematic, period_until=None)

    round = make_round()

    assert asked(round) == {"Gent 2020", "Aalst 2026", "Aalst 2024"}
    for plan in plans_in(round):
        assert asks_after(round, plan)


def test_a_plan_that_went_over_is_asked_after_until_visitors_read_the_next_one(passage):
    round, found = make_round(), []
    found.append(plans_in(round))
    following = went_over(passage, is_public=False)
    found.append(plans_in(round))
    publish(following, note="", by=passage.by)
    found.append(plans_in(round))

    assert found == [[passage.plan], [passage.plan], [following]]


def test_what_told_something_in_a_round_stays_in_it(passage):
    round = make_round()
    tell(plan=passage.plan, goal=passage.goals["1.4"], round=round)

    following = went_over(passage)

    assert plans_in(round) == [following, passage.plan]
    assert plans_in(make_round(name="Later")) == [following]


def test_a_next_plan_is_asked_after_before_its_years_begin():
    passage = Passage(period=(2028, 2033))
    passage.rest_goes_on()

    following = went_over(passage)

    assert plans_in(make_round()) == [following]


def test_a_round_that_is_over_asked_what_could_be_read_when_it_ended(passage):
    yesterday = timezone.localdate() - timedelta(days=1)
    over = make_round(opens_on=yesterday, closes_on=yesterday)
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        other = published_plan(city=make_city(name="Aalst"), period_from=2020, period_until=2025)

    went_over(passage)
    published_plan(city=other.city)

    assert plans_in(over) == [other]


def test_asking_takes_two_queries_for_any_number_of_plans():
    counts = []
    for plans in (1, 3, 6):
        made = [published_plan() for _ in range(plans)]
        round = make_round()
        for deed in (lambda: plans_in(round), lambda: asks_after(round, made[0])):  # noqa: B023
            with CaptureQueriesContext(connection) as captured:
                deed()
            counts.append(len(captured))

    assert set(counts) == {2}


def test_nothing_is_told_in_a_round_that_does_not_ask(passage):
    round = make_round()
    went_over(passage)
    told = ProgressEntry.objects.count()

    with pytest.raises(RoundIsClosedError, match="vraagt niet naar dit plan"):
        tell(plan=passage.plan, goal=passage.goals["1.1"], round=round)

    assert (ProgressEntry.objects.count(), open_round_of(passage.plan)) == (told, None)


# --- the closing words of a passage --------------------------------------------------------------
def told_on(client, plan, goal):
    response = client.get(plan.get_absolute_url())
    return all_words(response, f"//tr[@id='doel-{goal.uid}']/td[1]//p[@class='told']")


def test_closing_words_count_for_nothing_in_an_open_round(client, passage):
    round, goals = make_round(name="Winter"), passage.goals
    tell(plan=passage.plan, goal=goals["2.1"], state="preparing", round=round)
    today = date_format(timezone.localdate(), "j F Y")

    went_over(passage, is_public=False)

    assert tallies([passage.plan], round) == {passage.plan.pk: Tally(told=1, due=5, ended=1)}
    assert [
        told_on(client, passage.plan, goals[code]) for code in ("1.1", "1.3", "1.4", "2.1")
    ] == [
        ["in uitvoering 2 november 2026 · geen update in de ronde “Winter”"],
        ["geen update"],
        ["geen update"],
        [f"in voorbereiding {today}"],
    ]


def test_a_plan_that_went_over_shows_its_final_state_to_visitors(client, passage):
    make_round(name="Winter")
    went_over(passage)

    lines = [told_on(client, passage.plan, passage.goals[code]) for code in ("1.1", "1.2")]
    page = client.get(reverse("actionplans:goal", args=[passage.goals["1.1"].uid]))

    assert lines[0] == ["in uitvoering 2 november 2026"]
    assert lines[1][0].startswith("afgerond ")
    stand = all_words(client.get(passage.plan.get_absolute_url()), "//section[@id='voortgang']/p")
    assert stand[0] == "Wat de stad het laatst vertelde over elk doel."
    assert all_words(page, "//section[@id='voortgang']/p") == []
    assert "Gaat verder in het volgende plan" in main_of(page)


def test_closing_words_make_no_geen_update_of_what_was_told_in_the_round(client, passage):
    goal = passage.goals["1.4"]
    tell(plan=passage.plan, goal=goal, round=make_round(name="Winter"))
    went_over(passage)

    response = client.get(reverse("actionplans:goal", args=[goal.uid]))

    told = all_words(response, "//section[@id='voortgang']/ol/li")
    assert (len(told), "Gaat verder in het volgende plan" in told[0]) == (2, True)
    assert "geen update in de ronde" not in main_of(response)
    assert all_words(response, "//section[@id='voortgang']/p") == []


def test_a_plan_of_which_only_the_passage_was_told_has_no_progress(client):
    passage = Passage()
    passage.rest_goes_on()
    went_over(passage)

    response = client.get(passage.plan.get_absolute_url())

    assert "over dit plan is nog geen voortgang verteld" in main_of(response)


# --- the update screen ---------------------------------------------------------------------------
def notes_on(response):
    return all_words(response, "//div[@id='ronde']/p[@class='note']")


def test_the_screen_of_a_plan_that_went_over_leads_to_the_next_one(passage):
    make_round(name="Winter")
    following = went_over(passage)
    desk = TellingDesk(plan=passage.plan)

    response = desk.get(desk.screen)
    links = page_of(response).xpath("//div[@id='ronde']/p[@class='note']/a/@href")

    assert notes_on(response) == [
        f"Dit plan ging over in het {following}; vertel de voortgang daar. "
        "Wat je hier toch nog bewaart, telt als tussentijdse stand."
    ]
    assert links == [reverse("actionplans:progress", args=[following.city.slug, following.slug])]
    assert page_of(response).xpath("//*[@id='stand' or @id='afsluiten']") == []


def test_until_the_next_plan_is_published_the_old_one_is_told(passage):
    make_round(name="Winter")
    following = went_over(passage, is_public=False)
    desk = TellingDesk(plan=passage.plan)

    response = desk.get(desk.screen)

    assert notes_on(response) == [
        f"Dit plan gaat over in het {following}. Tot dat gepubliceerd is, "
        "vertel je de voortgang hier."
    ]
    assert stand_of(response) == "0 van 4 bijgewerkt"


def test_an_older_plan_that_no_round_asks_after_can_still_be_told_in_between():
    old = published_plan(period_from=2015, period_until=2019)
    published_plan(city=old.city, period_from=2020, period_until=2025)
    desk = TellingDesk(plan=old)
    goal = desk.published_goals[0]

    page = desk.get(desk.screen)
    desk.save(desk.about(goal), **RUNNING)

    assert "vraagt niet naar dit plan" in notes_on(page)[0]
    assert page_of(page).xpath("//*[@id='stand' or @id='afsluiten']") == []
    assert desk.told == [(goal.uid, 1, "running", None)]


def test_what_was_typed_for_a_round_that_asks_elsewhere_meanwhile_stays(passage):
    make_round(name="Winter")
    desk = TellingDesk(plan=passage.plan)
    goal = passage.goals["1.4"]
    form = desk.form_on(desk.get(desk.about(goal)))
    went_over(passage)
    told = len(desk.told)

    refused = desk.post(desk.about(goal), {**form, **RUNNING, "seen": "1", "text": "Mijn woord"})
    again = desk.post(desk.about(goal), desk.form_on(refused))

    assert (refused.status_code, again.status_code, len(desk.told)) == (409, 302, told + 1)
    assert "vraagt niet naar dit plan" in main_of(refused)
    newest = ProgressEntry.objects.order_by("pk").last()
    assert (newest.text, newest.round) == ("Mijn woord", None)


def test_the_screen_says_why_it_counts_fewer_goals_than_the_plan():
    desk = TellingDesk(goals=3)
    page_before = desk.get(desk.screen)
    tell(plan=desk.plan, state="finished")

    response = desk.get(desk.screen)

    hidden = page_of(page_before).xpath("//p[@id='klaar' and @hidden]")
    shown = all_words(response, "//p[@id='klaar' and not(@hidden)]")
    assert (len(hidden), stand_of(response)) == (1, "0 van 2 bijgewerkt")
    assert shown == ["1 doel is al afgerond of stopgezet en telt niet mee."]
