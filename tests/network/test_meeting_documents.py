"""Documents of a meeting: taken in by what is in the file, handed over to who may have them."""

import io
import uuid
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from network.meetings import documents
from network.meetings.refusals import MeetingRefusedError
from network.models import MeetingDocument
from tests.factories import make_member, make_user
from tests.networks import make_document, make_item, make_meeting, make_moderator

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 nota %%EOF"


@pytest.fixture
def moderator(client):
    person = make_moderator()
    client.force_login(person)
    return person


@pytest.fixture
def meeting():
    return make_meeting(title="Overleg")


def room(meeting):
    return reverse("network:meeting_documents", args=[meeting.slug])


def address(document):
    return reverse("network:meeting_document", args=[document.meeting.slug, document.uid])


def upload(content=PDF, name="geheime naam van An.pdf"):
    return SimpleUploadedFile(name, content)


def typed(**others):
    return {"title": "Nota", "upload": upload(), "deed": uuid.uuid4(), **others}


def zipped(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(text="<w:document/>"):
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": text})


# --- taking in -----------------------------------------------------------------------------------
def test_document_is_kept_under_a_name_of_ours(client, moderator, meeting):
    response = client.post(room(meeting), typed())

    document = MeetingDocument.objects.get()
    assert response["Location"] == room(meeting)
    assert (document.title, document.kind, document.size) == ("Nota", "pdf", len(PDF))
    assert document.is_public is False
    assert default_storage.open(document.file.name).read() == PDF
    assert document.file.name.startswith("vergaderingen/")
    assert "geheime" not in document.file.name
    assert "geheime naam" not in client.get(room(meeting)).content.decode()


def test_form_sent_twice_keeps_one_document(client, moderator, meeting):
    deed = uuid.uuid4()

    for _ in range(2):
        client.post(room(meeting), typed(deed=deed))

    assert MeetingDocument.objects.count() == 1


def test_word_document_is_known_by_what_is_in_it(client, moderator, meeting):
    client.post(room(meeting), typed(upload=upload(docx(), name="nota.exe")))

    assert MeetingDocument.objects.get().kind == "docx"


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00 renamed.pdf",
        b"",
        b"%PDF-1.7 without an end",
        b"<html><script>alert(1)</script>",
        zipped({"readme": "x"}),
        docx("0" * 20_000_000),
    ],
    ids=["exe", "empty", "cut", "html", "zip", "bomb"],
)
def test_what_is_no_document_is_refused_and_leaves_nothing(client, moderator, meeting, content):
    response = client.post(room(meeting), typed(upload=upload(content)))

    form = response.context["form"]
    assert (response.status_code, MeetingDocument.objects.count()) == (422, 0)
    assert (list(form.errors), form["title"].value()) == (["upload"], "Nota")


def test_document_at_a_point_for_members_is_not_for_everybody(client, moderator, meeting):
    item = make_item(meeting=meeting, for_members=True)

    response = client.post(room(meeting), typed(item=item.pk, is_public="on"))

    assert (response.status_code, MeetingDocument.objects.count()) == (422, 0)
    assert list(response.context["form"].errors) == ["is_public"]


def test_point_of_another_meeting_is_refused(client, moderator, meeting):
    item = make_item()

    response = client.post(room(meeting), typed(item=item.pk))

    with pytest.raises(MeetingRefusedError):
        documents.add(meeting, upload(), title="Nota", item=item, is_public=False, by=moderator)
    assert (response.status_code, MeetingDocument.objects.count()) == (422, 0)


def test_disk_that_is_full_is_told(client, moderator, meeting, monkeypatch):
    def refuses(*args, **kwargs):
        raise OSError("no space")

    monkeypatch.setattr(type(default_storage._wrapped), "_save", refuses)

    response = client.post(room(meeting), typed())

    assert (response.status_code, MeetingDocument.objects.count()) == (422, 0)


