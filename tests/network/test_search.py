"""The search page: what visitors find, in which order, and how they narrow it down."""

import pytest
from django.http import QueryDict

from actionplans.editions import publish
from cities import index
from network.searching.question import read_question
from tests.cities.corpus import write_corpus
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.fiches import make_practice, make_section
from tests.network.seeking import add_goals, titles_of, url_of


@pytest.fixture
def corpus(db):
    return write_corpus()


# --- results -------------------------------------------------------------------------------------
def test_a_visitor_finds_things_grouped_by_sort(client, corpus):
    response = client.get(url_of(q="school"))

    assert (response.status_code, titles_of(response)) == (
        200,
        {"doelen": ["Scholen spreken over racisme", "Pesten stopt"]},
    )


def test_groups_stand_in_a_fixed_order_the_city_first(client, corpus):
    response = client.get(url_of(q="gent"))

    assert list(titles_of(response)) == ["steden", "vergaderingen"]


def test_the_title_of_the_page_tells_the_question_and_the_number(client, corpus):
    page = client.get(url_of(q='school "')).content.decode()

    start = page.index("<title>")
    title = page[start + 7 : page.index("</title>")]
    assert title == "“school &quot;”: 2 resultaten · Zoeken · Stedennetwerk"


def test_hits_are_marked_in_title_and_text(client, corpus):
    page = client.get(url_of(q="school")).content.decode()

    assert "<mark>Scholen</mark> spreken" in page
    assert "van elke <mark>school</mark>." in page


def test_what_was_written_is_never_markup(client, corpus):
    index.put(
        kind="goal", uid=index.uid_of("x", 1), title="<b>Fiets</b>", text="<script>", url="/x/"
    )

    page = client.get(url_of(q="fiets")).content.decode()

    assert "&lt;b&gt;<mark>Fiets</mark>&lt;/b&gt;" in page
    assert "<script>" not in page


def test_more_than_a_few_are_counted_and_led_to(client, db):
    add_goals(7)

    page = client.get(url_of(q="fiets"))

    assert [len(group.results) for group in page.context["found"].groups] == [5]
    assert '<a href="?q=fiets&amp;soort=doelen">Toon alle 7 doelen en acties</a>' in (
        page.content.decode()
    )


def test_one_sort_comes_in_pages_and_knows_the_last(client, db):
    add_goals(23)

    pages = [client.get(url_of(q="fiets", soort="doelen", pagina=page)) for page in (1, 2, 99)]

    sizes = [len(titles_of(page)["doelen"]) for page in pages]
    assert sizes == [20, 3, 3]
    assert [page.context["question"].page for page in pages] == [1, 2, 2]
    assert set(titles_of(pages[0])["doelen"]).isdisjoint(titles_of(pages[1])["doelen"])


def test_a_goal_tells_its_plan_its_period_and_that_it_is_over(client, db):
    plan = make_plan(
        **{"city": make_city(name="Gent"), "title": "Stad van iedereen"},
        **{"period_from": 2015, "period_until": 2019},
    )
    make_goal(chapter=make_chapter(plan=plan), title="Fietsen delen")
    publish_of(plan)

    [group] = client.get(url_of(q="fietsen")).context["found"].groups

    told = [(one.name, one.context, one.is_past) for one in group.results]
    assert told == [("Doel", "Stad van iedereen · 2015–2019 · Gent", True)]


def publish_of(plan):
    return publish(plan, note="", by=make_member(city=plan.city))


def test_a_section_of_a_city_is_told_with_its_practice(client, db):
    practice = make_practice(title="Meldpunt", city=make_city(name="Genk"))
    make_section(practice=practice, city=make_city(name="Éeklo"), text="Op de fiets.")

    response = client.get(url_of(q="fiets"))

    assert titles_of(response) == {"praktijken": ["Meldpunt in Éeklo"]}
    assert f'href="{practice.get_absolute_url()}#stad-eeklo"' in response.content.decode()


def test_what_is_found_by_a_label_only_says_so(client, db):
    add_goals(1, labels="Onderwijs", text="Naar school.")

    pages = [client.get(url_of(q=asked)) for asked in ("fiets", "uniek", "fiets onderwijs")]
    add_goals(1, labels="Uniek")
    pages.append(client.get(url_of(q="fiets uniek")))

    said = ["gevonden op een label" in page.content.decode() for page in pages]
    assert said == [False, False, False, True]


# --- narrower ------------------------------------------------------------------------------------
def test_a_city_a_sort_and_running_plans_narrow_down(client, db):
    gent, genk = make_city(name="Gent"), make_city(name="Genk")
    for city, until in ((gent, 2019), (gent, 2040), (genk, 2040)):
        plan = make_plan(city=city, period_from=2015, period_until=until)
        make_goal(chapter=make_chapter(plan=plan, title="Fiets"), title=f"Fiets {city} {until}")
        publish_of(plan)

    def goals(**asked):
        return titles_of(client.get(url_of(q="fiets", soort="doelen", **asked)))["doelen"]

    assert goals() == ["Fiets Gent 2019", "Fiets Gent 2040", "Fiets Genk 2040"]
    assert goals(stad="gent") == ["Fiets Gent 2019", "Fiets Gent 2040"]
    assert goals(stad="gent", lopend="1") == ["Fiets Gent 2040"]


@pytest.mark.parametrize(
    "asked",
    [
        {"soort": "geheim"},
        {"stad": "nergens"},
        {"stad": "x" * 400},
        {"stad": "' --"},
        {"pagina": "-1"},
        {"pagina": "²"},
        {"pagina": "9" * 400},
        {"lopend": "ja"},
    ],
)
def test_what_nobody_can_mean_is_left_out(client, corpus, asked):
    response = client.get(url_of(q="school", **asked))

    assert titles_of(response) == {"doelen": ["Scholen spreken over racisme", "Pesten stopt"]}


def test_a_question_keeps_its_address():
    address = "?q=fiets+%22op+straat%22&soort=doelen&lopend=1&pagina=3"

    question = read_question(QueryDict(address[1:]))

    assert question.address == address
