"""A person's own room: the city they work for, its plans and its people."""

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.editions import publish, withdraw
from actionplans.models import ProgressRound
from actionplans.presence import arrive
from cities.models import Membership, User
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import fill_plan, make_city, make_member, make_plan, make_user, published_plan
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn-stad/"


def room_of(person, address=ADDRESS):
    client = Client()
    client.force_login(person)
    return client.get(address)


def links(response):
    return page_of(response).xpath("//main//a/@href")


def badges(response):
    return all_words(response, "//article//span[contains(@class, 'badge')]")


@pytest.fixture
def both():
    """Somebody who coordinates in Gent and is alderman in Leuven."""
    person = make_member(city=make_city(name="Gent"), role="coordinator")
    Membership.objects.create(user=person, city=make_city(name="Leuven"), role="alderman")
    return person


# --- which city ----------------------------------------
def test_workspace_stands_at_its_promised_address():
    assert reverse("actionplans:workspace") == ADDRESS


def test_member_sees_the_own_city_only():
    own, other = published_plan(city=make_city(name="Gent")), fill_plan()

    response = room_of(make_member(city=own.city, role="contributor"))

    assert all_words(response, "//h1") == ["Stad Gent je bent medewerker"]
    assert own.get_editor_url() in links(response)
    assert other.get_editor_url() not in links(response)
    assert all_words(response, "//nav[@aria-label='Je steden']") == []


def test_member_of_two_cities_sees_one_big_and_the_other_in_a_line(both):
    response = room_of(both)

    assert all_words(response, "//h1") == ["Stad Gent je bent coördinator"]
    assert all_words(response, "//nav[@aria-label='Je steden']//li") == [
        "Gent",
        "Leuven niets dat wacht",
    ]


def test_other_city_is_chosen_in_the_address_and_not_remembered(both):
    leuven = room_of(both, f"{ADDRESS}?stad=leuven")
    again = room_of(both)

    assert all_words(leuven, "//h1") == ["Stad Leuven je bent schepen"]
    assert reverse("actionplans:plan_create", args=["leuven"]) not in links(leuven)
    assert all_words(again, "//h1") == ["Stad Gent je bent coördinator"]


def test_line_of_the_other_city_says_what_waits(both):
    plan = published_plan(city=Membership.objects.get(role="alderman").city)
    desk = Desk(plan=plan)
    desk.save(desk.edit(desk.goal), title="Anders")

    line = all_words(room_of(both), "//nav[@aria-label='Je steden']//li")[1]

    assert line == "Leuven wijzigingen niet gepubliceerd"


@pytest.mark.parametrize("asked", ["aalst", "bestaat-niet", "%00", "LEUVEN", "leuven'--"])
def test_city_of_somebody_else_or_of_nobody_is_not_found(both, asked):
    make_city(name="Aalst")

    assert room_of(both, f"{ADDRESS}?stad={asked}").status_code == 404


def test_empty_or_double_choice_is_understood(both):
    empty = room_of(both, f"{ADDRESS}?stad=")
    double = room_of(both, f"{ADDRESS}?stad=gent&stad=leuven")

    assert all_words(empty, "//h1") == ["Stad Gent je bent coördinator"]
    assert all_words(double, "//h1") == ["Stad Leuven je bent schepen"]


# --- without a city ----------------------------------------
def test_who_works_for_no_city_is_told_whom_to_ask():
    response = room_of(make_user())

    assert all_words(response, "//div[@class='empty']/h2") == ["Je werkt voor geen stad"]
    assert room_of(make_user(), f"{ADDRESS}?stad=gent").status_code == 404


def test_moderator_sees_how_far_the_open_round_is():
    plan = published_plan(city=make_city(name="Gent"), goals=3)
    ProgressRound.objects.create(
        slug="nu", name="nu", opens_on="2020-01-01", closes_on="2099-12-31"
    )

    response = room_of(make_user(network_role=User.NetworkRole.MODERATOR))

    assert all_words(response, "//main//h2") == ["Je werkt voor het hele netwerk"]
    assert all_words(response, "//main//ul[@class='facts']/li") == ["Gent: 0 van 3 bijgewerkt"]
    assert reverse("actionplans:rounds") in links(response)
    assert plan.get_editor_url() not in links(response)


def test_moderator_without_a_round_is_led_to_opening_one():
    response = room_of(make_user(network_role=User.NetworkRole.MODERATOR))

    assert all_words(response, "//main//a[contains(@class, 'main')]") == ["Open een ronde"]


def test_administrator_is_led_to_the_admin():
    response = room_of(make_user(network_role=User.NetworkRole.ADMINISTRATOR))

    assert reverse("admin:index") in links(response)


