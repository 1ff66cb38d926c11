"""A section that VVSG reads first: what a colleague changed meanwhile is not proposed away."""

import pytest

from practices.models import ChangeProposal
from practices.sections.editing import write_section
from practices.sections.writing import StaleSectionError, put_section
from practices.transitions import RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Genk")


@pytest.fixture
def newcomer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def section(city):
    section = make_section(practice=make_practice(), city=city, service="Oud", contact="a@b.be")
    section.first = dict(section.version.content)
    return section


def colleague_saves(section, **changed):
    content = {**section.version.content, **changed}
    by = make_member(city=section.city, role="contributor")
    put_section(section.practice, city=section.city, content=content, by=by, is_checked=True)
    section.refresh_from_db()


def write(section, by, *, seen, base=None, **changed):
    content = {**(base or section.version.content), **changed}
    told = {"content": content, "by": by, "seen": seen}
    return write_section(section.practice, city=section.city, **told).proposal


def test_only_what_was_typed_is_proposed(section, newcomer):
    first = section.first
    colleague_saves(section, service="Nieuw van een collega")

    proposal = write(section, newcomer, seen=1, base=first, text="Mijn tekst")

    assert proposal.values == {"text": "Mijn tekst"}
    assert proposal.base_section_version == section.version


def test_field_that_both_changed_asks_which_text_stays(section, newcomer):
    first = section.first
    colleague_saves(section, text="Van een collega")

    with pytest.raises(StaleSectionError) as stale:
        write(section, newcomer, seen=1, base=first, text="Mijn tekst")

    assert list(stale.value.conflicts) == ["text"]
    assert ChangeProposal.objects.count() == 0


def test_what_was_proposed_before_stays_and_can_be_taken_back(section, newcomer):
    write(section, newcomer, seen=1, text="Eerst", service="Anders")
    colleague_saves(section, contact="nieuw@genk.example")

    proposal = write(section, newcomer, seen=2, text="Eerst")

    assert proposal.values == {"text": "Eerst"}


def test_what_only_a_colleague_changed_is_no_proposal(section, newcomer):
    first = section.first
    colleague_saves(section, service="Nieuw")

    with pytest.raises(RefusedError):
        write(section, newcomer, seen=1, base=first)

    assert ChangeProposal.objects.count() == 0
