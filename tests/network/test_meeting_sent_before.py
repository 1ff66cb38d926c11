"""A form that was saved, taken back with the browser's Back and typed over: no word is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from network.models import Meeting, MeetingDocument
from tests.factories import make_round
from tests.networks import make_meeting, make_moderator

pytestmark = pytest.mark.django_db

NEW = "/netwerk/vergaderingen/nieuw/"
WAS_SENT = "Dit formulier was al verstuurd, met iets anders erin."


@pytest.fixture
def meeting(client):
    client.force_login(make_moderator())
    return make_meeting(title="Overleg")


def stored(rows, name):
    return sorted(rows.values_list(name, flat=True))


def again(client, url, first, second):
    """The page after the same form came twice, the second time with other words."""
    deed = uuid.uuid4()
    client.post(url, {**first, "deed": deed})
    return client.post(url, {**second, "deed": deed})


def pdf(text=b"een"):
    return SimpleUploadedFile("nota.pdf", b"%PDF-1.7 " + text + b" %%EOF")


def test_point_typed_over_an_older_form_stays_on_the_screen_and_can_be_saved(client, meeting):
    url = reverse("network:meeting_agenda", args=[meeting.slug])

    response = again(client, url, {"title": "Wonen"}, {"title": "Werk", "text": "Lang getypt"})
    form = response.context["form"]
    saved = client.post(url, form.data)

    assert (response.status_code, form["text"].value()) == (409, "Lang getypt")
    assert WAS_SENT in response.content.decode()
    assert (saved.status_code, stored(meeting.agenda, "title")) == (302, ["Werk", "Wonen"])


def test_task_typed_over_an_older_form_stays_on_the_screen_and_can_be_saved(client, meeting):
    url = reverse("network:meeting_tasks", args=[meeting.slug])

    response = again(client, url, {"text": "Nota sturen"}, {"text": "Zaal zoeken"})
    form = response.context["form"]
    saved = client.post(url, form.data)

    assert (response.status_code, form["text"].value()) == (409, "Zaal zoeken")
    assert WAS_SENT in response.content.decode()
    assert (saved.status_code, stored(meeting.tasks, "text")) == (
        *(302, ["Nota sturen", "Zaal zoeken"]),
    )


@pytest.mark.parametrize(
    ("title", "text"), [("Bijlage", b"een"), ("Nota", b"twee")], ids=["other words", "other file"]
)
def test_document_sent_with_an_older_form_is_not_said_to_be_kept(client, meeting, title, text):
    url = reverse("network:meeting_documents", args=[meeting.slug])

    response = again(
        client, url, {"title": "Nota", "upload": pdf()}, {"title": title, "upload": pdf(text)}
    )
    form = response.context["form"]
    saved = client.post(url, {**form.data.dict(), "upload": pdf(text)})

    assert (response.status_code, form["title"].value()) == (409, title)
    assert f"{WAS_SENT} Wat toen bewaard werd, staat er nog. Kies het bestand opnieuw." in (
        response.content.decode()
    )
    assert (saved.status_code, stored(MeetingDocument.objects, "title")) == (
        *(302, sorted(["Nota", title])),
    )


@pytest.mark.parametrize("what", ["words", "rounds"])
def test_meeting_typed_over_an_older_form_stays_on_the_screen_and_can_be_saved(client, what):
    client.force_login(make_moderator())
    one, other = make_round(), make_round()
    first = {"kind": "officers", "title": "Overleg", "day": timezone.localdate()}
    first["rounds"] = [one.pk]
    changed = {"introduction": "Lang getypt"} if what == "words" else {"rounds": [other.pk]}

    response = again(client, NEW, first, {**first, **changed})
    form = response.context["form"]
    saved = client.post(NEW, form.data)

    assert response.status_code == 409
    assert form["introduction"].value() == changed.get("introduction")
    assert WAS_SENT in response.content.decode()
    assert (saved.status_code, Meeting.objects.count()) == (302, 2)


def test_zero_sign_in_the_address_of_a_new_meeting_takes_nothing_over(client, meeting):
    answers = [client.get(f"{NEW}?van={odd}") for odd in ("%00", "x" * 500, "a b")]

    assert [(one.status_code, one.context["like"]) for one in answers] == [(200, None)] * 3
