"""The other decisions on a proposal, who is at it, and who may."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices import claims
from practices.models import ChangeProposal
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.proposing import boxes_of, other_decides, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen", goals="Minder weigeren", partners=["Het OCMW"])


@pytest.fixture
def moderator(client):
    by = make_moderator(name="Anke")
    client.force_login(by)
    return by


# --- the other decisions -------------------------------------------------------------------------
def verdict(client, proposal, word, **words):
    url = url_of(proposal, "proposal_verdict", word)
    return client.post(url, {**boxes_of(client.get(url)), **words})


@pytest.mark.parametrize(
    ("kind", "word", "words", "state"),
    [
        ("change", "niet-toepassen", {"reason": "Te lang."}, "declined"),
        ("change", "achterhaald", {"reason": "Het staat er al."}, "outdated"),
        ("change", "aanpassing-vragen", {"point-title": "Korter."}, "changes_requested"),
        ("remark", "antwoorden", {"reply": "Dank je."}, "answered"),
        ("remark", "naar-wijziging", {}, "answered"),
    ],
)
def test_a_decision_is_taken_with_its_mail(client, practice, moderator, kind, word, words, state):
    by = make_submitter()
    proposal = make_proposal(practice=practice, by=by, kind=kind, text="Kijk", title="Proeven")

    response = verdict(client, proposal, word, **words)

    proposal.refresh_from_db()
    told = "".join(words.values())
    assert (response.status_code, proposal.state) == (302, state)
    assert OutboxMail.objects.filter(address=by.email, body__contains=told).count() == 1
    assert practice.versions.count() == 1


def test_what_waits_for_its_author_can_be_outdated_too(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    verdict(client, proposal, "aanpassing-vragen", **{"point-title": "Korter."})

    response = verdict(client, proposal, "achterhaald", reason="Het staat er al.")

    proposal.refresh_from_db()
    assert (response.status_code, proposal.state, proposal.changes_due_on) == (
        302,
        "outdated",
        None,
    )


def test_a_note_keeps_the_proposal_for_another_half_hour(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    claims.claim(proposal, by=moderator)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        client.post(url_of(proposal, "proposal_note"), {"text": "Ik bel morgen."})
    proposal.refresh_from_db()

    with time_machine.travel(timezone.now() + timedelta(minutes=40)):
        assert claims.holder(proposal) == moderator


def test_a_section_is_named_by_its_city(client, moderator):
    roeselare = make_city(name="Roeselare")
    proposal = make_proposal(text="Nieuw")
    ChangeProposal.objects.filter(pk=proposal.pk).update(part=roeselare.slug)

    page = client.get(url_of(proposal, "proposal_decide"))

    assert page.context["section_place"] == "Roeselare"


@pytest.mark.parametrize(
    ("kind", "word"),
    [("change", "niet-toepassen"), ("change", "aanpassing-vragen"), ("remark", "antwoorden")],
)
def test_a_decision_without_its_words_is_not_taken(client, practice, moderator, kind, word):
    proposal = make_proposal(practice=practice, kind=kind, text="Kijk", title="Proeven")

    assert verdict(client, proposal, word).status_code == 422
    assert ChangeProposal.objects.get().state == "submitted"


def test_a_question_is_taken_back(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    verdict(client, proposal, "aanpassing-vragen", **{"point-title": "Korter."})

    verdict(client, proposal, "vraag-intrekken")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.points.count()) == ("submitted", 0)


def test_a_decision_that_came_too_late_keeps_its_words(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    url = url_of(proposal, "proposal_verdict", "niet-toepassen")
    sent = {**boxes_of(client.get(url)), "reason": "Te lang."}
    other_decides(proposal)

    response = client.post(url, sent)

    assert (response.status_code, response.context["form"]["reason"].value()) == (409, "Te lang.")


def test_a_remark_is_answered_not_applied(client, practice, moderator):
    proposal = make_proposal(practice=practice, kind="remark", text="Kijk")

    page = client.get(url_of(proposal, "proposal_decide"))

    assert (page.context["form"], page.status_code) == (None, 200)
    assert [one.word for one in page.context["decisions"]] == [
        *("antwoorden", "naar-wijziging", "aanpassing-vragen", "niet-toepassen")
    ]


# --- who is at it, and who may -------------------------------------------------------------------
def test_looking_takes_nothing_and_pressing_does(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    client.get(url_of(proposal, "proposal_decide"))
    proposal.refresh_from_db()
    before = claims.holder(proposal)

    client.post(url_of(proposal, "proposal_claim", "nemen"))

    proposal.refresh_from_db()
    assert (before, claims.holder(proposal)) == (None, moderator)


def test_a_note_stays_among_moderators(client, practice, moderator):
    by = make_member(role="contributor")
    proposal = make_proposal(practice=practice, by=by, title="Proeven")

    client.post(url_of(proposal, "proposal_note"), {"text": "Eerst bellen."})

    assert "Eerst bellen." in client.get(url_of(proposal, "proposal_decide")).content.decode()
    client.force_login(by)
    page = client.get(reverse("practices:proposal", args=[proposal.uid])).content.decode()
    assert "Eerst bellen." not in page


@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator", "administrator"])
def test_nobody_else_decides(client, practice, role):
    proposal = make_proposal(practice=practice, title="Proeven")
    by = make_moderator() if role == "administrator" else make_member(city=practice.city, role=role)
    type(by).objects.filter(pk=by.pk).update(network_role="administrator" if "adm" in role else "")
    client.force_login(by)
    urls = [
        url_of(proposal, "proposal_decide"),
        url_of(proposal, "proposal_verdict", "niet-toepassen"),
    ]

    assert [client.post(url, {"reason": "Nee."}).status_code for url in urls] == [403, 403]


def test_the_page_asks_as_much_for_many_proposals_beside_it_as_for_one(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", domains=["onderwijs"])
    make_proposal(practice=practice, title="Een")
    client.get(url_of(proposal, "proposal_decide"))
    one = queries_of(client, url_of(proposal, "proposal_decide"))
    for name in ("Twee", "Drie"):
        make_proposal(practice=practice, title=name)

    assert queries_of(client, url_of(proposal, "proposal_decide")) == one
