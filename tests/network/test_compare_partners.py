"""What all cities do with one partner, and the list of partners."""

import pytest
from django.urls import reverse

from cities.models import CoalitionMembership
from tests.compared import city_plan, go_online, make_partner, on
from tests.counting import queries_of
from tests.factories import make_participation
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db
URL = "/vergelijken/partners/"


@pytest.fixture
def unia():
    return make_partner(slug="unia", name="Unia", short_name="Unia", kind="equality_body")


@pytest.fixture
def gent(unia):
    """Unia leads the group of a chapter with two goals, and is written down at one goal more."""
    plan = city_plan(name="Gent")
    goal = on(plan, 1, title="Melden", chapter_title="Waakzaam")
    make_participation(chapter=goal.chapter, organisation=unia, label="Unia", role="organiser")
    written = on(plan, 7, title="Praktijktesten", chapter_title="Wonen")
    make_participation(goal=written, label="UNIA", to_confirm=True)
    on(plan, 8, title="Zonder partner")
    go_online(plan)
    return plan


def lens(client, slug="unia", **asked):
    return client.get(reverse("network:compare_partner", args=[slug]), asked)


def test_a_partner_shows_each_city_with_its_groups_and_goals(client, gent):
    response = lens(client)

    assert all_words(response, "//section/h2") == ["Gent"]
    assert all_words(response, "//section/h3") == ["Waakzaam", "Wonen"]
    assert all_words(response, "//section//li/a") == ["Melden", "Praktijktesten"]
    assert all_words(response, "//ul[@class='facts']/li") == ["1 stad of gemeente", "2 doelen"]


def test_role_doubt_and_the_own_words_of_the_city_are_told(client, gent):
    response = lens(client)

    assert all_words(response, "//section/p[starts-with(., 'In de werkgroep')]") == [
        "In de werkgroep van dit hoofdstuk: organisator"
    ]
    assert all_words(response, "//section//li/small") == [
        "Bij dit doel zelf: deelnemer nog te bevestigen zoals de stad het schreef: “UNIA”"
    ]


def test_a_linked_partner_is_named_as_in_the_plan(client, unia):
    plan = city_plan(name="Leuven")
    make_participation(goal=on(plan, 1), organisation=unia, label="Meldpunt Leuven")
    go_online(plan)

    response = lens(client)

    assert "in het plan: “Meldpunt Leuven”" in all_words(response, "//section//li/small/span")


def test_unia_and_the_institute_of_human_rights_stay_apart(client, gent):
    make_partner(slug="vmri", name="Vlaams Mensenrechteninstituut", short_name="VMRI")

    response = lens(client, "vmri")

    assert "Nog geen plan noemt deze partner" in all_words(response, "//h2")
    (note,) = all_words(response, "//p[@class='note']")
    assert note.startswith("Het instituut heeft sinds 15 maart 2023 de Vlaamse taken")
    assert note.endswith("Bekijk Unia")


def test_an_unknown_partner_is_not_found(client, unia):
    assert [lens(client, slug).status_code for slug in ("nooit", "x" * 300)] == [404, 404]


def test_an_archived_partner_keeps_its_page_and_is_listed_while_a_plan_names_it(client, gent, unia):
    unused = make_partner(slug="oud", name="Oude partner", is_archived=True)
    type(unia).objects.filter(pk=unia.pk).update(is_archived=True)

    response = lens(client)

    assert all_words(response, "//p[@class='note']")[0].startswith("Deze partner staat niet meer")
    listed = all_words(client.get(URL), "//tbody//th | //main//details//li")
    assert listed == ["Unia (niet meer in gebruik)"]
    assert lens(client, unused.slug).status_code == 200


def test_a_filter_narrows_the_goals_and_their_groups(client, gent):
    response = lens(client, verbintenis="7")

    assert all_words(response, "//section/h3") == ["Wonen"]
    assert lens(client, verbintenis="8").status_code == 200
    assert "Geen enkel doel past bij deze keuze" in main_of(lens(client, verbintenis="8"))


def test_a_draft_is_no_cooperation_yet(client, gent, unia):
    make_participation(goal=on(gent, 9, title="GEHEIM"), organisation=unia, label="GEHEIM")

    pages = [lens(client), client.get(URL), lens(client, op="2020-01-01")]
    pages += [client.get(f"/vergelijken/partner/unia/tabel.{kind}") for kind in ("csv", "xlsx")]

    assert [b"GEHEIM" in page.content for page in pages] == [False] * 5
    assert all_words(pages[1], "//table//td") == ["1", "2"]


def test_a_city_that_left_is_there_only_when_asked_for(client, gent):
    CoalitionMembership.objects.filter(city=gent.city).update(until="2024-01-01")

    assert all_words(lens(client), "//section/h2") == []
    assert all_words(lens(client, stad="gent"), "//section/h2") == ["Gent"]


def test_before_the_plan_nobody_worked_with_the_partner(client, gent):
    response = lens(client, op="2018-06-01")

    assert all_words(response, "//section/h2") == []
    assert "1 juni 2018" in main_of(response)


# --- the list ------------------------------------------------------------------------------------
def test_the_list_counts_cities_and_goals_per_kind(client, gent):
    make_partner(slug="vdab", name="VDAB", kind="government")

    response = client.get(URL)

    assert all_words(response, "//h2") == ["Gelijkekansenorgaan"]
    assert all_words(response, "//table//tbody/tr/*") == ["Unia", "1", "2"]
    assert all_words(response, "//details[contains(., 'Nog in geen plan')]//li") == ["VDAB"]


def test_a_partner_is_found_by_a_part_of_its_name(client, gent):
    make_partner(slug="egalite", name="Maison Égalité", short_name="ME")

    def found(words):
        response = client.get(URL, {"q": words})
        links = page_of(response).xpath("//main//a[starts-with(@href, '/vergelijken/partner/')]")
        return [link.text for link in links]

    assert [found(words) for words in ("egalite", "uni", "niets")] == [
        ["Maison Égalité"],
        ["Unia"],
        [],
    ]


@pytest.mark.parametrize("words", ["%", "' OR 1=1", "\0zz", "é" * 5000, "<b>"])
def test_strange_words_find_nothing_and_break_nothing(client, gent, words):
    response = client.get(URL, {"q": words})

    assert (response.status_code, all_words(response, "//table")) == (200, [])


def test_the_tables_say_the_role_and_who_is_linked(client, gent):
    text = client.get("/vergelijken/partner/unia/tabel.csv").content.decode("utf-8-sig")
    listed = client.get("/vergelijken/partners/tabel.csv").content.decode("utf-8-sig")

    lines = [line.split(";")[:5] for line in text.splitlines() if line.count(";") > 5]
    assert lines[1:] == [
        ["organisator", "", "Unia", "ja", "Gent"],
        ["deelnemer", "ja", "UNIA", "nee", "Gent"],
    ]
    assert listed.splitlines()[-1] == (
        "Unia;Unia;gelijkekansenorgaan;1;2;http://testserver/vergelijken/partner/unia/"
    )


def test_the_queries_do_not_grow_with_the_cities(client, gent, unia):
    few = [queries_of(client, address) for address in (URL, "/vergelijken/partner/unia/")]
    for number in range(3):
        plan = city_plan(name=f"Extra {number}")
        for place in (1, 2):
            make_participation(chapter=on(plan, place).chapter, organisation=unia, label="Unia")
        go_online(plan)

    more = [queries_of(client, address) for address in (URL, "/vergelijken/partner/unia/")]

    assert more == few
