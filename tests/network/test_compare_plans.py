"""Two plans side by side."""

import io

import openpyxl
import pytest
from django.urls import reverse

from actionplans.editions import publish, withdraw
from tests.compared import city_plan, example_of, go_online, on, tagged, with_secret
from tests.counting import queries_of
from tests.factories import make_goal, make_member, make_plan
from tests.networks import make_theme
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db
URL = "/vergelijken/plannen/"


def code(plan):
    return f"{plan.city.slug}/{plan.slug}"


def ask(client, a, b, **more):
    named = {"a": a if isinstance(a, str) else code(a), "b": b if isinstance(b, str) else code(b)}
    return client.get(URL, {**named, **more})


def goals_in_rows(response):
    return [
        tuple(cell.xpath("string(.//a)") for cell in row.xpath("./td"))
        for row in page_of(response).xpath("//table[@class='two-plans']/tbody/tr")
    ]


@pytest.fixture
def gent():
    plan = city_plan(name="Gent")
    on(plan, 7, title="Praktijktesten", example=example_of(7))
    on(plan, 7, title="Huurders helpen")
    on(plan, 1, title="Melden")
    on(plan, title="Zee en strand", chapter_title="Aan zee")
    go_online(plan)
    return plan


@pytest.fixture
def leuven():
    plan = city_plan(name="Leuven")
    on(plan, 7, title="Testen op de huurmarkt", example=example_of(7))
    on(plan, 9, title="Een straatfeest")
    go_online(plan)
    return plan


def test_goals_stand_beside_each_other_on_the_same_example_action(client, gent, leuven):
    response = ask(client, gent, leuven)

    assert all_words(response, "//h2[contains(@class, 'block-title')]") == [
        "1 Waakzaamheid",
        "7 Huisvesting",
        "9 Culturele diversiteit",
        "Eigen thema’s",
    ]
    assert goals_in_rows(response) == [
        ("Melden", ""),
        ("Praktijktesten", "Testen op de huurmarkt"),
        ("Huurders helpen", ""),
        ("", "Een straatfeest"),
        ("Zee en strand", ""),
    ]
    assert all_words(response, "//tbody//th")[1] == example_of(7).name_nl


def test_an_example_action_is_a_line_at_its_own_commitment_only(client, gent):
    other = city_plan(name="Aalst")
    on(other, 1, 7, title="Allebei", example=example_of(7))
    go_online(other)

    response = ask(client, gent, other, verbintenis="7")

    assert goals_in_rows(response)[0] == ("", "Allebei")
    assert all_words(response, "//tbody//th")[:2] == ["Doelen", example_of(7).name_nl]


def test_what_only_one_of_both_does_is_told(client, gent, leuven):
    response = ask(client, gent, leuven)

    told = dict(zip(all_words(response, "//dt"), all_words(response, "//dd"), strict=True))
    assert told["Alleen Gent"] == "1. Waakzaamheid"
    assert told["Alleen Leuven"] == "9. Culturele diversiteit"
    assert told["Geen van beide"].startswith("2. ")


def test_both_have_their_counts_and_their_wheel(client, gent, leuven):
    response = ask(client, gent, leuven)

    facts = all_words(response, "//ul[@class='facts']")
    assert facts == ["4 doelen 0 acties 2 van 10 verbintenissen"] + [
        "2 doelen 0 acties 2 van 10 verbintenissen"
    ]
    assert page_of(response).xpath("count(//section//svg[contains(@class, 'wheel')])") == 2


def test_left_and_right_can_be_swapped(client, gent, leuven):
    response = ask(client, gent, leuven, domein="wonen")

    (link,) = page_of(response).xpath("//a[text()='Wissel links en rechts']/@href")
    swapped = client.get(URL + link)
    assert all_words(swapped, "//h1") == ["Leuven naast Gent"]
    assert "domein=wonen" in link


# --- what is asked -------------------------------------------------------------------------------
def test_without_a_question_there_is_only_the_choice(client, gent, leuven):
    response = client.get(URL)

    assert response.status_code == 200
    assert all_words(response, "//select[@name='a']/optgroup/option") == [
        f"Gent: {gent.kind_and_period}",
        f"Leuven: {leuven.kind_and_period}",
    ]
    assert all_words(response, "//p[contains(@class, 'warn')]") == []


@pytest.mark.parametrize(
    ("b", "status", "message"),
    [
        ("", 200, "Kies nog een tweede plan."),
        ("same", 422, "Je koos twee keer hetzelfde plan. Kies er een ander plan naast."),
        (
            "gent/bestaat-niet",
            422,
            "Het plan “gent/bestaat-niet” vinden we niet. Kies een plan uit de lijst.",
        ),
        ("' OR 1=1 --", 422, "Dat plan vinden we niet. Kies een plan uit de lijst."),
        ("\0/\0", 422, "Dat plan vinden we niet. Kies een plan uit de lijst."),
        ("x" * 5000, 422, "Dat plan vinden we niet. Kies een plan uit de lijst."),
    ],
)
def test_half_or_wrong_questions_show_the_choice_and_say_why(client, gent, b, status, message):
    response = ask(client, gent, code(gent) if b == "same" else b)

    assert (response.status_code, all_words(response, "//p[@role='status']")) == (status, [message])
    assert page_of(response).xpath("//select[@name='a']/optgroup/option[@selected]/@value") == [
        code(gent)
    ]


def test_a_plan_that_is_only_a_draft_is_not_there(client, gent):
    draft = make_plan(city=gent.city, period_from=2040, period_until=2045)

    response = ask(client, gent, draft)

    assert response.status_code == 422


