"""A moderator makes a meeting and changes it; nobody is overwritten silently."""

import uuid
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import LogEntry, OutboxMail, SearchEntry
from network.meetings.editing import change, make, write_report
from network.meetings.refusals import MeetingRefusedError, StaleMeetingError
from network.models import Meeting
from tests.factories import join, make_city, make_member, make_round
from tests.networks import make_item, make_meeting, make_moderator

pytestmark = pytest.mark.django_db

NEW = "/netwerk/vergaderingen/nieuw/"


@pytest.fixture
def moderator():
    return make_moderator()


def values(**others):
    day = timezone.localdate() + timedelta(days=20)
    base = {
        **{"kind": "aldermen", "title": "Schepenoverleg", "day": day, "starts_at": None},
        **{"ends_at": None, "place": "", "host": None, "link": "", "introduction": ""},
    }
    return {**base, **others}


def typed(meeting=None, **others):
    """What a browser posts."""
    now = values(**others)
    posted = {name: "" if value is None else value for name, value in now.items()}
    if meeting is not None:
        posted["version"] = meeting.version
    return {**posted, **{name: value for name, value in others.items() if name not in now}}


def lines():
    return list(LogEntry.objects.order_by("pk").values_list("verb", "detail"))


# --- making --------------------------------------------------------------------------------------
def test_moderator_makes_a_meeting_that_everybody_finds(client, moderator):
    client.force_login(moderator)

    response = client.post(NEW, typed(introduction="Over wonen.", deed=uuid.uuid4()))

    meeting = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    assert (meeting.title, meeting.slug) == ("Schepenoverleg", f"schepenoverleg-{meeting.day.year}")
    assert SearchEntry.objects.get(uid=meeting.uid).text == "Over wonen."
    assert lines() == [("meeting changed", "gemaakt")]


def test_form_sent_twice_makes_one_meeting(client, moderator):
    client.force_login(moderator)
    data = typed(deed=uuid.uuid4())

    answers = [client.post(NEW, data)["Location"] for _ in range(2)]

    assert answers == [Meeting.objects.get().get_absolute_url()] * 2


def test_contributor_is_told_whom_to_ask(client):
    client.force_login(make_member(role="coordinator"))

    response = client.post(NEW, typed(deed=uuid.uuid4()))

    assert (response.status_code, Meeting.objects.count()) == (403, 0)


def test_visitor_is_sent_to_sign_in(client):
    response = client.post(NEW, typed())

    assert response["Location"] == f"{reverse('account_login')}?next={NEW}"


def test_same_title_in_the_same_year_is_numbered(moderator):
    day = timezone.localdate() + timedelta(days=20)

    made = [make(by=moderator, **values(title="Overleg", day=day)) for _ in range(3)]

    stem = f"overleg-{day.year}"
    assert [one.slug for one in made] == [stem, f"{stem}-2", f"{stem}-3"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("🎉", "vergadering-2020"),
        ("nieuw", "nieuw-2020"),
        ("Overleg 2020", "overleg-2020"),
        ("x" * 160, "x" * 66 + "-2020"),
    ],
)
def test_address_is_made_of_any_title(moderator, title, slug):
    made = make(by=moderator, **values(title=title, day=date(2020, 5, 3)))

    assert made.slug == slug


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"day": "3020-01-01"}, "day"),
        ({"day": "1820-01-01"}, "day"),
        ({"day": "32 mei"}, "day"),
        ({"starts_at": "14:00", "ends_at": "13:00"}, "ends_at"),
        ({"ends_at": "13:00"}, "starts_at"),
        ({"title": ""}, "title"),
        ({"introduction": "x" * 20_001}, "introduction"),
        ({"link": "javascript:alert(1)"}, "link"),
    ],
)
def test_bad_input_is_said_beside_its_box_and_stays_typed(client, moderator, wrong, field):
    client.force_login(moderator)

    response = client.post(NEW, typed(**{"place": "Mijn zaal", **wrong}, deed=uuid.uuid4()))

    form = response.context["form"]
    assert (response.status_code, Meeting.objects.count()) == (422, 0)
    assert (field in form.errors, form["place"].value()) == (True, "Mijn zaal")


def test_long_texts_are_kept_whole(client, moderator):
    client.force_login(moderator)
    text = "woord " * 833 + "é"

    client.post(NEW, typed(introduction=text, deed=uuid.uuid4()))

    assert Meeting.objects.get().introduction == text


def test_past_day_is_kept_with_a_warning(client, moderator):
    client.force_login(moderator)

    response = client.post(NEW, typed(day=date(2018, 3, 22), deed=uuid.uuid4()), follow=True)

    assert Meeting.objects.get().day == date(2018, 3, 22)
    assert "er vertrekt geen uitnodiging" in response.content.decode()


def test_next_meeting_takes_over_the_agenda_without_decisions(client, moderator):
    former = make_meeting(title="Voorjaar")
    make_item(meeting=former, title="Wonen", text="Toelichting", duration=30, decision="Beslist")
    make_item(meeting=former, title="Rondvraag", for_members=True)
    client.force_login(moderator)

    client.post(f"{NEW}?van={former.slug}", typed(title="Najaar", deed=uuid.uuid4()))

    agenda = Meeting.objects.get(title="Najaar").agenda
    told = agenda.values_list("title", "text", "duration", "for_members", "decision", "position")
    assert list(told) == [
        ("Wonen", "Toelichting", 30, False, "", 1),
        ("Rondvraag", "", None, True, "", 2),
    ]


