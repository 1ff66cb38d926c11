"""A page of a section to which somebody went back does what it says, or says why not."""

import uuid

import pytest
from django.urls import reverse

from practices.models import PracticeEvent
from practices.sections.standing import hide, show, stop
from practices.sections.writing import put_section
from practices.transitions import OvertakenError
from tests.factories import make_city, make_member
from tests.fiches import make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def noor():
    return make_member(city=make_city(name="Genk"), role="contributor")


@pytest.fixture
def section(noor):
    return make_section(city=noor.memberships.get().city, by=noor)


def url_of(section, name):
    return reverse(f"practices:section_{name}", args=[section.practice.slug, section.anchor])


def test_hidden_shown_and_hidden_again_from_the_first_page(client, section, noor):
    client.force_login(noor)
    page = client.get(url_of(section, "hide"))
    first = {"deed": str(page.context["deed"]), "seen": section.state}

    client.post(url_of(section, "hide"), first)
    client.post(url_of(section, "show"), {"deed": str(uuid.uuid4()), "seen": "hidden"})
    client.post(url_of(section, "hide"), first)

    section.refresh_from_db()
    assert 'name="seen" value="visible"' in page.content.decode()
    assert section.state == "hidden"
    assert PracticeEvent.objects.filter(section=section, step="section_hide").count() == 2


def test_state_that_nobody_saw_is_not_changed(client, section, noor):
    stop(section, by=noor, year=2024)
    client.force_login(noor)

    answer = client.post(url_of(section, "hide"), {"deed": str(uuid.uuid4()), "seen": "visible"})

    section.refresh_from_db()
    assert (answer.status_code, section.state) == (409, "stopped")
    assert "Er is niets gedaan." in answer.content.decode()
    assert 'name="seen" value="stopped"' in answer.content.decode()


def test_rule_refuses_what_was_not_seen(section, noor):
    hide(section, by=noor)

    with pytest.raises(OvertakenError):
        stop(section, by=noor, year=2024, seen="visible")

    section.refresh_from_db()
    assert section.state == "hidden"


def test_other_year_from_the_first_page_is_kept(section, noor):
    deed = uuid.uuid4()
    stop(section, by=noor, year=2023, deed=deed, seen="visible")

    stop(section, by=noor, year=2024, deed=deed, seen="stopped")

    section.refresh_from_db()
    assert (section.state, section.stopped_year) == ("stopped", 2024)


def test_double_click_shows_what_stopped_once(section, noor):
    content = {**section.version.content, "status": "stopped"}
    put_section(section.practice, city=section.city, content=content, by=noor, is_checked=True)
    hide(section, by=noor)
    deed = uuid.uuid4()

    events = [show(section, by=noor, deed=deed, seen="hidden") for _ in range(2)]

    assert (events[0], section.state) == (events[1], "stopped")
