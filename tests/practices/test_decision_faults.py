"""After something went wrong or was taken back: no word is lost, and no error out of sight."""

import pytest
from django.urls import reverse

from practices.claims import holder
from practices.models import Practice, TextBlock
from practices.moderating.asking import ask_changes
from practices.moderating.publishing import publish
from practices.moderating.undoing import undo
from practices.transitions import move
from tests.fiches import make_moderator, make_practice, make_proposal
from tests.practices.deciding import seen_on, text_of, url_of
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db
POINTS = [{"field": "title", "text": "Korter"}, {"field": "", "text": "Mooi"}]


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


@pytest.fixture
def waiting():
    return make_practice(state="submitted", title="Een meldpunt")


def asked(subject, by):
    number = subject.working_version.number if isinstance(subject, Practice) else subject.number
    return ask_changes(subject, by=by, lock=subject.lock_version, seen=number, points=POINTS)


# --- errors at the top ---------------------------------------------------------------------------
def test_every_error_stands_at_the_top_with_a_link_to_its_box(client, anke, waiting):
    response = client.post(url_of(waiting, "niet-opnemen"), seen_on(waiting))

    page = page_of(response)
    (box,) = page.xpath("//div[@id='fouten']")
    links = box.xpath(".//a/@href")
    assert (response.status_code, box.get("role"), box.get("tabindex")) == (422, "alert", "-1")
    assert links == ["#id_reason", "#id_text"]
    assert all(page.xpath(f"//*[@id='{link[1:]}']") for link in links)
    assert page.xpath("//title/text()")[0].strip().startswith("Fout: ")


def test_errors_in_the_text_of_the_fiche_stand_there_too(client, anke, waiting):
    typed = {**text_of(client, waiting, "verbeteren"), "title": "x" * 500}

    response = client.post(url_of(waiting, "verbeteren"), seen_on(waiting, **typed))

    assert page_of(response).xpath("//div[@id='fouten']//a/@href") == ["#id_title"]


def test_what_the_rule_says_stands_there_once(client, anke, waiting):
    data = seen_on(waiting, due_on="2099-01-15")

    response = client.post(url_of(waiting, "aanpassing-vragen"), data)

    assert response.status_code == 422
    assert len(all_words(response, "//div[@id='fouten']//li")) == 1
    assert not page_of(response).xpath("//form[@class='decide']//*[contains(@class,'alert')]")


def test_a_page_without_errors_has_no_such_list(client, anke, waiting):
    assert not page_of(client.get(url_of(waiting, "niet-opnemen"))).xpath("//div[@id='fouten']")


def test_a_choice_that_lacks_on_a_proposal_is_told_at_the_top(client, anke):
    proposal = make_proposal(title="Beter")
    url = reverse("practices:proposal_decide", args=[proposal.uid])
    keys = client.get(url).context["keys"]

    response = client.post(url, {**keys, "choice-title": "refuse"})

    page = page_of(response)
    assert page.xpath("//div[@id='fouten']//a/@href") == ["#id_reason-title"]
    assert page.xpath("//*[@id='id_reason-title']")


def test_choosing_own_words_without_writing_any_is_refused(client, anke):
    proposal = make_proposal(title="Beter")
    url = reverse("practices:proposal_decide", args=[proposal.uid])
    data = {**client.get(url).context["keys"], "choice-title": "edit"}

    same = client.post(url, {**data, "title": "Beter"})
    other = client.post(url, {**data, "title": "Nog beter"})

    assert (same.status_code, other.status_code) == (422, 200)
    assert page_of(same).xpath("//details[@open]//*[@id='id_title']")
    assert "Schrijf je eigen woorden in het vak" in same.content.decode()


# --- taken back ----------------------------------------------------------------------------------
def test_points_of_a_question_that_was_taken_back_stand_ready(client, anke, waiting):
    undo(asked(waiting, anke), by=anke)

    form = client.get(url_of(waiting, "aanpassing-vragen")).context["form"]

    waiting.refresh_from_db()
    assert (form["point-title"].value(), form["point-whole"].value()) == ("Korter", "Mooi")
    assert holder(waiting) == anke


def test_another_moderator_begins_with_empty_boxes(client, waiting):
    asker, other = make_moderator(), make_moderator()
    undo(asked(waiting, asker), by=asker)
    client.force_login(other)

    form = client.get(url_of(waiting, "aanpassing-vragen")).context["form"]

    assert form["point-title"].value() is None


def test_after_another_deed_they_are_gone(client, anke, waiting):
    undo(asked(waiting, anke), by=anke)
    waiting.refresh_from_db()
    undo(publish(waiting, by=anke, lock=waiting.lock_version, seen=1), by=anke)

    form = client.get(url_of(waiting, "aanpassing-vragen")).context["form"]

    assert form["point-title"].value() is None


def test_points_on_a_proposal_stand_ready_too(client, anke):
    proposal = make_proposal(title="Beter")
    undo(asked(proposal, anke), by=anke)
    url = reverse("practices:proposal_verdict", args=[proposal.uid, "aanpassing-vragen"])

    form = client.get(url).context["form"]

    proposal.refresh_from_db()
    assert (form["point-title"].value(), form["point-whole"].value()) == ("Korter", "Mooi")
    assert holder(proposal) == anke


def test_what_a_text_block_says_is_read_before_it_is_chosen(client, anke, waiting):
    TextBlock.objects.create(code="korter-x", label="Korter", text="Kan dit in drie zinnen?")

    page = client.get(url_of(waiting, "aanpassing-vragen")).content.decode()

    assert "Kan dit in drie zinnen?" in page


# --- what was typed, when it is too late ---------------------------------------------------------
def test_what_was_typed_is_given_back_in_words(client, anke, waiting):
    typed = text_of(client, waiting, "verbeteren")
    typed |= {"evidence": "carried_out", "all_grounds": "on", "domains": ["wonen", "werk"]}
    data = seen_on(waiting, **typed, mail_body="Dag")
    publish(waiting, by=make_moderator(), lock=data["lock"], seen=1)

    told = dict(client.post(url_of(waiting, "verbeteren"), data).context["form"].typed())

    assert (
        "carried_out" not in told.values(),
        "Uitgevoerd" in told.values(),
        "aangekruist" in told.values(),
        "Titel" in told,
    ) == (True, True, True, False)
    assert set(told["Beleidsdomeinen"].split("\n")) == {"Wonen", "Werk"}


def test_what_was_typed_about_a_fiche_that_is_gone_has_its_labels(client, anke, waiting):
    data = seen_on(waiting, reason="double", text="Staat er al", is_sure="on")
    move(waiting, "retract", by=waiting.author.user, lock=waiting.lock_version)

    response = client.post(url_of(waiting, "niet-opnemen"), data)

    assert response.status_code == 409
    assert response.context["typed"] == [
        ("Reden", "staat al in de databank"),
        ("Uitleg voor de indiener", "Staat er al"),
        ("Omzetten in een stadssectie kan hier niet", "aangekruist"),
    ]
    assert "Een meldpunt" not in response.content.decode()


# --- a second time without a change --------------------------------------------------------------
def test_what_came_back_as_it_was_says_so(client, anke, waiting):
    by = waiting.author.user
    event = asked(waiting, anke)
    waiting.refresh_from_db()
    at = event.at
    move(waiting, "resubmit", by=by, lock=waiting.lock_version, seen=1, submitted_at=at)
    url = reverse("practices:review", args=[waiting.code])

    page = client.get(url, {"toon": "vorige"})

    assert page.context["mode"].against == waiting.working_version
    assert "Er veranderde niets sinds de vorige indiening." in page.content.decode()
