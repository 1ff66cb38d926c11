"""Changing one row of the draft: as a page of its own, and in place with htmx."""

import uuid

import pytest

from actionplans.models import Deed, ExampleAction
from cities.models import Ground, Organisation, PolicyDomain, SustainableGoal, Track
from tests.actionplans.desk import (
    Desk,
    errors_of,
    is_fragment,
    root_of,
    swapped_elsewhere,
)
from tests.factories import fill_plan, make_goal, make_note, make_participation
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

ROWS = {
    "edition": lambda desk: desk.tree.edition,
    "chapter": lambda desk: desk.chapter,
    "goal": lambda desk: desk.goal,
    "action": lambda desk: desk.action,
    "participation": lambda desk: desk.group[0],
    "note": lambda desk: desk.tree.notes[0],
}
TYPED = {
    "edition": {"title": "Nieuwe titel", "introduction": "Woord vooraf"},
    "chapter": {
        **{"number": "II", "title": "Diensten", "description": "Wat", "group_note": "Wie"},
        "commitments": [2, 5],
    },
    "goal": {
        **{"code": "7.1", "title": "Doel", "explanation": "Waarom", "group_note": "Wie"},
        **{"timing_kind": "by", "timing_from": 2027, "timing_until": 2029},
        **{"timing_text": "tegen 2029", "commitments": [3], "sdgs": [5, 10]},
        **{"grounds": ["leeftijd"], "domains": ["werk"], "tracks": ["curatie"]},
        "example": "1.1",
    },
    "action": {
        **{"text": "Doen", "responsible": "Dienst HR", "timing_kind": "ongoing"},
        **{"timing_from": 2026, "timing_until": 2027, "timing_text": "elk jaar"},
    },
    "participation": {"label": "OCMW", "role": "participant", "to_confirm": True},
    "note": {"number": 12, "text": "Zie bijlage"},
}


@pytest.fixture
def desk():
    desk = Desk()
    make_note(plan=desk.plan)
    return desk


def boxes(state):
    """A state as what somebody types and ticks."""
    typed = dict(state)
    if "example" in typed:
        commitment, number = typed["example"].split(".")
        found = ExampleAction.objects.get(commitment__number=commitment, number=number)
        typed["example"] = found.pk
    return typed


def now(row):
    """The words of a row as the database has them, links by code."""
    from_db = type(row).objects.get(pk=row.pk)
    codes = {"commitments": "number", "sdgs": "number"}
    told = {}
    for name in TYPED[row._meta.model_name]:
        value = getattr(from_db, name)
        if hasattr(value, "values_list"):
            value = sorted(value.values_list(codes.get(name, "code"), flat=True))
        told[name] = getattr(value, "code", value)
    return told


# --- a page of its own ----------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ROWS)
def test_officer_changes_every_field(desk, kind):
    row = ROWS[kind](desk)

    response = desk.save(desk.edit(row), **boxes(TYPED[kind]))

    assert response.status_code == 302, errors_of(response)
    assert now(row) == TYPED[kind]
    deed = Deed.objects.get()
    changed = set(deed.changes.values_list("field", flat=True))
    assert (deed.kind, deed.by.user, changed) == ("change", desk.person, set(TYPED[kind]))


@pytest.mark.parametrize("kind", ROWS)
def test_officer_comes_back_where_the_row_stands(desk, kind):
    row = ROWS[kind](desk)
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    places = {
        "edition": desk.plan.get_editor_url(),
        "chapter": chapter,
        "note": desk.address("editor_notes") + f"#note-{row.uid}",
    }

    response = desk.save(desk.edit(row))

    assert response["Location"] == places.get(kind, f"{chapter}#{kind}-{row.uid}")


def test_participant_of_one_goal_is_found_in_its_chapter(desk):
    row = make_participation(goal=desk.goal)

    response = desk.save(desk.edit(row), label="OCMW")

    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    assert response["Location"] == f"{chapter}#participation-{row.uid}"


def fill_every_link(desk):
    note = desk.tree.notes[0]
    goal = desk.goal
    for name, model in (
        ("sdgs", SustainableGoal),
        ("grounds", Ground),
        ("domains", PolicyDomain),
        ("tracks", Track),
    ):
        getattr(goal, name).set(model.objects.all()[1:3])
    goal.commitments.set([desk.chapter.commitments.get()])
    goal.notes.set([note])
    goal.timing_notes.set([note])
    goal.example = ExampleAction.objects.all()[3]
    goal.bbc_references = [
        {"code": "AC1", "title": "Vorming - voor iedereen"},
        {"code": "AC2", "title": ""},
    ]
    goal.title = "Twee regels\n\nen een lege"
    goal.save()
    desk.action.notes.set([note])
    row = desk.group[0]
    row.organisation = Organisation.objects.create(slug="unia", name="Unia")
    row.to_confirm = True
    row.save()
    type(desk.tree.edition).objects.filter(pk=desk.tree.edition.pk).update(introduction="A\n\nB")


@pytest.mark.parametrize("kind", ROWS)
def test_saving_what_was_there_changes_nothing(desk, kind):
    fill_every_link(desk)
    row = ROWS[kind](desk)

    response = desk.save(desk.edit(row))

    assert (response.status_code, desk.deeds, ROWS[kind](desk).version) == (302, [], row.version)


