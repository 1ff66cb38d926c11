"""The page of a proposal for its author and the author's city."""

import pytest
from django.urls import reverse

from practices.models import ChangeProposal
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, make_proposal
from tests.proposing import boxes_of, keys_in, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Genk")


@pytest.fixture
def practice(city):
    return make_practice(title="Testen", partners=["Het OCMW"], city=city)


@pytest.fixture
def author(client):
    by = make_member(role="contributor")
    client.force_login(by)
    return by


def start_url(practice, word="wijziging"):
    return reverse("practices:proposal_start", args=[practice.slug, word])


# --- going on ------------------------------------------------------------------------------------
def test_changed_fields_are_marked(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="draft", title="Proeven")

    page = client.get(url_of(proposal, "proposal_edit"))

    marked = [box.name for _h, rows in page.context["groups"] for box, is_on in rows if is_on]
    assert (marked, page.content.decode().count("Gewijzigd</span>")) == (["title"], 1)


def test_two_windows_on_one_field_get_both_texts(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="draft", title="Proeven")
    mine = {**boxes_of(client.get(url_of(proposal, "proposal_edit"))), "title": "Mijn"}
    theirs = {**boxes_of(client.get(url_of(proposal, "proposal_edit"))), "title": "Hun"}
    client.post(url_of(proposal, "proposal_edit"), theirs)

    response = client.post(url_of(proposal, "proposal_edit"), mine)

    (clash,) = response.context["clash"]
    assert (response.status_code, clash.old, clash.new) == (409, "Hun", "Mijn")
    assert response.context["form"]["title"].value() == "Mijn"
    again = client.post(url_of(proposal, "proposal_edit"), boxes_of(response))
    proposal.refresh_from_db()
    assert (again.status_code, proposal.values) == (302, {"title": "Mijn"})


def test_author_hands_in_from_the_page_that_shows_what_was_proposed(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="draft", title="Proeven")
    page = client.get(url_of(proposal))

    response = client.post(url_of(proposal, "proposal_submit"), keys_in(page))

    proposal.refresh_from_db()
    assert [one.label for one in page.context["differences"]] == ["Titel"]
    assert (proposal.state, response["Location"]) == ("submitted", url_of(proposal))


def test_what_was_saved_elsewhere_is_not_handed_in_unread(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="draft", title="Proeven")
    read = keys_in(client.get(url_of(proposal)))
    ChangeProposal.objects.update(number=2, lock_version=2)

    response = client.post(url_of(proposal, "proposal_submit"), read)

    proposal.refresh_from_db()
    assert (response.status_code, proposal.state) == (409, "draft")


def test_author_ticks_a_point_off_and_comes_back(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="changes_requested", title="Een")
    point = make_point(subject=proposal)
    url = reverse("practices:proposal_point", args=[proposal.uid, point.uid])

    client.post(url, {f"punt-{point.uid}-state": "done"})
    client.post(url_of(proposal, "proposal_submit"), keys_in(client.get(url_of(proposal))))

    proposal.refresh_from_db()
    point.refresh_from_db()
    assert (point.state, proposal.state) == ("done", "submitted")


def test_author_withdraws(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, title="Proeven")

    client.post(url_of(proposal, "proposal_withdraw"), keys_in(client.get(url_of(proposal))))

    proposal.refresh_from_db()
    assert proposal.state == "withdrawn"


def test_an_outdated_proposal_begins_again(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="outdated", title="Proeven")
    page = client.get(url_of(proposal)).content.decode()

    response = client.post(url_of(proposal, "proposal_again"))

    fresh = ChangeProposal.objects.exclude(pk=proposal.pk).get()
    assert ("Dit is niet jouw fout" in page, fresh.values) == (True, {"title": "Proeven"})
    assert response["Location"] == url_of(fresh)


def test_the_result_names_what_was_taken_and_what_was_not(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="partly_applied", title="Een")
    ChangeProposal.objects.update(applied={"goals": "Meer"}, refused={"title": "Te kort."})

    page = client.get(url_of(proposal))

    told = [(one.label, one.outcome, one.reason) for one in page.context["results"]]
    assert told == [("Titel", "niet overgenomen", "Te kort."), ("Doelen", "overgenomen", "")]


# --- who may -------------------------------------------------------------------------------------
def test_a_colleague_goes_on_and_an_alderman_reads(client, practice, city):
    by = make_member(city=city, role="contributor")
    proposal = make_proposal(practice=practice, by=by, city=city, state="draft", title="Proeven")
    answers = []
    for role in ("coordinator", "alderman"):
        client.force_login(make_member(city=city, role=role))
        answers += [
            client.get(url_of(proposal, f"proposal{deed}")).status_code for deed in ("", "_edit")
        ]

    assert answers == [200, 200, 200, 403]


@pytest.mark.parametrize("deed", ["", "_edit"])
def test_another_city_does_not_find_a_proposal(client, practice, author, deed):
    proposal = make_proposal(practice=practice, title="Proeven")

    assert client.get(url_of(proposal, f"proposal{deed}")).status_code == 404


def test_a_moderator_finds_no_draft(client, practice):
    proposal = make_proposal(practice=practice, state="draft", title="Proeven")
    client.force_login(make_moderator())

    assert client.get(url_of(proposal, "proposal_decide")).status_code == 404


def test_a_page_asks_as_much_for_many_points_as_for_one(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="changes_requested", title="Een")
    make_point(subject=proposal)
    client.get(url_of(proposal))
    one = queries_of(client, url_of(proposal))
    for _ in range(2):
        make_point(subject=proposal)

    assert queries_of(client, url_of(proposal)) == one