# --- changing ------------------------------------------------------------------------------------
def test_moderator_changes_a_meeting_and_its_address_stays(client, moderator):
    meeting = make_meeting(title="Oud")
    round = make_round(name="Najaar")
    url = reverse("network:meeting_change", args=[meeting.slug])
    client.force_login(moderator)

    response = client.post(url, typed(meeting, title="Nieuw", rounds=[round.pk]))

    now = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    assert (now.title, now.slug, now.version) == ("Nieuw", "oud", 2)
    assert (list(now.rounds.all()), now.changed_at > meeting.changed_at) == ([round], True)
    assert SearchEntry.objects.get(uid=meeting.uid).title == "Nieuw"


def test_stale_change_writes_nothing_and_shows_both_texts(client, moderator):
    meeting = make_meeting(title="Oud", place="Zaal 1")
    change(meeting, seen=1, by=moderator, **values(title="Van de collega"))
    client.force_login(moderator)
    url = reverse("network:meeting_change", args=[meeting.slug])

    response = client.post(url, typed(meeting, title="Van mij"))

    form = response.context["form"]
    assert (response.status_code, Meeting.objects.get().title) == (409, "Van de collega")
    assert (form["title"].value(), form["version"].value()) == ("Van mij", 2)
    assert form.theirs == [("Titel", "Van de collega")]


def test_same_change_twice_is_once(moderator):
    meeting = make_meeting(title="Oud")

    for _ in range(2):
        change(meeting, seen=1, by=moderator, **values(title="Nieuw", day=meeting.day))

    assert (Meeting.objects.get().version, len(lines())) == (2, 1)


def test_move_is_logged_with_both_days(moderator):
    meeting = make_meeting(day=date(2018, 3, 22))

    change(meeting, seen=1, by=moderator, **values(day=date(2018, 4, 22)))

    assert lines() == [("meeting changed", "22 maart 2018 werd 22 april 2018")]


@pytest.mark.parametrize(
    ("state", "wrong", "field"),
    [
        ("cancelled_at", {"title": "Anders"}, None),
        ("closed_at", {"kind": "officers"}, "kind"),
        ("closed_at", {"day": date(2018, 1, 1)}, "day"),
        ("invited_at", {"kind": "officers"}, "kind"),
        ("invited_at", {"day": date(2018, 1, 1)}, "day"),
        ("made_at", {"starts_at": time(14), "ends_at": time(13)}, "ends_at"),
    ],
)
def test_what_lies_fixed_cannot_be_changed(moderator, state, wrong, field):
    meeting = make_meeting(title="Vast", **{state: timezone.now()})
    now = values(title="Vast", day=meeting.day)

    with pytest.raises(MeetingRefusedError) as refused:
        change(meeting, seen=1, by=moderator, **{**now, **wrong})

    assert (refused.value.field, Meeting.objects.get().version) == (field, 1)


def test_closed_meeting_keeps_its_rounds_and_can_still_be_corrected(moderator):
    meeting = make_meeting(title="Vast", closed_at=timezone.now())
    now = values(title="Vast", day=meeting.day)

    with pytest.raises(MeetingRefusedError):
        change(meeting, seen=1, by=moderator, rounds=[make_round()], **now)
    change(meeting, seen=1, by=moderator, rounds=[], **{**now, "place": "Zaal 2"})

    assert Meeting.objects.get().place == "Zaal 2"


# --- the report ----------------------------------------------------------------------------------
def test_report_is_found_by_everybody_and_the_minutes_by_nobody(client, moderator):
    meeting = make_meeting(day=-3)
    client.force_login(moderator)
    url = reverse("network:meeting_report", args=[meeting.slug])
    data = {"report": "Iets\r\nopenbaars", "minutes": "Iets geheims", "version": 1}

    response = client.post(url, data)

    now = Meeting.objects.get()
    assert response["Location"] == meeting.get_absolute_url()
    assert (now.report, now.minutes) == ("Iets\nopenbaars", "Iets geheims")
    assert SearchEntry.objects.get(uid=meeting.uid).text == "Iets openbaars"


def test_stale_report_is_not_written(client, moderator):
    meeting = make_meeting(day=-3)
    write_report(meeting, report="Van de collega", minutes="", seen=1, by=moderator)
    client.force_login(moderator)
    url = reverse("network:meeting_report", args=[meeting.slug])

    response = client.post(url, {"report": "Van mij", "minutes": "", "version": 1})

    form = response.context["form"]
    assert (response.status_code, Meeting.objects.get().report) == (409, "Van de collega")
    assert (form["report"].value(), form.theirs) == (
        "Van mij",
        [("Openbaar verslag", "Van de collega")],
    )


def test_stale_rule_says_so_and_sends_nothing(moderator):
    gent = make_city()
    join(city=gent)
    make_member(city=gent, role="alderman")
    meeting = make_meeting(invited_at=timezone.now(), version=2)

    with pytest.raises(StaleMeetingError):
        change(meeting, seen=1, by=moderator, **values(place="Elders"))

    assert OutboxMail.objects.count() == 0


@pytest.mark.parametrize(("name", "most"), [("report", 20_000), ("minutes", 100_000)])
def test_report_that_is_too_long_is_refused_and_stays_typed(client, moderator, name, most):
    meeting = make_meeting(day=-1)
    client.force_login(moderator)
    url = reverse("network:meeting_report", args=[meeting.slug])

    response = client.post(url, {name: "x" * (most + 1), "version": 1})

    form = response.context["form"]
    assert (response.status_code, list(form.errors)) == (422, [name])
    assert len(form[name].value()) == most + 1
