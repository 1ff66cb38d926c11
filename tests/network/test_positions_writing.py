"""The moderator writes a position and takes its steps on screen; the letter that is sent."""

import uuid
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from network.models import JointPosition, PositionVersion
from network.positions import texts
from network.positions.speaking import speak
from tests.factories import join, make_city, make_member
from tests.networks import make_moderator, make_position

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 iets %%EOF"


@pytest.fixture
def moderator(client):
    person = make_moderator(name="Mia")
    client.force_login(person)
    return person


def member(name):
    city = make_city(name=name)
    join(city=city)
    return city


def said(position, city, kind="endorses", reason=""):
    alderman = make_member(city=city, role="alderman", name=f"Schepen {city}")
    return speak(position, city=city, kind=kind, reason=reason, text=1, seen=0, by=alderman)


def letters():
    """The files in storage; it is shared, so only what a test adds counts."""
    return set(
        default_storage.listdir("standpunten")[1] if default_storage.exists("standpunten") else ()
    )


def deadline(number=10):
    return timezone.localdate() + timedelta(days=number)


# --- the moderator writes ----------------------------------------------------------------------
def typed(**values):
    return {"title": "Over wonen", "addressee": "ECCAR", "text": "Een.", "note": "", **values}


def test_a_moderator_makes_one_position_with_two_presses(client, moderator):
    data = typed(deed=str(uuid.uuid4()))
    for _ in range(2):
        response = client.post(reverse("network:position_new"), data)

    position = JointPosition.objects.get()
    assert response["Location"] == "/netwerk/standpunten/over-wonen/"
    assert [(one.number, one.text) for one in position.versions.all()] == [(1, "Een.")]


def test_the_same_title_and_reserved_words_get_an_address_of_their_own(moderator):
    made = [
        texts.make(uid=uuid.uuid4(), title=title, addressee="ECCAR", text="Een.", by=moderator)
        for title in ("Wonen", "Wonen", "Nieuw", "???")
    ]

    assert [one.slug for one in made] == ["wonen", "wonen-2", "standpunt-nieuw", "standpunt"]


def test_each_other_text_is_a_next_version_and_the_same_is_none(client, moderator):
    position = make_position(title="Over wonen", addressee="ECCAR", text="Een.", by=moderator)
    url = reverse("network:position_change", args=[position.slug])

    client.post(url, typed(text="Een.\r\n", seen=1, tekst=1))
    client.post(url, typed(text="Twee.", note="Korter", seen=1, tekst=1))
    client.post(url, typed(text="Twee.", title="Over werk", seen=2, tekst=2))

    position.refresh_from_db()
    found = PositionVersion.objects.order_by("number").values_list("number", "text", "note")
    assert list(found) == [(1, "Een.", ""), (2, "Twee.", "Korter")]
    assert (position.title, position.version) == ("Over werk", 3)


def test_a_stale_save_shows_the_three_texts_and_writes_nothing(client, moderator):
    position = make_position(title="Over wonen", addressee="ECCAR", text="Wij vragen geld.")
    other = {"title": "Over wonen", "addressee": "ECCAR", "by": make_moderator()}
    texts.change(position, **other, text="Wij vragen veel geld.", seen=1)
    url = reverse("network:position_change", args=[position.slug])

    response = client.post(url, typed(text="Wij vragen overleg.", seen=1, tekst=1))

    three = response.context["three"]
    assert (response.status_code, PositionVersion.objects.count()) == (409, 2)
    assert (three.base.text, three.now.text) == ("Wij vragen geld.", "Wij vragen veel geld.")
    assert response.context["form"]["text"].value() == "Wij vragen overleg."
    again = {**response.context["form"].data.dict()}
    assert client.post(url, again).status_code == 302
    assert position.versions.first().text == "Wij vragen overleg."


def test_what_lies_before_the_cities_is_not_rewritten(client, moderator):
    position = make_position(state="open", deadline=deadline(), text="Een.")
    url = reverse("network:position_change", args=[position.slug])

    response = client.post(url, typed(text="Twee.", seen=1, tekst=1))

    assert (response.status_code, position.versions.count()) == (409, 1)
    assert "Twee." in response.content.decode()


