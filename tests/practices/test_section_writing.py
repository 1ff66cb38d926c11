"""Texts of a section are only added; two people never overwrite each other."""

from datetime import date

import pytest
import time_machine

from practices.models import CitySection, PracticeSettings, PracticeTag, SectionVersion
from practices.sections.writing import StaleSectionError, put_section
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section

pytestmark = pytest.mark.django_db
TEXT = {"text": "Zo doen wij het.", "contact": "samen@genk.example"}


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor")


@time_machine.travel("2026-05-04 12:00")
def test_first_text_makes_the_section(genk, noor):
    practice = make_practice()

    version = put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)

    section = CitySection.objects.get(city=genk)
    assert (version.number, section.version, section.checked_number) == (1, version, 0)
    assert (section.updated_on, section.review_on) == (date(2026, 5, 4), date(2027, 5, 4))
    assert version.author.user == noor


def test_same_text_makes_no_version(genk, noor):
    practice = make_practice()
    put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)

    again = put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False, seen=0)

    assert again is None
    assert SectionVersion.objects.filter(section__city=genk).count() == 1


def test_text_that_vvsg_wrote_is_checked(genk):
    practice = make_practice()

    put_section(practice, city=genk, content=TEXT, by=make_moderator(), is_checked=True)

    assert CitySection.objects.get(city=genk).checked_number == 1


def test_place_outside_the_list_is_sorted_without_accents():
    practice = make_practice()

    put_section(
        *(practice,),
        place_name="  Écaussinnes ",
        content=TEXT,
        by=make_moderator(),
        is_checked=True,
    )

    section = CitySection.objects.get(city=None)
    assert (section.place_name, section.sort_key) == ("Écaussinnes", "ecaussinnes")


def test_second_writer_gets_both_texts_and_nothing_is_written(genk, noor):
    practice = make_practice()
    put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)
    put_section(practice, city=genk, content={**TEXT, "text": "Van An"}, by=noor, is_checked=False)

    with pytest.raises(StaleSectionError) as stale:
        put_section(
            *(practice,),
            city=genk,
            content={**TEXT, "text": "Van Bo"},
            by=noor,
            is_checked=False,
            seen=1,
        )

    assert (stale.value.theirs["text"], stale.value.mine["text"]) == ("Van An", "Van Bo")
    assert CitySection.objects.get(city=genk).version.number == 2


def test_save_between_reading_and_writing_is_not_overwritten(genk, noor, monkeypatch):
    practice = make_practice()
    put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)
    section = CitySection.objects.get(city=genk)
    other = SectionVersion.objects.create(section=section, number=2, content={"text": "Van An"})
    stale = CitySection.objects.select_related("version").get(pk=section.pk)
    CitySection.objects.filter(pk=section.pk).update(version=other)
    monkeypatch.setattr("practices.sections.writing._section_of", lambda *args: stale)
    stale.practice = practice

    with pytest.raises(StaleSectionError):
        put_section(practice, city=genk, content={"text": "Bo"}, by=noor, is_checked=False)

    assert CitySection.objects.get(city=genk).version == other


def test_readers_find_the_practice_by_the_city_and_see_it_as_changed(genk, noor):
    practice = make_practice()
    before = practice.changed_at

    put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)

    practice.refresh_from_db()
    assert practice.changed_at > before
    assert PracticeTag.objects.filter(practice=practice, facet="gemeente", code="genk").exists()


def test_offline_practice_is_not_news(genk, noor):
    practice = make_practice(state="offline")
    before = practice.changed_at

    put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)

    practice.refresh_from_db()
    assert practice.changed_at == before


def test_state_alone_changes_without_a_version():
    section = make_section(state="stopped")
    CitySection.objects.filter(pk=section.pk).update(stopped_year=2024)

    made = put_section(
        *(section.practice,),
        city=section.city,
        content=section.version.content,
        by=make_moderator(),
        is_checked=True,
    )

    section.refresh_from_db()
    assert (made, section.state, section.stopped_year) == (None, "visible", None)


def test_review_follows_the_setting_of_vvsg(genk, noor):
    PracticeSettings.objects.update_or_create(pk=1, defaults={"review_months": 6})
    practice = make_practice()

    with time_machine.travel("2026-08-31 12:00"):
        put_section(practice, city=genk, content=TEXT, by=noor, is_checked=False)

    assert CitySection.objects.get(city=genk).review_on == date(2027, 2, 28)
