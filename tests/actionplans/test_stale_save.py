"""Two people save the same row: nothing is lost, and one press more saves what both want."""

import json

import pytest

from actionplans import drafting
from actionplans.models import ExampleAction
from cities.models import Organisation
from tests.actionplans.desk import (
    Desk,
    errors_of,
    form_of,
    is_fragment,
    root_of,
)
from tests.actionplans.draft_log import state
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine():
    return Desk()


@pytest.fixture
def theirs(mine):
    return mine.colleague("Bram Claes")


def collide(mine, theirs, row, *, i_type, they_type, htmx=False):
    """I open the form, they save first, then I press the button."""
    opened = mine.open(mine.edit(row))
    theirs.save(theirs.edit(row), **they_type)
    return mine.post(mine.edit(row), {**opened, **i_type}, htmx=htmx)


def radios(response, field):
    return page_of(response).xpath(f"//input[@type='radio'][@name='keuze_{field}']/@value")


# --- what the merged form shows ---------------------------------------------------------------
def test_stale_save_writes_nothing(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": "Van mij"}, they_type={"title": "Van hen"}
    )

    assert response.status_code == 409
    assert (mine.goal.title, mine.goal.version, len(mine.deeds)) == ("Van hen", 2, 1)


def test_merged_form_holds_what_each_of_us_changed(mine, theirs):
    response = collide(
        mine,
        theirs,
        mine.goal,
        i_type={"explanation": "Van mij", "sdgs": ["5"]},
        they_type={"code": "9.9", "grounds": ["leeftijd"]},
    )

    form = form_of(response)
    assert response.status_code == 409
    assert {name: form[name] for name in ("explanation", "sdgs", "code", "grounds", "version")} == {
        "explanation": ["Van mij"],
        "sdgs": ["5"],
        "code": ["9.9"],
        "grounds": ["leeftijd"],
        "version": ["2"],
    }
    assert [name for name in form if name.startswith("keuze_")] == []


def test_merged_form_is_saved_with_one_press(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"explanation": "Van mij"}, they_type={"code": "9.9"}
    )

    saved = mine.post(mine.edit(mine.goal), form_of(response))

    goal = mine.goal
    assert saved.status_code == 302
    assert (goal.explanation, goal.code, goal.version) == ("Van mij", "9.9", 3)


def test_conflict_shows_what_it_was_what_they_and_what_i_wrote(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": "Van mij"}, they_type={"title": "Van <hen>"}
    )

    conflict = "//fieldset[@class='conflict']"
    assert all_words(response, f"{conflict}/label[@class='choice']") == [
        "Zoals het was Meldpunten zijn bekend",
        "Van je collega Van <hen>",
        "Van jou Van mij",
        "De tekst in het vak hieronder",
    ]
    assert page_of(response).xpath(f"{conflict}//input[@checked]") == []
    assert form_of(response)["title"] == ["Van mij"]
    assert "Bram Claes heeft dit intussen ook gewijzigd." in all_words(
        response, "//*[@role='alert']//b"
    )


@pytest.mark.parametrize(
    ("choice", "text"),
    [(0, "Meldpunten zijn bekend"), (1, "Van hen"), (2, "Van mij"), (3, "Nog anders")],
)
def test_one_press_saves_the_chosen_text(mine, theirs, choice, text):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": "Van mij"}, they_type={"title": "Van hen"}
    )

    chosen = radios(response, "title")[choice]
    typed = {**form_of(response), "title": "Nog anders", "keuze_title": chosen}
    saved = mine.post(mine.edit(mine.goal), typed)

    assert (saved.status_code, mine.goal.title) == (302, text)


def test_who_presses_on_without_choosing_is_asked_again(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": "Van mij"}, they_type={"title": "Van hen"}
    )

    again = mine.post(mine.edit(mine.goal), form_of(response))

    assert (again.status_code, mine.goal.title) == (422, "Van hen")
    assert errors_of(again) == {"title": ["Kies welke tekst je wilt houden."]}
    assert radios(again, "title") == radios(response, "title")


CONFLICTS = {
    "sdgs": (
        ["5"],
        ["10", "16"],
        [10, 16],
        "10 Ongelijkheid verminderen, 16 Vrede, justitie en sterke publieke diensten",
    ),
    "timing_kind": ("by", "ongoing", "ongoing", "doorlopend in de periode"),
    "timing_from": ("2027", "2028", 2028, "2028"),
    "bbc_references": (
        "AC1 – Mijn",
        "AC2 – Vorming - voor ons\r\nAC3",
        [{"code": "AC2", "title": "Vorming - voor ons"}, {"code": "AC3", "title": ""}],
        "AC2 – Vorming - voor onsAC3",
    ),
    "explanation": ("mijn\r\nregels", "hun\r\nregels", "hun\nregels", "hunregels"),
}


@pytest.mark.parametrize("field", CONFLICTS)
def test_their_choice_can_be_kept_for_any_kind_of_field(mine, theirs, field):
    my_choice, their_choice, kept, words = CONFLICTS[field]
    response = collide(
        mine, theirs, mine.goal, i_type={field: my_choice}, they_type={field: their_choice}
    )
    shown = all_words(response, "//fieldset[@class='conflict']/label")[1]
    mine.post(
        mine.edit(mine.goal), {**form_of(response), f"keuze_{field}": radios(response, field)[1]}
    )

    assert shown == f"Van je collega {words}"
    assert state(mine.goal)[field] == kept


