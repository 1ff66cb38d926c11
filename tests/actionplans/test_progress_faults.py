"""What goes wrong while somebody tells: nothing is lost and nobody is overwritten."""

import pytest

from actionplans.editions import draft_of, publish
from actionplans.models import ProgressEntry, RoundStep
from actionplans.progress.rounds import close_round
from actionplans.progress.telling import MAX_TEXT
from tests.actionplans.desk import HTMX, errors_of, is_fragment, root_of
from tests.actionplans.telling_desk import RUNNING, TellingDesk
from tests.factories import make_user, tell
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

MINE = {"state": "stopped", "reason": "means", "text": "Mijn woorden 🙂"}


@pytest.fixture
def desk():
    return TellingDesk()


@pytest.fixture
def goal(desk):
    return desk.published_goals[0]


def typed(desk, goal, **words):
    """A form that was opened now and filled in, not sent yet."""
    return {**desk.open(desk.about(goal)), **MINE, **words}


def checked(response):
    return page_of(response).xpath("//input[@checked]/@value")


# --- two colleagues on one row -----------------------------------------------------------------
@pytest.mark.parametrize("htmx", [False, True])
def test_of_two_who_tell_at_once_the_second_sees_both(desk, goal, htmx):
    form = typed(desk, goal)
    tell(plan=desk.plan, goal=goal, text="Van Bram.", by=desk.colleague().person)

    response = desk.post(desk.about(goal), form, htmx=htmx)

    page = response.content.decode()
    assert (response.status_code, len(desk.told)) == (409, 1)
    assert ("Van Bram." in page, "Bram Claes vertelde hier intussen iets nieuws over." in page) == (
        *(True, True),
    )
    assert (all_words(response, "//textarea"), checked(response)) == (
        ["Mijn woorden 🙂"],
        ["stopped"],
    )


def test_after_seeing_the_other_one_press_saves_mine_beside_it(desk, goal):
    form = typed(desk, goal)
    tell(plan=desk.plan, goal=goal, by=desk.colleague().person)
    page = desk.post(desk.about(goal), form)

    desk.post(desk.about(goal), desk.form_on(page))

    assert [told[1:3] for told in desk.told] == [(1, "running"), (2, "stopped")]


def test_a_double_click_on_save_tells_it_once(desk, goal):
    form = typed(desk, goal)

    answers = [desk.post(desk.about(goal), form).status_code for _ in range(2)]

    assert (answers, len(desk.told)) == ([302, 302], 1)


# --- the round closes while somebody types -----------------------------------------------------
@pytest.mark.parametrize("who", ["moderator", "city"])
@pytest.mark.parametrize("htmx", [False, True])
def test_words_typed_in_a_round_that_closed_stay_and_can_be_kept(desk, goal, who, htmx):
    form = typed(desk, goal)
    if who == "moderator":
        close_round(desk.round, by=make_user())
    else:
        desk.colleague().post(desk.address("city_round_close"))

    response = desk.post(desk.about(goal), form, htmx=htmx)
    kept = desk.form_on(response)
    desk.post(desk.about(goal), kept)

    assert (response.status_code, kept["text"], kept["ronde"]) == (409, ["Mijn woorden 🙂"], [""])
    assert "Bewaar als tussentijdse stand" in response.content.decode()
    assert [told[2:] for told in desk.told] == [("stopped", None)]


def test_unchanged_in_a_round_that_closed_is_not_told(desk, goal):
    tell(plan=desk.plan, goal=goal)
    page = desk.get(desk.screen)
    close_round(desk.round, by=make_user())

    response = desk.press(page, goal, htmx=True)

    assert (response.status_code, len(desk.told)) == (409, 1)
    assert "Er is niets bewaard. Wat je nu bewaart, telt als tussentijdse stand." in (
        " ".join(response.content.decode().split())
    )


# --- a publication takes it out ----------------------------------------------------------------
@pytest.mark.parametrize("htmx", [False, True])
def test_words_about_a_goal_that_a_publication_took_out_stay_on_the_screen(desk, goal, htmx):
    form = typed(desk, goal)
    gone = draft_of(desk.plan).goals.get(uid=goal.uid)
    gone.actions.all().delete()
    gone.delete()
    publish(desk.plan, note="", by=desk.person)

    response = desk.post(desk.about(goal), form, htmx=htmx)

    page = response.content.decode()
    assert (response.status_code, desk.told) == (409, [])
    assert ("Mijn woorden 🙂" in page, "sinds editie 2" in page) == (True, True)
    assert (is_fragment(response), desk.get(desk.about(goal)).status_code) == (htmx, 404)