def test_line_ends_of_a_browser_are_kept_as_ours(desk):
    desk.save(desk.edit(desk.goal), title="Een\r\ntwee\rdrie")

    assert desk.goal.title == "Een\ntwee\ndrie"


def test_entry_that_was_archived_since_stays_chosen(desk):
    ground = Ground.objects.first()
    partner = Organisation.objects.create(slug="oud", name="Oud", is_archived=True)
    desk.goal.grounds.set([ground])
    Ground.objects.filter(pk=ground.pk).update(is_archived=True)
    participation = desk.group[0]
    type(participation).objects.filter(pk=participation.pk).update(organisation=partner)

    desk.save(desk.edit(desk.goal))
    desk.save(desk.edit(participation))

    assert desk.deeds == []


def test_archived_entry_cannot_be_chosen_anew(desk):
    ground = Ground.objects.first()
    Ground.objects.filter(pk=ground.pk).update(is_archived=True)

    response = desk.save(desk.edit(desk.goal), grounds=[ground.code])

    assert (response.status_code, list(errors_of(response)), desk.deeds) == (422, ["grounds"], [])


def test_boxes_for_notes_are_there_once_the_plan_has_notes(desk):
    boxes_shown = "//input[@name='notes' or @name='timing_notes']"

    with_note = page_of(desk.get(desk.edit(desk.goal))).xpath(boxes_shown)
    desk.tree.notes[0].delete()
    without = page_of(desk.get(desk.edit(desk.goal)))

    assert (len(with_note), without.xpath(boxes_shown)) == (2, [])
    assert "Voetnoten bij het doel" not in without.text_content()


# --- in place -------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ROWS)
def test_form_opens_in_the_place_of_its_row(desk, kind):
    row = ROWS[kind](desk)

    form, shown = (
        desk.get(desk.edit(row), htmx=True),
        desk.get(desk.row("row_show", row), htmx=True),
    )

    assert (is_fragment(form), form.status_code) == (True, 200)
    assert root_of(form) == root_of(shown)
    assert root_of(form)[1] == f"{kind}-{row.uid}"


@pytest.mark.parametrize("kind", ROWS)
def test_saved_row_takes_its_own_place_again(desk, kind):
    row = ROWS[kind](desk)

    response = desk.save(desk.edit(row), htmx=True, **boxes(TYPED[kind]))

    assert (response.status_code, is_fragment(response)) == (200, True)
    assert root_of(response)[1] == f"{kind}-{row.uid}"
    assert now(row) == TYPED[kind]
    in_a_chapter = kind not in ("edition", "note")
    assert swapped_elsewhere(response) == ["stand"] + ["inhoudstafel"] * in_a_chapter


def test_saved_row_tells_what_can_be_taken_back(desk):
    response = desk.save(desk.edit(desk.goal), htmx=True, title="Anders")

    deed = Deed.objects.get()
    state = page_of(response).xpath("//div[@id='stand']")[0]
    assert state.xpath(".//form/@action") == [desk.address("undo", uid=deed.uid)]


def test_table_of_contents_follows_the_chapter_that_was_saved(desk):
    response = desk.save(desk.edit(desk.chapter), htmx=True, title="Anders")

    toc = "//nav[@id='inhoudstafel']//li"
    assert all_words(response, toc) == ["1 Anders 2 doelen", "2 Waakzaamheid 2 doelen"]
    assert len(page_of(response).xpath(f"{toc}/a[@aria-current]")) == 1


@pytest.mark.parametrize("path", ["edit", "row_show"])
def test_expired_session_asks_htmx_to_sign_in(desk, path):
    address = desk.edit(desk.goal) if path == "edit" else desk.row(path, desk.goal)
    desk.client.logout()
    page = f"http://testserver{desk.plan.get_editor_url()}"
    headers = {"HX-Request": "true", "HX-Current-URL": page}

    response = desk.client.get(address, headers=headers)

    sign_in = f"/account/login/?next={desk.plan.get_editor_url()}"
    assert (response["HX-Redirect"], response.content) == (sign_in, b"")


def test_expired_session_sends_a_page_to_sign_in(desk):
    desk.client.logout()

    response = desk.post(desk.edit(desk.goal), {"title": "Anders"})

    assert response["Location"] == f"/account/login/?next={desk.edit(desk.goal)}"
    assert desk.deeds == []


# --- rows that are not here -------------------------------------------------------------------
def test_row_of_another_city_does_not_exist(desk):
    other = make_goal()

    answers = [
        desk.get(desk.edit(other)),
        desk.post(desk.edit(other), {"title": "Anders"}),
        desk.get(desk.row("row_show", other)),
    ]

    other.refresh_from_db()
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert other.title == "Meldpunten zijn bekend"


def test_published_row_is_not_what_is_edited():
    desk = Desk(plan=fill_plan())
    edition = desk.tree.edition
    edition.uid = uuid.uuid4()

    assert desk.get(desk.edit(edition)).status_code == 404


@pytest.mark.parametrize("role", ["alderman"])
def test_alderman_may_not_type(role):
    desk = Desk(role=role)

    response = desk.post(desk.edit(desk.goal), {"title": "Anders", "version": 1})

    assert (response.status_code, desk.deeds) == (403, [])
