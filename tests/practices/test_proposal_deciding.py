"""The page of a moderator about a proposal: choosing, being sure, and who was first."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.proposing.starting import save
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter
from tests.proposing import boxes_of, other_decides, url_of
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(title="Testen", goals="Minder weigeren", partners=["Het OCMW"])


@pytest.fixture
def moderator(client):
    by = make_moderator(name="Anke")
    client.force_login(by)
    return by


def sent_from(page, **changes):
    """What the form on this page would send of who takes over all that does not clash."""
    clean = [row for row in page.context["rows"] if not row["one"].is_conflict]
    taken = {row["choice"].html_name: "accept" for row in clean}
    return {**taken, **boxes_of(page), **page.context["keys"], **changes}


def sure_from(page):
    """What the page that says what happens would send."""
    mail = page.context["mail"]["mail_body"].value()
    return {**dict(page.context["kept"]), "mail_body": mail, "sure": "1"}


# --- bringing online -----------------------------------------------------------------------------
def test_moderator_chooses_reads_what_happens_and_does_it(client, practice, moderator):
    city = make_city(name="Gent")
    by = make_member(city=city, role="contributor")
    proposal = make_proposal(practice=practice, by=by, city=city, title="Proeven", goals="Meer")
    page = client.get(url_of(proposal, "proposal_decide"))
    refusal = {"choice-goals": "refuse", "reason-goals": "Te vaag."}

    sure = client.post(url_of(proposal, "proposal_decide"), sent_from(page, **refusal))
    practice.refresh_from_db()
    before = practice.published_version.number
    done = client.post(
        url_of(proposal, "proposal_decide"), {**sure_from(sure), "mail_body": "Dag Gent"}
    )

    practice.refresh_from_db()
    proposal.refresh_from_db()
    assert sure.context["act"] == "Pas 1 veld toe, weiger 1, en mail Gent"
    assert (before, practice.published_version.number, done.status_code) == (1, 2, 302)
    assert (practice.title, proposal.state, proposal.refused) == (
        "Proeven",
        "partly_applied",
        {"goals": "Te vaag."},
    )
    assert OutboxMail.objects.get().body.startswith("Dag Gent\n")


def test_going_back_keeps_the_choices(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")
    page = client.get(url_of(proposal, "proposal_decide"))
    edited = {"choice-title": "edit", "title": "Proeven in de stad"}
    sure = client.post(url_of(proposal, "proposal_decide"), sent_from(page, **edited))

    back = client.post(
        url_of(proposal, "proposal_decide"), {**dict(sure.context["kept"]), "back": "1"}
    )

    form = back.context["form"]
    assert (form["choice-title"].value(), form["title"].value()) == ("edit", "Proeven in de stad")
    assert practice.versions.count() == 1


def test_nothing_is_chosen_beforehand_so_nothing_is_taken_over_unread(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")
    page = client.get(url_of(proposal, "proposal_decide"))

    response = client.post(
        url_of(proposal, "proposal_decide"), {**boxes_of(page), **page.context["keys"]}
    )

    assert [row["choice"].value() for row in page.context["rows"]] == [None, None]
    assert (response.status_code, list(response.context["form"].errors)) == (
        422,
        ["choice-title", "choice-goals"],
    )


def test_a_refusal_without_a_reason_stays_on_the_page(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven", goals="Meer")
    page = client.get(url_of(proposal, "proposal_decide"))

    response = client.post(
        url_of(proposal, "proposal_decide"), sent_from(page, **{"choice-title": "refuse"})
    )

    errors = response.context["form"].errors
    assert (response.status_code, list(errors)) == (422, ["reason-title"])


def test_a_word_that_fits_no_box_is_told_only_when_it_is_chosen(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    sent = sent_from(client.get(url_of(proposal, "proposal_decide")), title="x" * 200)

    passed = client.post(url_of(proposal, "proposal_decide"), sent)
    stopped = client.post(url_of(proposal, "proposal_decide"), {**sent, "choice-title": "edit"})

    assert (passed.status_code, stopped.status_code) == (200, 422)


def test_a_conflict_shows_three_texts_and_nothing_is_chosen_beforehand(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Nagaan")
    other_decides(make_proposal(practice=practice, title="Proeven"))

    page = client.get(url_of(proposal, "proposal_decide"))

    (row,) = page.context["rows"]
    sides = [(heading, shown.value) for heading, shown, _line in row["sides"]]
    assert sides == [
        ("Bij indienen", "Testen"),
        ("Nu gepubliceerd", "Proeven"),
        ("Voorstel", "Nagaan"),
    ]
    assert row["choice"].value() is None
    assert client.post(url_of(proposal, "proposal_decide"), sent_from(page)).status_code == 422


def test_a_conflict_marks_what_each_side_changed(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Testen in mei")
    other_decides(make_proposal(practice=practice, title="Snel testen"))

    page = client.get(url_of(proposal, "proposal_decide"))

    cards = page_of(page).xpath("//section[@id='veld-title']//div[contains(@class, 'sides')]/div")
    marked = ["".join(card.xpath(".//ins/text()")).strip() for card in cards]
    assert [bool(words) for words in marked] == [False, True, True]
    assert marked[2] == "in mei"


def test_other_proposals_stand_beside_with_what_clashes(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Nagaan")
    make_proposal(practice=practice, title="Proeven")

    page = client.get(url_of(proposal, "proposal_decide"))

    assert [one.told for one in page.context["beside"]] == ["1 veld botst"]


# --- when somebody was first ---------------------------------------------------------------------
def test_something_online_since_then_is_shown_and_the_choices_stay(client, practice, moderator):
    proposal = make_proposal(practice=practice, goals="Meer")
    other = make_proposal(practice=practice, title="Proeven")
    edited = {"choice-goals": "edit", "goals": "Veel meer"}
    sent = sent_from(client.get(url_of(proposal, "proposal_decide")), **edited)
    other_decides(other)

    response = client.post(url_of(proposal, "proposal_decide"), sent)

    practice.refresh_from_db()
    assert (response.status_code, practice.versions.count()) == (409, 2)
    assert [(one.label, one.new) for one in response.context["moved"]] == [("Titel", "Proeven")]
    assert response.context["form"]["goals"].value() == "Veel meer"
    sure = client.post(url_of(proposal, "proposal_decide"), sent_from(response))
    client.post(url_of(proposal, "proposal_decide"), sure_from(sure))
    practice.refresh_from_db()
    assert practice.published_version.content["goals"] == "Veel meer"


def test_something_online_after_being_sure_stops_the_second_click_too(client, practice, moderator):
    proposal = make_proposal(practice=practice, goals="Meer")
    other = make_proposal(practice=practice, title="Proeven")
    sure = client.post(
        url_of(proposal, "proposal_decide"),
        sent_from(client.get(url_of(proposal, "proposal_decide"))),
    )
    other_decides(other)

    response = client.post(url_of(proposal, "proposal_decide"), sure_from(sure))

    assert (response.status_code, practice.versions.count()) == (409, 2)


def test_the_second_moderator_reads_who_decided_and_keeps_what_was_typed(
    client, practice, moderator
):
    proposal = make_proposal(practice=practice, title="Proeven")
    refusal = {"choice-title": "refuse", "reason-title": "Dat zou ik niet doen."}
    sent = sent_from(client.get(url_of(proposal, "proposal_decide")), **refusal)
    other_decides(proposal)

    response = client.post(url_of(proposal, "proposal_decide"), sent)

    assert response.status_code == 409
    assert response.context["overtaken"].startswith("Bo paste dit voorstel toe om ")
    assert response.context["typed"] == [("Reden: Titel", "Dat zou ik niet doen.")]


def test_words_that_came_since_are_shown_as_a_difference(client, practice, moderator):
    by = make_member(role="contributor")
    proposal = make_proposal(practice=practice, by=by, title="Proeven")
    sent = sent_from(client.get(url_of(proposal, "proposal_decide")))
    save(proposal, {"title": "Nagaan"}, by=by, seen=1)

    response = client.post(url_of(proposal, "proposal_decide"), sent)

    (changed,) = response.context["changed"]
    assert (response.status_code, changed.old, changed.new) == (409, "Proeven", "Nagaan")


def test_pressing_twice_is_one_deed(client, practice, moderator):
    proposal = make_proposal(practice=practice, by=make_submitter(), title="Proeven")
    sure = client.post(
        url_of(proposal, "proposal_decide"),
        sent_from(client.get(url_of(proposal, "proposal_decide"))),
    )

    answers = [
        client.post(url_of(proposal, "proposal_decide"), sure_from(sure)).status_code
        for _ in range(2)
    ]

    assert (answers, practice.versions.count(), OutboxMail.objects.count()) == ([302, 302], 2, 1)


def test_the_decision_is_taken_back_from_its_page(client, practice, moderator):
    proposal = make_proposal(practice=practice, title="Proeven")
    sure = client.post(
        url_of(proposal, "proposal_decide"),
        sent_from(client.get(url_of(proposal, "proposal_decide"))),
    )
    page = client.post(url_of(proposal, "proposal_decide"), sure_from(sure), follow=True)

    undoable = page.context["undoable"]
    client.post(reverse("practices:decision_undo", args=[undoable.uid]))

    practice.refresh_from_db()
    proposal.refresh_from_db()
    assert (practice.title, proposal.state) == ("Testen", "submitted")
