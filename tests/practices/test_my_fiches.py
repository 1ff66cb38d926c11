"""The author's side: whose turn it is, what a fiche needs, and what its author can do with it."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from practices.claims import claim
from practices.models import Practice
from practices.submitters.session import SESSION
from practices.submitting.overview import by_turn
from practices.transitions import tell
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_user
from tests.fiches import (
    make_moderator,
    make_practice,
    make_proposal,
    make_submitter,
)

pytestmark = pytest.mark.django_db
S = Practice.State
DEEDS = ["submit", "retract", "resubmit", "withdraw", "reopen", "copy", "delete", "help", "link"]


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor", name="Sofie")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer, title="Praktijktesten")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def page(practice, deed=""):
    return reverse(f"practices:fiche{deed and '_' + deed}", args=[practice.code])


def keys(practice, **others):
    practice.refresh_from_db()
    number = practice.working_version.number
    return {"lock": practice.lock_version, "seen": number, "deed": str(uuid.uuid4()), **others}


def state_of(practice):
    return Practice.objects.values_list("state", flat=True).get(pk=practice.pk)


# --- the list ------------------------------------------------------------------------------------
def test_fiches_are_grouped_by_whose_turn_it_is(city, officer):
    for state in ("draft", "submitted", "changes_requested", "published", "declined"):
        make_practice(state=state, city=city, by=officer, title=state)
    make_practice(state="changes_requested", title="van een andere stad")

    told = [(turn.heading, [row.title for row in turn.rows]) for turn in by_turn(officer)]

    assert told == [
        ("Jullie beurt", ["changes_requested"]),
        ("Concepten", ["draft"]),
        ("Bij VVSG", ["submitted"]),
        ("Online", ["published"]),
        ("Niet opgenomen of ingetrokken", ["declined"]),
    ]


def test_the_list_shows_proposals_of_the_city_and_not_of_others(signed_in, officer):
    practice = make_practice(title="Een praktijk")
    mine = make_proposal(practice=practice, by=officer)
    other = make_proposal(practice=practice)

    told = signed_in.get(reverse("practices:fiches")).content.decode()

    assert (str(mine.uid) in told, str(other.uid) in told) == (True, False)


def test_the_list_asks_no_more_for_more_fiches(signed_in, city, officer):
    asked = []
    for number in (1, 2, 5):
        for _ in range(number):
            make_practice(state="draft", city=city, by=officer)
            make_practice(city=city, by=officer)
        asked.append(queries_of(signed_in, reverse("practices:fiches")))

    assert asked == [asked[0]] * 3


def test_who_has_nothing_yet_reads_how_to_begin(client):
    client.force_login(make_user())

    response = client.get(reverse("practices:fiches"))

    assert "Nog geen fiches" in response.content.decode()


def test_a_visitor_is_sent_to_sign_in(client, draft):
    for url in (reverse("practices:fiches"), page(draft), page(draft, "check")):
        assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("deed", DEEDS)
def test_an_alderman_of_the_city_reads_but_changes_nothing(client, city, draft, deed):
    client.force_login(make_member(city=city, role="alderman"))

    assert client.get(page(draft)).status_code == 200
    assert client.get(page(draft, "check")).status_code == 200
    assert client.post(page(draft, deed), keys(draft, wanted="ja")).status_code == 403
    assert (state_of(draft), draft.events.count()) == (S.DRAFT, 0)


@pytest.mark.parametrize("deed", DEEDS)
def test_another_city_finds_nothing(client, draft, deed):
    client.force_login(make_member(role="coordinator"))

    assert client.get(page(draft)).status_code == 404
    assert client.get(page(draft, "check")).status_code == 404
    assert client.post(page(draft, deed), keys(draft, wanted="ja")).status_code == 404
    assert state_of(draft) == S.DRAFT


def test_a_published_fiche_of_another_city_has_no_page_here(client, city, officer):
    client.force_login(make_member(role="coordinator"))

    assert client.get(page(make_practice(city=city, by=officer))).status_code == 404


def test_a_submitter_without_account_does_it_all(client):
    submitter = make_submitter()
    practice = make_practice(state="draft", by=submitter)
    session = client.session
    session[SESSION] = [str(submitter.uid), submitter.key]
    session.save()

    response = client.post(page(practice, "submit"), keys(practice))

    assert (response["Location"], state_of(practice)) == (page(practice), S.SUBMITTED)
    assert client.get(reverse("practices:fiches")).status_code == 200


def test_a_colleague_goes_on_when_the_author_left(client, city, draft):
    client.force_login(make_member(city=city, role="coordinator"))

    client.post(page(draft, "submit"), keys(draft))

    assert state_of(draft) == S.SUBMITTED


# --- one fiche -----------------------------------------------------------------------------------
def test_the_task_list_tells_what_is_ready(signed_in, city, officer):
    practice = make_practice(
        state="draft", city=city, by=officer, is_complete=False, title="Een", goals="Doel"
    )

    tasks = signed_in.get(page(practice)).context["tasks"]

    told = {task.number: task.status for task in tasks}
    assert told == {1: "Bezig", 2: "Bezig", **dict.fromkeys(range(3, 9), "Nog niet gestart")}


def test_nothing_is_missing_in_a_complete_fiche(signed_in, city, officer):
    practice = make_practice(state="draft", city=city, by=officer, goals="Iedereen gelijk")

    context = signed_in.get(page(practice)).context

    told = {task.number: task.status for task in context["tasks"] if task.is_required}
    assert set(told.values()) == {"Klaar"}
    assert context["is_complete"] is True


def test_the_status_tells_how_many_working_days_it_waits(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    Practice.objects.filter(pk=practice.pk).update(submitted_at="2026-03-06T12:00Z")

    with time_machine.travel("2026-03-10T12:00Z", tick=False):
        signed_in.force_login(officer)
        waits = signed_in.get(page(practice)).context["waits"]

    assert (waits["days"], waits["norm"]) == (2, 10)


def test_what_is_read_is_said_without_a_name(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    claim(practice, by=make_moderator(name="Anke Maes"))

    response = signed_in.get(page(practice))

    assert (response.context["label"], response.context["may_retract"]) == (
        "In nazicht bij VVSG",
        False,
    )
    assert "Anke" not in response.content.decode()


def test_the_timeline_tells_no_claims_and_no_names_of_vvsg(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    moderator = make_moderator(name="Anke Maes")
    tell(practice, "submit", by=officer)
    tell(practice, "take_over", by=moderator, memo={"from": "Bart"})
    tell(practice, "ask_changes", by=moderator)
    practice.notes.create(text="Onder ons", by=practice.events.first().actor)

    response = signed_in.get(page(practice))

    told = [line.words for line in response.context["timeline"]]
    assert told == ["VVSG vroeg aanpassingen", "Jij diende de fiche in"]
    assert not {"Anke", "Bart", "Onder ons"} & set(response.content.decode().split())


def test_the_name_of_a_submitter_is_not_told_to_the_city(signed_in, city):
    practice = make_practice(state="draft", by=make_submitter(name="Els Vermeulen"), city=city)
    tell(practice, "submit", by=practice.submitter)

    response = signed_in.get(page(practice))

    assert [line.words for line in response.context["timeline"]] == [
        "De indiener diende de fiche in"
    ]
    assert "Vermeulen" not in response.content.decode()


@pytest.mark.parametrize("state", S.values)
def test_every_state_has_its_page(signed_in, city, officer, state):
    practice = make_practice(state=state, city=city, by=officer)

    assert signed_in.get(page(practice)).status_code == 200
    assert signed_in.get(page(practice, "check")).status_code == 200
