"""What a published practice is found by, and that nothing else is."""

import pytest

from cities.models.search import SearchEntry, SearchPlace
from practices.finding.index import PRACTICE, SECTION, forget, refresh
from practices.models import Practice, PracticeTag
from tests.factories import make_city
from tests.fiches import make_practice, make_section, save_text

pytestmark = pytest.mark.django_db


def words_of(uid):
    return set(SearchPlace.objects.filter(entry__uid=uid).values_list("word__word", flat=True))


def entries_of(practice):
    return {(one.kind, one.title) for one in SearchEntry.objects.filter(parent=practice.uid)}


def test_a_published_practice_has_words_for_itself_and_each_city():
    practice = make_practice(title="Meldpunt", city=make_city(name="Gent"))
    make_section(practice=practice, city=make_city(name="Genk"))

    refresh(practice)

    assert entries_of(practice) == {(PRACTICE, "Meldpunt"), (SECTION, "Gent"), (SECTION, "Genk")}


def test_labels_can_be_searched_and_are_not_in_the_excerpt():
    practice = make_practice(domains=["wonen"], description="Kort.")

    entry = SearchEntry.objects.get(uid=practice.uid)

    assert ("wonen" in words_of(entry.uid), "Wonen" in entry.text) == (True, False)


def test_a_contact_person_is_found_by_nobody():
    practice = make_practice(
        section={"text": "Wij testen.", "contact": "a@b.example", "contact_name": "Zoë Onvindbaar"}
    )

    entry = SearchEntry.objects.get(parent=practice.uid, kind=SECTION)

    assert (entry.text, "onvindbaar" in words_of(entry.uid)) == ("Wij testen.", False)


def test_a_hidden_section_has_neither_words_nor_label():
    practice = make_practice(city=make_city(name="Gent"))
    make_section(practice=practice, city=make_city(name="Genk"), state="hidden")

    refresh(practice)

    assert (SECTION, "Genk") not in entries_of(practice)
    assert set(practice.tags.filter(facet="gemeente").values_list("code", flat=True)) == {"gent"}


def test_a_stopped_section_is_found_still():
    practice = make_practice(city=make_city(name="Gent"))
    make_section(practice=practice, city=make_city(name="Genk"), state="stopped")

    assert (SECTION, "Genk") in entries_of(practice)


@pytest.mark.parametrize(
    "state",
    [
        *("draft", "submitted", "changes_requested", "declined"),
        *("withdrawn", "merged", "archived", "offline"),
    ],
)
def test_what_is_not_listed_has_no_words(state):
    practice = make_practice(title="Eerst zichtbaar")
    target = make_practice() if state == "merged" else None
    Practice.objects.filter(pk=practice.pk).update(state=state, merged_into=target)
    practice.refresh_from_db()

    refresh(practice)

    assert entries_of(practice) == set()
    assert PracticeTag.objects.filter(practice=practice).count() == 0


def test_words_that_wait_for_a_moderator_are_not_found():
    practice = make_practice(description="Online.")
    save_text(practice, description="Nog geheim.")

    refresh(practice)

    assert words_of(practice.uid) & {"online", "geheim"} == {"online"}


def test_refreshing_twice_leaves_one_of_each():
    practice = make_practice()
    before = entries_of(practice)

    refresh(practice)
    refresh(practice)

    assert entries_of(practice) == before


def test_a_practice_that_goes_leaves_no_words():
    practice, other = make_practice(), make_practice()

    forget(practice)

    assert (entries_of(practice), len(entries_of(other))) == (set(), 2)