@pytest.mark.parametrize("choice", [0, 1, 2])
def test_example_can_be_chosen_also_when_there_was_none(mine, theirs, choice):
    first, second = ExampleAction.objects.all()[:2]
    response = collide(
        mine, theirs, mine.goal, i_type={"example": first.pk}, they_type={"example": second.pk}
    )

    shown = all_words(response, "//fieldset[@class='conflict']/label")
    chosen = {"keuze_example": radios(response, "example")[choice]}
    mine.post(mine.edit(mine.goal), {**form_of(response), **chosen})

    was, their_own, my_own = shown[:3]
    assert was == "Zoals het was (leeg)"
    assert (their_own, my_own) == (f"Van je collega {second}", f"Van jou {first}")
    assert state(mine.goal)["example"] == [None, second.code, first.code][choice]


def test_participant_conflict_speaks_in_words(mine, theirs):
    row = mine.group[0]
    for slug in ("unia", "vmri"):
        Organisation.objects.get_or_create(slug=slug, defaults={"name": slug.upper()})
    response = collide(
        mine,
        theirs,
        row,
        i_type={"organisation": "unia", "label": "Wij"},
        they_type={"organisation": "vmri", "label": "Zij", "to_confirm": "on"},
    )

    vmri = str(Organisation.objects.get(slug="vmri"))
    shown = all_words(response, "//fieldset[@class='conflict']/label")
    assert [words for words in shown if words.startswith("Van je collega")] == [
        "Van je collega Zij",
        f"Van je collega {vmri}",
    ]
    assert form_of(response)["to_confirm"] == ["on"]


def test_conflict_unfolds_its_part_of_the_form(mine, theirs):
    response = collide(mine, theirs, mine.goal, i_type={"sdgs": ["5"]}, they_type={"sdgs": ["10"]})

    assert all_words(response, "//details[@open]/summary") == ["SDG’s en toelichting"]


# --- in place ---------------------------------------------------------------------------------
def test_merged_form_takes_the_place_of_the_row(mine, theirs):
    response = collide(
        mine,
        theirs,
        mine.goal,
        i_type={"title": "Van mij"},
        they_type={"title": "Van hen"},
        htmx=True,
    )

    assert (response.status_code, is_fragment(response)) == (409, True)
    assert root_of(response) == ("tr", f"goal-{mine.goal.uid}")
    assert len(radios(response, "title")) == 4


# --- again and again ----------------------------------------------------------------------------
def test_colleague_who_saves_again_during_the_merge_is_met_again(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": "Van mij"}, they_type={"title": "Van hen"}
    )
    theirs.save(theirs.edit(mine.goal), title="Nog eens van hen")

    chosen = {"keuze_title": radios(response, "title")[2]}
    again = mine.post(mine.edit(mine.goal), {**form_of(response), **chosen})

    assert (again.status_code, mine.goal.title) == (409, "Nog eens van hen")
    assert [json.loads(value) for value in radios(again, "title")[:3]] == [
        "Van hen",
        "Nog eens van hen",
        "Van mij",
    ]


def test_colleague_who_saves_at_the_very_same_moment_is_met_too(mine, theirs, monkeypatch):
    goal = mine.goal
    opened = mine.open(mine.edit(goal))
    change = drafting.change

    def a_moment_later(plan, kind, uid, values, *, seen, by):
        if by == mine.person:
            change(plan, kind, uid, {"code": "9.9"}, seen=1, by=theirs.person)
        return change(plan, kind, uid, values, seen=seen, by=by)

    monkeypatch.setattr(drafting, "change", a_moment_later)
    response = mine.post(mine.edit(goal), {**opened, "code": "7.7"})

    form = form_of(response)
    assert (response.status_code, form["version"], form["code"]) == (409, ["2"], ["7.7"])
    assert json.loads(radios(response, "code")[1]) == "9.9"


def test_double_click_is_no_conflict_with_myself(mine):
    opened = {**mine.open(mine.edit(mine.goal)), "title": "Anders"}

    answers = [mine.post(mine.edit(mine.goal), opened).status_code for _ in range(2)]

    assert (answers, len(mine.deeds), mine.goal.version) == ([302, 302], 1, 2)


def test_form_without_a_version_counts_as_never_seen(mine, theirs):
    opened = mine.open(mine.edit(mine.goal))
    theirs.save(theirs.edit(mine.goal), title="Van hen")

    response = mine.post(mine.edit(mine.goal), {**opened, "title": "Van mij", "version": ""})

    assert (response.status_code, mine.goal.title) == (409, "Van hen")


def test_mistake_in_a_stale_form_is_told_first(mine, theirs):
    response = collide(
        mine, theirs, mine.goal, i_type={"title": ""}, they_type={"title": "Van hen"}
    )

    assert (response.status_code, list(errors_of(response))) == (422, ["title"])
    corrected = mine.post(mine.edit(mine.goal), {**form_of(response), "title": "Van mij"})
    assert (corrected.status_code, mine.goal.title) == (409, "Van hen")


def test_move_by_a_colleague_is_no_conflict(mine, theirs):
    opened = mine.open(mine.edit(mine.goal))
    theirs.post(theirs.row("row_move", mine.goal), {"stap": "neer"})

    goal = mine.goals[1]
    response = mine.post(mine.edit(goal), {**opened, "title": "Van mij"})

    goal.refresh_from_db()
    assert (response.status_code, goal.title) == (302, "Van mij")
