"""What somebody types into a row's form that cannot be saved, by mistake or on purpose.

Nothing is saved, a sentence says why, and all that was typed is still on the page.
"""

import json
import uuid

import pytest

from tests.actionplans.desk import Desk, errors_of, form_of, is_fragment
from tests.factories import make_note
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

OUTDATED = "Dit formulier is niet meer geldig. Open het opnieuw."


@pytest.fixture
def desk():
    desk = Desk()
    make_note(plan=desk.plan)
    return desk


WRONG = {
    "title": ("  ", ["Dit veld is verplicht."]),
    "code": (
        "9" * 41,
        ["Zorg dat deze waarde niet meer dan 40 tekens bevat (het zijn er nu 41)."],
    ),
    "timing_from": ("27", ["Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."]),
    "timing_until": ("-2027", ["Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."]),
    "timing_kind": (
        "ooit",
        ["Selecteer een geldige keuze. ooit is geen beschikbare keuze."],
    ),
    "sdgs": (
        ["10", "18"],
        ["Selecteer een geldige keuze. 18 is geen beschikbare keuze."],
    ),
    "explanation": ("a\0b", ["Null-tekens zijn niet toegestaan."]),
    "bbc_references": (
        "Vorming voor iedereen",
        ["Begin elke regel met de code, dan een streepje: AC000123 – Vorming."],
    ),
}


@pytest.mark.parametrize(
    ("field", "htmx"), [*((field, False) for field in WRONG), ("title", True), ("sdgs", True)]
)
def test_wrong_field_is_told_and_all_that_was_typed_stays(desk, field, htmx):
    value, sentences = WRONG[field]
    typed = {"title": "Anders", "group_note": "Met velen", "sdgs": ["10"], field: value}

    response = desk.post(desk.edit(desk.goal), {"version": 1, **typed}, htmx=htmx)

    assert (response.status_code, is_fragment(response)) == (422, htmx)
    assert errors_of(response) == {field: sentences}
    shown = form_of(response)
    assert (shown["group_note"], shown["sdgs"]) == (["Met velen"], ["10"])
    if field not in ("sdgs", "timing_kind", "explanation"):
        assert shown[field] == [value]
    assert (desk.deeds, desk.goal.title) == ([], "Meldpunten zijn bekend")


def test_last_year_before_the_first_is_refused(desk):
    response = desk.save(desk.edit(desk.goal), timing_from=2029, timing_until=2027)

    assert errors_of(response) == {
        "timing_until": ["Het laatste jaar kan niet voor het eerste liggen."]
    }
    assert desk.deeds == []


def test_error_in_a_folded_part_unfolds_it(desk):
    response = desk.save(desk.edit(desk.goal), bbc_references="Vorming voor iedereen")

    unfolded = page_of(response).xpath("//details[@open]/summary/text()")
    assert unfolded == ["Meerjarenplan, werkgroep en voetnoten"]


HOSTILE = {
    "a negative version": ({"version": "-1"}, OUTDATED),
    "a version of the future": ({"version": "2"}, OUTDATED),
    "a huge version": ({"version": "9" * 30}, OUTDATED),
    "a version of words": ({"version": "een"}, OUTDATED),
    "an invalid uid": ({"uid": "geen-uid"}, OUTDATED),
    "a huge SDG": ({"sdgs": ["9" * 30]}, None),
    "a NUL in a code": ({"grounds": ["ras\0"]}, None),
    "an unknown ground": ({"grounds": ["onbekend"]}, None),
    "a huge example": ({"example": "9" * 30}, None),
    "a NUL in the example": ({"example": "1\0"}, None),
    "a note that is no uid": ({"notes": ["1"]}, None),
    "a note of nobody": ({"notes": [str(uuid.uuid4())]}, None),
    "a huge year": ({"timing_from": "9" * 5000}, None),
    "a lone half of a character": (
        {"timing_kind": "\ud83d".encode("utf-8", "surrogatepass")},
        None,
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_input_is_refused_with_a_sentence(desk, case):
    typed, sentence = HOSTILE[case]

    response = desk.post(desk.edit(desk.goal), {"version": 1, "title": "Anders", **typed})

    assert (response.status_code, desk.deeds) == (422, [])
    told = all_words(response, "//main//*[@class='alert alert-block alert-danger']//li")
    told += all_words(response, "//main//*[contains(@class, 'invalid-feedback')]")
    assert told == [sentence] if sentence else len(told) == 1


def test_hidden_notes_that_were_forged_are_told_above_the_form(desk):
    desk.tree.notes[0].delete()

    response = desk.save(desk.edit(desk.goal), notes=["1"])

    assert errors_of(response)[""] == [OUTDATED]


@pytest.mark.parametrize("forged", ["[" * 100_000, '"\\ud800"', '[{"a": 1}]', '{"a": 2}'])
def test_forged_choice_never_breaks_the_page(desk, forged):
    names = ("title", "sdgs", "bbc_references", "example", "timing_from", "version", "nergens")
    typed = {"title": "", **{f"keuze_{name}": forged for name in names}}

    response = desk.save(desk.edit(desk.goal), **typed)

    assert (response.status_code, desk.deeds) == (422, [])


@pytest.mark.parametrize("forged", ['{"a": 2}', '["a", "b"]', "3", '"\\ud800"', "null"])
def test_forged_choice_of_another_shape_leaves_the_text_in_the_box(desk, forged):
    desk.save(desk.edit(desk.goal), title="In het vak", keuze_title=forged)

    assert desk.goal.title == "In het vak"


def test_choice_of_a_hidden_box_is_no_choice(desk):
    colleague = desk.colleague()
    colleague.save(colleague.edit(desk.goal), title="Van een collega")

    stale = {**desk.open(desk.edit(desk.goal)), "version": "1", "title": "Van mij"}
    response = desk.post(desk.edit(desk.goal), {**stale, "keuze_version": json.dumps(2)})

    assert response.status_code == 409


def test_a_megabyte_of_text_is_saved(desk):
    desk.save(desk.edit(desk.goal), explanation="woord " * 175_000)

    assert len(desk.goal.explanation) == 175_000 * 6 - 1


@pytest.mark.parametrize(
    "forged",
    ["[" * 100_000, "3", "{}", '{"base": "a", "theirs": "b", "mine": "\\ud800"}']
    + [json.dumps(dict.fromkeys(("base", "theirs", "mine"), value)) for value in ("x", 3, [99])],
)
def test_forged_conflict_never_breaks_the_page(desk, forged):
    names = ("title", "sdgs", "timing_kind", "example", "bbc_references", "version", "nergens")
    typed = {"title": "", "version": 1, **{f"botsing_{name}": forged for name in names}}

    response = desk.post(desk.edit(desk.goal), typed)

    assert (response.status_code, desk.deeds) == (422, [])
