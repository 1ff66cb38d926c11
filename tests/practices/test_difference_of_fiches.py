"""What changed between two texts of a fiche."""

from collections import Counter

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from practices.fiche.difference import (
    difference_in_words,
    field_differences,
    in_new_order,
    list_changes,
)

pytestmark = pytest.mark.django_db
TEXTS = st.lists(st.sampled_from("abcd"), max_size=6)


def one(part="shared", **changes):
    """The only difference; each keyword is a field with its old and new value."""
    old = {name: pair[0] for name, pair in changes.items()}
    new = {name: pair[1] for name, pair in changes.items()}
    (found,) = field_differences(part, old, new)
    return found


def test_a_text_is_compared_word_by_word():
    found = one(title=("Testen op de huurmarkt", "Testen op de koopmarkt"))

    assert (found.path, found.label, found.way) == ("title", "Titel", "kept")
    assert found.pieces == [
        ("same", "Testen op de "),
        ("removed", "huurmarkt"),
        ("added", "koopmarkt"),
    ]


def test_a_field_of_the_section_has_the_path_of_a_point():
    assert one("section", contact=("", "samen@stad.example")).path == "section.contact"


def test_entries_of_a_list_are_never_cut_into_words():
    found = one(partners=(["Het OCMW", "De politie"], ["Het OCMW", "De politiezone"]))

    assert found.pieces == [
        ("same", "Het OCMW"),
        ("removed", "De politie"),
        ("added", "De politiezone"),
    ]


def test_another_order_is_told_without_anything_going_or_coming():
    found = one(partners=(["Een", "Twee"], ["Twee", "Een"]))

    assert (found.pieces, found.is_reordered) == ([("same", "Een"), ("same", "Twee")], True)


def test_codes_of_a_shared_list_are_told_by_their_label():
    found = one(domains=(["wonen"], ["onderwijs", "bestaat-niet"]))

    assert found.pieces == [
        ("removed", "Wonen"),
        ("added", "bestaat-niet"),
        ("added", "Onderwijs"),
    ]


def test_a_picture_with_another_caption_is_another_entry():
    image = {"uid": "1", "alt": "Een plein", "decorative": False, "caption": "", "credit": "Stad"}
    found = one(images=([image], [{**image, "caption": "In mei"}]))

    assert found.pieces == [
        ("removed", "beeld: Een plein; bron: Stad"),
        ("added", "beeld: Een plein; bijschrift: In mei; bron: Stad"),
    ]


def test_choices_years_and_flags_are_told_in_words():
    old = {"evidence": "pilot", "period_from": 2020, "all_grounds": False}
    new = {"evidence": "carried_out", "period_from": 2021, "all_grounds": True}

    assert [found.pieces for found in field_differences("shared", old, new)] == [
        [("removed", "2020"), ("added", "2021")],
        [("removed", "nee"), ("added", "ja")],
        [("removed", "Proefproject"), ("added", "Uitgevoerd")],
    ]


def test_equal_texts_have_no_difference():
    assert field_differences("shared", {"title": "Een  titel "}, {"title": "Een titel"}) == []


@pytest.mark.parametrize("codes", [["wonen"], ["onderwijs", "werk", "politie"]])
def test_the_labels_of_many_codes_are_asked_at_once(codes, django_assert_num_queries):
    with django_assert_num_queries(1):
        one(domains=([], codes))


@given(TEXTS, TEXTS)
def test_old_and_new_list_can_be_read_back_from_the_pieces(old, new):
    pieces, is_reordered = list_changes([(x, x) for x in old], [(x, x) for x in new])

    assert [text for kind, text in pieces if kind != "added"] == old
    assert sorted(text for kind, text in pieces if kind != "removed") == sorted(new)
    assert is_reordered <= (old != new)


@given(TEXTS, TEXTS)
def test_the_new_list_stands_in_its_own_order(old, new):
    pieces = in_new_order([(x, x) for x in old], [(x, x) for x in new])

    assert [text for _kind, text in pieces] == new
    came = sum(kind == "added" for kind, _text in pieces)
    assert came == sum((Counter(new) - Counter(old)).values())


def test_an_entry_that_changed_is_shown_where_it_will_stand():
    found = field_differences("shared", {"partners": ["Oud", "B"]}, {"partners": ["Nieuw", "B"]})

    page = render_to_string("practices/partials/difference.html", {"differences": found})

    new = page.split('class="is"')[1]
    assert new.index("Nieuw") < new.index("<li>B</li>")
    assert "Oud" not in new


# --- in words ------------------------------------------------------------------------------------
def test_a_mail_quotes_short_texts_whole_and_lists_by_entry():
    old = {"title": "Testen", "partners": ["OCMW"]}
    new = {"title": "Testen in mei", "partners": ["Unia"]}

    assert difference_in_words("shared", old, new) == (
        "Titel:\n- eerst: Testen\n- nu: Testen in mei\n\n"
        "Andere partners:\n- verwijderd: OCMW\n- toegevoegd: Unia"
    )


def test_a_mail_quotes_only_the_passage_that_changed_in_a_long_text():
    old = (
        "Een lange zin over wat er gebeurde. " * 20 + "Het begon in maart. " + "En zo voort. " * 20
    )
    told = difference_in_words("shared", {"goals": old}, {"goals": old.replace("maart", "april")})

    assert "Het begon in maart. En zo" in told
    assert "Het begon in april. En zo" in told
    assert len(told) < 350


def test_a_passage_is_cut_between_words_and_told_as_it_was_and_as_it_is():
    sentence = "Medewerkers leren profielen herkennen en doorverwijzen. "
    old = sentence * 4
    told = difference_in_words("shared", {"goals": old}, {"goals": f"{old}Ook in mei."})

    _label, before, after = told.split("\n")
    assert (before[:10], after[:7]) == ("- eerst: …", "- nu: …")
    assert after == before.replace("- eerst", "- nu") + " Ook in mei."
    assert before.removeprefix("- eerst: …").split()[0] in sentence.split()


# --- on a page -----------------------------------------------------------------------------------
def test_a_page_says_in_words_what_went_and_what_came():
    found = field_differences(
        "shared",
        {"partners": ["OCMW"], "title": "Oud"},
        {"partners": ["<b>Unia"], "title": "Nieuw"},
    )

    page = render_to_string("practices/partials/difference.html", {"differences": found})

    assert '<del><span class="visually-hidden">verwijderd: </span>OCMW</del>' in page
    assert '<ins><span class="visually-hidden">toegevoegd: </span>&lt;b&gt;Unia</ins>' in page
    assert "<b>" not in page


def test_a_page_says_that_nothing_differs():
    page = render_to_string("practices/partials/difference.html", {"differences": []})

    assert page.split("<p>")[1].split("</p>")[0] == "Er is geen verschil."
