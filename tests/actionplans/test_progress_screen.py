"""The update screen: what is due, saved row by row, left and taken up again."""

import pytest

from actionplans.editions import publish
from tests.actionplans.desk import errors_of, is_fragment, messages_of, root_of
from tests.actionplans.telling_desk import RUNNING, TellingDesk, rows_of, stand_of
from tests.counting import queries_of
from tests.factories import (
    fill_plan,
    make_chapter,
    make_goal,
    make_member,
    make_participation,
    make_plan,
    published_plan,
    tell,
)
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return TellingDesk()


# --- who -----------------------------------------------------------------------------------------
def test_the_alderman_reads_the_screen_and_finds_no_button(desk):
    tell(plan=desk.plan)
    reader = TellingDesk(plan=desk.plan, role="alderman")

    response = reader.get(desk.screen)

    main = page_of(response).find(".//main")
    assert (response.status_code, len(rows_of(response))) == (200, 2)
    assert main.xpath(".//form[@method='post'] | .//a[@data-tell]") == []


@pytest.mark.parametrize("name", ["progress_tell", "progress_unchanged"])
def test_the_alderman_tells_nothing(desk, name):
    reader = TellingDesk(plan=desk.plan, role="alderman")

    response = reader.post(desk.about(desk.published_goals[0], name), {**RUNNING, "seen": "0"})

    assert (response.status_code, desk.told) == (403, [])


@pytest.mark.parametrize("name", ["progress_tell", "progress_unchanged"])
def test_another_city_does_not_find_the_screen(desk, name):
    stranger = TellingDesk(plan=published_plan())
    address = desk.about(desk.published_goals[0], name)

    answers = [stranger.get(desk.screen), stranger.post(address, {**RUNNING, "seen": "0"})]

    assert ([answer.status_code for answer in answers], desk.told) == ([404, 404], [])


# --- the screen ----------------------------------------------------------------------------------
def test_everything_due_stands_on_one_screen_with_what_was_told_before(desk):
    first, second = desk.published_goals
    tell(plan=desk.plan, goal=first, text="Vijf keer overlegd.", by=desk.person)

    response = desk.get(desk.screen)

    rows = rows_of(response)
    assert list(rows) == [f"doel-{first.uid}", f"doel-{second.uid}"]
    for words in ("1.1", "in uitvoering", "op schema", "Vijf keer overlegd.", "Noor Vandamme"):
        assert words in rows[f"doel-{first.uid}"]
    assert "geen update nog niets verteld" in rows[f"doel-{second.uid}"]
    assert stand_of(response) == "0 van 2 bijgewerkt"
    assert "staat meteen op de openbare pagina van het plan" in main_of(response).replace(
        f'<a href="{desk.plan.get_absolute_url()}">', ""
    )


def test_a_plan_without_an_edition_says_to_publish_first():
    desk = TellingDesk(plan=fill_plan(plan=make_plan()))

    response = desk.get(desk.screen)

    assert (response.status_code, rows_of(response)) == (200, {})
    assert "Publiceer eerst het plan" in main_of(response)


def test_outside_a_round_a_save_is_a_word_in_between():
    desk = TellingDesk(with_round=False)
    goal = desk.published_goals[0]

    page = desk.get(desk.screen)
    desk.save(desk.about(goal), **RUNNING)

    assert "Er loopt geen ronde. Wat je nu bewaart, telt als tussentijdse stand." in main_of(page)
    assert desk.told == [(goal.uid, 1, "running", None)]


def test_what_ended_before_is_folded_and_not_due(desk):
    tell(plan=desk.plan, state="finished")

    response = desk.get(desk.screen)

    row = rows_of(response)[f"doel-{desk.published_goals[0].uid}"]
    assert ("Toch iets vertellen" in row, "Ongewijzigd" in row) == (True, False)
    assert stand_of(response) == "0 van 1 bijgewerkt"


def test_the_filter_hides_rows_and_leaves_the_count(desk):
    first, second = desk.published_goals
    tell(plan=desk.plan, goal=first, round=desk.round)

    waiting = desk.get(f"{desk.screen}?toon=nog")

    assert list(rows_of(waiting)) == [f"doel-{second.uid}"]
    assert stand_of(waiting) == "1 van 2 bijgewerkt"


def test_the_filter_on_who_works_on_it_knows_own_and_chapter_groups():
    plan = make_plan()
    chapter = make_chapter(plan=plan)
    make_participation(chapter=chapter, label="Unia")
    own = make_goal(chapter=chapter)
    make_participation(goal=own, label="Politie")
    make_goal(chapter=chapter)
    make_participation(goal=make_goal(chapter=chapter), label="Unia")
    publish(plan, note="", by=make_member(city=plan.city))
    desk = TellingDesk(plan=plan)

    shown = {
        who: [words.split()[0] for words in rows_of(desk.get(f"{desk.screen}?met={who}")).values()]
        for who in ("Unia", "Politie", "Niemand")
    }

    assert shown == {
        "Unia": ["1.2", "1.3"],
        "Politie": ["1.1"],
        "Niemand": ["1.1", "1.2", "1.3"],
    }


@pytest.mark.parametrize("address", ["progress", "progress_tell", "city_round_close"])
def test_a_screen_asks_as_many_queries_for_one_goal_as_for_many(address):
    counts = []
    for goals in (1, 3, 25):
        desk = TellingDesk(plan=published_plan(goals=goals, actions=2))
        for goal in desk.published_goals:
            tell(plan=desk.plan, goal=goal, by=desk.person)
        url = desk.about(desk.published_goals[0]) if "tell" in address else desk.address(address)
        desk.get(url)
        counts.append(queries_of(desk.client, url))

    assert len(set(counts)) == 1