def test_contributor_adds_nothing(client, meeting):
    client.force_login(make_member(role="contributor"))

    response = client.post(room(meeting), typed())

    assert (response.status_code, MeetingDocument.objects.count()) == (403, 0)


# --- handing over --------------------------------------------------------------------------------
def test_document_for_everybody_is_a_file_to_save(client, meeting):
    document = make_document(meeting=meeting, title="Nota: é/..\r\n", is_public=True, content=PDF)

    response = client.get(address(document))

    assert (response.status_code, response.content) == (200, PDF)
    assert response["Content-Disposition"] == 'attachment; filename="nota-e.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_document_for_members_asks_a_visitor_to_sign_in(client, meeting):
    document = make_document(meeting=meeting)

    response = client.get(address(document))

    assert response["Location"] == f"{reverse('account_login')}?next={address(document)}"


def test_document_for_members_is_for_any_city(client, meeting):
    document = make_document(meeting=meeting)
    client.force_login(make_member(role="alderman"))

    assert client.get(address(document)).status_code == 200


def test_document_for_members_does_not_exist_without_a_role(client, meeting):
    document = make_document(meeting=meeting)
    client.force_login(make_user())

    assert client.get(address(document)).status_code == 404


def test_document_stands_at_no_other_meeting(client, meeting):
    document = make_document(is_public=True)

    url = reverse("network:meeting_document", args=[meeting.slug, document.uid])

    assert client.get(url).status_code == 404


def test_point_that_becomes_for_members_takes_its_documents_along(client, meeting):
    item = make_item(meeting=meeting)
    document = make_document(meeting=meeting, item=item, is_public=True)
    type(item).objects.update(for_members=True)

    assert client.get(address(document)).status_code == 302


def test_file_that_is_gone_is_not_found(client, meeting):
    document = make_document(meeting=meeting, is_public=True)
    default_storage.delete(document.file.name)

    assert client.get(address(document)).status_code == 404


# --- changing and deleting -----------------------------------------------------------------------
def test_moderator_says_that_it_is_for_everybody(client, moderator, meeting):
    document = make_document(meeting=meeting)
    url = reverse("network:document_change", args=[meeting.slug, document.uid])

    data = {"title": "Andere  naam", "is_public": "on", "mark": documents.mark_of(document)}
    answers = [client.post(url, data)["Location"] for _ in range(2)]

    document.refresh_from_db()
    assert answers == [room(meeting)] * 2
    assert (document.title, document.is_public) == ("Andere naam", True)


def test_stale_document_shows_both_titles(client, moderator, meeting):
    document = make_document(meeting=meeting, title="Oud")
    url = reverse("network:document_change", args=[meeting.slug, document.uid])
    mark = documents.mark_of(document)
    now = {"title": "Van de collega", "item": None, "is_public": False}
    documents.change(document, seen=mark, by=moderator, **now)

    response = client.post(url, {"title": "Van mij", "mark": mark})

    form = response.context["form"]
    assert (response.status_code, MeetingDocument.objects.get().title) == (409, "Van de collega")
    assert (form["title"].value(), form.theirs) == ("Van mij", [("Titel", "Van de collega")])
    again = client.post(url, form.data)
    assert (again.status_code, MeetingDocument.objects.get().title) == (302, "Van mij")


def test_deleted_document_takes_its_file_along(
    client, moderator, meeting, django_capture_on_commit_callbacks
):
    document = make_document(meeting=meeting)
    url = reverse("network:document_delete", args=[meeting.slug, document.uid])

    with django_capture_on_commit_callbacks(execute=True):
        client.post(url)
    again = client.post(url)

    assert (MeetingDocument.objects.count(), again.status_code) == (0, 302)
    assert default_storage.exists(document.file.name) is False


def test_deletion_that_is_undone_keeps_the_file(moderator, meeting):
    document = make_document(meeting=meeting)

    documents.delete(document, by=moderator)

    assert default_storage.exists(document.file.name) is True
