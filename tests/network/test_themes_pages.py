"""The themes as everybody reads them, what belongs to one, and those written down by hand."""

from datetime import date

import pytest
from django.utils import timezone

from actionplans.editions import publish
from cities.models import Ground, LogEntry, PolicyDomain, SearchEntry
from network.models import YearTheme
from network.themes import current_theme, open_ballots
from network.themes.ballots import close_due
from network.themes.belonging import goals_of, practices_of, reach_of
from network.themes.searching import rebuild
from tests.counting import queries_of
from tests.factories import (
    join,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
    tell,
)
from tests.fiches import make_practice
from tests.network.polls import YEAR, let_close, make_poll, make_voter, vote
from tests.networks import make_moderator, make_theme, make_theme_proposal
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db

URL = "/netwerk/jaarthemas/"
THIS_YEAR = timezone.localdate().year


def make_place(name="", *, commitment=1, goals=("Goal",), **tags):
    """A member city with a published plan; `tags` are given to the first goal."""
    city = make_city(name=name)
    join(city=city)
    plan = make_plan(city=city, period_from=2020)
    chapter = make_chapter(plan=plan, commitments=(commitment,))
    made = [make_goal(chapter=chapter, title=title) for title in goals]
    for field, rows in tags.items():
        getattr(made[0], field).set(rows)
    publish(plan, note="", by=make_member(city=city))
    return plan


@pytest.fixture
def theme(db):
    """On housing, on language, or on commitment 6."""
    theme = make_theme(year=THIS_YEAR, title="Wonen", text="Wie huurt, telt mee.")
    theme.domains.set(PolicyDomain.objects.filter(code="vrije_tijd"))
    theme.grounds.set(Ground.objects.filter(code="taal"))
    return theme


# --- what belongs ------------------------------------------------------------------------------
def titles_of(theme):
    return {
        standing.city.name: [goal.title for goal in goals] for standing, goals in goals_of(theme)
    }


def test_one_label_is_enough_and_a_domain_takes_along_those_under_it(theme):
    make_place("Gent", commitment=6, goals=("Een", "Twee"))
    make_place("Genk", goals=("Taal", "Niets"), grounds=Ground.objects.filter(code="taal"))
    sport = PolicyDomain.objects.filter(code="sport")
    make_place("Lier", goals=("Sport",), domains=sport)
    make_place("Aalst", goals=("Werk",), domains=PolicyDomain.objects.filter(code="werk"))

    assert titles_of(theme) == {
        "Aalst": [],
        "Genk": ["Taal"],
        "Gent": ["Een", "Twee"],
        "Lier": ["Sport"],
    }
    reach = reach_of(theme)
    assert (reach.goals, reach.cities, reach.practices) == (4, 3, 0)


def test_of_practices_only_what_is_published_belongs(theme):
    shown = [
        make_practice(title="Grond", grounds=["taal"]),
        make_practice(title="Onder het domein", domains=["sport"]),
    ]
    make_practice(title="Iets anders", grounds=["leeftijd"], domains=["werk"])
    for state in ("draft", "submitted", "archived", "offline"):
        make_practice(title="Nog geheim", grounds=["taal"], state=state)

    assert set(practices_of(theme)) == set(shown)


def test_a_theme_without_labels_has_nothing():
    theme = make_theme(commitments=())
    make_place("Gent")
    make_practice()

    reach = reach_of(theme)

    assert (reach.goals, reach.cities, reach.practices) == (0, 0, 0)


# --- the page of a theme ------------------------------------------------------------------------
def test_everybody_reads_goals_progress_practices_and_who_has_none(client, theme):
    plan = make_place("Gent", commitment=6, goals=("Testen op de huurmarkt",))
    tell(plan=plan, state="finished")
    make_goal(chapter=plan.editions.get(state="draft").chapters.get(), title="Nog geheim")
    make_place("Aalst")
    join(city=make_city(name="Lier"))
    make_practice(title="Praktijk over taal", grounds=["taal"])

    response = client.get(theme.get_absolute_url())

    rows = all_words(response, "//section[@class='theme-city']//li")
    assert rows == ["1.1 Testen op de huurmarkt afgerond"]
    assert all_words(response, "//ul[@class='cards']//h3") == ["Praktijk over taal"]
    without = all_words(response, "//main//p[starts-with(., 'Nog geen doel')]")
    assert without == ["Nog geen doel op dit thema: Aalst, Lier (nog geen plan in het portaal)."]
    assert "Nog geheim" not in main_of(response)
    assert f"/vergelijken/?thema={theme.slug}" in main_of(response)


def test_a_theme_of_a_vote_tells_how_it_was_chosen(client):
    poll = make_poll("Wonen", "Werk")
    vote(poll, make_voter("Gent", name="Schepen An"), poll.options[0])
    let_close(poll)
    close_due()

    page = client.get(YearTheme.objects.get().get_absolute_url())

    assert all_words(page, "//main//tbody/tr") == ["Wonen gekozen 1 Gent", "Werk 0 geen"]
    assert "Schepen An" not in main_of(page)


def test_queries_of_the_page_do_not_grow(client, theme):
    make_place("Gent", commitment=6)
    make_practice(grounds=["taal"])
    few = queries_of(client, theme.get_absolute_url())
    for _ in range(3):
        make_place(commitment=6, goals=("Een", "Twee"))
        make_practice(grounds=["taal"])

    assert queries_of(client, theme.get_absolute_url()) == few


