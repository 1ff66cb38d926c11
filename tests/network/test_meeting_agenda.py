"""The agenda of a meeting and its tasks: written by a moderator, never over a colleague."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import LogEntry, SearchEntry
from network.meetings import agenda, tasks
from network.models import AgendaItem, Task
from tests.factories import make_city, make_member
from tests.networks import make_document, make_item, make_meeting, make_moderator, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    person = make_moderator()
    client.force_login(person)
    return person


@pytest.fixture
def meeting():
    return make_meeting(title="Overleg")


def at(name, row):
    kwargs = {"slug": row.meeting.slug, "uid": row.uid} if hasattr(row, "meeting") else None
    return reverse(f"network:{name}", kwargs=kwargs or {"slug": row.slug})


def titles(meeting):
    return list(meeting.agenda.values_list("title", flat=True))


# --- points --------------------------------------------------------------------------------------
def test_point_is_added_once_and_found_by_its_words(client, moderator, meeting):
    data = {"title": "Wonen", "text": "Praktijktesten", "deed": uuid.uuid4()}

    for _ in range(2):
        client.post(at("meeting_agenda", meeting), data)

    assert titles(meeting) == ["Wonen"]
    assert SearchEntry.objects.get(uid=meeting.uid).text == "Wonen Praktijktesten"
    assert LogEntry.objects.count() == 1


def test_point_for_members_is_not_found_by_anybody(client, moderator, meeting):
    data = {"title": "Personeel", "for_members": "on", "deed": uuid.uuid4()}

    client.post(at("meeting_agenda", meeting), data)

    assert titles(meeting) == ["Personeel"]
    assert SearchEntry.objects.get(uid=meeting.uid).text == ""


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "Wonen", "duration": 601}, "duration"),
        ({"title": "Wonen", "duration": "-1"}, "duration"),
        ({"title": "Wonen", "text": "x" * 20_001}, "text"),
    ],
)
def test_bad_point_is_refused_beside_its_box(client, moderator, meeting, data, field):
    response = client.post(at("meeting_agenda", meeting), {**data, "deed": uuid.uuid4()})

    assert (response.status_code, titles(meeting)) == (422, [])
    assert list(response.context["form"].errors) == [field]


def test_form_of_another_meeting_adds_nothing(client, moderator, meeting):
    item = make_item()

    response = client.post(at("meeting_agenda", meeting), {"title": "Wonen", "deed": item.uid})

    assert (response.status_code, titles(meeting)) == (422, [])


def test_agenda_is_full_at_some_moment(moderator, meeting, monkeypatch):
    monkeypatch.setattr(agenda, "MOST_POINTS", 1)
    make_item(meeting=meeting)

    with pytest.raises(agenda.MeetingRefusedError):
        agenda.add(meeting, title="Te veel", by=moderator)


def test_decision_is_written_after_the_meeting(client, moderator):
    meeting = make_meeting(day=-1)
    item = make_item(meeting=meeting, title="Wonen")
    data = {"title": "Wonen", "decision": "We meten\r\nsamen.", "version": 1}

    response = client.post(at("agenda_change", item), data)

    item.refresh_from_db()
    assert response["Location"] == at("meeting_agenda", meeting)
    assert (item.decision, item.version) == ("We meten\nsamen.", 2)
    assert LogEntry.objects.get().detail == "besluit"


def test_stale_point_shows_both_texts(client, moderator, meeting):
    item = make_item(meeting=meeting, title="Oud")
    agenda.change(item, title="Van de collega", text="", decision="", seen=1, by=moderator)

    response = client.post(at("agenda_change", item), {"title": "Van mij", "version": 1})

    form = response.context["form"]
    assert (response.status_code, titles(meeting)) == (409, ["Van de collega"])
    assert (form["title"].value(), form["version"].value()) == ("Van mij", 2)
    assert form.theirs == [("Punt", "Van de collega")]


def test_what_was_typed_on_a_deleted_point_stays_on_the_screen(client, moderator, meeting):
    item = make_item(meeting=meeting)
    url = at("agenda_change", item)
    agenda.delete(item, seen=1, by=moderator)

    response = client.post(url, {"title": "Van mij", "decision": "Besluit", "version": 1})

    form = response.context["form"]
    assert (response.status_code, titles(meeting)) == (409, [])
    assert (form["title"].value(), form["decision"].value()) == ("Van mij", "Besluit")
    again = client.post(at("meeting_agenda", meeting), form.data)
    assert (again.status_code, titles(meeting)) == (302, ["Van mij"])


def test_point_moves_once_however_often_the_button_is_pressed(client, moderator, meeting):
    items = [make_item(meeting=meeting, title=title) for title in "ABC"]

    for _ in range(2):
        client.post(at("agenda_move", items[2]), {"richting": "omhoog", "plaats": 3})

    assert titles(meeting) == ["A", "C", "B"]


@pytest.mark.parametrize("data", [{"richting": "opzij", "plaats": 1}, {"plaats": 1}, {}])
def test_move_to_nowhere_changes_nothing(client, moderator, meeting, data):
    item = make_item(meeting=meeting, title="A")
    make_item(meeting=meeting, title="B")

    response = client.post(at("agenda_move", item), data)

    assert (response.status_code, titles(meeting)) == (302, ["A", "B"])


def test_first_point_goes_no_higher(client, moderator, meeting):
    item = make_item(meeting=meeting, title="A")
    make_item(meeting=meeting, title="B")

    client.post(at("agenda_move", item), {"richting": "omhoog", "plaats": 1})

    assert titles(meeting) == ["A", "B"]


def test_documents_of_a_deleted_point_stay_and_stay_for_members(client, moderator, meeting):
    item = make_item(meeting=meeting, for_members=True)
    document = make_document(meeting=meeting, item=item, is_public=True)

    client.post(at("agenda_delete", item), {"version": 1})

    document.refresh_from_db()
    assert (document.item, document.is_public, AgendaItem.objects.count()) == (None, False, 0)


def test_point_that_a_colleague_changed_is_not_deleted_unseen(client, moderator, meeting):
    item = make_item(meeting=meeting)
    agenda.change(item, title="Anders", text="", decision="", seen=1, by=moderator)

    response = client.post(at("agenda_delete", item), {"version": 1})

    assert (response.status_code, titles(meeting)) == (409, ["Anders"])


def test_coordinator_does_not_touch_the_agenda(client, meeting):
    item = make_item(meeting=meeting, title="Oud")
    client.force_login(make_member())

    answers = [
        client.post(at("agenda_change", item), {"title": "Anders", "version": 1}).status_code,
        client.post(at("agenda_delete", item), {"version": 1}).status_code,
        client.post(at("meeting_agenda", meeting), {"title": "Nieuw"}).status_code,
    ]

    assert (answers, titles(meeting)) == ([403, 403, 403], ["Oud"])


# --- tasks ---------------------------------------------------------------------------------------
def test_task_is_added_once(client, moderator, meeting):
    city = make_city()
    due = timezone.localdate() + timedelta(days=20)
    data = {"text": "Nota sturen", "city": city.pk, "due_on": due, "deed": uuid.uuid4()}

    for _ in range(2):
        client.post(at("meeting_tasks", meeting), data)

    assert [(one.text, one.city, one.due_on) for one in Task.objects.all()] == [
        ("Nota sturen", city, due)
    ]


def test_stale_task_shows_both_texts(client, moderator, meeting):
    task = make_task(meeting=meeting, text="Oud")
    tasks.change(task, text="Van de collega", city=None, due_on=None, seen=1, by=moderator)

    response = client.post(at("task_change", task), {"text": "Van mij", "version": 1})

    form = response.context["form"]
    assert (response.status_code, Task.objects.get().text) == (409, "Van de collega")
    assert (form["text"].value(), form.theirs) == ("Van mij", [("Taak", "Van de collega")])


def test_own_people_tick_a_task_off_and_on_again(client, meeting):
    city = make_city()
    task = make_task(meeting=meeting, city=city)
    person = make_member(city=city, role="alderman")
    client.force_login(person)

    response = client.post(at("task_done", task), {"klaar": "ja"})
    done = Task.objects.get()
    client.post(at("task_done", task), {"klaar": "nee"})

    assert response["Location"] == f"{meeting.get_absolute_url()}#taken"
    assert (done.done_at is not None, done.done_by.user) == (True, person)
    assert (Task.objects.get().done_at, Task.objects.get().done_by) == (None, None)


def test_task_ticked_off_twice_keeps_who_was_first(meeting):
    city = make_city()
    task = make_task(meeting=meeting, city=city)
    first, second = (make_member(city=city) for _ in range(2))

    for person in (first, second):
        tasks.finish(task, is_done=True, by=person)

    assert (Task.objects.get().done_by.user, LogEntry.objects.count()) == (first, 1)


@pytest.mark.parametrize("owner", ["another city", "vvsg"])
def test_task_of_somebody_else_is_not_ticked_off(client, meeting, owner):
    task = make_task(meeting=meeting, city=make_city() if owner == "another city" else None)
    client.force_login(make_member())

    response = client.post(at("task_done", task), {"klaar": "ja"})

    assert (response.status_code, Task.objects.get().done_at) == (403, None)


def test_visitor_ticks_nothing_off(client, meeting):
    task = make_task(meeting=meeting)

    response = client.post(at("task_done", task), {"klaar": "ja"})

    assert response["Location"] == f"{reverse('account_login')}?next={at('task_done', task)}"
    assert Task.objects.get().done_at is None
