"""Blanks: what no city does, and what one city does not do while others do."""

import pytest
from django.urls import reverse

from actionplans.models import Commitment, ExampleAction
from cities.models import CoalitionMembership, Ground, PolicyDomain
from practices.models import PracticeTag
from tests.compared import city_plan, example_of, go_online, on, shown, tagged, with_secret
from tests.counting import queries_of
from tests.factories import join, make_city, make_member, tell
from tests.fiches import make_practice
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db
URL = "/vergelijken/witte-vlekken/"
SERVICE = {"text": "Wij testen elk najaar.", "service": "Dienst Samenleven"}


def ask(client, **asked):
    return client.get(URL, asked)


def part(response, heading):
    """A section of the page as text, '' when it is not there."""
    return " ".join(all_words(response, f"//section[@aria-labelledby='{heading}']"))


def rooms(response):
    return all_words(response, "//section[contains(@class, 'room')]/h3")


@pytest.fixture
def leuven():
    """Whose page it is: something on 1, nothing on 7."""
    plan = city_plan(name="Leuven")
    on(plan, 1, title="Melden", example=example_of(1))
    go_online(plan)
    return plan


@pytest.fixture
def gent():
    plan = city_plan(name="Gent")
    on(plan, 7, title="Praktijktesten", example=example_of(7))
    go_online(plan)
    return plan


# --- what no city does ---------------------------------------------------------------------------
def test_what_no_city_has_a_goal_on_is_named(client, leuven, gent):
    response = ask(client)

    listed = all_words(response, "//section[@aria-labelledby='niemand']/ul/li")
    free = Commitment.objects.exclude(number__in=[1, 7])
    assert listed == [str(one) for one in free]
    examples = all_words(response, "//section[@aria-labelledby='niemand']//dd")
    followed = [example_of(1).pk, example_of(7).pk]
    assert examples == [one.name_nl for one in ExampleAction.objects.exclude(pk__in=followed)]


def test_a_goal_fills_the_commitment_that_it_names_itself(client, gent):
    goal = on(gent, 2, title="Hoort bij 3")
    goal.commitments.set(Commitment.objects.filter(number=3))
    go_online(gent)

    listed = all_words(ask(client), "//section[@aria-labelledby='niemand']/ul/li")

    assert [one.split(".")[0] for one in listed] == ["1", "2", *"4568", "9", "10"]


def test_labels_without_a_goal_are_named_and_used_ones_are_not(client):
    plan = city_plan(name="Gent")
    afkomst, sport = (
        Ground.objects.get(code="afkomst"),
        PolicyDomain.objects.get(code="sport"),
    )
    tagged(plan, "Sport", grounds=[afkomst], domains=[sport])
    Ground.objects.filter(code="fortuin").update(is_archived=True)
    go_online(plan)

    text = part(ask(client), "niemand")

    assert (afkomst.label in text, "Wonen" in text) == (False, True)
    # A domain that is used through one under it is no blank, and an archived label is not asked.
    assert ("Vrije tijd" in text, "Fortuin" in text) == (False, False)


def test_without_any_plan_there_is_nothing_to_look_at(client):
    join(city=make_city(name="Gent"))

    assert "Er is nog geen plan om te bekijken." in part(ask(client), "niemand")


def test_a_goal_of_a_draft_fills_no_blank_and_shows_nowhere(client, leuven, gent):
    secret = with_secret(gent)

    pages = [ask(client), ask(client, mijn="leuven"), ask(client, op="2020-01-01")]
    pages.append(client.get(f"{URL}tabel.csv", {"mijn": "leuven"}))

    assert [secret.encode() in page.content for page in pages] == [False] * 4
    assert "9. Culturele diversiteit" in part(pages[0], "niemand")


def test_a_city_that_left_the_network_counts_no_more(client, leuven, gent):
    CoalitionMembership.objects.filter(city=gent.city).update(until="2024-01-01")

    assert "7. Huisvesting" in part(ask(client), "niemand")
    assert "7. Huisvesting" not in part(ask(client, stad="gent"), "niemand")


# --- what one city does not do -------------------------------------------------------------------
def test_a_city_sees_what_others_do_and_who_they_are(client, leuven, gent):
    response = ask(client, mijn="leuven")

    assert rooms(response) == ["7 Huisvesting"]
    text = part(response, "eigen")
    assert "Leuven heeft hier nog geen doel. Ervaring hebben: Gent" in text
    assert example_of(7).name_nl in text
    assert "Melden" not in text


def test_a_missing_example_action_counts_where_the_commitment_has_a_goal(client, leuven, gent):
    on(leuven, 7, title="Huurders helpen")
    go_online(leuven)

    response = ask(client, mijn="leuven")

    assert rooms(response) == ["7 Huisvesting"]
    text = part(response, "eigen")
    assert "nog geen doel" not in text
    assert example_of(7).name_nl in text


def test_who_is_furthest_comes_first(client, leuven, gent):
    for name in ("Aalst", "Mechelen"):
        plan = city_plan(name=name)
        on(plan, 7, title=f"In {name}")
        go_online(plan)
        state = "finished" if name == "Mechelen" else "stopped"
        tell(plan=plan, goal=plan.editions.published().get().goals.get(), state=state)

    response = ask(client, mijn="leuven")

    path = "(//section[contains(@class, 'room')]/ul[@class='brief-list'])[1]/li/b"
    assert all_words(response, path) == ["Mechelen", "Gent", "Aalst"]


def test_nothing_is_missing_when_the_city_does_all_that_others_do(client, leuven, gent):
    on(leuven, 7, title="Ook wij", example=example_of(7))
    go_online(leuven)

    response = ask(client, mijn="leuven")

    assert rooms(response) == []
    assert "Misschien zijn jullie het die andere steden kunnen helpen." in part(response, "eigen")