def test_visitor_is_sent_to_sign_in(client):
    assert client.get(ADDRESS)["Location"] == f"/account/login/?next={ADDRESS}"


# --- its plans ----------------------------------------
@pytest.mark.parametrize(("role", "may_make"), [("coordinator", True), ("alderman", False)])
def test_city_without_a_plan_says_so(role, may_make):
    response = room_of(make_member(city=make_city(name="Gent"), role=role))

    told = [line for line in all_words(response, "//main//p") if "geen plan van Gent" in line]
    assert len(told) == 1
    assert (reverse("actionplans:plan_create", args=["gent"]) in links(response)) is may_make


def test_plan_tells_whether_visitors_read_what_the_draft_says():
    desk = Desk(plan=fill_plan())

    unpublished = badges(room_of(desk.person))
    edition = publish(desk.plan, note="", by=desk.person)
    published = badges(room_of(desk.person))
    desk.save(desk.edit(desk.goal), title="Anders")
    changed = badges(room_of(desk.person))
    withdraw(edition, reason="Fout.", by=desk.person)
    withdrawn = badges(room_of(desk.person))

    assert (unpublished, published, changed, withdrawn) == (
        ["nog niet gepubliceerd"],
        ["gepubliceerd, niets gewijzigd"],
        ["niet gepubliceerde wijzigingen"],
        ["editie ingetrokken"],
    )


def test_change_that_was_taken_back_leaves_nothing_unpublished():
    desk = Desk(plan=published_plan())
    old = desk.goal.title
    desk.save(desk.edit(desk.goal), title="Anders")
    desk.save(desk.edit(desk.goal), title=old)

    assert badges(room_of(desk.person)) == ["gepubliceerd, niets gewijzigd"]


def test_newest_plan_stands_first():
    city = make_city(name="Gent")
    for year in (2020, 2026, 2014):
        make_plan(city=city, period_from=year, period_until=year + 5)

    titles = all_words(room_of(make_member(city=city)), "//article/h3")

    assert [title[-9:] for title in titles] == ["2026–2031", "2020–2025", "2014–2019"]


# --- its people ----------------------------------------
def test_colleagues_stand_with_role_mail_and_last_deed():
    desk = Desk(plan=fill_plan())
    desk.save(desk.edit(desk.goal), title="Anders")
    reader = make_member(
        city=desk.plan.city, role="alderman", name="Adil", email="adil@gent.example"
    )
    make_member(city=desk.plan.city, name="Weg", is_active=False)
    make_member(name="Van elders")

    response = room_of(reader)

    people = all_words(response, "//section[@aria-labelledby='collegas']//li")
    assert [person.split(" Laatst")[0] for person in people] == [
        "Adil dat ben jij Schepenadil@gent.example Leest mee.",
        f"Noor Vandamme Coördinator{desk.person.email}",
    ]
    assert "Operationeel doel" in people[1]
    assert "mailto:adil@gent.example" in links(response)


def test_who_is_alone_is_told_who_makes_accounts():
    response = room_of(make_member(city=make_city()))

    assert "Je bent hier alleen." in main_of(response)


def test_colleague_at_work_is_seen_now():
    desk = Desk(plan=fill_plan())
    arrive(desk.plan, desk.person, "goal", desk.goal.uid)

    mine = all_words(room_of(desk.person), "//div[@class='here']")
    others = all_words(room_of(desk.colleague().person), "//div[@class='here']")

    assert (mine, others) == ([], ["Noor Vandamme bewerkt 1.1"])


# --- what it costs ----------------------------------------
def test_queries_do_not_grow_with_the_goals():
    def counted(goals):
        desk = Desk(plan=fill_plan(goals=goals))
        publish(desk.plan, note="", by=None)
        desk.save(desk.edit(desk.goal), title="Anders")
        return queries_of(desk.client, ADDRESS)

    published_plan()  # elsewhere, so that there is news each time
    assert counted(1) == counted(3) == counted(30)


def test_quiet_plans_cost_no_more_queries():
    def counted(plans):
        city = make_city()
        for number in range(plans):
            published_plan(city=city, period_from=2000 + number, period_until=2040 + number)
        client = Client()
        client.force_login(make_member(city=city))
        return queries_of(client, ADDRESS)

    published_plan()
    assert counted(1) == counted(3) == counted(10)


def test_colleagues_and_other_cities_cost_no_more_queries():
    def counted(number):
        city = make_city()
        published_plan(city=city)
        person = make_member(city=city, role="alderman")
        for _ in range(number):
            make_member(city=city)
            elsewhere = published_plan()
            Membership.objects.create(user=person, city=elsewhere.city, role="alderman")
        client = Client()
        client.force_login(person)
        return queries_of(client, f"{ADDRESS}?stad={city.slug}")

    assert counted(1) == counted(3) == counted(8)
