"""Who reads which position, and what of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.models import JointPosition
from network.positions import listing
from network.positions.speaking import speak
from tests.counting import queries_of
from tests.factories import join, make_city, make_member, make_user
from tests.networks import make_position

pytestmark = pytest.mark.django_db


def member(name):
    city = make_city(name=name)
    join(city=city)
    return city


def said(position, city, kind="endorses", reason=""):
    alderman = make_member(city=city, role="alderman", name=f"Schepen {city}")
    return speak(position, city=city, kind=kind, reason=reason, text=1, seen=0, by=alderman)


def adopted_with_answers():
    """Gent endorses, Leuven abstains with a reason, Aalst keeps silent."""
    gent, leuven, _ = (member(name) for name in ("Gent", "Leuven", "Aalst"))
    position = make_position(title="Over wonen", state="open")
    said(position, gent)
    said(position, leuven, "abstains", "Wij beslissen eerst zelf.")
    JointPosition.objects.filter(pk=position.pk).update(
        state="adopted", adopted_on=timezone.localdate()
    )
    position.refresh_from_db()
    return position


def deadline(number=10):
    return timezone.localdate() + timedelta(days=number)


# --- who reads ---------------------------------------------------------------------------------
def test_everybody_reads_an_adopted_one_with_who_endorses_and_who_abstains(client):
    position = adopted_with_answers()

    response = client.get(position.get_absolute_url())

    page = response.content.decode()
    answers = response.context["page"].answers
    assert [one.city.name for one in answers.endorsing] == ["Gent"]
    assert [one.city.name for one in answers.abstaining] == ["Leuven"]
    assert "Wij beslissen eerst zelf." in page
    # Who said it and who kept silent is for the members.
    assert [word in page for word in ("Schepen Gent", "Aalst", "<script")] == [False] * 3
    assert "1 andere stad sprak zich niet uit" in page


def test_members_also_read_who_said_it_and_who_did_not_answer(client):
    position = adopted_with_answers()
    client.force_login(make_member(role="contributor"))

    page = client.get(position.get_absolute_url()).content.decode()

    assert [word in page for word in ("Schepen Gent", "Aalst", "Niet geantwoord")] == [True] * 3


@pytest.mark.parametrize("state", ["draft", "open", "withdrawn", None])
def test_a_visitor_cannot_tell_a_draft_from_what_never_was(client, state):
    slug = make_position(state=state).slug if state else "nooit-geweest"
    url = reverse("network:position", args=[slug])

    response = client.get(url)

    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={url}",
    )


@pytest.mark.parametrize("state", ["draft", "open", "withdrawn"])
def test_members_read_it_and_somebody_without_a_role_does_not(client, state):
    position = make_position(state=state, withdrawn_because="De vraag viel weg.")
    answers = {}
    for who, person in {"member": make_member(), "nobody": make_user()}.items():
        client.force_login(person)
        answers[who] = client.get(position.get_absolute_url()).status_code

    assert answers == {"member": 200, "nobody": 404}


def test_the_list_shows_drafts_to_members_only(client):
    make_position(title="Geheim ontwerp")
    make_position(title="Ligt nu voor", state="open", deadline=deadline())
    make_position(title="Al verstuurd", state="sent")
    url = reverse("network:positions")

    for_all = client.get(url).content.decode()
    client.force_login(make_member())
    for_members = client.get(url).content.decode()

    titles = ("Geheim ontwerp", "Ligt nu voor", "Al verstuurd")
    assert [title in for_all for title in titles] == [False, False, True]
    assert [title in for_members for title in titles] == [True, True, True]


def test_the_newest_stands_first_with_how_many_cities(client):
    adopted_with_answers()
    old = timezone.localdate() - timedelta(days=400)
    make_position(title="Van vroeger", state="sent", adopted_on=old)

    found = [(one.title, one.n_endorsing) for one in listing.adopted()]

    assert found == [("Over wonen", 1), ("Van vroeger", 0)]
    assert [one.title for one in listing.adopted(limit=1)] == ["Over wonen"]


def test_an_alderman_sees_what_waits_until_the_city_spoke():
    gent = member("Gent")
    position = make_position(state="open", deadline=deadline())
    alderman = make_member(city=gent, role="alderman")
    officer = make_member(city=gent, role="coordinator")
    outsider = make_member(role="alderman")
    before = [listing.waiting_for(person) for person in (alderman, officer, outsider)]

    said(position, gent)

    assert before == [[position], [], []]
    assert listing.waiting_for(alderman) == []


def test_the_text_can_hold_no_script(client):
    text = "## Kop\n\n<img src=x onerror=alert(1)> [klik](javascript:alert(1)) **vet**"
    position = make_position(state="sent", text=text)

    page = client.get(position.get_absolute_url()).content.decode()

    assert ("<img src=x" in page, 'javascript:alert(1)"' in page) == (False, False)
    assert "<strong>vet</strong>" in page


def test_the_page_asks_as_much_for_many_cities_as_for_one(client):
    position = make_position(state="open", deadline=deadline())
    client.force_login(make_member(city=member("Gent"), role="alderman"))
    for name in ("Leuven", "Aalst"):
        said(position, member(name))
    url = position.get_absolute_url()
    queries_of(client, url)
    few = queries_of(client, url)

    for number in range(6):
        said(position, member(f"Stad nummer {number}"))
        make_position(state="open", deadline=deadline())

    assert queries_of(client, url) == few


def test_the_list_asks_as_much_for_many_positions_as_for_one(client):
    client.force_login(make_member(city=member("Gent"), role="alderman"))
    counts = []
    for more in (1, 2, 5):
        for _ in range(more):
            make_position(state="open", deadline=deadline())
            make_position(state="sent")
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("network:positions"))
        counts.append(len(captured))

    assert len(set(counts[1:])) == 1