# --- unchanged -----------------------------------------------------------------------------------
def test_one_press_says_that_nothing_changed_and_leads_to_the_next_row(desk):
    first, second = desk.published_goals
    tell(plan=desk.plan, goal=first)

    response = desk.unchanged(first)

    assert desk.told[1:] == [(first.uid, 2, "running", desk.round)]
    assert response["Location"] == f"{desk.screen}#doel-{second.uid}"
    assert messages_of(response) == ["1.1: in uitvoering."]


def test_unchanged_in_place_swaps_the_row_and_the_count(desk):
    goal = desk.published_goals[0]
    tell(plan=desk.plan, goal=goal)

    response = desk.unchanged(goal, htmx=True)

    assert (is_fragment(response), root_of(response)) == (True, ("div", f"vertel-{goal.uid}"))
    assert 'hx-swap-oob="innerHTML:#stand"><b>1 van 2</b> bijgewerkt' in response.content.decode()


def test_unchanged_on_an_old_page_shows_what_the_colleague_told(desk):
    goal = desk.published_goals[0]
    tell(plan=desk.plan, goal=goal)
    page = desk.get(desk.screen)
    tell(plan=desk.plan, goal=goal, state="stopped", text="We stoppen.", by=desk.colleague().person)

    response = desk.press(page, goal)

    assert (response.status_code, len(desk.told)) == (409, 2)
    assert "We stoppen." in main_of(response)
    assert "Bram Claes vertelde hier intussen iets nieuws over." in main_of(response)


@pytest.mark.parametrize("data", [{}, {"seen": "x"}, {"seen": "1", "ronde": "bestaat-niet"}])
def test_a_press_that_does_not_say_what_was_seen_tells_nothing(desk, data):
    goal = desk.published_goals[0]
    tell(plan=desk.plan, goal=goal)

    response = desk.post(desk.about(goal, "progress_unchanged"), data)

    assert (response.status_code, len(desk.told)) == (422, 1)


def test_nothing_told_cannot_be_called_unchanged(desk):
    goal = desk.published_goals[0]

    response = desk.post(desk.about(goal, "progress_unchanged"), {"seen": "0"})

    assert (response.status_code, desk.told) == (422, [])


# --- telling -------------------------------------------------------------------------------------
def test_a_saved_row_is_told_in_the_round_and_leads_to_the_next(desk):
    first, second = desk.published_goals

    response = desk.save(desk.about(first), **RUNNING, text="Gestart.")

    assert desk.told == [(first.uid, 1, "running", desk.round)]
    assert response["Location"] == f"{desk.screen}#doel-{second.uid}"


def test_a_page_can_go_straight_on_to_the_next_form(desk):
    first, second = desk.published_goals

    response = desk.save(desk.about(first), **RUNNING, verder="1")

    assert response["Location"] == desk.about(second)


def test_after_the_last_row_the_round_can_be_closed(desk):
    for goal in desk.published_goals:
        response = desk.save(desk.about(goal), **RUNNING)

    assert response["Location"] == f"{desk.screen}#ronde"


def test_the_form_starts_from_the_state_of_before_without_its_words(desk):
    goal = desk.published_goals[0]
    values = {"schedule": "delayed", "reason": "staff", "text": "Vorig jaar."}
    tell(plan=desk.plan, goal=goal, **values)

    form = desk.open(desk.about(goal))

    assert {name: form[name] for name in ("state", "schedule", "reason", "text", "seen")} == {
        "state": ["running"],
        "schedule": ["delayed"],
        "reason": ["staff"],
        "text": [""],
        "seen": ["1"],
    }


def test_what_was_told_in_this_round_is_there_to_improve_on(desk):
    goal = desk.published_goals[0]
    link = {"label": "Verslag", "url": "https://stad.example/"}
    tell(plan=desk.plan, goal=goal, round=desk.round, text="Eerste woord.", evidence=[link])

    desk.save(desk.about(goal), text="Tweede woord.")

    newest = desk.plan.progress.order_by("number").last()
    assert (newest.number, newest.text, newest.evidence) == (2, "Tweede woord.", [link])


def test_an_action_is_told_about_in_the_same_way(desk):
    action = desk.published_goals[0].actions.get()

    desk.save(desk.about(action), **RUNNING)

    assert desk.told == [(action.uid, 1, "running", desk.round)]


def test_another_link_can_be_asked_without_losing_a_word(desk):
    goal = desk.published_goals[0]
    typed = {**desk.open(desk.about(goal)), "text": "Nog niet klaar", "nog_een_link": "1"}

    response = desk.post(desk.about(goal), typed)

    boxes = page_of(response).xpath("//input[starts-with(@name, 'url_')]/@name")
    assert (response.status_code, boxes) == (200, ["url_1", "url_2", "url_3"])
    assert (desk.told, errors_of(response)) == ([], {})
    assert all_words(response, "//textarea") == ["Nog niet klaar"]


def test_links_are_saved_as_evidence(desk):
    goal = desk.published_goals[0]

    desk.save(desk.about(goal), **RUNNING, label_2="Verslag", url_2="https://stad.example/v")

    entry = desk.plan.progress.get()
    assert entry.evidence == [{"label": "Verslag", "url": "https://stad.example/v"}]
