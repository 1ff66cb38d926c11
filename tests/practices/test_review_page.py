"""One fiche before a moderator: how it looks, what is known of it, taking it, notes and undoing."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices.claims import claim, holder
from practices.models import InternalNote, Practice, PracticeEvent
from practices.moderating.points import add_note
from practices.moderating.publishing import publish
from practices.transitions import move, tell
from tests.counting import queries_of
from tests.factories import make_city, make_member, make_user
from tests.fiches import (
    make_moderator,
    make_point,
    make_practice,
    make_submitter,
    save_text,
)

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


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["alderman", "contributor", "coordinator"])
def test_the_own_city_does_not_come_here(client, waiting, url, role):
    client.force_login(make_member(city=waiting.city, role=role))

    assert client.get(url).status_code == 403


def test_the_administrator_does_not_come_here(client, url):
    client.force_login(make_user(network_role="administrator"))

    assert client.get(url).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, url):
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


def test_a_draft_is_found_only_when_its_author_asks_help(client, anke):
    draft = make_practice(state="draft", title="Nog bezig")
    url = reverse("practices:review", args=[draft.code])

    hidden = client.get(url).status_code
    Practice.objects.filter(pk=draft.pk).update(asks_help=True)
    shown = client.get(url)

    assert (hidden, shown.status_code, shown.context["decisions"]) == (404, 200, [])


# --- looking -------------------------------------------------------------------------------------
def test_looking_takes_nothing(client, anke, waiting, url):
    before = (waiting.lock_version, PracticeEvent.objects.count())

    client.get(url)

    waiting.refresh_from_db()
    after = (waiting.lock_version, PracticeEvent.objects.count())
    assert (after, holder(waiting)) == (before, None)


def test_every_field_has_a_way_to_a_point(client, anke, waiting, url):
    page = client.get(url).content.decode()

    ask = reverse("practices:decide", args=[waiting.code, "aanpassing-vragen"])
    assert f'href="{ask}?veld=title#punt-title"' in page
    assert f'href="{ask}?veld=section-contact#punt-section-contact"' in page


def test_there_is_nothing_to_compare_with_at_first(client, anke, url):
    assert [mode.word for mode in client.get(url).context["modes"]] == ["nieuw"]


def test_what_came_back_is_held_against_what_vvsg_saw(client, anke, waiting, url):
    by = waiting.author.user
    move(waiting, "ask_changes", by=anke, lock=waiting.lock_version, seen=1)
    save_text(waiting, by=by, title="Een beter meldpunt")
    save_text(waiting, by=by, summary="Nog korter.")
    waiting.refresh_from_db()
    move(waiting, "resubmit", by=by, lock=waiting.lock_version, submitted_at=timezone.now())

    response = client.get(url, {"toon": "vorige"})

    assert [mode.word for mode in response.context["modes"]] == ["nieuw", "vorige"]
    assert [one.path for one in response.context["differences"]] == ["title", "summary"]
    assert response.context["mode"].against.number == 1


def test_what_is_online_is_held_against_the_working_text(client, anke):
    online = make_practice(title="Zoals het is", goals="Eerst dit")
    save_text(online, goals="Dan dat")
    url = reverse("practices:review", args=[online.code])

    response = client.get(url, {"toon": "gepubliceerd"})

    assert [one.path for one in response.context["differences"]] == ["goals"]


def test_points_stand_with_their_answer(client, anke):
    point = make_point(by=anke, text="Korter?", state="answered", answer="Dat lukt niet")
    url = reverse("practices:review", args=[point.practice.code])

    page = client.get(url).content.decode()

    assert "Anke vroeg:" in page
    assert "Antwoord: Dat lukt niet" in page


def test_what_is_alike_is_shown_with_its_reason(client, anke, waiting, url):
    alike = make_practice(title="Een meldpunt in de wijk")

    found = client.get(url).context["similar"]

    assert [one.practice for one in found] == [alike]
    assert found[0].reasons[0].startswith("titel lijkt sterk")


def test_what_was_sent_is_shown(client, anke, waiting, url):
    publish(waiting, by=anke, lock=waiting.lock_version, seen=1)

    sent = client.get(url).context["sent"]

    assert [mail.subject for mail in sent] == ["Gepubliceerd: Een meldpunt"]


def test_queries_do_not_grow_with_what_happened(client, anke, waiting, url):
    def more(times):
        for number in range(times):
            tell(waiting, "take_over", by=make_moderator())
            add_note(waiting, f"Notitie {number}", by=make_moderator())
            make_point(subject=waiting)

    more(1)
    one = queries_of(client, url)
    more(2)
    three = queries_of(client, url)
    more(4)

    assert (three, queries_of(client, url)) == (one, one)


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


def test_a_submitter_is_named_to_moderators_alone(client, anke):
    submitter = make_submitter(name="An Peeters", email="an@elders.example")
    practice = make_practice(state="submitted", by=submitter)

    page = client.get(reverse("practices:review", args=[practice.code])).content.decode()

    assert "An Peeters (an@elders.example)" in page
