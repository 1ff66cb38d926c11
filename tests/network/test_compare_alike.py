"""Pages that show the same figures agree, and tables say what narrowed them and nothing else."""

import ast
from pathlib import Path

import pytest
from django.utils import timezone

from tests.compared import city_plan, go_online, make_partner, on
from tests.factories import join, make_city, make_member, make_round, tell
from tests.fiches import make_practice
from tests.practices.plan_links import adopt
from tests.reading import all_words, page_of
from tests.side_by_side import city_with, goals_of

pytestmark = pytest.mark.django_db

POINT = "/vergelijken/punt/7/"
GAPS = "/vergelijken/witte-vlekken/"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def asked_again(time_machine):
    """Gent told of two goals, of one again in the newest round; the third was never told about."""
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    plan = city_with(*({"on": (7,), "title": title} for title in ("Nu", "Toen", "Nooit")))
    now, then, _ = goals_of(plan)
    tell(plan=plan, goal=now, state="preparing")
    tell(plan=plan, goal=then, state="running")
    time_machine.move_to("2026-03-01 12:00:00+00:00")
    make_round(days=10)
    tell(plan=plan, goal=now, state="running")
    return plan


# --- how far it is, on every page ----------------------------------------------------------------
def test_city_plan_matrix_and_commitment_count_the_same_progress(client, asked_again):
    city = client.get(asked_again.city.get_absolute_url())
    plan = client.get(asked_again.get_absolute_url())
    matrix = client.get("/vergelijken/").context["matrix"]
    point = client.get(POINT)

    counts = {"running": 1, "": 2}
    assert city.context["progress"] == [("in uitvoering", 1), ("geen update", 2)]
    told = all_words(plan, "//section[@id='voortgang']/ul[@class='facts']/li")
    assert told == ["in uitvoering 1", "geen update 2"]
    assert dict(matrix.columns[0].cells[7].states) == counts
    badges = all_words(point, "//article//span[contains(@class, 'badge')]")
    assert sorted(badges) == ["geen update", "geen update", "in uitvoering"]


@pytest.mark.parametrize("address", [POINT, "/vergelijken/plannen/?a={0}&b={0}"])
def test_a_word_of_an_earlier_round_is_told_as_such(client, asked_again, address):
    other = city_with({"on": (7,), "title": "Elders"})
    codes = [f"{plan.city.slug}/{plan.slug}" for plan in (asked_again, other)]
    address = address.replace("{0}", codes[0], 1).replace("{0}", codes[1])

    response = client.get(address)

    words = " ".join(all_words(response, "//main"))
    assert words.count("geen update uit een vorige ronde: in uitvoering, 1 februari 2026") == 1


def test_a_partner_page_marks_what_an_earlier_round_heard(client, asked_again):
    make_partner(slug="samen", name="Dienst Samenleven")

    response = client.get("/vergelijken/partner/samen/")

    assert "geen update uit een vorige ronde: in uitvoering" in " ".join(
        all_words(response, "//section[@class='card']")
    )


def test_of_a_city_page_without_any_word_no_progress_is_told(client):
    plan = city_with(7)

    assert client.get(plan.city.get_absolute_url()).context["progress"] == []


# --- said once -----------------------------------------------------------------------------------
def test_a_city_that_told_nothing_says_so_once(client):
    city_with({"on": (7,), "title": "Een"}, {"on": (7,), "title": "Twee"}, name="Brugge")
    plan = city_with({"on": (7,), "title": "Drie"}, {"on": (7,), "title": "Vier"}, name="Gent")
    tell(plan=plan, goal=goals_of(plan)[0], state="running")

    response = client.get(POINT)

    once = "Vertelde nog niets over deze doelen: geen update."
    assert all_words(response, "//td[@data-l='Brugge']//p[contains(., 'Vertelde')]") == [once]
    badges = "//td[@data-l='{}']//span[contains(@class, 'badge')]"
    assert all_words(response, badges.format("Brugge")) == []
    assert all_words(response, badges.format("Gent")) == ["in uitvoering", "geen update"]
    table = client.get(f"{POINT}tabel.csv").content.decode("utf-8-sig")
    assert table.count("geen update") == 3


# --- what a reader takes away --------------------------------------------------------------------
@pytest.mark.parametrize("address", [f"{GAPS}tabel.csv", "/vergelijken/partners/tabel.csv"])
def test_a_table_that_no_filter_narrows_names_none(client, address):
    city_with(7)

    filtered = client.get(address, {"verbintenis": "7"}).content.decode("utf-8-sig")
    matrix = client.get("/vergelijken/tabel.csv", {"verbintenis": "7"}).content.decode("utf-8-sig")

    assert ("Gekozen:" in filtered, "Gekozen:" in matrix) == (False, True)


def test_the_table_of_partners_holds_those_that_were_sought(client):
    city_with(7)
    for name in ("Unia", "Atlas"):
        make_partner(slug=name.lower(), name=name)

    page = client.get("/vergelijken/partners/", {"q": "atl", "verbintenis": "7"})
    (link,) = page_of(page).xpath("//a[.='CSV']/@href")
    lines = client.get(link).content.decode("utf-8-sig").splitlines()

    assert link == "/vergelijken/partners/tabel.csv?q=atl"
    assert lines[0].endswith("Gezocht: “atl”.")
    assert [line.split(";")[0] for line in lines if "/partner/" in line] == ["Atlas"]


# --- another day ---------------------------------------------------------------------------------
def test_practices_of_today_stand_beside_no_earlier_day(client, time_machine):
    time_machine.move_to("2026-02-01 12:00:00+00:00")
    practice = make_practice(commitments=[7])
    plan = city_plan(name="Gent")
    on(plan, 7)
    adopt(practice, plan=plan, title="Testen", by=make_member(city=plan.city))
    join(city=make_city(name="Aalst"))
    go_online(plan)
    time_machine.move_to("2026-03-01 12:00:00+00:00")

    asked = ({}, {"op": "2026-02-15"})
    link = practice.get_absolute_url()
    for address, more in ((POINT, {}), (GAPS, {"mijn": "aalst"})):
        pages = [client.get(address, {**more, **one}).content.decode() for one in asked]
        assert [link in page for page in pages] == [True, False]


def test_progress_asks_nothing_of_the_comparison():
    for path in (ROOT / "actionplans" / "progress").glob("*.py"):
        names = [
            node.module or ""
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ImportFrom)
        ]
        assert [name for name in names if "comparing" in name] == []


# --- on paper ------------------------------------------------------------------------------------
def test_paper_says_the_day_the_address_and_the_plan_of_each_cell(client):
    plan = city_with(7, name="Gent", period_from=2000, period_until=2005)

    response = client.get(POINT, {"stad": "gent"})

    (line,) = all_words(response, "//p[@class='only-print'][starts-with(., 'Zo stond het op')]")
    assert line.endswith(f"{timezone.localdate().year}, http://testserver{POINT}?stad=gent")
    (told,) = page_of(response).xpath("//td[@id='stad-gent']/@data-plan")
    assert told == f"Gent, {plan.period}, editie 1, afgelopen"
