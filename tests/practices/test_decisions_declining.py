"""Not taking a fiche up, or giving its text a place in another practice."""

import pytest

from cities.models import OutboxMail
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice, make_section
from tests.practices.deciding import mail_of, seen_on, state_of, url_of

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


def test_declining_tells_the_reason(client, anke, waiting):
    typed = {
        "reason": "off_topic",
        "text": "Dit gaat over iets anders.",
        "mail_body": mail_of(client, waiting, "niet-opnemen").replace("Dag", "Dag Noor"),
    }

    response = client.post(url_of(waiting, "niet-opnemen"), seen_on(waiting, **typed))

    waiting.refresh_from_db()
    body = OutboxMail.objects.get().body
    assert (response.status_code, waiting.state) == (302, "declined")
    assert (waiting.decline_reason, waiting.state_reason) == (
        *("off_topic", "Dit gaat over iets anders."),
    )
    assert body.startswith("Dag Noor")
    assert "Reden: valt buiten het thema.\nDit gaat over iets anders." in body


def test_what_stands_there_already_is_offered_a_place_first(client, anke, waiting):
    typed = {"reason": "double", "text": "Staat er al."}

    offered = client.post(url_of(waiting, "niet-opnemen"), seen_on(waiting, **typed))
    before = state_of(waiting)
    client.post(url_of(waiting, "niet-opnemen"), seen_on(waiting, **typed, is_sure="on"))

    assert (offered.status_code, before, state_of(waiting)) == (422, "submitted", "declined")
    assert "zet de tekst dan liever om in een stadssectie" in offered.content.decode()


def test_a_fiche_becomes_the_section_of_its_city(client, anke, waiting, kortrijk):
    target = make_practice(title="Meldpunten in de stad")
    url = url_of(waiting, "naar-stadssectie")

    chosen = client.get(url, {"target": target.code})
    typed = {"target": target.code, "section-text": "Zo doen wij het."}
    response = client.post(url, seen_on(waiting, **typed))

    waiting.refresh_from_db()
    section = target.sections.get(city=kortrijk)
    assert chosen.context["form"]["mail_body"].value().count("Meldpunten in de stad") == 1
    assert (response.status_code, waiting.state, waiting.merged_into) == (302, "merged", target)
    assert section.version.content["text"] == "Zo doen wij het."


def test_an_empty_section_is_refused(client, anke, waiting):
    target = make_practice(title="Meldpunten in de stad")
    url = url_of(waiting, "naar-stadssectie")

    response = client.post(url, seen_on(waiting, target=target.code))

    assert (response.status_code, state_of(waiting)) == (422, "submitted")
    assert "Schrijf wat er in de stadssectie komt." in response.content.decode()


def test_a_clash_of_sections_asks_which_text_stays(client, anke, waiting, kortrijk):
    target = make_practice(title="Meldpunten in de stad")
    make_section(practice=target, city=kortrijk, text="Wat er stond.")
    url, typed = (
        url_of(waiting, "naar-stadssectie"),
        {"target": target.code, "section-text": "Nieuw."},
    )

    asked = client.post(url, seen_on(waiting, **typed))
    client.post(url, seen_on(waiting, **typed, choice="merge"))

    section = target.sections.get(city=kortrijk)
    assert (asked.status_code, state_of(waiting)) == (422, "merged")
    assert section.version.content["text"] == "Wat er stond.\n\nNieuw."


def test_the_other_practice_is_chosen_among_what_is_alike(client, anke, waiting):
    alike = make_practice(title="Een meldpunt in de buurt")
    url = url_of(waiting, "naar-stadssectie")

    offered = client.get(url)
    found = client.get(url, {"zoek": "meldpunt buurt"})
    nothing = client.post(url, {"target": "p0000000"})

    assert [one.practice for one in offered.context["candidates"]] == [alike]
    assert [one.practice for one in found.context["candidates"]] == [alike]
    assert (nothing.status_code, state_of(waiting)) == (422, "submitted")
