"""Putting a theme forward, changing it, taking it back."""

import uuid

import pytest

from cities.models import LogEntry
from network.models import ThemeProposal
from network.themes.proposals import coming_proposals
from tests.factories import join, make_city, make_member, make_user, published_plan
from tests.network.polls import YEAR
from tests.networks import make_ballot, make_moderator, make_theme, make_theme_proposal
from tests.reading import main_of

pytestmark = pytest.mark.django_db

NEW = "/netwerk/jaarthemas/voorstellen/nieuw/"


@pytest.fixture
def officer(db):
    gent = make_city(name="Gent")
    join(city=gent)
    return make_member(city=gent, role="contributor", name="Ann van Gent")


def address(proposal, deed=""):
    return f"/netwerk/jaarthemas/voorstellen/{proposal.uid}/{deed}"


def form(**values):
    typed = {"city": "gent", "year": YEAR, "title": "Wonen", "reason": "Omdat.", "domains": "wonen"}
    return {**typed, "uid": str(uuid.uuid4()), **values}


# --- proposing -----------------------------------------------------------------------------------
def test_officer_proposes_for_the_own_city_and_a_double_click_makes_one(client, officer):
    client.force_login(officer)
    data = form(commitments=["6", "7"], grounds=["taal"])

    answers = [client.post(NEW, data) for _ in range(2)]

    made = ThemeProposal.objects.get()
    assert [one["Location"] for one in answers] == [address(made)] * 2
    assert (made.city.name, made.year, made.title) == ("Gent", YEAR, "Wonen")
    assert (made.reason, made.by.label) == ("Omdat.", "Ann van Gent")
    chosen = [[str(one) for one in getattr(made, name).all()] for name in ("domains", "grounds")]
    assert (chosen, made.commitments.count()) == ([["Wonen"], ["Taal"]], 2)


def test_moderator_proposes_for_vvsg(client):
    client.force_login(make_moderator())

    client.post(NEW, form(city="vvsg"))

    made = ThemeProposal.objects.get()
    assert made.city is None
    assert "Voorgesteld door VVSG" in main_of(client.get(address(made)))


def test_look_first_counts_what_belongs_and_saves_nothing(client, officer):
    published_plan(city=officer.memberships.get().city, goals=2)
    client.force_login(officer)

    response = client.post(NEW, form(commitments=["1"], bekijk="1"))

    reach = response.context["reach"]
    assert (response.status_code, reach.goals, reach.cities, reach.practices) == (200, 2, 1, 0)
    assert response.context["form"]["title"].value() == "Wonen"
    assert not ThemeProposal.objects.exists()


BAD = [
    {"title": " "},
    {"title": "x" * 121},
    {"title": "a\0b"},
    {"domains": ""},
    {"domains": "bestaat-niet"},
    {"domains": "\0"},
    {"year": "1999"},
    {"year": "later"},
    {"reason": "x" * 5001},
    {"city": "brugge"},
    {"city": "vvsg"},
    {"uid": "x"},
]


def test_bad_input_is_refused_and_stays_on_the_screen(client, officer):
    client.force_login(officer)
    answers = []
    for wrong in BAD:
        data = form(**wrong)
        response = client.post(NEW, data)
        kept = response.context["form"]["reason"].value() == data["reason"]
        answers.append((response.status_code, kept))

    assert answers == [(422, True)] * len(BAD)
    assert not ThemeProposal.objects.exists()


def test_the_form_of_somebody_else_makes_nothing(client, officer):
    other = make_theme_proposal(year=YEAR, title="Werk")
    client.force_login(officer)

    data = form(uid=str(other.uid))
    response = client.post(NEW, data)

    again = response.context["form"].data
    assert (response.status_code, again["title"]) == (409, "Wonen")
    assert ThemeProposal.objects.get().title == "Werk"
    assert client.post(NEW, again).status_code == 302
    assert ThemeProposal.objects.count() == 2


def test_visitor_signs_in_and_who_works_for_no_city_is_refused(client):
    visitor = client.post(NEW, form())
    client.force_login(make_user())
    nobody = client.post(NEW, form())

    assert visitor["Location"].startswith("/account/login/")
    assert (nobody.status_code, ThemeProposal.objects.count()) == (403, 0)


