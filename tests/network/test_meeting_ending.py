"""Closing a meeting freezes its dossier, once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import LogEntry
from network.meetings.ending import cancel, close
from network.meetings.refusals import MeetingRefusedError
from network.models import Dossier, Meeting
from tests.concurrency import at_once
from tests.factories import make_member
from tests.networks import make_dossier, make_meeting, make_moderator

pytestmark = pytest.mark.django_db


def url_of(meeting):
    return reverse("network:meeting_close", args=[meeting.slug])


def make_ready(meeting):
    return make_dossier(meeting=meeting, state="ready", content={}, made_at=timezone.now())


def test_moderator_closes_a_meeting_with_its_dossier(client):
    meeting = make_meeting(day=0)
    make_ready(meeting)
    moderator = make_moderator()
    client.force_login(moderator)

    answers = [client.post(url_of(meeting))["Location"] for _ in range(2)]

    now = Meeting.objects.get()
    assert answers == [meeting.get_absolute_url()] * 2
    assert (now.is_closed, now.closed_by.user) == (True, moderator)
    assert Dossier.objects.get().frozen_at is not None
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["meeting closed"]


def test_meeting_without_a_dossier_is_closed_too(client):
    meeting = make_meeting(day=-1)
    client.force_login(make_moderator())

    client.post(url_of(meeting))

    assert Meeting.objects.get().is_closed


def test_meeting_waits_for_a_dossier_that_is_being_made(client):
    meeting = make_meeting(day=0)
    make_dossier(meeting=meeting)
    client.force_login(make_moderator())

    response = client.post(url_of(meeting))

    assert (response.status_code, Meeting.objects.get().is_closed) == (422, False)
    assert LogEntry.objects.count() == 0


@pytest.mark.parametrize("state", ["coming", "cancelled"])
def test_what_was_not_held_is_not_closed(client, state):
    cancelled = {"cancelled_at": timezone.now()} if state == "cancelled" else {}
    meeting = make_meeting(day=1 if state == "coming" else 0, **cancelled)
    client.force_login(make_moderator())

    response = client.post(url_of(meeting))

    assert (response.status_code, Meeting.objects.get().is_closed) == (422, False)


def test_coordinator_closes_nothing(client):
    meeting = make_meeting(day=0)
    client.force_login(make_member())

    response = client.post(url_of(meeting))

    assert (response.status_code, Meeting.objects.get().is_closed) == (403, False)


@pytest.mark.parametrize("state", [{"day": -1}, {"day": 0, "closed_at": "now"}])
def test_what_is_over_is_not_cancelled(state):
    moment = {"closed_at": timezone.now()} if "closed_at" in state else {}
    meeting = make_meeting(**{**state, **moment})

    with pytest.raises(MeetingRefusedError):
        cancel(meeting, because="Toch niet", by=make_moderator())

    assert Meeting.objects.get().is_cancelled is False


@pytest.mark.django_db(transaction=True)
def test_meeting_that_two_close_at_the_same_second_is_closed_once(database_of_many):
    meeting = make_meeting(day=0)
    make_ready(meeting)
    people = [make_moderator() for _ in range(2)]

    outcomes = at_once(*(lambda by=person: close(meeting, by=by) for person in people))

    assert sorted(outcomes) == [False, True]
    assert LogEntry.objects.filter(verb="meeting closed").count() == 1
