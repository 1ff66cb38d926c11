"""The logbook of a draft: who did what, in words; taking a deed back; going back in time."""

import pytest

from actionplans.archive import content_checksum
from actionplans.models import Deed, ExampleAction
from cities.models import Ground
from tests.actionplans.desk import Desk, messages_of
from tests.counting import queries_of
from tests.factories import fill_plan, make_note, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

DEED = "//ol[@class='log']/li"


@pytest.fixture
def desk():
    return Desk()


def lines(desk):
    """(label, before, after) of every line on the first page."""
    page = page_of(desk.get(desk.address("logbook")))
    told = []
    for label in page.xpath(f"{DEED}//dt"):
        change = label.getnext()
        old, new = ([e.text_content() for e in change.iter(tag)] for tag in ("del", "ins"))
        told.append((label.text_content(), "".join(old), "".join(new)))
    return told


def test_logbook_tells_who_did_what(desk):
    desk.save(desk.edit(desk.goal), title="Anders")

    [told] = all_words(desk.get(desk.address("logbook")), f"{DEED}/p")
    assert told.startswith("Operationeel doel “1.1 Anders” gewijzigd Noor Vandamme")


def test_logbook_tells_old_and_new_in_dutch(desk):
    ground, example = Ground.objects.first(), ExampleAction.objects.first()
    note = make_note(plan=desk.plan, number=4)
    desk.save(
        desk.edit(desk.goal),
        title="Anders",
        timing_kind="by",
        timing_from=2027,
        sdgs=["10"],
        grounds=[ground.code],
        example=example.pk,
        bbc_references="AC1 – Vorming\r\nAC2",
        notes=[str(note.uid)],
    )

    assert sorted(lines(desk)) == sorted(
        [
            ("Operationeel doel", "Meldpunten zijn bekend", "Anders"),
            ("Soort timing", "", "te bereiken tegen"),
            ("Van jaar", "", "2027"),
            ("SDG's", "", "10 Ongelijkheid verminderen"),
            ("Discriminatiegronden", "", ground.label),
            ("Voorbeeldactie van ECCAR", "", str(example)),
            ("Verwijzingen naar het meerjarenplan", "", "AC1 Vorming, AC2"),
            ("Voetnoten bij het doel", "", "voetnoot 4"),
        ]
    )


def test_logbook_tells_roles_and_yes_or_no(desk):
    row = desk.group[0]

    desk.save(desk.edit(row), role="participant", to_confirm="on")

    assert lines(desk) == [("Rol", "organisator", "deelnemer"), ("Nog te bevestigen", "nee", "ja")]


def test_logbook_tells_what_was_deleted_whole(desk):
    note = make_note(plan=desk.plan, number=4, text="Zie bijlage")
    desk.goal.notes.add(note)

    desk.delete(note)

    assert lines(desk) == [
        ("Voetnoot", "4 Zie bijlage", ""),
        ("Voetnoten bij het doel", "voetnoot 4", ""),
    ]


def test_move_tells_no_place_numbers(desk):
    desk.post(desk.row("row_move", desk.goal), {"stap": "neer"})

    assert (len(desk.deeds), lines(desk)) == (1, [])


def test_logbook_of_an_untouched_draft_says_so():
    desk = Desk(plan=make_plan())

    assert all_words(desk.get(desk.address("logbook")), DEED) == [
        "Er is nog niets aan dit ontwerp gedaan."
    ]