def test_two_texts_stand_word_by_word_beside_each_other(client):
    position = make_position(text="Wij vragen geld.")
    values = {"title": position.title, "addressee": position.addressee}
    texts.change(position, **values, text="Wij vragen overleg.", seen=1, by=make_moderator())
    client.force_login(make_member())
    url = reverse("network:position_texts", args=[position.slug])

    response = client.get(url)

    assert response.context["comparison"].pieces == [
        ("same", "Wij vragen "),
        ("removed", "geld"),
        ("added", "overleg"),
        ("same", "."),
    ]
    assert client.get(url + "?van=7&tot=niets").context["comparison"] is None


# --- the steps on screen -----------------------------------------------------------------------
def test_each_step_goes_by_its_page(client, moderator):
    gent = member("Gent")
    position = make_position(title="Over wonen", by=moderator)
    address = {
        step: reverse(f"network:position_{step}", args=[position.slug])
        for step in ("open", "time", "adopt", "send")
    }

    client.post(address["open"], {"seen": 1, "deadline": deadline().isoformat()})
    client.post(address["time"], {"seen": 2, "deadline": deadline(20).isoformat()})
    position.refresh_from_db()
    said(position, gent)
    client.post(address["adopt"], {"seen": 4})
    letter = SimpleUploadedFile("geheime naam.pdf", PDF)
    today = timezone.localdate().isoformat()
    response = client.post(address["send"], {"seen": 5, "sent_on": today, "document": letter})

    position.refresh_from_db()
    assert (response.status_code, position.state, position.deadline) == (302, "sent", deadline(20))
    assert position.document_kind == "pdf"


def test_a_step_on_an_old_page_is_not_taken(client, moderator):
    member("Gent")
    position = make_position(by=moderator, version=3)
    url = reverse("network:position_withdraw", args=[position.slug])

    response = client.post(url, {"seen": 2, "because": "Getypte reden"})

    position.refresh_from_db()
    assert (response.status_code, position.state) == (409, "draft")
    assert "Getypte reden" in response.content.decode()
    assert client.post(url, response.context["form"].data).status_code == 302


def test_the_letter_is_handed_over_as_a_file_that_can_do_nothing(client, moderator):
    position = make_position(title="Over wonen", state="adopted", by=moderator)
    url = reverse("network:position_send", args=[position.slug])
    letter = SimpleUploadedFile("geheime naam.pdf", PDF)
    today = timezone.localdate().isoformat()
    client.post(url, {"seen": 1, "sent_on": today, "document": letter})
    client.logout()

    response = client.get(reverse("network:position_document", args=[position.slug]))

    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="standpunt-over-wonen.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    page = client.get(position.get_absolute_url()).content.decode()
    assert "geheime naam" not in page


def spreadsheet():
    """A document, but no letter."""
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"%PDF-1.7 half", b"PK\x03\x04", spreadsheet()]
)
def test_what_is_no_letter_is_not_taken_in(client, moderator, content):
    kept = letters()
    position = make_position(state="adopted", by=moderator)
    url = reverse("network:position_send", args=[position.slug])
    letter = SimpleUploadedFile("brief.pdf", content)

    response = client.post(
        url, {"seen": 1, "sent_on": timezone.localdate().isoformat(), "document": letter}
    )

    position.refresh_from_db()
    assert (response.status_code, position.state, letters()) == (422, "adopted", kept)


def test_a_letter_of_a_refused_step_is_not_kept(client, moderator):
    kept = letters()
    position = make_position(state="adopted", by=moderator, version=4)
    url = reverse("network:position_send", args=[position.slug])
    letter = SimpleUploadedFile("brief.pdf", PDF)

    response = client.post(
        url, {"seen": 1, "sent_on": timezone.localdate().isoformat(), "document": letter}
    )

    assert response.status_code == 409
    assert letters() == kept