def test_a_year_with_a_theme_is_not_offered(client, officer):
    make_theme(year=YEAR)
    client.force_login(officer)

    response = client.post(NEW, form())

    assert (response.status_code, ThemeProposal.objects.count()) == (422, 0)


# --- changing ------------------------------------------------------------------------------------
@pytest.fixture
def proposal(officer):
    return make_theme_proposal(
        year=YEAR, title="Werk", city=officer.memberships.get().city, by=officer, commitments=(5,)
    )


def change(client, proposal, **values):
    typed = {"year": YEAR, "title": "Wonen", "reason": "", "domains": "wonen", "version": 1}
    return client.post(address(proposal, "bewerken/"), {**typed, **values})


def test_the_own_city_and_vvsg_change_it(client, officer, proposal):
    client.force_login(officer)
    change(client, proposal)
    client.force_login(make_moderator())
    change(client, proposal, title="Wonen voor wie huurt", version=2)

    proposal.refresh_from_db()
    assert (proposal.title, proposal.version) == ("Wonen voor wie huurt", 3)
    assert [one.code for one in proposal.domains.all()] == ["wonen"]
    assert (proposal.commitments.count(), proposal.by.label) == (0, "Ann van Gent")


def test_the_same_again_leaves_no_trace(client, officer, proposal):
    client.force_login(officer)

    for version in (1, 1):
        response = change(client, proposal, version=version)

    proposal.refresh_from_db()
    assert (response.status_code, proposal.version) == (302, 2)


def test_a_stale_save_writes_nothing_and_shows_both(client, officer, proposal):
    client.force_login(officer)
    change(client, proposal, title="Van mijn collega")

    response = change(client, proposal, title="Van mij", version=1)

    proposal.refresh_from_db()
    page, box = main_of(response), response.context["form"]
    assert (response.status_code, proposal.title) == (409, "Van mijn collega")
    assert (box["title"].value(), int(box["version"].value())) == ("Van mij", 2)
    assert "“Van mijn collega”" in page


@pytest.mark.parametrize("deed", ["bewerken/", "intrekken/"])
def test_another_city_and_a_visitor_change_nothing(client, proposal, deed):
    data = {"year": YEAR, "title": "Anders", "domains": "wonen", "version": 1}
    visitor = client.post(address(proposal, deed), data)
    client.force_login(make_member(role="coordinator"))
    other = client.post(address(proposal, deed), data)

    proposal.refresh_from_db()
    assert visitor["Location"].startswith("/account/login/")
    assert (other.status_code, proposal.title, proposal.withdrawn_at) == (403, "Werk", None)


def test_once_it_stands_in_a_vote_its_words_are_fixed(client, officer, proposal):
    make_ballot(year=YEAR, proposals=[proposal, make_theme_proposal(year=YEAR)])
    client.force_login(officer)

    changed = change(client, proposal, title="Anders", version=1)
    withdrawn = client.post(address(proposal, "intrekken/"), {"version": 1})

    proposal.refresh_from_db()
    assert (changed.status_code, withdrawn.status_code) == (409, 409)
    assert (proposal.title, proposal.withdrawn_at) == ("Werk", None)
    assert changed.context["form"]["title"].value() == "Anders"


def test_a_withdrawn_one_leaves_the_list_and_keeps_its_page(client, officer, proposal):
    client.force_login(officer)

    for _ in range(2):
        response = client.post(address(proposal, "intrekken/"), {"version": 1})

    proposal.refresh_from_db()
    assert (response.status_code, proposal.withdrawn_at is not None) == (302, True)
    assert list(coming_proposals()) == []
    line = LogEntry.objects.get()
    assert (line.verb, str(line.actor), line.city.name) == ("withdrawn", "Ann van Gent", "Gent")
    client.logout()
    page = client.get(address(proposal))
    assert "Dit voorstel is ingetrokken" in main_of(page)
    assert "Ann van Gent" not in main_of(page)


def test_withdrawing_what_a_colleague_changed_asks_again(client, officer, proposal):
    client.force_login(officer)
    change(client, proposal)

    response = client.post(address(proposal, "intrekken/"), {"version": 1})

    proposal.refresh_from_db()
    assert (response.status_code, proposal.withdrawn_at) == (409, None)
