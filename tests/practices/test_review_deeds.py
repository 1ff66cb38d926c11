"""Taking a fiche, letting it go, notes among moderators, and taking a decision back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices.claims import claim, holder
from practices.models import InternalNote
from practices.moderating.points import add_note
from practices.moderating.publishing import publish
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


@pytest.fixture
def waiting():
    return make_practice(state="submitted", city=make_city(name="Gent"), title="Een meldpunt")


@pytest.fixture
def url(waiting):
    return reverse("practices:review", args=[waiting.code])


# --- taking --------------------------------------------------------------------------------------
def post(client, waiting, deed, **data):
    return client.post(reverse(f"practices:{deed}", args=[waiting.code]), data, follow=True)


def test_a_fiche_is_taken_and_let_go(client, anke, waiting):
    post(client, waiting, "review_take")
    waiting.refresh_from_db()
    taken = holder(waiting)
    post(client, waiting, "review_let_go")
    waiting.refresh_from_db()

    assert (taken, holder(waiting)) == (anke, None)


def test_what_somebody_has_is_not_taken_by_pressing_take(client, anke, waiting):
    bram = make_moderator(name="Bram")
    claim(waiting, by=bram)

    response = post(client, waiting, "review_take")

    waiting.refresh_from_db()
    assert (holder(waiting), "Bram is hier al mee bezig." in response.content.decode()) == (
        *(bram, True),
    )


def test_taking_over_is_told_in_the_history(client, anke, waiting):
    claim(waiting, by=make_moderator(name="Bram"))

    response = post(client, waiting, "review_take_over")

    waiting.refresh_from_db()
    lines = [(line.who, line.what) for line in response.context["history"]]
    assert (holder(waiting), lines) == (anke, [("Anke", "nam het nazicht over")])


@pytest.mark.parametrize(
    "deed", ["review_take", "review_let_go", "review_take_over", "review_note"]
)
def test_nobody_else_takes_or_notes(client, waiting, deed):
    client.force_login(make_member(city=waiting.city, role="coordinator"))

    response = post(client, waiting, deed, text="Van mij")

    waiting.refresh_from_db()
    assert (response.status_code, holder(waiting), InternalNote.objects.count()) == (403, None, 0)


# --- notes ---------------------------------------------------------------------------------------
def test_a_note_is_for_moderators(client, anke, waiting):
    response = post(client, waiting, "review_note", text="Bel de stad eens.")

    note = InternalNote.objects.get()
    assert (note.text, str(note.by), note.practice) == ("Bel de stad eens.", "Anke", waiting)
    assert "Alleen VVSG leest dit." in response.content.decode()


def test_a_note_keeps_the_fiche_for_another_half_hour(client, anke, waiting):
    with time_machine.travel(timezone.now() - timedelta(minutes=20)):
        claim(waiting, by=anke)

    post(client, waiting, "review_note", text="Bel de stad eens.")

    waiting.refresh_from_db()
    assert timezone.now() - waiting.claimed_at < timedelta(minutes=1)


def test_an_empty_note_is_refused(client, anke, waiting):
    response = post(client, waiting, "review_note", text="  ")

    assert InternalNote.objects.count() == 0
    assert "Schrijf eerst iets in de notitie." in response.content.decode()


def test_the_city_reads_no_note(client, waiting):
    add_note(waiting, "Dit is geheim", by=make_moderator())
    client.force_login(waiting.author.user)

    response = client.get(reverse("practices:fiche", args=[waiting.code]))

    assert (response.status_code, "Dit is geheim" in response.content.decode()) == (200, False)


# --- taking back ---------------------------------------------------------------------------------
def undo_url(event):
    return reverse("practices:decision_undo", args=[event.uid])


def test_a_decision_is_undone_within_a_minute_and_no_mail_leaves(client, anke, waiting, url):
    event = publish(waiting, by=anke, lock=waiting.lock_version, seen=1)
    offered = client.get(url).context["undoable"]

    response = client.post(undo_url(event))

    waiting.refresh_from_db()
    assert (offered, response["Location"], waiting.state) == (event, url, "submitted")
    assert OutboxMail.objects.count() == 0


def test_after_a_minute_it_stands(client, anke, waiting, url):
    event = publish(waiting, by=anke, lock=waiting.lock_version, seen=1)

    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        client.force_login(anke)
        offered = client.get(url).context["undoable"]
        response = client.post(undo_url(event), follow=True)

    waiting.refresh_from_db()
    assert (offered, waiting.state) == (None, "published")
    assert "De minuut is voorbij" in response.content.decode()


def test_the_author_undoes_nothing(client, anke, waiting):
    event = publish(waiting, by=anke, lock=waiting.lock_version, seen=1)
    client.force_login(waiting.author.user)

    response = client.post(undo_url(event))

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (403, "published")
