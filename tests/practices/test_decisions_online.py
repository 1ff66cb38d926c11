"""Decisions on what is online: correct, archive, take offline, bring back, bring together."""

import pytest
from django.utils import timezone

from practices.models import PracticeEvent
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice, make_section
from tests.practices.deciding import seen_on, state_of, text_of, url_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


@pytest.fixture
def kortrijk():
    return make_city(name="Kortrijk")


@pytest.fixture
def online(kortrijk):
    return make_practice(title="Online", city=kortrijk)


def test_a_correction_goes_online_with_its_reason(client, anke, online):
    typed = {**text_of(client, online, "redactie"), "title": "Online en beter", "reason": "Tikfout"}

    response = client.post(url_of(online, "redactie"), seen_on(online, **typed))

    online.refresh_from_db()
    assert (response.status_code, online.title) == (302, "Online en beter")
    assert PracticeEvent.objects.get().reason == "Tikfout"


def test_an_archive_is_announced_called_off_and_done_when_urgent(client, anke, online):
    why = {"reason": "Niemand doet dit nog."}

    too_soon = client.post(url_of(online, "archiveren"), seen_on(online, **why))
    client.post(url_of(online, "archivering-aankondigen"), seen_on(online, **why))
    online.refresh_from_db()
    announced = online.archive_announced_on
    client.post(url_of(online, "niet-archiveren"), seen_on(online, **why))
    online.refresh_from_db()
    called_off = online.archive_announced_on
    client.post(url_of(online, "archiveren"), seen_on(online, **why, urgent="on"))

    assert (too_soon.status_code, announced is not None, called_off) == (422, True, None)
    assert state_of(online) == "archived"


def test_an_archived_fiche_comes_back_with_a_day_to_look_again(client, anke):
    archived = make_practice(state="archived")
    day = timezone.localdate().replace(day=1, month=12) + timezone.timedelta(days=200)

    past = client.post(url_of(archived, "herpubliceren"), seen_on(archived, review_on="2020-01-01"))
    client.post(url_of(archived, "herpubliceren"), seen_on(archived, review_on=day))

    assert (past.status_code, state_of(archived), archived.review_on) == (422, "published", day)


def test_offline_and_back_each_with_a_reason(client, anke, online):
    without = client.post(url_of(online, "offline"), seen_on(online))
    client.post(url_of(online, "offline"), seen_on(online, reason="Een klacht."))
    between = state_of(online)
    client.post(url_of(online, "online"), seen_on(online, reason="Opgelost."))

    assert (without.status_code, between, state_of(online)) == (422, "offline", "published")


def test_two_practices_are_brought_together_with_a_choice_per_city(client, anke, online, kortrijk):
    target = make_practice(title="De andere")
    make_section(practice=target, city=kortrijk, text="Daar.")
    url = url_of(online, "samenvoegen")
    choice = f"choice-{online.sections.get(city=kortrijk).uid}"
    typed = {"target": target.code, "reason": "Hetzelfde."}

    asked = client.post(url, seen_on(online, **typed))
    client.post(url, seen_on(online, **typed, **{choice: "keep"}, sure="ja"))

    online.refresh_from_db()
    assert (asked.status_code, online.state, online.merged_into) == (422, "merged", target)
    assert target.sections.get(city=kortrijk).version.content["text"] == "Daar."