# --- bad input ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ({"state": ""}, {"state"}),
        ({"state": "running", "schedule": ""}, {"schedule"}),
        ({"reason": ""}, {"reason"}),
        ({"reason": "x"}, {"reason"}),
        ({"state": "klaar"}, {"state"}),
        ({"text": "x" * (MAX_TEXT + 1)}, {"text"}),
        ({"url_1": "javascript:alert(1)"}, {"url_1"}),
        ({"label_2": "Zonder adres"}, {"url_2"}),
        ({"seen": "x"}, {"seen", ""}),
        ({"ronde": "bestaat-niet"}, {""}),
    ],
)
def test_bad_input_is_said_in_the_row_and_nothing_typed_is_lost(desk, goal, words, wrong):
    form = typed(desk, goal, **words)

    response = desk.post(desk.about(goal), form, htmx=True)

    assert (response.status_code, desk.told) == (422, [])
    assert wrong <= set(errors_of(response))
    assert all_words(response, "//textarea") == [form["text"]]
    assert root_of(response) == ("div", f"vertel-{goal.uid}")


def test_ten_thousand_signs_in_any_script_are_told_to_the_letter(desk, goal):
    text = "مرحبا 🙂\n" + "x" * (MAX_TEXT - 8)

    desk.save(desk.about(goal), **{**MINE, "text": text.replace("\n", "\r\n")})

    assert ProgressEntry.objects.get().text == text


def test_what_was_told_is_shown_as_text(desk, goal):
    tell(plan=desk.plan, goal=goal, text="<script>alert(1)</script>")

    assert "<script>alert(1)" not in main_of(desk.get(desk.screen))


def test_who_is_signed_out_meanwhile_is_not_swapped_a_sign_in_page(desk, goal):
    form = typed(desk, goal)
    desk.client.logout()

    response = desk.client.post(desk.about(goal), form, headers=HTMX)

    assert (response.status_code, desk.told) == (401, [])


# --- the city closes its round -------------------------------------------------------------------
def test_closing_says_what_is_left_and_can_be_done_all_the_same(desk):
    first, second = desk.published_goals
    tell(plan=desk.plan, goal=first, round=desk.round)

    page = desk.get(desk.address("city_round_close"))
    response = desk.post(desk.address("city_round_close"))

    assert all_words(page, "//main//details//li") == [str(second)]
    assert "Toch afsluiten" in main_of(page)
    assert response["Location"] == desk.screen
    assert [(step.kind, step.by.user) for step in RoundStep.objects.all()] == [
        ("closed", desk.person)
    ]


def test_a_closed_round_says_so_and_opens_again(desk):
    desk.post(desk.address("city_round_close"))

    closed = desk.get(desk.screen)
    desk.post(desk.address("city_round_reopen"))

    assert "Jullie sloten deze ronde af" in main_of(closed)
    assert "Jullie sloten deze ronde af" not in main_of(desk.get(desk.screen))
    assert list(RoundStep.objects.values_list("number", "kind")) == [
        (1, "closed"),
        (2, "reopened"),
    ]


def test_after_the_city_closed_its_round_a_save_is_a_word_in_between(desk):
    desk.post(desk.address("city_round_close"))

    desk.save(desk.about(desk.published_goals[0]), **RUNNING)

    assert [told[2:] for told in desk.told] == [("running", None)]


@pytest.mark.parametrize("name", ["city_round_close", "city_round_reopen"])
def test_without_a_round_there_is_nothing_to_close_or_open(name):
    desk = TellingDesk(with_round=False)

    response = desk.post(desk.address(name))

    assert (response["Location"], RoundStep.objects.count()) == (desk.screen, 0)


@pytest.mark.parametrize("words", ["\x00", "voor\x00jaar", "geen ronde", "x" * 200, "\u202e"])
def test_a_round_that_is_none_is_refused_in_words(desk, goal, words):
    response = desk.post(desk.about(goal), {**typed(desk, goal), "ronde": words})

    assert (response.status_code, desk.told) == (422, [])