def test_alderman_reads_without_buttons(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    alderman = Desk(plan=desk.plan, role="alderman")

    page = page_of(alderman.get(alderman.address("logbook")))

    assert (len(page.xpath(DEED)), page.xpath("//main//form")) == (1, [])


# --- pages ----------------------------------------------------------------------------------------
def many_deeds(plan, count):
    Deed.objects.bulk_create(
        Deed(plan=plan, kind=Deed.Kind.CHANGE, summary=f"Handeling {number}")
        for number in range(1, count + 1)
    )


@pytest.mark.parametrize(
    ("asked", "first", "count"),
    [
        ("", "Handeling 31", 30),
        ("?page=2", "Handeling 1", 1),
        ("?page=99", "Handeling 1", 1),
        ("?page=-1", "Handeling 1", 1),
        ("?page=9999999999999999999999", "Handeling 1", 1),
        ("?page=a%00b", "Handeling 31", 30),
    ],
)
def test_logbook_has_pages_of_thirty(desk, asked, first, count):
    many_deeds(desk.plan, 31)

    response = desk.get(desk.address("logbook") + asked)

    told = all_words(response, f"{DEED}/p/b")
    assert (told[0], len(told)) == (first, count)
    assert len(all_words(response, "//nav[@class='pager']")) == 1


def test_logbook_asks_the_same_number_of_queries_however_long(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    few = queries_of(desk.client, desk.address("logbook"))
    many_deeds(desk.plan, 40)

    assert queries_of(desk.client, desk.address("logbook")) == few


# --- taking back -------------------------------------------------------------------------------
def test_undo_takes_the_deed_back(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    address = desk.address("undo", uid=Deed.objects.get().uid)

    response = desk.post(address)

    assert desk.goal.title == "Meldpunten zijn bekend"
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    assert response["Location"] == f"{chapter}#goal-{desk.goal.uid}"
    assert messages_of(response) == ["Ongedaan gemaakt: Operationeel doel “1.1 Anders”."]
    page = page_of(desk.get(desk.address("logbook")))
    assert len(page.xpath(f"{DEED}//span[@class='badge']")) == 1
    assert address not in page.xpath("//form/@action")


def test_undo_of_what_is_not_in_a_chapter_leads_to_the_editor(desk):
    desk.save(desk.add("goal", desk.chapter), title="Nieuw doel")
    desk.save(desk.edit(desk.tree.edition), title="Andere titel")
    title, added = Deed.objects.all()

    answers = [desk.post(desk.address("undo", uid=deed.uid)) for deed in (title, added)]

    assert [answer["Location"] for answer in answers] == [desk.plan.get_editor_url()] * 2


def test_undo_pressed_twice_is_done_once(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    address = desk.address("undo", uid=Deed.objects.get().uid)

    answers = [desk.post(address) for _ in range(2)]

    assert messages_of(answers[1])[-1] == "Dit is al ongedaan gemaakt."
    assert (desk.goal.title, len(desk.deeds)) == ("Meldpunten zijn bekend", 2)


def test_undo_on_which_a_colleague_built_is_refused_with_a_sentence(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    deed = Deed.objects.get()
    colleague = desk.colleague()
    colleague.save(colleague.edit(desk.goal), title="Nog anders")

    response = desk.post(desk.address("undo", uid=deed.uid))

    assert messages_of(response)[-1].startswith("Dit kan niet meer ongedaan gemaakt worden")
    assert desk.goal.title == "Nog anders"


@pytest.mark.parametrize("name", ["undo", "go_back"])
def test_deed_of_another_city_does_not_exist(desk, name):
    other = Desk(plan=fill_plan())
    other.save(other.edit(other.goal), title="Anders")

    response = desk.post(desk.address(name, uid=Deed.objects.get().uid))

    assert (response.status_code, other.goal.title) == (404, "Anders")


# --- going back --------------------------------------------------------------------------------
def test_draft_goes_back_to_before_a_deed_whatever_came_later(desk):
    before = content_checksum(desk.tree)
    desk.save(desk.edit(desk.goal), title="Anders")
    deed = Deed.objects.get()
    desk.save(desk.edit(desk.goal), title="Nog anders")
    desk.delete(desk.chapter)

    response = desk.post(desk.address("go_back", uid=deed.uid))

    assert content_checksum(desk.tree) == before
    assert response["Location"] == desk.plan.get_editor_url()
    assert messages_of(response) == [
        "Het ontwerp staat weer zoals het was. Je kunt ook dit ongedaan maken."
    ]


def test_going_back_can_be_undone(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    desk.post(desk.address("go_back", uid=Deed.objects.get().uid))

    desk.post(desk.address("undo", uid=Deed.objects.first().uid))

    assert desk.goal.title == "Anders"


def test_draft_that_is_already_as_it_was_stays(desk):
    desk.save(desk.edit(desk.goal), title="Anders")
    deed = Deed.objects.get()
    desk.post(desk.address("go_back", uid=deed.uid))

    response = desk.post(desk.address("go_back", uid=deed.uid))

    assert messages_of(response)[-1] == "Het ontwerp was al zoals toen."
    assert len(desk.deeds) == 2
