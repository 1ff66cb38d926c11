"""The pages of progress rounds: read by everybody who signs in, held by the moderator."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.models import ProgressRound
from actionplans.progress.rounds import change_round, close_for_plan, close_round
from tests.actionplans.desk import errors_of, form_of, messages_of
from tests.actionplans.telling_desk import round_address
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_round, make_user, published_plan, tell
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

ROLES = ["alderman", "contributor", "coordinator"]


@pytest.fixture
def moderator(client):
    person = make_user(name="Mo", network_role="moderator")
    client.force_login(person)
    return person


@pytest.fixture
def round():
    return make_round(name="Najaar 2026")


def day(offset=0):
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


def filled(**values):
    return {"name": "Winter", "opens_on": day(), "closes_on": day(9), "message": "", **values}


# --- who -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["round_create", "round_change", "round_close"])
@pytest.mark.parametrize("role", [*ROLES, "administrator"])
def test_only_a_moderator_holds_rounds(client, round, name, role):
    if role == "administrator":
        client.force_login(make_user(network_role=role))
    else:
        client.force_login(make_member(role=role))
    address = round_address(name, None if name == "round_create" else round)

    answers = [client.get(address), client.post(address, filled())]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert list(ProgressRound.objects.values_list("name", "closed_at")) == [("Najaar 2026", None)]


def test_others_read_the_rounds_and_find_no_button(client, round):
    client.force_login(make_member(role="alderman"))

    pages = [client.get(round_address("rounds")), client.get(round_address("round", round))]

    assert [page.status_code for page in pages] == [200, 200]
    for page in pages:
        assert page_of(page).xpath("//main//*[contains(@class, 'btn')] | //main//form") == []


def test_the_moderator_finds_the_rounds_in_the_menu(client, moderator):
    links = "//header//a[@href='/voortgangsrondes/']"

    own = page_of(client.get("/")).xpath(links)
    client.force_login(make_member())

    assert (len(own), page_of(client.get("/")).xpath(links)) == (1, [])


# --- the moderator's deeds -----------------------------------------------------------------------
def test_a_round_is_made_on_its_page(client, moderator):
    response = client.post(round_address("round_create"), filled(message="Kort mag."))

    round = ProgressRound.objects.get()
    assert (round.name, round.message, round.opened_by.user) == ("Winter", "Kort mag.", moderator)
    assert response["Location"] == round.get_absolute_url()


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"name": ""}, ["name"]),
        ({"name": "najaar 2026", "opens_on": day(60), "closes_on": day(70)}, ["name"]),
        ({"opens_on": ""}, ["opens_on"]),
        ({"opens_on": "morgen"}, ["opens_on"]),
        ({"opens_on": day(-1)}, ["opens_on"]),
        ({"opens_on": day(3), "closes_on": day(2)}, [""]),
        ({"opens_on": day(3), "closes_on": day(5)}, ["opens_on"]),
    ],
)
def test_what_cannot_be_is_said_beside_its_box(client, moderator, round, values, wrong):
    response = client.post(round_address("round_create"), filled(**values))

    assert (response.status_code, list(errors_of(response))) == (422, wrong)
    assert ProgressRound.objects.count() == 1


def test_the_form_of_a_round_starts_as_it_is(client, moderator, round):
    address = round_address("round_change", round)
    form = form_of(client.get(address))

    response = client.post(address, {**form, "closes_on": day(5)})

    round.refresh_from_db()
    assert (response["Location"], round.closes_on.isoformat()) == (
        round.get_absolute_url(),
        day(5),
    )


def test_a_colleagues_change_stands_beside_what_was_typed(client, moderator, round):
    address = round_address("round_change", round)
    form = {**form_of(client.get(address)), "message": "Mijn boodschap"}
    days = {"opens_on": round.opens_on, "closes_on": round.closes_on}
    change_round(round, name="Winter", message="", seen=1, by=make_user(), **days)

    stale = client.post(address, form)
    again = client.post(address, form_of(stale))

    round.refresh_from_db()
    assert (stale.status_code, again.status_code) == (409, 302)
    assert "“Winter”" in main_of(stale)
    assert (round.name, round.message) == ("Najaar 2026", "Mijn boodschap")


def test_closing_is_asked_before_it_is_done(client, moderator, round):
    address = round_address("round_close", round)

    page = client.get(address)
    round.refresh_from_db()
    was_closed = round.is_over
    response = client.post(address)

    round.refresh_from_db()
    assert ("Sluit de ronde nu" in main_of(page), was_closed, round.is_over) == (True, False, True)
    assert response["Location"] == round.get_absolute_url()


def test_closing_what_is_over_says_so(client, moderator):
    past = make_round(
        opens_on=timezone.localdate() - timedelta(days=9),
        closes_on=timezone.localdate() - timedelta(days=1),
    )

    page = client.get(round_address("round_close", past))
    response = client.post(round_address("round_close", past), follow=True)

    assert "Deze ronde is al voorbij" in main_of(page)
    assert "liep vanzelf af" in main_of(response)


def test_a_round_that_did_not_begin_is_called_off_and_gone(client, moderator):
    first = timezone.localdate() + timedelta(days=5)
    address = round_address("round_close", make_round(name="Voorjaar", opens_on=first))

    page = client.get(address)
    answers = [client.post(address, follow=True) for _ in range(2)]

    assert "haar naam komt weer vrij" in main_of(page)
    assert [answer.redirect_chain for answer in answers] == [[(round_address("rounds"), 302)]] * 2
    assert [messages_of(answer) for answer in answers] == [
        ["“Voorjaar” gaat niet door."],
        ["Deze ronde staat er niet meer."],
    ]
    assert (client.get(address).status_code, ProgressRound.objects.count()) == (404, 0)


def test_what_is_typed_about_a_round_that_was_called_off_can_still_be_made(client, moderator):
    first = timezone.localdate() + timedelta(days=5)
    round = make_round(opens_on=first)
    address = round_address("round_change", round)
    form = {**form_of(client.get(address)), "name": "Winter", "message": "Mijn boodschap"}
    round.delete()

    stale = client.post(address, form)
    (action,) = page_of(stale).xpath("//main//form/@action")
    client.post(action, form_of(stale))

    made = ProgressRound.objects.get()
    assert (stale.status_code, action) == (409, round_address("round_create"))
    assert (made.name, made.opens_on, made.message) == ("Winter", first, "Mijn boodschap")


def test_a_round_that_is_over_has_no_form_any_more(client, moderator):
    yesterday = timezone.localdate() - timedelta(days=1)
    past = make_round(opens_on=yesterday, closes_on=yesterday)

    page = client.get(round_address("round_change", past))
    refused = client.post(round_address("round_change", past), filled(version=past.version))

    past.refresh_from_db()
    assert page_of(page).xpath("//main//form") == []
    assert "Deze ronde is al voorbij" in main_of(page)
    assert (refused.status_code, past.closes_on) == (422, yesterday)


@pytest.mark.parametrize(
    ("start", "words"), [(0, "de steden krijgen geen mail over"), (5, "krijgen op de eerste dag")]
)
def test_the_form_of_a_round_says_whether_the_cities_get_a_mail(client, moderator, start, words):
    first = timezone.localdate() + timedelta(days=start)
    round = make_round(opens_on=first)

    assert words in main_of(client.get(round_address("round_change", round)))


# --- reading -------------------------------------------------------------------------------------
def test_the_overview_tells_each_citys_count_in_neutral_words(client, round):
    for name in ("Gent", "Aalst"):
        published_plan(city=make_city(name=name), goals=2)
    gent = published_plan(city=make_city(name="Zele"), goals=2)
    tell(plan=gent, round=round)
    close_for_plan(gent, round, by=make_member(city=gent.city))
    client.force_login(make_member(role="alderman"))

    response = client.get(round_address("round", round))

    today = timezone.localdate()
    rows = all_words(response, "//tbody/tr")
    assert rows[:2] == [
        f"{city} ECCAR-tienpuntenplan 2026–2031 0 van 2 doelen nog niet"
        for city in ("Aalst", "Gent")
    ]
    assert rows[2].startswith("Zele ECCAR-tienpuntenplan 2026–2031 1 van 2 doelen")
    assert str(today.year) in rows[2]


def test_the_overview_of_a_round_that_is_over_says_who_did_not_close_it(client, round):
    plan = published_plan(city=make_city(name="Gent"), goals=3)
    tell(plan=plan, state="finished")
    close_round(round, by=make_user())
    client.force_login(make_member(role="alderman"))

    response = client.get(round_address("round", round))

    assert all_words(response, "//tbody/tr/td[position() > 1]") == [
        "0 van 2 doelen (1 is al afgerond of stopgezet)",
        "niet afgesloten",
    ]


def test_the_overview_page_asks_as_many_queries_for_one_city_as_for_many(client, round):
    client.force_login(make_member())
    counts = []
    for cities in (1, 2, 4):
        for _ in range(cities):
            published_plan()
        counts.append(queries_of(client, round_address("round", round)))

    assert len(set(counts)) == 1


def test_without_any_round_the_page_says_who_opens_one(client):
    client.force_login(make_member())

    assert "Er was nog geen voortgangsronde" in main_of(client.get(round_address("rounds")))


def test_a_round_to_come_tells_no_counts(client):
    published_plan()
    first = timezone.localdate() + timedelta(days=5)
    round = make_round(opens_on=first, closes_on=first)
    client.force_login(make_member())

    response = client.get(round_address("round", round))

    assert ("Deze ronde begint nog" in main_of(response), all_words(response, "//tbody/tr")) == (
        *(True, []),
    )
