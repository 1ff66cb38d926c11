"""Two moderators at the same second: what one sets apart for the members is not found by anybody.

One stands still in the middle of a deed, until the other either is done or waits for the first.
"""

from threading import Event

import pytest
from django.db import connection

from cities.models import SearchEntry
from network.meetings import agenda, indexing
from network.meetings.editing import write_report
from tests.concurrency import at_once
from tests.networks import make_item, make_meeting, make_moderator

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def meeting():
    return make_meeting(title="Overleg")


def test_point_for_members_stays_hidden_while_a_colleague_saves_the_report(
    database_of_many, monkeypatch, moderator, meeting
):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite a transaction that writes is alone")
    item = make_item(meeting=meeting, title="Personeel")
    has_read, is_hidden = Event(), Event()
    put = indexing.index.put

    def put_slowly(**entry):
        if "Verslag" in entry["text"]:
            has_read.set()
            is_hidden.wait(1)
        put(**entry)

    def hide():
        has_read.wait(5)
        agenda.change(
            item, title="Personeel", text="", decision="", for_members=True, seen=1, by=moderator
        )
        is_hidden.set()

    monkeypatch.setattr(indexing.index, "put", put_slowly)
    outcomes = at_once(
        lambda: write_report(meeting, report="Verslag", minutes="", seen=1, by=moderator).version,
        hide,
    )

    assert outcomes == [2, None]
    assert SearchEntry.objects.get(uid=meeting.uid).text == "Verslag"


def test_two_points_at_once_get_a_place_each(database_of_many, moderator, meeting):
    def adds(title):
        return lambda: agenda.add(meeting, title=title, by=moderator).title

    outcomes = at_once(*(adds(title) for title in "ABCD"))

    assert outcomes == list("ABCD")
    assert list(meeting.agenda.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_two_moves_at_once_leave_each_point_its_own_place(database_of_many, moderator, meeting):
    items = [make_item(meeting=meeting, title=title) for title in "ABC"]

    at_once(
        lambda: agenda.move(items[0], up=False, seen=1, by=moderator),
        lambda: agenda.move(items[2], up=True, seen=3, by=moderator),
    )

    assert list(meeting.agenda.values_list("position", flat=True)) == [1, 2, 3]
