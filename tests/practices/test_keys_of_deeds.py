"""The key of a form is of one deed: sent for another one, nothing is done and the page says so."""

import uuid

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.models import Practice, PracticeEvent
from practices.moderating.asking import ask_changes, take_back_request
from practices.queue import bulk
from practices.submitting.handing_in import submit
from practices.transitions import OLD_PAGE, RefusedError, tell
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section

pytestmark = pytest.mark.django_db
POINTS = [{"field": "", "text": "Korter"}]


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(client, city):
    by = make_member(city=city, role="contributor")
    client.force_login(by)
    return by


def test_one_key_for_two_fiches_hands_in_the_first_only(client, city, officer):
    deed = uuid.uuid4()
    fiches = [make_practice(state="draft", by=officer, city=city) for _ in range(2)]

    answers = [
        client.post(
            reverse("practices:fiche_submit", args=[one.code]),
            {"lock": one.lock_version, "seen": 1, "deed": deed},
        )
        for one in fiches
    ]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert answers[1].context["refusal"] == OLD_PAGE
    states = [Practice.objects.get(pk=one.pk).state for one in fiches]
    assert (states, PracticeEvent.objects.filter(step="submit").count()) == (
        ["submitted", "draft"],
        1,
    )


def test_one_key_for_two_steps_does_the_first_only():
    practice, anke, deed = make_practice(state="submitted"), make_moderator(), uuid.uuid4()
    form = {"by": anke, "deed": deed}
    ask_changes(practice, lock=practice.lock_version, seen=1, points=POINTS, **form)
    practice.refresh_from_db()
    mails = OutboxMail.objects.count()

    with pytest.raises(RefusedError, match=OLD_PAGE):
        take_back_request(practice, lock=practice.lock_version, **form)

    practice.refresh_from_db()
    assert (practice.state, practice.points.count()) == ("changes_requested", 1)
    assert OutboxMail.objects.count() == mails


def test_one_key_for_two_deeds_on_a_section_does_the_first_only(client, city, officer):
    practice = make_practice()
    section = make_section(practice=practice, city=city, by=officer)
    hide, show = (
        reverse(f"practices:section_{deed}", args=[practice.slug, city.slug])
        for deed in ("hide", "show")
    )
    deed = uuid.uuid4()
    client.post(hide, {"deed": deed})

    answer = client.post(show, {"deed": deed})

    section.refresh_from_db()
    assert (answer.status_code < 500, section.state) == (True, "hidden")
    assert list(section.events.values_list("step", flat=True)) == ["section_hide"]


def test_another_trouble_of_the_database_is_not_hidden(city, officer):
    practice = make_practice(state="draft", by=officer, city=city)
    Practice.objects.filter(pk=practice.pk).update(lock_version=2)

    event = submit(practice, by=officer, lock=2, seen=1)

    assert tell(practice, "remind", by=officer).pk != event.pk


def test_two_moderators_who_remind_on_one_day_send_one_mail(monkeypatch):
    practice = make_practice(state="changes_requested")
    keys = [f"praktijk:{practice.code}"]
    first = bulk.remind(keys, by=make_moderator())
    # As for two presses at the same second: neither found a line of the other.
    monkeypatch.setattr(bulk, "done_before", lambda *args: None)

    second = bulk.remind(keys, by=make_moderator())

    assert (first, second) == (1, 0)
    assert (practice.events.filter(step="remind").count(), OutboxMail.objects.count()) == (1, 1)
