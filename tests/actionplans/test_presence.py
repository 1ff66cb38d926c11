"""Colleagues in one draft see each other: a hint that bothers nobody, and never a lock."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans.models import Presence
from actionplans.presence import STAYS, arrive, colleagues_at
from cities.models import Membership, User
from tests.actionplans.desk import HTMX, Desk, is_fragment
from tests.factories import make_city, make_goal
from tests.reading import all_words

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)
SHOWN = "//div[@id='aanwezigen']/p"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def mine():
    return Desk()


@pytest.fixture
def bram(mine):
    return mine.colleague("Bram Claes")


def seen_by(desk):
    """Who this person sees at work, in words."""
    return [str(one) for one in colleagues_at(desk.plan, but=desk.person)]


def poll(desk, *rows, **more):
    """What an open page asks, with the forms that it shows."""
    shown = [name_of(row) for row in rows]
    return desk.post(desk.address("presence"), {"open": shown, **more}, htmx=True)


def opens(desk, row):
    """Look at the form of a row; the page tells at once that it opened."""
    desk.get(desk.edit(row), htmx=True)
    poll(desk, row, geopend=name_of(row))


def name_of(row):
    return f"{row._meta.model_name}:{row.uid}"


# --- coming and going ----------------------------------------------------------------------------
def test_colleague_who_opens_a_row_is_seen_by_the_others_only(mine, bram):
    opens(bram, bram.goal)

    assert (seen_by(mine), seen_by(bram)) == (["Bram Claes bewerkt 1.1"], [])


def test_who_opens_another_row_is_there_only(mine, bram):
    opens(bram, bram.goal)
    opens(bram, bram.chapter)

    assert seen_by(mine) == ["Bram Claes bewerkt hoofdstuk 1"]


def test_who_saves_is_gone(mine, bram):
    opens(bram, bram.goal)
    bram.save(bram.edit(bram.goal), title="Anders")

    assert (seen_by(mine), bram.goal.title) == ([], "Anders")


def test_who_makes_a_mistake_is_still_there(mine, bram):
    opens(bram, bram.goal)
    bram.save(bram.edit(bram.goal), title="")

    assert seen_by(mine) == ["Bram Claes bewerkt 1.1"]


def test_who_closes_a_row_without_saving_is_gone(mine, bram):
    opens(bram, bram.goal)
    poll(bram, gesloten=name_of(bram.goal))

    assert seen_by(mine) == []


def test_saving_one_row_leaves_the_other_that_is_open(mine, bram):
    typed = bram.open(bram.edit(bram.goal))
    opens(bram, bram.chapter)
    bram.post(bram.edit(bram.goal), {**typed, "title": "Anders"}, htmx=True)

    assert seen_by(mine) == ["Bram Claes bewerkt hoofdstuk 1"]


@pytest.mark.parametrize(
    ("quiet", "words"),
    [
        (timedelta(seconds=60), ["Bram Claes bewerkt 1.1"]),
        (timedelta(seconds=80), ["Bram Claes bewerkt 1.1, 1 min geleden"]),
        (timedelta(minutes=2), ["Bram Claes bewerkt 1.1, 2 min geleden"]),
        (STAYS, []),
    ],
)
def test_who_says_nothing_is_left_out_after_a_while(mine, bram, clock, quiet, words):
    opens(bram, bram.goal)

    clock.shift(quiet)

    assert seen_by(mine) == words


def test_row_that_is_gone_has_nobody_at_it(mine, bram):
    opens(bram, bram.goal)
    mine.delete(mine.goal)

    assert seen_by(mine) == []


@pytest.mark.parametrize("why", ["alderman", "left", "closed account"])
def test_who_does_not_edit_any_more_is_not_shown(mine, bram, why):
    opens(bram, bram.goal)
    membership = Membership.objects.filter(user=bram.person)
    if why == "closed account":
        User.objects.filter(pk=bram.person.pk).update(is_active=False)
    else:
        membership.update(city=make_city()) if why == "left" else membership.update(role=why)

    assert seen_by(mine) == []


def test_plan_of_another_city_shows_nobody(mine):
    other = Desk(name="Els")
    opens(other, other.goal)

    assert (seen_by(mine), seen_by(mine.colleague())) == ([], [])


# --- the pages -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator"])
def test_editor_shows_at_page_load_who_is_there(mine, bram, role):
    opens(bram, bram.goal)
    reader = Desk(plan=mine.plan, role=role)

    pages = [reader.get(reader.address(name)) for name in ("editor", "editor_notes")]

    assert [all_words(page, SHOWN) for page in pages] == [["Bram Claes bewerkt 1.1"]] * 2


@pytest.mark.parametrize("htmx", [True, False])
def test_form_of_a_row_tells_who_else_has_it_open(mine, bram, htmx):
    opens(bram, bram.goal)

    same = mine.get(mine.edit(mine.goal), htmx=htmx)
    other = mine.get(mine.edit(mine.chapter), htmx=htmx)

    note = "//form//p[@class='note']"
    assert [words[:31] for words in all_words(same, note)] == ["Bram Claes heeft dit ook open. "]
    assert all_words(other, note) == []


def test_looking_at_a_page_changes_nothing(mine, bram):
    opens(bram, bram.chapter)
    for htmx in (True, False):
        bram.get(bram.edit(bram.goal), htmx=htmx)
    bram.client.head(bram.edit(bram.goal))
    bram.get(bram.row("row_show", bram.chapter), htmx=True)

    assert seen_by(mine) == ["Bram Claes bewerkt hoofdstuk 1"]


# --- what an open page asks ----------------------------------------------------------------------
def test_open_page_hears_who_is_there_and_who_has_its_row_open(mine, bram):
    opens(bram, bram.goal)

    response = poll(mine, mine.goal, mine.chapter)

    assert (response.status_code, is_fragment(response)) == (200, True)
    assert all_words(response, "//p[not(@class)]") == ["Bram Claes bewerkt 1.1"]
    assert response.content.decode().count("heeft dit ook open") == 1
    places = [f"ook-goal-{mine.goal.uid}", f"ook-chapter-{mine.chapter.uid}"]
    assert all_words(response, f"//div[@id='{places[1]}']") == [""]
    assert [place for place in places if place not in response.content.decode()] == []


def test_page_that_shows_it_already_hears_nothing_again(mine, bram):
    opens(bram, bram.goal)
    shown = poll(mine).context["told"]

    same = poll(mine, gezien=shown)
    bram.save(bram.edit(bram.goal), title="Anders")
    changed = poll(mine, gezien=shown)

    assert (same.status_code, changed.status_code) == (204, 200)


def test_open_page_keeps_its_person_there(mine, bram, clock):
    opens(bram, bram.goal)
    clock.shift(timedelta(minutes=4))
    poll(bram, bram.goal)
    clock.shift(timedelta(minutes=4))

    assert seen_by(mine) == ["Bram Claes bewerkt 1.1, 4 min geleden"]
    assert Presence.objects.get().since == NOW


def test_open_page_without_a_form_makes_nobody_there(mine, bram):
    poll(bram)

    assert (seen_by(mine), Presence.objects.count()) == ([], 0)


def test_of_two_open_forms_the_present_one_stays_until_it_closes(mine, bram):
    opens(bram, bram.goal)
    poll(bram, bram.goal, bram.chapter)
    first = seen_by(mine)
    poll(bram, bram.chapter)

    assert first == ["Bram Claes bewerkt 1.1"]
    assert seen_by(mine) == ["Bram Claes bewerkt hoofdstuk 1"]


def test_alderman_sees_but_is_not_seen(mine, bram):
    alderman = Desk(plan=mine.plan, role="alderman")
    opens(bram, bram.goal)

    response = poll(alderman, mine.goal)

    assert all_words(response, "//p[not(@class)]") == ["Bram Claes bewerkt 1.1"]
    assert list(Presence.objects.values_list("user__name", flat=True)) == ["Bram Claes"]


@pytest.mark.parametrize(
    "value", ["", "goal", "goal:", "goal:x", "stad:{0}", ":{0}", "goal:{0}:1", "\0:{0}"]
)
def test_strange_row_is_left_out(mine, value):
    posted = {"open": [value.format(uuid.uuid4())]}

    response = mine.post(mine.address("presence"), posted, htmx=True)

    assert (response.status_code, Presence.objects.count()) == (200, 0)


def test_row_that_is_not_in_this_draft_shows_nobody(mine, bram):
    poll(bram, make_goal())

    assert seen_by(mine) == []


def test_asking_with_get_is_refused(mine):
    assert mine.get(mine.address("presence")).status_code == 405


def test_expired_session_answers_quietly_and_sends_the_page_nowhere(mine, client):
    response = client.post(mine.address("presence"), headers=HTMX)

    moves = {"Location", "HX-Redirect", "HX-Location", "HX-Refresh"}
    assert (response.status_code, response.content) == (401, b"")
    assert moves.isdisjoint(response.headers)


def test_poll_asks_few_queries_however_many_colleagues(mine):
    goal = mine.goal

    def counted(size):
        Presence.objects.all().delete()
        for _ in range(size):
            colleague = mine.colleague()
            arrive(mine.plan, colleague.person, "goal", goal.uid)
        arrive(mine.plan, mine.person, "goal", goal.uid)
        with CaptureQueriesContext(connection) as captured:
            poll(mine, goal)
        return len(captured)

    one, three, ten = (counted(size) for size in (1, 3, 10))

    assert one == three == ten
    assert one <= 10
