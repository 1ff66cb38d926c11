"""The pages on which somebody begins a proposal, with and without an account."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from practices.models import ChangeProposal, PracticeImage
from practices.submitters.session import SESSION
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal, make_submitter
from tests.pictures import picture
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


# --- beginning -----------------------------------------------------------------------------------
def test_author_proposes_a_change(client, practice, author):
    page = client.get(start_url(practice))
    assert (page.status_code, ChangeProposal.objects.count()) == (200, 0)

    response = client.post(start_url(practice), {**boxes_of(page), "title": "Proeven"})

    proposal = ChangeProposal.objects.get()
    assert (proposal.values, proposal.state) == ({"title": "Proeven"}, "draft")
    assert response["Location"] == url_of(proposal)


def test_a_form_without_a_change_makes_nothing(client, practice, author):
    page = client.get(start_url(practice))

    response = client.post(start_url(practice), boxes_of(page))

    assert (response.status_code, ChangeProposal.objects.count()) == (422, 0)


def test_wrong_input_stays_on_the_screen(client, practice, author):
    page = client.get(start_url(practice))
    sent = {**boxes_of(page), "title": "x" * 101, "period_from": "toen", "text": "Daarom"}

    response = client.post(start_url(practice), sent)

    form = response.context["form"]
    assert (response.status_code, sorted(form.errors)) == (422, ["period_from", "title"])
    assert [form[name].value() for name in ("period_from", "text")] == ["toen", "Daarom"]


def test_an_update_asks_only_what_ages(client, practice, author):
    page = client.get(start_url(practice, "update"))

    assert [name for name in page.context["form"].fields if name not in ("text", "seal")] == [
        *("description", "period_until", "success_factors", "challenges", "links"),
        *("evidence", "evidence_url"),
    ]


def test_a_remark_is_text_alone(client, practice, author):
    page = client.get(start_url(practice, "opmerking"))

    client.post(start_url(practice, "opmerking"), {**boxes_of(page), "text": "De link werkt niet."})

    proposal = ChangeProposal.objects.get()
    assert (proposal.kind, proposal.text) == ("remark", "De link werkt niet.")


def test_a_photo_is_proposed_with_its_rights(client, practice, author):
    upload = SimpleUploadedFile("geheim.jpg", picture(), content_type="image/jpeg")
    told = {"alt": "Een plein", "credit": "Stad Genk", "rights": "own", "people": "none"}

    response = client.post(
        start_url(practice, "foto"), {"upload": upload, "uid": uuid.uuid4(), **told}
    )

    proposal, image = ChangeProposal.objects.get(), PracticeImage.objects.get()
    assert image.proposal == proposal
    assert [one["uid"] for one in proposal.values["images"]] == [str(image.uid)]
    page = client.get(response["Location"]).content.decode()
    assert ("Een plein" in page, "geheim" in page) == (True, False)


def test_a_photo_without_rights_is_not_kept(client, practice, author):
    upload = SimpleUploadedFile("foto.jpg", picture(), content_type="image/jpeg")

    response = client.post(start_url(practice, "foto"), {"upload": upload})

    counts = ChangeProposal.objects.count(), PracticeImage.objects.count()
    assert (response.status_code, counts) == (422, (0, 0))


def test_an_unknown_kind_does_not_exist(client, practice, author):
    assert client.get(start_url(practice, "ruzie")).status_code == 404


def test_at_an_archived_practice_nothing_is_proposed(client, author):
    practice = make_practice(state="archived")

    response = client.post(start_url(practice), {"title": "Proeven"})

    assert (response["Location"], ChangeProposal.objects.count()) == (
        practice.get_absolute_url(),
        0,
    )


def test_who_begins_again_goes_on(client, practice, author):
    proposal = make_proposal(practice=practice, by=author, state="draft", title="Proeven")

    assert client.get(start_url(practice))["Location"] == url_of(proposal, "proposal_edit")


def test_a_visitor_is_sent_to_sign_in(client, practice):
    response = client.get(start_url(practice))

    assert response["Location"] == f"{reverse('account_login')}?next={start_url(practice)}"


def test_a_submitter_without_account_proposes_and_hands_in(client, practice):
    by = make_submitter()
    session = client.session
    session[SESSION] = [str(by.uid), by.key]
    session.save()
    page = client.get(start_url(practice))
    response = client.post(start_url(practice), {**boxes_of(page), "title": "Proeven"})

    page = client.get(response["Location"])
    client.post(f"{response['Location']}indienen/", keys_in(page))

    proposal = ChangeProposal.objects.get()
    assert (proposal.submitter, proposal.state) == (by, "submitted")
