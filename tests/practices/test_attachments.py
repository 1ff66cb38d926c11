"""Attachments: the pages of a draft, and the file that readers get."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from practices.attachments.shown import attachments_of
from practices.attachments.uploading import add_attachment
from practices.models import Attachment, Practice
from practices.transitions import RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_practice, put_in_state
from tests.pictures import PDF, docx, make_attachment, make_image, upload

pytestmark = pytest.mark.django_db

NAME = "Jan_Peeters_nota.pdf"


@pytest.fixture
def city(db):
    return make_city(name="Roeselare")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer)


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def url(draft):
    return reverse("practices:attachments", args=[draft.code])


def page_of(name, practice, attachment):
    return reverse(f"practices:{name}", args=[practice.code, attachment.uid])


def entries(practice):
    practice.refresh_from_db()
    return practice.working_version.content["attachments"]


def form(content=PDF, **changed):
    told = {"deed": uuid.uuid4(), "title": "Draaiboek", "audience": "public"}
    return {**told, "upload": upload(content, NAME), **changed}


# --- the pages of a draft ------------------------------------------------------------------------
def test_the_key_of_another_fiche_opens_nothing(draft, officer):
    other = make_attachment()

    with pytest.raises(RefusedError):
        add_attachment(draft, upload(PDF), by=officer, uid=other.uid)

    assert Attachment.objects.get() == other


def test_officer_adds_an_attachment(browser, draft, url, officer):
    answer = browser.post(url, form(audience="members"))

    row = Attachment.objects.get()
    assert answer["Location"] == url
    assert (row.kind, row.size, row.audience, row.original_name) == (
        "pdf",
        len(PDF),
        "members",
        NAME,
    )
    assert (row.uploaded_by.user, default_storage.exists(f"bijlagen/{row.key}.pdf")) == (
        officer,
        True,
    )
    assert entries(draft) == [{"uid": str(row.uid), "title": "Draaiboek"}]
    assert b"Peeters" not in browser.get(url).content


def test_double_click_makes_one_attachment(browser, draft, url):
    deed = uuid.uuid4()

    for _ in range(2):
        browser.post(url, form(deed=deed))

    assert (Attachment.objects.count(), len(entries(draft))) == (1, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 121},
        {"audience": "niemand"},
        {"upload": ""},
        {"upload": upload(docx(**{"word/vbaProject.bin": "macro"}), "nota.docx")},
        {"deed": "geen sleutel"},
    ],
)
def test_bad_input_saves_nothing_and_keeps_what_was_typed(browser, draft, url, wrong):
    answer = browser.post(url, form(**wrong))

    assert (answer.status_code, Attachment.objects.count(), entries(draft)) == (422, 0, [])
    assert wrong.get("title", "Draaiboek")[:120] in answer.content.decode()


def test_a_fiche_that_was_handed_in_takes_no_attachment(browser, draft, url):
    put_in_state(draft, "submitted")

    answer = browser.post(url, form())

    assert (answer.status_code, Attachment.objects.count()) == (409, 0)


def test_officer_changes_order_and_title_and_takes_out(browser, draft):
    first = make_attachment(practice=draft, title="Een")
    second = make_attachment(practice=draft, title="Twee")
    edit = page_of("attachment_edit", draft, first)
    seen = browser.get(edit).context["seen"]

    answer = browser.post(edit, {"title": "Eén", "audience": "members", "seen": seen})
    stale = browser.post(edit, {"title": "Uno", "audience": "public", "seen": seen})
    browser.post(page_of("attachment_move", draft, second), {"richting": "omhoog"})

    assert (answer.status_code, stale.status_code) == (302, 409)
    assert [entry["title"] for entry in entries(draft)] == ["Twee", "Eén"]
    assert Attachment.objects.get(pk=first.pk).audience == "members"
    browser.post(page_of("attachment_remove", draft, second))
    assert [entry["title"] for entry in entries(draft)] == ["Eén"]


def test_others_do_not_reach_the_attachments_of_a_draft(client, city, draft, url):
    attachment = make_attachment(practice=draft)
    move = page_of("attachment_move", draft, attachment)
    answers = {"visitor": client.get(url)["Location"].startswith(reverse("account_login"))}
    for role, user in (
        ("alderman", make_member(city=city, role="alderman")),
        ("other city", make_member(role="coordinator")),
        ("administrator", make_user(network_role="administrator")),
    ):
        client.force_login(user)
        answers[role] = [client.get(url).status_code, client.post(move).status_code]

    assert answers == {
        "visitor": True,
        "alderman": [403, 403],
        "other city": [404, 404],
        "administrator": [404, 404],
    }


# --- what readers get ----------------------------------------------------------------------------
def test_readers_get_the_attachments_that_are_for_them(client):
    practice = make_practice()
    make_attachment(practice=practice, title="Voor iedereen")
    make_attachment(practice=practice, title="Voor steden", audience="members")
    strange = {"uid": str(make_attachment().uid), "title": "Van een andere fiche"}
    content = practice.published_version.content
    content = {**content, "attachments": [*content["attachments"], strange, {"uid": "x' OR 1"}]}
    visitor, member = client.get("/").wsgi_request.user, make_member(role="alderman")

    shown = {
        who: [(one.title, one.told) for one in attachments_of(practice, content, user)]
        for who, user in (("visitor", visitor), ("member", member))
    }

    public = ("Voor iedereen", "pdf, 1 kB")
    assert shown == {"visitor": [public], "member": [public, ("Voor steden", "pdf, 1 kB")]}


def test_an_archived_fiche_keeps_its_files_and_one_that_is_offline_gives_none(client):
    answers = {}
    for state in ("archived", "offline"):
        practice = make_practice(state=state)
        files = [make_attachment(practice=practice), make_image(practice=practice)]
        urls = [file_of(files[0]), reverse("practices:image_file", args=[files[1].key, 300])]
        answers[state] = [client.get(url).status_code for url in urls]

    assert answers == {"archived": [200, 200], "offline": [404, 404]}


def file_of(attachment):
    return reverse("practices:attachment_file", args=[attachment.key])


def test_visitor_gets_an_attachment_as_a_file_with_a_name_of_its_title(client):
    attachment = make_attachment(title='Ons "jaarverslag": 50 % é\r\nX: y <b>')

    answer = client.get(file_of(attachment))

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert answer["Content-Disposition"] == (
        'attachment; filename="ons-jaarverslag-50-e-x-y-b.pdf"'
    )
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        "application/pdf",
        "nosniff",
    )
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_title_of_signs_alone_gives_an_ordinary_name(client):
    attachment = make_attachment(title="???", kind="docx")

    answer = client.get(file_of(attachment))

    assert answer["Content-Disposition"] == 'attachment; filename="bijlage.docx"'


def test_what_is_for_members_asks_to_sign_in(client):
    attachment = make_attachment(audience="members")
    before = client.get(file_of(attachment))

    client.force_login(make_member(role="alderman"))

    assert before["Location"].startswith(reverse("account_login"))
    assert client.get(file_of(attachment)).status_code == 200


@pytest.mark.parametrize("audience", ["public", "members"])
def test_an_attachment_of_a_draft_does_not_exist_for_others(client, audience):
    attachment = make_attachment(practice=make_practice(state="draft"), audience=audience)
    before = client.get(file_of(attachment)).status_code
    client.force_login(make_member(role="coordinator"))
    other = client.get(file_of(attachment)).status_code

    client.force_login(make_member(city=attachment.practice.city, role="contributor"))

    assert (before, other, client.get(file_of(attachment)).status_code) == (404, 404, 200)


def test_the_link_of_a_draft_gives_what_is_for_everybody(client):
    draft = make_practice(state="draft")
    files = [make_attachment(practice=draft, audience=one) for one in ("public", "members")]
    Practice.objects.update(preview_key="abcdefgh12345678")

    answers = [client.get(f"{file_of(one)}?deel=abcdefgh12345678").status_code for one in files]

    assert answers == [200, 404]
