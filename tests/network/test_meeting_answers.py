"""A city answers for itself; afterwards a moderator says who was there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import LogEntry
from network.meetings.answers import answer, mark_present, moment_of
from network.meetings.editing import change
from network.meetings.refusals import StaleMeetingError
from network.models import Attendance
from tests.concurrency import at_once
from tests.factories import join, make_city, make_member
from tests.networks import make_meeting, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    city = make_city(name="Gent")
    join(city=city)
    return city


@pytest.fixture
def meeting():
    return make_meeting(title="Overleg")


def url_of(meeting, city):
    return reverse("network:meeting_answer", args=[meeting.slug, city.slug])


def typed(meeting, **others):
    base = {"reply": "comes", "people": "An Peeters", "seen": 0, "moment": moment_of(meeting)}
    return {**base, **others}


def told():
    return list(Attendance.objects.values_list("city__name", "reply", "people", "version"))


# --- before --------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator"])
def test_anybody_of_the_city_answers_and_changes_it(client, gent, meeting, role):
    person = make_member(city=gent, role=role)
    client.force_login(person)

    first = client.post(url_of(meeting, gent), typed(meeting))
    client.post(url_of(meeting, gent), typed(meeting, reply="away", people="", seen=1))

    assert first["Location"] == meeting.get_absolute_url()
    assert told() == [("Gent", "away", "", 2)]
    assert Attendance.objects.get().replied_by.user == person
    assert [(line.city, line.detail) for line in LogEntry.objects.order_by("pk")] == [
        (gent, "komt"),
        (gent, "komt niet"),
    ]


def test_same_answer_twice_is_once(client, gent, meeting):
    client.force_login(make_member(city=gent))

    answers = [client.post(url_of(meeting, gent), typed(meeting)).status_code for _ in range(2)]

    assert (answers, told(), LogEntry.objects.count()) == (
        *([302, 302], [("Gent", "comes", "An Peeters", 1)], 1),
    )


def test_moderator_answers_for_a_city_that_phoned(client, gent, meeting):
    client.force_login(make_moderator())

    client.post(url_of(meeting, gent), typed(meeting))

    assert told() == [("Gent", "comes", "An Peeters", 1)]


@pytest.mark.parametrize(("own", "is_said"), [(True, False), (False, True)])
def test_moderator_reads_for_whom_the_answer_is_unless_it_is_the_own_city(
    client, gent, meeting, own, is_said
):
    person = make_moderator()
    if own:
        person.memberships.create(city=gent, role="coordinator")
    client.force_login(person)

    text = client.get(url_of(meeting, gent)).content.decode()

    assert ("Je antwoordt hier in naam van Gent" in text) == is_said


def test_other_city_cannot_answer(client, gent, meeting):
    client.force_login(make_member())

    response = client.post(url_of(meeting, gent), typed(meeting))

    assert (response.status_code, told()) == (403, [])


def test_visitor_is_sent_to_sign_in(client, gent, meeting):
    url = url_of(meeting, gent)

    response = client.post(url, typed(meeting))

    assert response["Location"] == f"{reverse('account_login')}?next={url}"
    assert told() == []


@pytest.mark.parametrize("data", [{"reply": ""}, {"reply": "misschien"}, {"people": "x" * 2_001}])
def test_bad_answer_is_refused_and_stays_typed(client, gent, meeting, data):
    client.force_login(make_member(city=gent))

    response = client.post(url_of(meeting, gent), typed(meeting, **data))

    assert (response.status_code, told()) == (422, [])
    assert response.context["form"]["people"].value() == data.get("people", "An Peeters")


@pytest.mark.parametrize("state", ["past", "cancelled", "closed", "left"])
def test_what_is_over_takes_no_answer(client, gent, state):
    moment = {f"{state}_at": timezone.now()} if state in ("cancelled", "closed") else {}
    meeting = make_meeting(day=-1 if state == "past" else 0, **moment)
    if state == "left":
        gent.coalition_memberships.update(until="2020-01-01")
    client.force_login(make_member(city=gent))

    response = client.post(url_of(meeting, gent), typed(meeting))

    assert (response.status_code, told()) == (422, [])


def test_colleague_who_answered_first_is_not_overwritten(client, gent, meeting):
    colleague = make_member(city=gent, name="Bea")
    answer(meeting, gent, by=colleague, **typed(meeting, people="Bea"))
    client.force_login(make_member(city=gent))

    response = client.post(url_of(meeting, gent), typed(meeting, reply="away"))

    form = response.context["form"]
    assert (response.status_code, told()) == (409, [("Gent", "comes", "Bea", 1)])
    assert (form["reply"].value(), form["seen"].value()) == ("away", 1)
    assert "Gent komt, met Bea (Bea)" in response.content.decode()


def test_meeting_that_moved_is_answered_only_after_reading_when(client, gent, meeting):
    old = typed(meeting)
    names = ("kind", "title", "starts_at", "ends_at", "place", "host", "link", "introduction")
    now = {name: getattr(meeting, name) for name in names}
    day = meeting.day + timedelta(days=7)
    change(meeting, seen=1, by=make_moderator(), day=day, **now)
    client.force_login(make_member(city=gent))

    response = client.post(url_of(meeting, gent), old)
    again = client.post(url_of(meeting, gent), response.context["form"].data)

    assert (response.status_code, again.status_code) == (409, 302)
    assert "De vergadering is verplaatst" in response.content.decode()
    assert told() == [("Gent", "comes", "An Peeters", 1)]


@pytest.mark.django_db(transaction=True)
def test_of_two_colleagues_at_the_same_second_one_is_first(database_of_many, gent, meeting):
    people = [make_member(city=gent) for _ in range(2)]

    def says(person, reply):
        return lambda: answer(meeting, gent, by=person, **typed(meeting, reply=reply))

    outcomes = at_once(says(people[0], "comes"), says(people[1], "away"))

    kinds = sorted(type(one).__name__ for one in outcomes)
    assert kinds == ["Attendance", "StaleMeetingError"]
    assert Attendance.objects.count() == 1


# --- afterwards ----------------------------------------------------------------------------------
def test_moderator_says_who_was_there(client, gent):
    aalst = make_city(name="Aalst")
    join(city=aalst)
    meeting = make_meeting(day=-1)
    Attendance.objects.create(meeting=meeting, city=gent, reply="comes", people="An")
    client.force_login(make_moderator())
    url = reverse("network:meeting_attendance", args=[meeting.slug])

    response = client.post(
        url, {"was_gent": "nee", "seen_gent": 1, "was_aalst": "ja", "seen_aalst": 0}
    )

    rows = Attendance.objects.order_by("city__name")
    assert response["Location"] == meeting.get_absolute_url()
    assert list(rows.values_list("city__name", "was_present", "people")) == [
        ("Aalst", True, ""),
        ("Gent", False, "An"),
    ]


def test_stale_list_of_who_was_there_writes_nothing(client, gent):
    aalst = make_city(name="Aalst")
    join(city=aalst)
    meeting = make_meeting(day=-1)
    moderator = make_moderator()
    mark_present(meeting, {gent: (False, 0)}, by=moderator)
    client.force_login(moderator)
    url = reverse("network:meeting_attendance", args=[meeting.slug])

    response = client.post(
        url, {"was_aalst": "ja", "seen_aalst": 0, "was_gent": "ja", "seen_gent": 0}
    )

    form = response.context["form"]
    assert (response.status_code, Attendance.objects.count()) == (409, 1)
    assert (form["was_aalst"].value(), form["seen_gent"].value()) == ("ja", 1)
    assert ("Gent", "was er niet") in form.theirs


def test_nobody_was_at_a_meeting_that_has_to_come(client, gent, meeting):
    client.force_login(make_moderator())
    url = reverse("network:meeting_attendance", args=[meeting.slug])

    response = client.post(url, {"was_gent": "ja", "seen_gent": 0})

    assert (response.status_code, told()) == (422, [])


def test_marking_stops_at_a_row_that_changed(gent):
    meeting = make_meeting(day=-1)
    Attendance.objects.create(meeting=meeting, city=gent, reply="comes", version=2)

    with pytest.raises(StaleMeetingError):
        mark_present(meeting, {gent: (True, 1)}, by=make_moderator())

    assert Attendance.objects.get().was_present is None
