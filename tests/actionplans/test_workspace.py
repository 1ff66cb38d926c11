"""A person's own room: the cities they work for, each with its plans and what waits there."""

import pytest
from django.test import Client
from django.urls import reverse

from actionplans.documents.plan_document import PlanDocument
from actionplans.editions import publish
from actionplans.importing import propose
from cities.models import Membership
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import fill_plan, make_city, make_member, make_plan, make_user, published_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

ADDRESS = "/mijn-stad/"


def room_of(person):
    client = Client()
    client.force_login(person)
    return client.get(ADDRESS)


def links(response):
    return page_of(response).xpath("//main//a/@href")


def test_workspace_stands_at_its_promised_address():
    assert reverse("actionplans:workspace") == ADDRESS


def test_member_sees_the_own_city_only():
    own, other = published_plan(city=make_city(name="Gent")), fill_plan()

    response = room_of(make_member(city=own.city, role="contributor"))

    assert all_words(response, "//main//h2") == ["Stad Gent je bent medewerker"]
    assert own.get_editor_url() in links(response)
    assert other.get_editor_url() not in links(response)


def test_member_of_two_cities_sees_both_with_the_role_in_each():
    gent, leuven = make_city(name="Gent"), make_city(name="Leuven")
    person = make_member(city=gent, role="coordinator")
    Membership.objects.create(user=person, city=leuven, role="alderman")

    response = room_of(person)

    assert all_words(response, "//main//h2") == [
        "Stad Gent je bent coördinator",
        "Stad Leuven je bent schepen",
    ]
    new = [reverse("actionplans:plan_create", args=[city.slug]) for city in (gent, leuven)]
    assert [address in links(response) for address in new] == [True, False]


def test_who_works_for_no_city_is_told_whom_to_ask():
    response = room_of(make_user())

    assert all_words(response, "//div[@class='empty']/h2") == ["Je werkt voor geen stad"]


def test_visitor_is_sent_to_sign_in(client):
    assert client.get(ADDRESS)["Location"] == f"/account/login/?next={ADDRESS}"


def test_city_without_a_plan_says_so():
    response = room_of(make_member(city=make_city(name="Gent")))

    assert "Er is nog geen plan van Gent." in all_words(response, "//main//p")


def badges(response):
    return all_words(response, "//article//span[contains(@class, 'badge')]")


def test_plan_tells_whether_visitors_read_what_the_draft_says():
    desk = Desk(plan=fill_plan())

    unpublished = badges(room_of(desk.person))
    publish(desk.plan, note="", by=desk.person)
    published = badges(room_of(desk.person))
    desk.save(desk.edit(desk.goal), title="Anders")
    changed = badges(room_of(desk.person))

    assert (unpublished, published, changed) == (
        ["nog niet gepubliceerd"],
        ["gepubliceerd, niets gewijzigd"],
        ["niet gepubliceerde wijzigingen"],
    )


@pytest.mark.parametrize(("role", "is_led"), [("contributor", False), ("coordinator", True)])
def test_only_the_coordinator_is_led_to_publishing(role, is_led):
    desk = Desk(plan=fill_plan(), role=role)

    assert (desk.address("publish") in links(room_of(desk.person))) is is_led


def test_nothing_to_publish_leads_nowhere():
    desk = Desk(plan=make_plan())

    assert desk.address("publish") not in links(room_of(desk.person))


@pytest.mark.parametrize(("role", "is_told"), [("alderman", False), ("contributor", True)])
def test_document_that_waits_is_told_to_who_may_look_through_it(role, is_told):
    desk = Desk(plan=fill_plan(), role=role)
    waiting = propose(desk.plan, PlanDocument(), data=b"x", file_name="plan.docx", by=None)

    review = desk.address("import_review", uid=waiting.uid)
    assert (review in links(room_of(desk.person))) is is_told


def test_workspace_asks_the_same_number_of_queries_however_long_the_plan():
    def counted(goals):
        desk = Desk(plan=fill_plan(goals=goals))
        publish(desk.plan, note="", by=None)
        return queries_of(desk.client, ADDRESS)

    assert counted(1) == counted(3) == counted(30)
