"""What nobody may read stays unread, and what stopped stays stopped, whatever fiche it ends in."""

import pytest
from django.urls import reverse

from practices.models import CitySection
from practices.moderating.declining import into_section
from practices.moderating.merging import clashes, merge
from practices.sections.standing import stop
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def target():
    return make_practice()


@pytest.fixture
def waiting(city, officer):
    return make_practice(state="submitted", by=officer, city=city, section={"text": "Nieuw"})


def brought(waiting, target, by, choice):
    form = {"lock": waiting.lock_version, "seen": 1, "content": {"text": "Nieuw"}}
    into_section(waiting, target=target, by=by, choice=choice, **form)


@pytest.mark.parametrize(("choice", "text"), [("merge", "Geheim\n\nNieuw"), ("replace", "Nieuw")])
def test_hidden_section_stays_hidden_when_a_fiche_joins_it(
    waiting, target, city, moderator, choice, text
):
    section = make_section(practice=target, city=city, state="hidden", text="Geheim")

    brought(waiting, target, moderator, choice)

    section.refresh_from_db()
    assert (section.state, section.version.content["text"]) == ("hidden", text)


def test_stopped_section_keeps_its_year_when_a_fiche_joins_it(
    waiting, target, city, officer, moderator
):
    section = make_section(practice=target, city=city, by=officer)
    stop(section, by=officer, year=2024)

    brought(waiting, target, moderator, "merge")

    section.refresh_from_db()
    assert (section.state, section.stopped_year) == ("stopped", 2024)


def test_section_without_any_text_hides_nothing(waiting, target, city, moderator):
    section = CitySection.objects.get(
        pk=make_section(practice=target, city=city, state="hidden", text="").pk
    )

    brought(waiting, target, moderator, "")

    section.refresh_from_db()
    assert (section.state, section.version.content["text"]) == ("visible", "Nieuw")


def test_hidden_section_of_the_fiche_that_disappears_is_brought_nowhere(target, city, moderator):
    gone = make_practice()
    there = make_section(practice=target, city=city, text="Te lezen")
    make_section(practice=gone, city=city, state="hidden", text="Geheim")
    (clash,) = clashes(gone, target)

    merge(
        gone,
        into=target,
        by=moderator,
        lock=gone.lock_version,
        reason="Hetzelfde",
        choices={clash.key: "merge"},
    )

    there.refresh_from_db()
    assert (there.state, there.version.content["text"]) == ("visible", "Te lezen")


def test_moderator_reads_that_a_hidden_text_stays_behind(client, target, city, moderator):
    gone = make_practice()
    make_section(practice=target, city=city)
    make_section(practice=gone, city=city, state="hidden")
    client.force_login(moderator)

    address = reverse("practices:decide", args=[gone.code, "samenvoegen"])
    form = client.get(address, {"target": target.code}).context["form"]

    assert form.hidden_places == ["Gent"]
    assert [name for name in form.fields if name.startswith("choice-")] == []