def test_an_unknown_theme_is_not_found(client):
    assert client.get(f"{URL}bestaat-niet/").status_code == 404


# --- the page of all ------------------------------------------------------------------------------
def test_all_themes_and_proposals_stand_on_one_page(client, theme):
    make_theme(year=2019, title="Werk", slug="werk")
    make_theme_proposal(year=YEAR, title="Taal", commitments=(4,))
    make_theme_proposal(year=YEAR, title="Weg", withdrawn_at=timezone.now())

    response = client.get(URL)

    assert all_words(response, "//article[contains(@class, 'is-now')]/h2") == ["Wonen"]
    assert all_words(response, "//ul[@class='theme-years']/li") == ["2019 Werk"]
    assert all_words(response, "//div[@class='cards']//h3") == ["Taal"]
    assert current_theme() == theme


def test_an_empty_page_says_how_a_theme_comes_about(client):
    response = client.get(URL)

    headings = all_words(response, "//div[@class='empty']/h2")
    assert headings == [f"Voor {THIS_YEAR} is nog geen thema gekozen"]
    assert current_theme() is None


def test_members_know_how_many_voted_and_an_alderman_what_waits(client):
    poll, voter = make_poll("Wonen", "Werk"), make_voter("Gent")
    other = make_voter("Brugge")
    vote(poll, other, poll.options[0])

    visitor = main_of(client.get(URL))
    client.force_login(voter)
    member = main_of(client.get(URL))

    assert ("1 van de 2" in visitor, "1 van de 2" in member) == (False, True)
    assert ("Gent stemde nog niet" in visitor, "Gent stemde nog niet" in member) == (False, True)
    assert list(open_ballots()) == [poll]


def test_queries_of_all_themes_do_not_grow(client, theme):
    make_poll("Wonen", "Werk")
    few = queries_of(client, URL)
    for year in range(2019, 2023):
        make_theme(year=year, title=f"Thema {year}")
        make_theme_proposal(year=YEAR, commitments=(4,))

    assert queries_of(client, URL) == few


# --- written down by hand -------------------------------------------------------------------------
def typed(**values):
    return {"year": 2019, "title": "Werk", "text": "", "domains": "werk", **values}


def test_moderator_writes_a_theme_down_once(client):
    client.force_login(make_moderator())

    answers = [client.post(f"{URL}nieuw/", typed(adopted_on="2018-11-20")) for _ in range(2)]

    theme = YearTheme.objects.get()
    assert [one["Location"] for one in answers] == [f"{URL}werk-2019/"] * 2
    assert (theme.adopted_on, theme.ballot, theme.domains.get().code) == (
        date(2018, 11, 20),
        None,
        "werk",
    )
    entry = SearchEntry.objects.get(kind="theme")
    assert (entry.title, entry.url) == ("Jaarthema 2019: Werk", f"{URL}werk-2019/")
    assert LogEntry.objects.get().verb == "theme adopted"


BAD = [
    {"year": "2017"},
    {"year": str(THIS_YEAR + 1)},
    {"year": "9" * 30},
    {"title": ""},
    {"domains": ""},
    {"adopted_on": "2999-01-01"},
    {"adopted_on": "0001-01-01"},
]


def test_bad_input_writes_nothing(client):
    client.force_login(make_moderator())

    answers = [client.post(f"{URL}nieuw/", typed(**wrong)).status_code for wrong in BAD]

    assert answers == [422] * len(BAD)
    assert not YearTheme.objects.exists()


def test_moderator_mends_a_theme_and_a_stale_save_writes_nothing(client, theme):
    address = f"{theme.get_absolute_url()}bewerken/"
    data = typed(year=THIS_YEAR, title="Wonen en huren", version=1)
    client.force_login(make_moderator())

    first, second = client.post(address, data), client.post(address, {**data, "title": "Anders"})

    theme.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 409)
    assert (theme.title, theme.version, theme.slug) == ("Wonen en huren", 2, theme.slug)
    assert [one.code for one in theme.domains.all()] == ["werk"]
    assert second.context["form"]["title"].value() == "Anders"
    assert SearchEntry.objects.get(kind="theme").title.endswith("Wonen en huren")


def test_what_a_vote_chose_keeps_its_labels(client, theme):
    poll = make_poll("Wonen", "Werk")
    YearTheme.objects.filter(pk=theme.pk).update(ballot=poll)
    client.force_login(make_moderator())

    client.post(f"{theme.get_absolute_url()}bewerken/", typed(title="Wonen!", version=1))

    theme.refresh_from_db()
    assert (theme.title, theme.year) == ("Wonen!", THIS_YEAR)
    assert [one.number for one in theme.commitments.all()] == [6]


def test_a_city_does_not_keep_the_list(client, theme):
    client.force_login(make_member(role="coordinator"))

    answers = [
        client.post(f"{URL}nieuw/", typed()).status_code,
        client.post(f"{theme.get_absolute_url()}bewerken/", typed(version=1)).status_code,
    ]

    theme.refresh_from_db()
    assert (answers, theme.title, YearTheme.objects.count()) == ([403, 403], "Wonen", 1)


def test_the_search_can_be_made_anew(theme):
    rebuild()

    entry = SearchEntry.objects.get(kind="theme")
    assert (entry.uid, entry.text) == (theme.uid, "Wie huurt, telt mee.")
