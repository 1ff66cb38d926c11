"""A moderator asks for a dossier: since a meeting or a date, once, anew, or takes it away."""

from datetime import date

import pytest
from django.urls import reverse

from cities.models import LogEntry
from network.dossiers import asking, making, paper
from network.models import Dossier
from tests.dossiers import SINCE, TODAY, UNTIL, asked, made, noon
from tests.factories import make_member
from tests.networks import make_meeting, make_moderator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known_day(time_machine, monkeypatch):
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF /Type /Page ")


@pytest.fixture
def meeting():
    return make_meeting(title="Schepenoverleg", day=UNTIL)


@pytest.fixture
def moderator(client):
    user = make_moderator()
    client.force_login(user)
    return user


def url(meeting, page="ask"):
    return reverse(f"network:dossier_{page}", args=[meeting.slug])


def by_day(day=SINCE, seen=0):
    return {"since": "day", "since_on": day.isoformat(), "seen": seen}


# --- who ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", ["ask", "remove"])
@pytest.mark.parametrize("role", ["alderman", "coordinator"])
def test_only_a_moderator_asks_and_removes(client, meeting, page, role):
    dossier = asked(meeting)
    client.force_login(make_member(role=role))

    response = client.post(url(meeting, page), by_day(seen=1))

    assert (response.status_code, Dossier.objects.get().version) == (403, dossier.version)


def test_visitor_is_sent_to_sign_in(client, meeting):
    response = client.post(url(meeting), by_day())

    assert response["Location"] == f"{reverse('account_login')}?next={url(meeting)}"
    assert Dossier.objects.count() == 0


# --- asking ---------------------------------------------------------------------------------------
def test_moderator_asks_since_a_date(client, moderator, meeting):
    response = client.post(url(meeting), by_day())

    dossier = Dossier.objects.get()
    assert response["Location"] == url(meeting, "status")
    assert (dossier.state, dossier.asked_by.user) == ("waiting", moderator)
    assert (dossier.since_on, dossier.until_on, dossier.since_meeting) == (SINCE, UNTIL, None)


def test_moderator_asks_since_the_previous_meeting(client, moderator, meeting):
    previous = make_meeting(day=date(2026, 2, 28))

    client.post(url(meeting), {"since": "meeting", "since_meeting": previous.pk, "seen": 0})

    dossier = Dossier.objects.get()
    assert (dossier.since_on, dossier.since_meeting) == (date(2026, 3, 1), previous)


def test_form_offers_the_previous_meeting_of_the_same_kind(client, moderator, meeting):
    make_meeting(day=date(2026, 4, 1), kind="officers")
    previous = make_meeting(day=date(2025, 5, 1))

    form = client.get(url(meeting)).context["form"]

    assert (form["since"].value(), form["since_meeting"].value()) == ("meeting", previous.pk)


def test_double_click_gives_one_job(client, moderator, meeting):
    for _ in range(2):
        client.post(url(meeting), by_day())

    assert [(one.state, one.version) for one in Dossier.objects.all()] == [("waiting", 1)]


def test_asking_anew_puts_a_ready_dossier_in_line(client, moderator, meeting):
    dossier = made(meeting)

    client.post(url(meeting), by_day(date(2026, 4, 1), seen=dossier.version))

    found = Dossier.objects.get()
    assert (found.state, found.since_on, found.attempts) == ("waiting", date(2026, 4, 1), 0)
    assert found.content == dossier.content


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"since": "day", "since_on": ""}, "since_on"),
        ({"since": "day", "since_on": "morgen"}, "since_on"),
        ({"since": "day", "since_on": "2026-06-01"}, "since_on"),
        ({"since": "day", "since_on": "1850-01-01"}, "since_on"),
        ({"since": "meeting"}, "since_meeting"),
        ({"since": "meeting", "since_meeting": "999999"}, "since_meeting"),
        ({"since": "ooit"}, "since"),
        ({}, "since"),
    ],
)
def test_question_that_cannot_be_is_refused_and_keeps_what_was_typed(
    client, moderator, meeting, data, field
):
    response = client.post(url(meeting), data)

    form = response.context["form"]
    assert (response.status_code, Dossier.objects.count()) == (422, 0)
    assert field in form.errors
    assert form[field].value() == data.get(field)


def test_later_meeting_cannot_be_the_previous_one(client, moderator, meeting):
    later = make_meeting(day=date(2026, 9, 1))

    response = client.post(url(meeting), {"since": "meeting", "since_meeting": later.pk})

    assert (response.status_code, Dossier.objects.count()) == (422, 0)


def test_stale_question_writes_nothing_and_can_be_sent_again(client, moderator, meeting):
    dossier = made(meeting)

    response = client.post(url(meeting), by_day(date(2026, 4, 1), seen=dossier.version - 1))

    form = response.context["form"]
    assert (response.status_code, Dossier.objects.get().version) == (409, dossier.version)
    assert (form["since_on"].value(), form["seen"].value()) == ("2026-04-01", dossier.version)


@pytest.mark.parametrize(
    ("column", "sentence"),
    [("closed_at", asking.IS_CLOSED), ("cancelled_at", asking.IS_CANCELLED)],
)
def test_meeting_that_is_over_or_off_gets_no_dossier(client, moderator, column, sentence):
    meeting = make_meeting(day=UNTIL, **{column: noon(TODAY)})

    response = client.post(url(meeting), by_day())

    assert (response.status_code, Dossier.objects.count()) == (422, 0)
    assert response.context["form"].non_field_errors() == [sentence]


def test_meeting_that_is_not_there_is_not_found(client, moderator, meeting):
    assert client.post(reverse("network:dossier_ask", args=["anders"])).status_code == 404


# --- taking away ----------------------------------------------------------------------------------
def test_moderator_takes_a_dossier_away(client, moderator, meeting):
    dossier = made(meeting)

    response = client.post(url(meeting, "remove"), {"seen": dossier.version})

    assert (response["Location"], Dossier.objects.count()) == (url(meeting), 0)


def test_dossier_that_changed_meanwhile_is_not_taken_away(client, moderator, meeting):
    dossier = made(meeting)

    client.post(url(meeting, "remove"), {"seen": dossier.version - 1})

    assert Dossier.objects.get().version == dossier.version


def test_taking_away_twice_is_once(client, moderator, meeting):
    response = client.post(url(meeting, "remove"), {"seen": 1})

    assert response["Location"] == url(meeting)


def test_dossier_taken_away_while_it_is_made_leaves_nothing(monkeypatch, meeting):
    dossier, read = asked(meeting), making.read

    def taken_away(days):
        asking.remove(dossier, seen=dossier.version, by=make_moderator())
        return read(days)

    monkeypatch.setattr(making, "read", taken_away)

    making.make_waiting()

    assert Dossier.objects.count() == 0


def test_asking_and_removing_leave_a_line_each_and_a_double_click_none(client, moderator, meeting):
    for _ in range(2):
        client.post(url(meeting), by_day())
    client.post(url(meeting), by_day(date(2026, 4, 1), seen=1))
    client.post(url(meeting, "remove"), {"seen": 2})

    lines = LogEntry.objects.order_by("pk").values_list("verb", "subject", "actor__user", "detail")
    what = [asking.ASKED, asking.ASKED, asking.REMOVED]
    assert list(lines) == [("meeting changed", str(meeting), moderator.pk, one) for one in what]
