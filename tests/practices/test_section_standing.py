"""T5 and P14: a section stops, is hidden, comes back; and what its city reads of its past."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from cities.models import OutboxMail
from practices.models import PracticeEvent, PracticeTag
from practices.sections.standing import hide, show, stop
from practices.transitions import RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor")


@pytest.fixture
def section(genk, noor):
    return make_section(city=genk, by=noor, text="Zo doet Genk het")


def url_of(section, name):
    return reverse(f"practices:section_{name}", args=[section.practice.slug, section.anchor])


# --- the rules -----------------------------------------------------------------------------------
def test_city_tells_that_it_stopped(section, noor):
    stop(section, by=noor, year=2024)

    section.refresh_from_db()
    assert (section.state, section.stopped_year) == ("stopped", 2024)
    assert section.version.content["text"] == "Zo doet Genk het"


@time_machine.travel("2026-05-04 12:00")
@pytest.mark.parametrize("year", [1989, 2027])
def test_year_that_cannot_be_is_refused(section, noor, year):
    with pytest.raises(RefusedError):
        stop(section, by=noor, year=year)


def test_hidden_section_is_found_by_nobody(section, noor):
    tags = PracticeTag.objects.filter(practice=section.practice, code="genk")
    assert tags.exists()

    hide(section, by=noor)

    section.refresh_from_db()
    assert (section.state, tags.exists()) == ("hidden", False)


def test_city_shows_again_what_it_stopped(section, noor):
    stop(section, by=noor, year=2024)

    show(section, by=noor)

    section.refresh_from_db()
    assert (section.state, section.stopped_year) == ("visible", None)


def test_city_cannot_show_what_vvsg_hid(section, noor):
    hide(section, by=make_moderator(), reason="Namen van mensen")

    with pytest.raises(RefusedError):
        show(section, by=noor)

    section.refresh_from_db()
    assert section.state == "hidden"


def test_city_cannot_stop_what_vvsg_hid(section, noor):
    hide(section, by=make_moderator(), reason="Namen van mensen")

    with pytest.raises(RefusedError):
        stop(section, by=noor, year=2024)


def test_vvsg_shows_again_what_it_hid(section):
    moderator = make_moderator()
    hide(section, by=moderator, reason="Namen van mensen")

    show(section, by=moderator, reason="Namen zijn weg")

    section.refresh_from_db()
    assert section.state == "visible"


def test_vvsg_needs_a_reason_and_the_city_reads_it(section, noor):
    with pytest.raises(RefusedError):
        hide(section, by=make_moderator(), reason=" ")
    hide(section, by=make_moderator(), reason="Namen van mensen")

    mail = OutboxMail.objects.get()
    assert (mail.user, "Namen van mensen" in mail.body) == (noor, True)
    assert mail.subject.startswith("Je stadssectie is verborgen")


def test_deed_of_the_city_itself_mails_nobody(section, noor, genk):
    make_member(city=genk, role="coordinator")

    hide(section, by=noor)

    assert OutboxMail.objects.count() == 0


def test_double_click_is_one_line(section, noor):
    deed = uuid.uuid4()

    for _ in range(2):
        hide(section, by=noor, deed=deed)
    hide(section, by=noor)

    assert PracticeEvent.objects.filter(section=section, step="section_hide").count() == 1


# --- the pages -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "data", "state"),
    [("stop", {"year": "2024"}, "stopped"), ("hide", {}, "hidden"), ("show", {}, "visible")],
)
def test_city_does_it_on_a_page(client, section, noor, name, data, state):
    client.force_login(noor)

    page = client.get(url_of(section, name))
    response = client.post(url_of(section, name), {**data, "deed": str(uuid.uuid4())})

    section.refresh_from_db()
    assert (page.status_code, response["Location"]) == (200, section.get_absolute_url())
    assert section.state == state


def test_year_of_later_is_answered_with_the_form(client, section, noor):
    client.force_login(noor)

    response = client.post(url_of(section, "stop"), {"year": "2999"})

    section.refresh_from_db()
    assert (response.status_code, section.state) == (422, "visible")
    assert "2999" in response.content.decode()


def test_moderator_is_asked_for_a_reason(client, section):
    client.force_login(make_moderator())

    response = client.post(url_of(section, "hide"), {"reason": "", "deed": str(uuid.uuid4())})

    section.refresh_from_db()
    assert (response.status_code, section.state) == (422, "visible")


@pytest.mark.parametrize("name", ["stop", "hide", "show"])
@pytest.mark.parametrize("own", [True, False])
def test_alderman_and_other_city_are_refused(client, section, genk, name, own):
    other = make_member(city=genk, role="alderman") if own else make_member()
    client.force_login(other)

    response = client.post(url_of(section, name), {"year": "2024"})

    section.refresh_from_db()
    assert (response.status_code, section.state) == (403, "visible")


def test_page_shows_looking_changes_nothing(client, section, noor):
    client.force_login(noor)

    for name in ("stop", "hide", "show", "edit", "history"):
        client.get(url_of(section, name))
    refused = client.get(url_of(section, "confirm"))

    assert (refused.status_code, PracticeEvent.objects.filter(section=section).count()) == (405, 0)


def test_history_is_for_the_city_and_vvsg(client, section, genk, noor):
    stop(section, by=noor, year=2024)
    url = url_of(section, "history")
    answers = []

    for person in (noor, make_member(city=genk, role="alderman"), make_moderator(), make_member()):
        client.force_login(person)
        answers.append(client.get(url).status_code)

    assert answers == [200, 200, 200, 404]


def test_section_that_is_not_there_is_404(client, section, noor):
    client.force_login(noor)
    url = reverse("practices:section_stop", args=[make_section().practice.slug, "genk"])

    assert client.get(url).status_code == 404
