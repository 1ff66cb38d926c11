"""Decisions of a moderator by their page: the mail ready to edit, and what came of it."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.models import Point, Practice, PracticeEvent
from practices.views.decisions import DECISIONS
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section, make_submitter, save_text
from tests.practices.deciding import mail_of, seen_on, state_of, text_of, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


@pytest.fixture
def kortrijk():
    return make_city(name="Kortrijk")


@pytest.fixture
def waiting(kortrijk):
    return make_practice(state="submitted", city=kortrijk, title="Een meldpunt")


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("word", sorted(DECISIONS))
def test_who_writes_for_the_city_decides_nothing(client, waiting, kortrijk, word):
    client.force_login(make_member(city=kortrijk, role="coordinator"))

    response = client.post(url_of(waiting, word), seen_on(waiting))

    assert (response.status_code, state_of(waiting)) == (403, "submitted")


def test_a_visitor_is_sent_to_sign_in(client, waiting):
    url = url_of(waiting, "publiceren")

    response = client.post(url, seen_on(waiting))

    assert response["Location"] == f"{reverse('account_login')}?next={url}"
    assert state_of(waiting) == "submitted"


def test_an_unknown_decision_does_not_exist(client, anke, waiting):
    assert client.get(url_of(waiting, "toveren")).status_code == 404


def test_a_draft_is_not_found(client, anke):
    assert client.get(url_of(make_practice(state="draft"), "publiceren")).status_code == 404


def test_a_decision_that_does_not_fit_leads_back(client, anke, waiting):
    response = client.get(url_of(waiting, "archiveren"), follow=True)

    assert response.redirect_chain == [(reverse("practices:review", args=[waiting.code]), 302)]
    assert "‘Archiveren’ kan nu niet bij deze fiche." in response.content.decode()


@pytest.mark.parametrize("word", ["publiceren", "verbeteren", "aanpassing-vragen", "niet-opnemen"])
def test_an_empty_form_does_nothing(client, anke, waiting, word):
    response = client.post(url_of(waiting, word), {})

    assert (response.status_code, state_of(waiting)) == (422, "submitted")


# --- publish -------------------------------------------------------------------------------------
def test_publishing_puts_online_what_was_read_and_mails_the_author(client, anke, waiting):
    page = client.get(url_of(waiting, "publiceren"))
    response = client.post(
        url_of(waiting, "publiceren"),
        seen_on(waiting, mail_body=page.context["form"]["mail_body"].value()),
        follow=True,
    )

    waiting.refresh_from_db()
    mail = OutboxMail.objects.get()
    assert page.context["act"] == "Publiceer versie 1 en mail Kortrijk"
    assert (waiting.state, waiting.published_version.number) == ("published", 1)
    assert (mail.user, mail.subject) == (waiting.author.user, "Gepubliceerd: Een meldpunt")
    assert "tot dan kan je dit ongedaan maken" in response.content.decode()
    assert response.context["undoable"] == PracticeEvent.objects.get(step="publish")


def test_the_mail_leaves_as_it_was_typed(client, anke, waiting):
    body = "Dag collega\r\n\r\nMooi werk!"

    client.post(url_of(waiting, "publiceren"), seen_on(waiting, mail_body=body))

    assert OutboxMail.objects.get().body.startswith("Dag collega\n\nMooi werk!\n")


def test_a_double_click_is_one_deed_and_one_mail(client, anke, waiting):
    data = seen_on(waiting)

    first = client.post(url_of(waiting, "publiceren"), data)
    second = client.post(url_of(waiting, "publiceren"), data)

    assert first["Location"] == second["Location"] == f"/nazicht/{waiting.code}/"
    assert (PracticeEvent.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_an_own_fiche_needs_a_reason(client, anke):
    own = make_practice(state="submitted", by=anke)
    page = client.get(url_of(own, "publiceren"))

    refused = client.post(url_of(own, "publiceren"), seen_on(own))
    before = state_of(own)
    done = client.post(
        url_of(own, "publiceren"), seen_on(own, alone_reason="Iedereen is met verlof")
    )

    assert (page.context["act"], refused.status_code, before) == (
        *("Publiceer versie 1", 422),
        "submitted",
    )
    assert (done.status_code, state_of(own)) == (302, "published")
    assert PracticeEvent.objects.get().reason == "Iedereen is met verlof"


def test_what_misses_is_told_and_the_mail_stays(client, anke):
    gaps = make_practice(state="submitted", is_complete=False)

    response = client.post(url_of(gaps, "publiceren"), seen_on(gaps, mail_body="Dag jij"))

    assert (response.status_code, state_of(gaps)) == (422, "submitted")
    assert "Dit mag niet leeg zijn" in response.content.decode()
    assert response.context["form"]["mail_body"].value() == "Dag jij"


def test_improving_publishes_the_next_version_and_tells_what_changed(client, anke, waiting):
    typed = {**text_of(client, waiting, "verbeteren"), "title": "Een meldpunt in de wijk"}
    mail = mail_of(client, waiting, "verbeteren").replace("Dag", "Dag Noor")

    response = client.post(url_of(waiting, "verbeteren"), seen_on(waiting, **typed, mail_body=mail))

    waiting.refresh_from_db()
    sent = OutboxMail.objects.get().body
    assert (response.status_code, waiting.published_version.number) == (302, 2)
    assert waiting.title == "Een meldpunt in de wijk"
    assert (waiting.published_version.is_by_moderator, "[wat je aanpaste]" in mail) == (True, True)
    assert sent.startswith("Dag Noor")
    assert ("- nu: Een meldpunt in de wijk" in sent, "[wat" in sent) == (True, False)


def test_improving_nothing_is_told(client, anke, waiting):
    typed = text_of(client, waiting, "verbeteren")

    response = client.post(url_of(waiting, "verbeteren"), seen_on(waiting, **typed))

    assert (response.status_code, state_of(waiting)) == (422, "submitted")
    assert "Je veranderde niets aan de tekst." in response.content.decode()


# --- ask -----------------------------------------------------------------------------------------
def test_points_are_asked_with_a_text_block_and_own_words(client, anke, waiting):
    mail = mail_of(client, waiting, "aanpassing-vragen")
    typed = {
        "point-title": "Maak dit korter.",
        "block-challenges": "uitdaging",
        "point-challenges": "Ook een kleine.",
        "point-section-contact": "Kan dit een dienst zijn?",
        "due_on": "2099-01-15",
        "mail_body": mail,
    }

    response = client.post(url_of(waiting, "aanpassing-vragen"), seen_on(waiting, **typed))

    waiting.refresh_from_db()
    points = list(Point.objects.values_list("field", "text"))
    assert (response.status_code, waiting.state) == (302, "changes_requested")
    assert str(waiting.changes_due_on) == "2099-01-15"
    assert [field for field, _ in points] == ["title", "challenges", "section.contact"]
    assert points[0][1] == "Maak dit korter."
    assert points[1][1].endswith("Daar leren andere steden het meest van.\nOok een kleine.")
    sent = OutboxMail.objects.get()
    assert "- Titel: Maak dit korter." in sent.body
    assert sent.subject.endswith("(tegen 15 januari 2099)")


def test_marks_in_a_mail_that_was_edited_become_what_was_typed(client, anke, waiting):
    mail = "Dag Noor\n\n[je punten]\n\nGraag tegen [datum]."
    typed = {"point-title": "Korter.", "due_on": "2099-01-15", "mail_body": mail}

    client.post(url_of(waiting, "aanpassing-vragen"), seen_on(waiting, **typed))

    body = OutboxMail.objects.get().body
    assert body.startswith("Dag Noor\n\n- Titel: Korter.\n\nGraag tegen 15 januari 2099.")


def test_asking_without_points_keeps_the_mail(client, anke, waiting):
    typed = {"due_on": "2099-01-15", "mail_body": "Dag Noor"}

    response = client.post(url_of(waiting, "aanpassing-vragen"), seen_on(waiting, **typed))

    assert (response.status_code, state_of(waiting)) == (422, "submitted")
    assert "Schrijf minstens één punt" in response.content.decode()
    assert response.context["form"]["mail_body"].value() == "Dag Noor"


def test_the_field_that_was_pointed_at_stands_open(client, anke, waiting):
    response = client.get(f"{url_of(waiting, 'aanpassing-vragen')}?veld=title")

    assert response.context["opened"] == "title"
    assert response.content.decode().count("<details open>") == 1


def test_a_question_is_taken_back(client, anke, waiting):
    typed = {"point-title": "Korter.", "due_on": "2099-01-15"}
    client.post(url_of(waiting, "aanpassing-vragen"), seen_on(waiting, **typed))

    response = client.post(url_of(waiting, "vraag-intrekken"), seen_on(waiting))

    assert (response.status_code, state_of(waiting), Point.objects.count()) == (302, "submitted", 0)


# --- who gets the mail ---------------------------------------------------------------------------
def test_the_button_says_who_gets_mail(client, anke):
    alone = make_practice(state="submitted", by=make_submitter())
    online = make_practice()
    save_text(online, title="Nog een versie")
    make_section(practice=online)

    acts = [
        client.get(url_of(alone, "publiceren")).context["act"],
        client.get(url_of(online, "offline")).context["act"],
        client.get(url_of(online, "redactie")).context["act"],
    ]

    assert acts == [
        "Publiceer versie 1 en mail de indiener",
        "Haal offline en mail 2 steden",
        "Zet de verbeterde tekst online",
    ]


def test_every_decision_has_a_page(client, anke):
    by_state = {state: make_practice(state=state) for state in Practice.State.values}
    target = make_practice()
    Practice.objects.filter(pk=by_state["published"].pk).update(archive_announced_on="2099-01-01")
    locked = make_practice()
    Practice.objects.filter(pk=locked.pk).update(is_locked=True)
    announced = {"archivering-aankondigen": make_practice(), "ontgrendelen": locked}

    statuses = {
        word: client.get(
            url_of(announced.get(word) or by_state[one.states[0]], word), {"target": target.code}
        ).status_code
        for word, one in DECISIONS.items()
    }

    assert statuses == dict.fromkeys(DECISIONS, 200)
