"""Looking through what was understood of a document, and taking it over into the draft."""

import pytest

from actionplans import importing
from actionplans.archive import content_checksum
from actionplans.documents.plan_document import ChapterPart, GoalPart, PlanDocument
from tests.actionplans.desk import Desk, messages_of
from tests.actionplans.proposals import TAKEN, UNDERSTOOD, proposed, state_of, words_of
from tests.actionplans.word_files import word_plan
from tests.factories import make_city, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    return Desk(plan=make_plan(city=make_city(name="Denderleeuw")))


# --- looking ------------------------------------------------------------------------------------
def test_review_tells_the_counts_the_doubts_and_the_source(desk):
    response = desk.get(proposed(desk))

    told = all_words(response, "//main/p[contains(., 'lazen we')]")
    assert told == [
        "Uit Actieplan.docx lazen we 2 hoofdstukken, 3 doelen, 3 acties en 3 deelnemers, "
        "van wie 1 als organisator. Er staat nog niets van in je ontwerp."
    ]
    doubts = all_words(response, "//section[@aria-labelledby='twijfels']//li")
    assert "1, werkgroep: “Dienst Welzijn (?)” is nog te bevestigen." in doubts
    source = all_words(response, "//td//details/small")
    assert source[1] == "1.2 Cijfers verzamelen | Een jaarlijkse telling | 2027"


def test_looking_changes_nothing(desk):
    desk.get(proposed(desk))

    assert (len(desk.tree), desk.deeds) == (0, [])


def test_words_of_a_document_are_only_text(desk):
    script = "<script>alert(1)</script>"
    rows = ((f"1.1 {script}", f"- {script}", script, "2027", "10"),)
    address = proposed(desk, word_plan(((f"1. {script}", rows),), title=script))

    reviewed = desk.get(address)
    desk.post(address)
    edited = desk.get(desk.plan.get_editor_url())

    assert desk.goal.title == script
    assert [page_of(page).xpath("//main//script") for page in (reviewed, edited)] == [[], []]


# --- into an empty draft --------------------------------------------------------------------------
def test_empty_draft_becomes_what_the_document_says(desk):
    address = proposed(desk)

    response = desk.post(address)

    assert words_of(desk.tree) == UNDERSTOOD
    assert desk.tree.edition.title == "Actieplan 2026-2031"
    assert (state_of(address), desk.deeds) == (
        "accepted",
        [("import", "Document “Actieplan.docx”")],
    )
    assert response["Location"] == desk.plan.get_editor_url()
    assert messages_of(response) == ["Het document staat in je ontwerp. Nog niets is gepubliceerd."]


def test_import_is_taken_back_with_one_press(desk):
    before = content_checksum(desk.tree)
    desk.post(proposed(desk))

    page = page_of(desk.get(desk.plan.get_editor_url()))
    desk.post(page.xpath("//div[@id='stand']//form/@action")[0])

    assert (content_checksum(desk.tree), len(desk.tree)) == (before, 0)


def test_every_imported_row_is_saved_unchanged_without_a_trace(desk):
    desk.post(proposed(desk))

    for _, row in desk.tree.rows():
        assert desk.save(desk.edit(row)).status_code == 302

    assert len(desk.deeds) == 1


def test_double_click_takes_over_once(desk):
    address = proposed(desk)

    answers = [desk.post(address) for _ in range(2)]

    assert (len(desk.deeds), len(desk.tree.chapters)) == (1, 2)
    assert answers[1]["Location"] == desk.plan.get_editor_url()
    assert messages_of(answers[1])[-1] == TAKEN


def test_document_that_was_laid_aside_is_not_taken_over(desk):
    address = proposed(desk)
    desk.post(form_action(desk, address))

    response = desk.post(address)

    assert (messages_of(response)[-1], len(desk.tree), state_of(address)) == (TAKEN, 0, "dropped")


def form_action(desk, address):
    return page_of(desk.get(address)).xpath("//button/@formaction")[0]


def test_document_that_was_taken_over_cannot_be_laid_aside(desk):
    address = proposed(desk)
    lay_aside = form_action(desk, address)
    desk.post(address)

    response = desk.post(lay_aside)

    assert (messages_of(response)[-1], state_of(address)) == (TAKEN, "accepted")


def test_document_that_was_taken_over_says_so_without_buttons(desk):
    address = proposed(desk)
    desk.post(address)

    response = desk.get(address)

    assert page_of(response).xpath("//main//form") == []
    assert "Er staat nog niets van in je ontwerp." not in page_of(response).text_content()


def test_code_that_is_longer_than_a_number_stays_with_the_words(desk):
    code = "Doelstelling over alles wat wij samen willen doen"
    goal = GoalPart(code=code, title="Meer meldingen")
    document = PlanDocument(chapters=[ChapterPart("1", "Een", goals=[goal])])
    proposal = importing.propose(desk.plan, document, data=b"x", file_name="x.docx", by=None)

    desk.post(desk.address("import_review", uid=proposal.uid))

    assert (desk.goal.code, desk.goal.title) == ("", f"{code} Meer meldingen")


# --- whose document ---------------------------------------------------------------------------
def test_document_of_another_city_is_not_found(desk):
    uid = proposed(Desk()).rstrip("/").rpartition("/")[2]
    address = desk.address("import_review", uid=uid)

    answers = [desk.get(address).status_code, desk.post(address).status_code]

    assert (answers, len(desk.tree)) == ([404, 404], 0)


def test_colleague_takes_over_what_the_other_uploaded(desk):
    address = proposed(desk)
    colleague = Desk(plan=desk.plan, role="contributor")

    colleague.post(address)

    assert desk.plan.deeds.get().by.user == colleague.person


def test_alderman_takes_over_nothing(desk):
    address = proposed(desk)

    response = Desk(plan=desk.plan, role="alderman").post(address)

    assert (response.status_code, state_of(address)) == (403, "waiting")
