"""Saving a draft: a next version, and what happens when two colleagues save at once."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from practices.fiche.content import blank
from practices.fiche.merging import merge
from practices.fiche.versions import StaleTextError, add_version
from practices.models import Practice, PracticeVersion
from practices.submitting.saving import ConflictError, save_draft
from practices.transitions import RefusedError
from tests.concurrency import at_once
from tests.factories import make_city, make_member
from tests.fiches import make_point, make_practice, put_in_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer, title="Eerst")


def save(practice, by, *, seen=1, section=None, **shared):
    return save_draft(practice, {"shared": shared, "section": section or {}}, seen=seen, by=by)


def content_of(practice):
    practice.refresh_from_db()
    return practice.working_version.content


def test_a_save_adds_a_version_and_touches_only_its_own_fields(draft, officer):
    before = content_of(draft)

    version = save(draft, officer, title="Daarna")

    assert (version.number, version.author.user) == (2, officer)
    assert content_of(draft) == {**before, "title": "Daarna"}
    assert PracticeVersion.objects.get(practice=draft, number=1).content == before


def test_a_save_without_a_change_makes_no_version_and_keeps_the_points(city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer, title="Eerst")
    point = make_point(subject=practice)
    lock = practice.lock_version

    version = save(practice, officer, title=" Eerst ", section={"service": "Dienst Samenleven"})

    practice.refresh_from_db()
    assert (version, practice.lock_version, practice.working_version.number) == (None, lock, 1)
    assert list(practice.points.all()) == [point]


def test_an_empty_city_part_is_no_change(city, officer):
    practice = make_practice(state="draft", city=city, by=officer, is_complete=False)

    version = save(practice, officer, section=blank("section"))

    assert (version, practice.working_version.section) == (None, {})


def test_two_colleagues_save_different_fields_and_both_stay(draft, officer, city):
    colleague = make_member(city=city, role="coordinator")
    save(draft, colleague, summary="Van de collega.")

    version = save(draft, officer, seen=1, title="Van mij", goals="Mijn doelen")

    content = content_of(draft)
    assert version.number == 3
    assert (content["summary"], content["title"]) == ("Van de collega.", "Van mij")


def test_a_field_that_only_the_colleague_changed_keeps_it(draft, officer, city):
    save(draft, make_member(city=city), title="Van de collega", goals="Doel")

    save(draft, officer, seen=1, title="Eerst", summary="Van mij.")

    content = content_of(draft)
    assert (content["title"], content["summary"]) == ("Van de collega", "Van mij.")


def test_the_same_field_is_a_conflict_and_writes_nothing(draft, officer, city):
    theirs = save(draft, make_member(city=city), title="Van de collega", goals="Hun doel")

    with pytest.raises(ConflictError) as caught:
        save(draft, officer, seen=1, title="Van mij", goals="", summary="Ook van mij.")

    assert caught.value.conflicts == {
        "title": {"base": "Eerst", "theirs": "Van de collega", "mine": "Van mij"}
    }
    assert caught.value.merged == {
        "title": "Van mij",
        "goals": "Hun doel",
        "summary": "Ook van mij.",
    }
    assert caught.value.version == theirs
    assert content_of(draft)["title"] == "Van de collega"
    assert PracticeVersion.objects.filter(practice=draft).count() == 2


def test_after_choosing_the_next_save_passes(draft, officer, city):
    theirs = save(draft, make_member(city=city), title="Van de collega")
    with pytest.raises(ConflictError):
        save(draft, officer, seen=1, title="Van mij")

    version = save(draft, officer, seen=theirs.number, title="Van ons beiden")

    assert (version.number, content_of(draft)["title"]) == (3, "Van ons beiden")


def test_two_additions_to_a_list_are_both_kept(draft, officer, city):
    first = content_of(draft)["challenges"]
    save(draft, make_member(city=city), challenges=[*first, "Van de collega"])

    save(draft, officer, seen=1, challenges=[*first, "Van mij"])

    assert sorted(content_of(draft)["challenges"]) == sorted([*first, "Van de collega", "Van mij"])


@pytest.mark.parametrize("state", ["submitted", "published", "declined", "withdrawn", "archived"])
def test_only_a_draft_or_a_fiche_with_points_is_saved(city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)

    with pytest.raises(RefusedError):
        save(practice, officer, title="Anders")

    assert PracticeVersion.objects.filter(practice=practice).count() == 1


def test_a_fiche_that_was_handed_in_meanwhile_is_not_changed(draft, officer):
    stale = type(draft).objects.get(pk=draft.pk)
    put_in_state(draft, "submitted")

    with pytest.raises(RefusedError):
        save(stale, officer, title="Anders")

    assert content_of(draft)["title"] == "Eerst"


def test_a_fiche_that_is_handed_in_at_this_very_moment_keeps_its_text(draft, officer, monkeypatch):
    def add_and_be_late(practice, *args, **kwargs):
        version = add_version(practice, *args, **kwargs)
        Practice.objects.filter(pk=practice.pk).update(
            state="submitted", submitted_at=timezone.now()
        )
        return version

    monkeypatch.setattr("practices.submitting.saving.add_version", add_and_be_late)
    monkeypatch.setattr("practices.submitting.saving.require_editable", lambda practice: None)

    with pytest.raises(StaleTextError):
        save(draft, officer, title="Anders")

    assert content_of(draft)["title"] == "Eerst"


def test_a_page_from_another_fiche_is_refused(draft, officer):
    with pytest.raises(RefusedError):
        save(draft, officer, seen=9, title="Anders")

    assert content_of(draft)["title"] == "Eerst"


@pytest.mark.django_db(transaction=True)
def test_two_saves_at_the_same_second_lose_nothing(database_of_many, city, officer, draft):
    colleague = make_member(city=city)

    outcomes = at_once(
        lambda: save(type(draft).objects.get(pk=draft.pk), officer, title="Van mij"),
        lambda: save(type(draft).objects.get(pk=draft.pk), colleague, goals="Van de collega"),
    )

    content = content_of(draft)
    assert sorted(version.number for version in outcomes) == [2, 3]
    assert (content["title"], content["goals"]) == ("Van mij", "Van de collega")


words = st.sampled_from(["", "een", "twee", "drie"])
texts = st.fixed_dictionaries(
    {"title": words, "goals": words, "challenges": st.lists(words, max_size=3)}
)


@given(base=texts, theirs=texts, mine=texts)
@hypothesis_settings(max_examples=60)
def test_a_merge_keeps_every_change_or_asks(base, theirs, mine):
    merged, conflicts = merge(base, theirs, mine)

    for path in ("title", "goals"):
        if mine[path] == base[path]:
            assert merged[path] == theirs[path]
        else:
            assert merged[path] == mine[path]
            assert (path in conflicts) == (theirs[path] not in (base[path], mine[path]))
    if "challenges" not in conflicts:
        added = set(mine["challenges"]) - set(base["challenges"]) - {""}
        added |= set(theirs["challenges"]) - set(base["challenges"]) - {""}
        assert added <= set(merged["challenges"])


@given(base=texts, mine=texts)
@hypothesis_settings(max_examples=30)
def test_who_saves_alone_gets_what_was_typed(base, mine):
    merged, conflicts = merge(base, base, mine)

    assert conflicts == {}
    assert merged["title"] == mine["title"]
    assert merged["challenges"] == [one for one in mine["challenges"] if one]
