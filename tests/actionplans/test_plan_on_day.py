"""The page of a plan as it stood on a day."""

import pytest

from actionplans.editions import publish, withdraw
from tests.compared import city_plan, go_online, on, shown
from tests.factories import make_member, make_round, tell
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(time_machine):
    """Published on 1 March 2022, told in June; a second edition and another word in 2024."""
    time_machine.move_to("2022-03-01 12:00 +0100", tick=False)
    made = city_plan(name="Gent", period=(2020, 2030))
    goal = on(made, 1, title="Zoals eerst")
    go_online(made)
    time_machine.move_to("2022-06-01 12:00 +0200", tick=False)
    tell(plan=made, goal=shown(goal), state="preparing")
    time_machine.move_to("2024-03-01 12:00 +0100", tick=False)
    goal.title = "Zoals later"
    goal.save()
    publish(made, note="", by=make_member(city=made.city))
    tell(plan=made, goal=shown(goal), state="finished")
    time_machine.move_to("2026-01-15 12:00 +0100", tick=False)
    return made


def on_day(client, plan, day, **headers):
    return client.get(plan.get_absolute_url(), {"op": day} if day else {}, headers=headers)


def told(response):
    return (
        all_words(response, "//td[@class='goal']/a"),
        all_words(response, "//td[@class='goal']/p[@class='told']/span"),
    )


def notes(response):
    return all_words(response, "//main/p[starts-with(@class, 'note')]")


def test_a_day_shows_the_edition_and_the_progress_of_then(client, plan):
    answers = [on_day(client, plan, day) for day in ("2022-03-01", "2023-01-01", "")]

    assert [told(one) for one in answers] == [
        (["Zoals eerst"], []),
        (["Zoals eerst"], ["in voorbereiding"]),
        (["Zoals later"], ["afgerond"]),
    ]


def test_the_banner_says_which_edition_of_when(client, plan):
    response = on_day(client, plan, "2023-01-01")

    assert notes(response)[0] == (
        "Zo stond dit plan op 1 januari 2023: editie 1, gepubliceerd op 1 maart 2022, met de"
        " voortgang die toen verteld was. Lees het plan zoals het vandaag is."
    )
    assert all_words(response, "//title")[0].startswith(
        f"{plan.editions.first().title} op 1 januari 2023"
    )


def test_a_later_round_does_not_make_an_older_word_old(client, plan, time_machine):
    make_round(name="Winter 2026")

    response = on_day(client, plan, "2023-01-01")

    assert told(response)[1] == ["in voorbereiding"]
    assert "Winter 2026" not in main_of(response)


def test_before_the_first_edition_nothing_stood(client, plan):
    response = on_day(client, plan, "2022-02-28")

    assert response.status_code == 200
    assert all_words(response, "//h1") == ["Op 28 februari 2022 was er geen tekst"]
    assert "Zoals" not in main_of(response)


def test_a_withdrawn_edition_stood_until_that_day(client, plan, time_machine):
    newest = plan.editions.published().latest("number")
    withdraw(newest, reason="Een fout", by=make_member(city=plan.city))
    time_machine.move_to("2026-02-01 12:00 +0100", tick=False)

    before, after = (on_day(client, plan, day) for day in ("2026-01-14", "2026-01-15"))

    assert told(before)[0] == ["Zoals later"]
    assert all_words(after, "//h1") == ["Op 15 januari 2026 was er geen tekst"]
    assert "de stad had de tekst ingetrokken" in main_of(after)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("gisteren", "Die datum herkennen we niet. Je ziet hoe het vandaag is."),
        ("2027-01-01", "Die dag moet nog komen. Je ziet hoe het vandaag is."),
        ("\0", "Die datum herkennen we niet. Je ziet hoe het vandaag is."),
        ("9" * 5000, "Die datum herkennen we niet. Je ziet hoe het vandaag is."),
    ],
)
def test_a_day_that_cannot_be_is_told_and_today_is_shown(client, plan, day, message):
    response = on_day(client, plan, day)

    assert (response.status_code, notes(response)[0]) == (200, message)
    assert told(response)[0] == ["Zoals later"]


def test_each_day_is_a_version_of_its_own_for_the_browser(client, plan):
    days = ("", "2023-01-01", "2023-01-02", "2022-02-28", "gisteren")

    tags = [on_day(client, plan, day).headers.get("ETag") for day in days]

    assert tags[3] is None
    assert len(set(tags)) == len(days)
    again = on_day(client, plan, "2023-01-01", if_none_match=tags[1])
    assert (again.status_code, again.headers["ETag"]) == (304, tags[1])
    other = on_day(client, plan, "2023-01-02", if_none_match=tags[1])
    assert other.status_code == 200


def test_today_stays_as_it_was_after_somebody_looked_back(client, plan):
    on_day(client, plan, "2023-01-01")

    today = on_day(client, plan, "")

    assert told(today) == (["Zoals later"], ["afgerond"])
    assert "Zo stond dit plan" not in main_of(today)


def test_a_draft_shows_on_no_day(client, plan):
    on(plan, 9, title="GEHEIM-ONTWERP")

    pages = [on_day(client, plan, day) for day in ("2020-01-01", "2023-01-01", "2026-01-14", "")]

    assert [b"GEHEIM-ONTWERP" in page.content for page in pages] == [False] * 4
