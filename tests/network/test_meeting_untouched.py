"""Two moderators in the same form: what the second one did not touch stays the first one's."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from network.forms.meetings import fill_in
from network.meetings.answers import mark_present
from network.models import Attendance
from tests.factories import join, make_city
from tests.networks import make_document, make_item, make_meeting, make_moderator, make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = make_moderator()
    client.force_login(user)
    return user


@pytest.fixture
def meeting(moderator):
    return make_meeting(title="Overleg", day=-1, place="Zaal 1")


def opened(client, url):
    """What a browser sends of the page when nothing is touched."""
    data = QueryDict(mutable=True)
    for box in client.get(url).context["form"]:
        fill_in(data, box)
    return data


def over(client, url, *, first, second):
    """Both open the form; the answers to the second one, and to saving what came back."""
    mine, colleagues = opened(client, url), opened(client, url)
    for data, typed in ((colleagues, first), (mine, second)):
        for name, value in typed.items():
            data[name] = value
    assert client.post(url, colleagues).status_code == 302
    stale = client.post(url, mine)
    return stale, client.post(url, stale.context["form"].data)


def address(meeting, what):
    row = {
        "agenda_change": lambda: make_item(meeting=meeting, title="Oud", text="Oude tekst"),
        "task_change": lambda: make_task(meeting=meeting, text="Oud"),
        "document_change": lambda: make_document(meeting=meeting, title="Oud"),
    }.get(what, lambda: meeting)()
    args = [meeting.slug] if row is meeting else [meeting.slug, row.uid]
    return row, reverse(f"network:{what}", args=args)


@pytest.mark.parametrize(
    ("what", "first", "second"),
    [
        ("meeting_report", {"report": "Een\r\ntwee"}, {"minutes": "Van mij"}),
        ("meeting_change", {"place": "Zaal 2"}, {"introduction": "Van mij"}),
        ("agenda_change", {"text": "Nieuwe tekst"}, {"title": "Van mij"}),
        ("agenda_change", {"for_members": "on"}, {"duration": "20"}),
        ("task_change", {"due_on": "2030-05-03"}, {"text": "Van mij"}),
        ("document_change", {"is_public": "on"}, {"title": "Van mij"}),
    ],
)
def test_untouched_box_keeps_what_a_colleague_wrote(client, meeting, what, first, second):
    row, url = address(meeting, what)

    stale, saved = over(client, url, first=first, second=second)

    row.refresh_from_db()
    now = {name: str(getattr(row, name)) for name in first | second}
    as_stored = {"on": "True", "Een\r\ntwee": "Een\ntwee"}
    assert (stale.status_code, saved.status_code) == (409, 302)
    assert now == {name: as_stored.get(told, told) for name, told in (first | second).items()}
    assert len(stale.context["form"].taken) == 1
    assert "Wat je niet aanraakte, staat zoals je collega het nu liet" in stale.content.decode()


def test_box_that_both_touched_holds_what_was_typed(client, meeting):
    _, url = address(meeting, "meeting_report")

    stale, _ = over(client, url, first={"report": "Van haar"}, second={"report": "Van mij"})

    form = stale.context["form"]
    assert (form["report"].value(), form.taken) == ("Van mij", [])
    assert form.theirs == [("Openbaar verslag", "Van haar")]


@pytest.mark.parametrize("base", ["", "report", "= =", "report=x minutes", "\x01"])
def test_odd_base_takes_everything_as_typed(client, meeting, base):
    _, url = address(meeting, "meeting_report")

    stale, _ = over(client, url, first={"report": "A"}, second={"minutes": "B", "base": base})

    form = stale.context["form"]
    assert (stale.status_code, form["report"].value(), form.taken) == (409, "", [])
    assert ("Openbaar verslag", "A") in form.theirs


def test_city_that_was_not_touched_keeps_what_a_colleague_marked(client, meeting):
    for name in ("Brugge", "Leuven"):
        join(city=make_city(name=name))
    url = reverse("network:meeting_attendance", args=[meeting.slug])

    stale, saved = over(client, url, first={"was_leuven": "ja"}, second={"was_brugge": "nee"})

    marks = Attendance.objects.order_by("city__name").values_list("city__name", "was_present")
    assert (stale.status_code, saved.status_code) == (409, 302)
    assert list(marks) == [("Brugge", False), ("Leuven", True)]
    assert stale.context["form"].taken == ["Leuven"]


def test_answer_of_before_gives_way_to_what_a_colleague_marked(client, moderator, meeting):
    cities = [make_city(name=name) for name in ("Brugge", "Leuven")]
    for city in cities:
        join(city=city)
        Attendance.objects.create(meeting=meeting, city=city, reply="comes")
    url = reverse("network:meeting_attendance", args=[meeting.slug])
    mine = opened(client, url)
    mark_present(meeting, {cities[1]: (False, 1)}, by=moderator)

    stale = client.post(url, mine)

    form = stale.context["form"]
    assert (stale.status_code, form["was_leuven"].value()) == (409, "nee")
    assert form["was_brugge"].value() == "ja"