def test_a_city_without_a_plan_sees_all_that_others_do(client, gent):
    join(city=make_city(name="Aarschot"))

    response = ask(client, mijn="aarschot")

    assert rooms(response) == ["7 Huisvesting"]
    assert "Aarschot: nog geen plan in het portaal. Alles ligt dus nog open." in part(
        response, "eigen"
    )


def test_a_thematic_plan_is_no_main_plan(client, gent):
    plan = city_plan(name="Kortrijk", framework="thematic", theme="Rainbow")
    on(plan, 7, title="Thuis")
    go_online(plan)

    response = ask(client, mijn="kortrijk")

    told = f"Kortrijk: alleen een thematisch plan: Rainbow {plan.period}, dat telt hier niet mee."
    assert told in part(response, "eigen")
    assert rooms(response) == ["7 Huisvesting"]


@pytest.mark.parametrize("slug", ["nergens", "\0", "x" * 5000, "' OR 1=1"])
def test_an_unknown_city_is_told_and_the_rest_stays(client, gent, slug):
    response = ask(client, mijn=slug)

    assert response.status_code == 200
    assert all_words(response, "//p[@role='status']") == [
        "Die stad kennen we niet. Kies er een uit de lijst."
    ]
    assert part(response, "eigen") == ""
    assert "1. Waakzaamheid" in part(response, "niemand")


# --- practices -----------------------------------------------------------------------------------
def test_a_published_practice_comes_with_the_service_to_call(client, leuven, gent):
    section = {**SERVICE, "contact": "samenleven@gent.example", "contact_name": "An Geheim"}
    practice = make_practice(city=gent.city, section=section, commitments=[7], title="Testen")
    unread = make_practice(city=gent.city, state="submitted", title="Nog niet gelezen")
    PracticeTag.objects.create(practice=unread, facet="verbintenis", code="7")
    make_practice(city=leuven.city, commitments=[7], title="Van ons zelf")

    response = ask(client, mijn="leuven")

    links = page_of(response).xpath(
        "//section[contains(@class, 'room')]//a[contains(@href, '/praktijken/')]"
    )
    assert [link.get("href") for link in links] == [
        practice.get_absolute_url(),
        "/praktijken/?verbintenis=7",
    ]
    assert "Gent, Dienst Samenleven: samenleven@gent.example" in part(response, "eigen")
    text = main_of(response)
    assert ["An Geheim" in text, "Nog niet" in text, "Van ons zelf" in text] == [False] * 3


# --- for whom ------------------------------------------------------------------------------------
def test_a_member_is_offered_the_page_of_the_own_city(client, leuven, gent):
    client.force_login(make_member(city=leuven.city))

    offered, own = ask(client, op="2026-01-01"), ask(client, mijn="leuven")

    (link,) = page_of(offered).xpath("//a[starts-with(., 'Bekijk het voor')]/@href")
    assert (link, offered.status_code) == ("?mijn=leuven&op=2026-01-01", 200)
    assert page_of(own).xpath("//a[starts-with(., 'Bekijk het voor')]") == []
    assert "wij zoeken, wij bieden" in part(own, "eigen")


def test_a_visitor_is_offered_nothing_of_members(client, leuven, gent):
    response = ask(client, mijn="leuven")

    assert page_of(response).xpath("//a[starts-with(., 'Bekijk het voor')]") == []
    assert "wij zoeken" not in main_of(response)


def test_a_filter_in_the_address_is_not_used_in_silence(client, gent):
    response = ask(client, domein="wonen")

    assert "Filters en een jaarthema tellen hier niet mee: je ziet alle doelen." in all_words(
        response, "//p[@class='note']"
    )


def test_the_state_is_that_of_the_day(client, time_machine):
    time_machine.move_to("2024-03-01 12:00 +0100", tick=False)
    gent, leuven = (city_plan(name=name, period=(2020, 2030)) for name in ("Gent", "Leuven"))
    goal = on(gent, 7, title="Praktijktesten")
    on(leuven, 1)
    go_online(gent, leuven)
    time_machine.move_to("2024-09-01 12:00 +0100", tick=False)
    tell(plan=gent, goal=shown(goal), state="finished")

    then, now = (ask(client, mijn="leuven", op=day) for day in ("2024-06-01", ""))

    badge = "//section[contains(@class, 'room')]//span[contains(@class, 'badge')]"
    assert (all_words(then, badge), all_words(now, badge)) == (["geen update"], ["afgerond"])


def test_the_table_tells_the_same(client, leuven, gent):
    address = reverse("network:compare_gaps_csv")

    text = client.get(address, {"mijn": "leuven"}).content.decode("utf-8-sig")

    lines = [line.split(";")[:5] for line in text.splitlines() if line.count(";") > 5]
    assert lines[1:3] == [
        ["niet in Leuven, wel elders", "7. Huisvesting", "", "Gent", ".1 Praktijktesten"],
        ["niet in Leuven, wel elders", "7. Huisvesting", str(example_of(7)), "Gent"]
        + [".1 Praktijktesten"],
    ]
    assert lines[3][0] == "in geen enkele stad"
    assert client.get(reverse("network:compare_gaps_xlsx")).status_code == 200


def test_the_queries_do_not_grow_with_the_cities(client, leuven, gent):
    address = f"{URL}?mijn=leuven"
    make_practice(city=gent.city, commitments=[7])
    few = queries_of(client, address)
    for number in range(3):
        plan = city_plan(name=f"Extra {number}")
        on(plan, 7, example=example_of(7, 2))
        on(plan, 8)
        go_online(plan)
        make_practice(city=plan.city, commitments=[7, 8])

    assert queries_of(client, address) == few
