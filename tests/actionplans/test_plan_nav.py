"""The rooms of one plan stand above every page on which its city works on it."""

import pytest

from tests.actionplans.desk import Desk
from tests.factories import fill_plan, make_member, make_plan, published_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

NAV = "//nav[@aria-label='Werken aan dit plan']"
READING = [
    *("Ontwerp", "Verbintenissen", "Plancheck", "Wat veranderde", "Voortgang", "Indicatoren"),
    *("ECCAR-verslag", "Logboek"),
]
EDITING = [*READING[:5], "Partners", *READING[5:]]
PUBLISHING = [*EDITING[:8], "Volgend plan", "Logboek", "Publiceren…"]


@pytest.mark.parametrize(
    ("role", "rooms"),
    [("alderman", READING), ("contributor", EDITING), ("coordinator", PUBLISHING)],
)
def test_everybody_finds_the_rooms_they_may_enter(role, rooms):
    desk = Desk(role=role)

    response = desk.get(desk.plan.get_editor_url())

    links = page_of(response).xpath(f"{NAV}//a/@href")
    assert all_words(response, f"{NAV}//a") == rooms
    assert [desk.get(link).status_code for link in links] == [200] * len(rooms)


@pytest.mark.parametrize(
    ("address", "current"),
    [
        (lambda desk: desk.address("editor"), [("page", "Ontwerp")]),
        (lambda desk: desk.edit(desk.goal), [("true", "Ontwerp")]),
        (lambda desk: desk.address("import"), [("true", "Ontwerp")]),
        (lambda desk: desk.address("crosswalk"), [("page", "Verbintenissen")]),
        (
            lambda desk: desk.address("crosswalk_chapter", uid=desk.chapter.uid),
            [("true", "Verbintenissen")],
        ),
        (lambda desk: desk.address("logbook"), [("page", "Logboek")]),
        (lambda desk: desk.address("publish"), [("page", "Publiceren…")]),
    ],
)
def test_the_room_where_one_is_is_marked(address, current):
    desk = Desk()

    page = page_of(desk.get(address(desk)))

    marked = page.xpath(f"{NAV}//a[@aria-current]")
    assert [(link.get("aria-current"), link.text) for link in marked] == current


@pytest.mark.parametrize("name", ["logbook", "publish"])
def test_editor_leads_to_each_room_once(name):
    desk = Desk()

    page = page_of(desk.get(desk.plan.get_editor_url()))

    assert len(page.xpath(f"//a[@href='{desk.address(name)}']")) == 1


@pytest.mark.parametrize(("is_published", "loud"), [(False, 1), (True, 0)])
def test_publishing_is_loud_where_there_is_something_to_publish(is_published, loud):
    plan = published_plan() if is_published else fill_plan()
    desk = Desk(plan=plan)

    page = page_of(desk.get(plan.get_editor_url()))

    assert len(page.xpath(f"{NAV}//a[contains(@class, 'main')]")) == loud


def test_page_without_a_plan_has_no_rooms(client):
    plan = make_plan()
    client.force_login(make_member(city=plan.city))

    response = client.get("/mijn-stad/")

    assert (response.status_code, page_of(response).xpath(NAV)) == (200, [])