def test_nothing_of_a_draft_shows(client, gent, leuven):
    secret = with_secret(gent)

    pages = [ask(client, gent, leuven).content]
    pages.append(client.get(f"{URL}tabel.csv", {"a": code(gent), "b": code(leuven)}).content)

    assert [secret.encode() in page for page in pages] == [False, False]


def test_the_filter_of_the_address_counts(client, gent, leuven):
    response = ask(client, gent, leuven, verbintenis="7")

    assert goals_in_rows(response) == [
        ("Praktijktesten", "Testen op de huurmarkt"),
        ("Huurders helpen", ""),
    ]
    assert all_words(response, "//ul[contains(@class, 'chosen')]/li") == [
        "Verbintenis: 7. Huisvesting × (verwijder)"
    ]


def test_within_a_choice_nothing_is_said_of_what_both_lack(client, gent, leuven):
    response = ask(client, gent, leuven, verbintenis="9")

    assert all_words(response, "//dl[@class='defs']/dt") == ["Alleen Leuven"]


def test_a_year_theme_narrows_both_and_can_be_left(client, gent, leuven):
    theme = make_theme(commitments=(9,))

    response = ask(client, gent, leuven, thema=theme.slug)

    assert goals_in_rows(response) == [("", "Een straatfeest")]
    (link,) = page_of(response).xpath("//a[text()='Toon alle doelen']/@href")
    assert len(goals_in_rows(client.get(URL + link))) == 5


def test_a_filter_without_a_goal_is_an_answer_too(client, gent, leuven):
    response = ask(client, gent, leuven, verbintenis="2")

    assert "Geen enkel doel past bij deze keuze" in all_words(response, "//h2")


# --- another day ---------------------------------------------------------------------------------
def test_another_day_shows_both_as_they_stood(client, time_machine, leuven):
    time_machine.move_to("2024-03-01 12:00 +0100", tick=False)
    gent = city_plan(name="Genk", period=(2020, 2030))
    goal = on(gent, 1, title="Zoals eerst")
    go_online(gent)
    time_machine.move_to("2025-03-01 12:00 +0100", tick=False)
    goal.title = "Zoals later"
    goal.save()
    publish(gent, note="", by=make_member(city=gent.city))

    then, now = (ask(client, gent, leuven, op=day) for day in ("2024-06-01", ""))

    assert [row[0] for row in goals_in_rows(then)] == ["Zoals eerst"]
    assert [row[0] for row in goals_in_rows(now)] == ["Zoals later"]
    assert "toen was er nog niets van gepubliceerd" in main_of(then)
    assert all_words(then, "//p[@class='note']")[0].startswith(
        "Zo stonden beide plannen op 1 juni 2024."
    )


def test_a_withdrawn_plan_says_so(client, gent, leuven):
    edition = leuven.editions.published().get()
    withdraw(edition, reason="Fout", by=make_member(city=leuven.city))

    response = ask(client, gent, leuven)

    assert response.status_code == 200
    assert "de stad had de tekst ingetrokken" in main_of(response)


# --- one city ------------------------------------------------------------------------------------
def test_two_plans_of_one_city_are_told_apart_and_lead_to_their_difference(client, gent):
    after = make_plan(
        city=gent.city, period_from=gent.period_until + 1, period_until=gent.period_until + 6
    )
    on(after, 1, title="Opnieuw melden")
    go_online(after)

    response = ask(client, after, gent)

    assert all_words(response, "//h1") == [f"Gent {after.period} naast Gent {gent.period}"]
    (link,) = page_of(response).xpath("//a[contains(., 'Lees woord voor woord')]/@href")
    assert link == f"/plannen/gent/{after.slug}/edities/1/verschil/?met={gent.slug}%2F1"
    assert client.get(link).status_code == 200


def test_two_cities_have_no_difference_to_lead_to(client, gent, leuven):
    response = ask(client, gent, leuven)

    assert page_of(response).xpath("//a[contains(., 'Lees woord voor woord')]") == []


# --- tables --------------------------------------------------------------------------------------
def test_the_tables_hold_the_rows_of_the_page(client, gent, leuven):
    named = {"a": code(gent), "b": code(leuven)}

    text = client.get(reverse("network:compare_plans_csv"), named).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("network:compare_plans_xlsx"), named).content)
    )

    lines = [line.split(";") for line in text.splitlines() if line.count(";") > 5]
    assert [(line[0], line[1]) for line in lines[1:]] == [
        ("1. Waakzaamheid", "Gent"),
        ("7. Huisvesting", "Gent"),
        ("7. Huisvesting", "Leuven"),
        ("7. Huisvesting", "Gent"),
        ("9. Culturele diversiteit", "Leuven"),
        ("Eigen thema’s", "Gent"),
    ]
    overview = [row[:3] for row in book["Overzicht"].iter_rows(values_only=True)]
    assert overview[3:5] == [("Doelen", 4, 2), ("Acties", 0, 0)]
    assert book["Doelen"].max_row == 7


def test_without_a_pair_the_tables_lead_to_the_choice(client, gent):
    response = client.get(reverse("network:compare_plans_csv"), {"a": code(gent)})

    assert response.status_code == 302
    assert response["Location"] == f"{URL}?a=gent%2F{gent.slug}"


def test_the_queries_do_not_grow_with_the_plans(client, gent, leuven):
    address = f"{URL}?a={code(gent)}&b={code(leuven)}"
    few = queries_of(client, address)
    for number in range(3):
        plan = city_plan(name=f"Extra {number}")
        on(plan, 1)
        go_online(plan)
    for number in (2, 3, 4):
        tagged(gent, f"Meer {number}")
        make_goal(chapter=gent.editions.drafts().get().chapters.first(), title=f"En {number}")
    publish(gent, note="", by=make_member(city=gent.city))

    assert queries_of(client, address) == few
