"""Uploading a Word document: it is read and waits; nothing of it is in the draft yet."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans.documents.errors import ImportLimits
from actionplans.documents.word import read_docx
from actionplans.models import ImportProposal
from actionplans.views import importing
from tests.actionplans.desk import Desk, errors_of, messages_of
from tests.actionplans.word_files import (
    bomb,
    climber,
    letter,
    with_entities,
    word_plan,
)
from tests.factories import fill_plan, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk(plan=make_plan())


@pytest.fixture
def url(desk):
    return desk.address("import")


def upload(desk, data, name="Actieplan.docx"):
    return desk.post(desk.address("import"), {"file": SimpleUploadedFile(name, data)})


def waiting(desk):
    return list(desk.plan.imports.filter(state=ImportProposal.State.WAITING))


def test_document_is_read_and_waits_for_a_yes(desk):
    response = upload(desk, word_plan())

    [proposal] = waiting(desk)
    assert response["Location"] == desk.address("import_review", uid=proposal.uid)
    assert (proposal.file_name, proposal.created_by.user) == ("Actieplan.docx", desk.person)
    assert (len(desk.tree), desk.deeds) == (0, [])


def test_same_document_twice_waits_once(desk):
    answers = [upload(desk, word_plan())["Location"] for _ in range(2)]

    assert (len(waiting(desk)), answers[0]) == (1, answers[1])


def test_other_document_waits_beside_it(desk):
    upload(desk, word_plan())
    upload(desk, word_plan(title="Een ander plan"))

    assert len(waiting(desk)) == 2


def test_document_that_was_laid_aside_can_be_offered_again(desk):
    upload(desk, word_plan())
    desk.post(desk.address("import_drop", uid=waiting(desk)[0].uid))

    upload(desk, word_plan())

    assert len(waiting(desk)) == 1


def test_page_tells_what_still_waits(desk, url):
    upload(desk, word_plan())

    response = desk.get(url)

    review = desk.address("import_review", uid=waiting(desk)[0].uid)
    assert page_of(response).xpath("//p[@class='note']/a/@href") == [review]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\plan.docx", "plan.docx"),
        ("../../etc/plan.docx", "plan.docx"),
        ("p" * 300 + ".docx", None),
        ("<b>plan</b>.docx", "b>.docx"),
    ],
)
def test_file_name_is_only_a_name(desk, name, kept):
    response = upload(desk, word_plan(), name=name)

    [proposal] = waiting(desk)
    assert response.status_code == 302
    assert len(proposal.file_name) <= 200
    assert "/" not in proposal.file_name
    assert kept in (None, proposal.file_name)


# --- what is refused -----------------------------------------------------------------------------
NO_WORD = (
    "Dit is geen Word-document (.docx). Open het in Word, kies Opslaan als → Word-document (.docx) "
    "en probeer opnieuw."
)
REFUSED = {
    "a text": (lambda: b"Beste,", NO_WORD),
    "a pdf": (
        lambda: b"%PDF-1.7 ...",
        "Dit is een pdf. Gebruik het Word-document waaruit de pdf gemaakt is.",
    ),
    "an empty file": (lambda: b"", "Dit bestand is leeg. Kies het Word-bestand met je plan."),
    "half a file": (lambda: word_plan()[:3000], "Dit bestand is niet volledig"),
    "a letter": (letter, "In dit document is geen actieplan gevonden."),
    "a bomb": (bomb, "Dit bestand is niet gebouwd zoals Word het doet"),
    "a climbing path": (climber, "Dit bestand is niet gebouwd zoals Word het doet"),
    "entities": (with_entities, "Dit bestand is niet gebouwd zoals Word het doet"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_file_that_is_no_plan_is_refused_with_a_sentence(desk, case):
    make, sentence = REFUSED[case]

    response = upload(desk, make())

    [told] = errors_of(response)["file"]
    assert (response.status_code, told.startswith(sentence)) == (422, True)
    assert told in all_words(response, "//main//*[contains(@class, 'invalid-feedback')]")
    assert (waiting(desk), len(desk.tree)) == ([], 0)


def test_no_file_is_told(desk, url):
    for posted in ({}, {"file": ""}, {"file": "geen bestand"}):
        response = desk.post(url, posted)

        assert response.status_code == 422
        assert errors_of(response) == {"file": ["Kies eerst een bestand."]}


def test_file_that_is_too_large_is_refused_without_reading_all_of_it(desk, monkeypatch):
    monkeypatch.setattr(ImportLimits, "FILE_BYTES", 1024 * 1024)
    taken_in = []

    def telling(data):
        taken_in.append(len(data))
        return read_docx(data)

    monkeypatch.setattr(importing, "read_docx", telling)
    response = upload(desk, b"PK" + b"0" * 3 * 1024 * 1024)

    [told] = errors_of(response)["file"]
    assert told.startswith("Dit bestand is te groot: meer dan 1 MB.")
    assert (taken_in, waiting(desk)) == ([1024 * 1024 + 1], [])


def test_alderman_uploads_nothing():
    desk = Desk(plan=make_plan(), role="alderman")

    assert (upload(desk, word_plan()).status_code, waiting(desk)) == (403, [])


def test_other_city_uploads_nothing(desk):
    stranger = Desk(plan=fill_plan())

    response = stranger.post(desk.address("import"), {"file": SimpleUploadedFile("x", b"x")})

    assert (response.status_code, waiting(desk)) == (404, [])


# --- laying aside ------------------------------------------------------------------------------
def test_document_that_is_laid_aside_leaves_nothing(desk):
    upload(desk, word_plan())
    [proposal] = waiting(desk)

    response = desk.post(desk.address("import_drop", uid=proposal.uid))

    proposal.refresh_from_db()
    assert (proposal.state, len(desk.tree), desk.deeds) == ("dropped", 0, [])
    assert response["Location"] == desk.address("import")
    assert messages_of(response) == ["Het document is weggelegd. Er kwam niets van in je ontwerp."]


def test_document_of_another_city_is_not_laid_aside(desk):
    upload(desk, word_plan())
    stranger = Desk(plan=fill_plan())

    uid = waiting(desk)[0].uid
    answers = [
        stranger.post(address).status_code
        for address in (
            desk.address("import_drop", uid=uid),
            stranger.address("import_drop", uid=uid),
        )
    ]

    assert (answers, len(waiting(desk))) == ([404, 404], 1)
