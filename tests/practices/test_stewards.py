"""The city that handed a practice in corrects its links and partners itself."""

import re

import pytest
from django.urls import reverse

from practices.models import PracticeEvent, PracticeSettings
from practices.proposing.stewards import (
    corrected,
    mark_checked,
    steward_edit,
    steward_edits_to_check,
)
from practices.queue import bulk, checking
from practices.transitions import RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice
from tests.proposing import boxes_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Genk")


@pytest.fixture
def practice(city):
    return make_practice(title="Testen", partners=["Het OCMW"], city=city)


@pytest.fixture
def author(client):
    by = make_member(role="contributor")
    client.force_login(by)
    return by


def start_url(practice, word="wijziging"):
    return reverse("practices:proposal_start", args=[practice.slug, word])


# --- the city of the practice --------------------------------------------------------------------
@pytest.fixture
def steward(client, city):
    by = make_member(city=city, role="contributor")
    client.force_login(by)
    return by


def correct_url(practice):
    return reverse("practices:practice_correct", args=[practice.slug])


def test_the_city_corrects_its_partners_at_once(client, practice, steward):
    page = client.get(correct_url(practice))
    sent = {**boxes_of(page), "partners": "Het OCMW\nDe school"}

    response = client.post(correct_url(practice), sent)

    practice.refresh_from_db()
    assert practice.published_version.content["partners"] == ["Het OCMW", "De school"]
    assert response["Location"] == practice.get_absolute_url()
    (event,) = steward_edits_to_check()
    assert [one.path for one in corrected(event)] == ["partners"]


def test_a_correction_stands_in_the_queue_until_a_moderator_pressed(client, practice, steward):
    page = client.get(correct_url(practice))
    client.post(correct_url(practice), {**boxes_of(page), "partners": "De school"})
    client.force_login(make_moderator())
    (row,) = (one for one in checking.rows(None) if one.kind == "verbetering")

    page = client.get(row.url)
    client.post(row.url)

    assert [one.label for one in page.context["differences"]] == ["Andere partners"]
    assert [one.kind for one in checking.rows(None) if one.kind == "verbetering"] == []


def test_corrections_are_ticked_off_by_the_dozen(client, practice, steward):
    page = client.get(correct_url(practice))
    client.post(correct_url(practice), {**boxes_of(page), "partners": "De school"})
    keys = [one.key for one in checking.rows(None)]

    assert bulk.check_sections(keys, by=make_moderator()) == len(keys) == 1


def test_a_moderator_looks_at_a_correction_once(client, practice, steward):
    page = client.get(correct_url(practice))
    client.post(correct_url(practice), {**boxes_of(page), "partners": "De school"})
    event, moderator = steward_edits_to_check().get(), make_moderator()

    assert [mark_checked(event, by=moderator) for _ in range(2)] == [True, False]
    assert list(steward_edits_to_check()) == []


def test_a_correction_that_changes_nothing_is_none(client, practice, steward):
    client.post(correct_url(practice), boxes_of(client.get(correct_url(practice))))

    assert PracticeEvent.objects.filter(step="steward_edit").count() == 0


def test_two_corrections_of_one_field_overwrite_nothing(client, practice, steward):
    PracticeSettings.objects.update(steward_fields=["evidence_url"])
    page = client.get(correct_url(practice))
    for address in ("https://a.example", "https://b.example"):
        sent = {**boxes_of(page), "evidence_url": address}
        response = client.post(correct_url(practice), sent)

    practice.refresh_from_db()
    assert (response.status_code, practice.published_version.content["evidence_url"]) == (
        409,
        "https://a.example",
    )
    assert response.context["form"]["evidence_url"].value() == "https://b.example"


def test_other_fields_are_not_corrected(client, practice, steward):
    sent = {**boxes_of(client.get(correct_url(practice))), "title": "Anders"}

    client.post(correct_url(practice), sent)

    practice.refresh_from_db()
    assert practice.published_version.content["title"] == "Testen"


@pytest.mark.parametrize("role", ["alderman", "other", "moderator"])
def test_who_does_not_write_for_the_city_corrects_nothing(client, practice, city, role):
    by = {
        "alderman": lambda: make_member(city=city, role="alderman"),
        "other": make_member,
        "moderator": make_moderator,
    }[role]()
    client.force_login(by)

    assert client.post(correct_url(practice), {"partners": "x"}).status_code == 403


def test_a_locked_practice_takes_proposals_only(client, practice, steward):
    type(practice).objects.update(is_locked=True)

    assert client.get(correct_url(practice)).status_code == 403
    assert re.search("verbeteren/", client.get(start_url(practice)).content.decode()) is None


def test_the_rule_itself_asks_who_corrects(practice):
    with pytest.raises(RefusedError):
        steward_edit(practice, {"partners": ["De school"]}, by=make_member(), seen=1)
    assert practice.versions.count() == 1


def test_the_rule_itself_asks_which_field(practice, steward):
    with pytest.raises(RefusedError):
        steward_edit(practice, {"title": "Anders"}, by=steward, seen=1)
    assert practice.versions.count() == 1
