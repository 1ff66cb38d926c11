"""One fiche before a moderator: how it looks, what is known of it, taking it, notes and undoing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from practices.claims import holder
from practices.models import Practice, PracticeEvent
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
from tests.pictures import make_attachment, make_image

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
    assert f'href="{ask}?veld=title#id_point-title"' in page
    assert f'href="{ask}?veld=section-contact#id_point-section-contact"' in page


def test_pictures_and_attachments_are_shown_as_readers_see_them(client, anke, waiting, url):
    image = make_image(practice=waiting)
    make_attachment(practice=waiting)

    page = client.get(url).content.decode()

    assert f"/beelden/{image.key}-" in page
    assert ("Bijlagen</h2>" in page, "Jan_Peeters" in page) == (True, False)


def test_there_is_nothing_to_compare_with_at_first(client, anke, url):
    assert [mode.word for mode in client.get(url).context["modes"]] == ["nieuw"]


def test_what_came_back_is_held_against_what_vvsg_saw(client, anke, waiting, url):
    by = waiting.author.user
    move(waiting, "ask_changes", by=anke, lock=waiting.lock_version, seen=1)
    save_text(waiting, by=by, title="Een beter meldpunt")
    save_text(waiting, by=by, summary="Nog korter.")
    waiting.refresh_from_db()
    lock, now = waiting.lock_version, timezone.now()
    move(waiting, "resubmit", by=by, lock=lock, seen=3, submitted_at=now)

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


def test_a_submitter_is_named_to_moderators_alone(client, anke):
    submitter = make_submitter(name="An Peeters", email="an@elders.example")
    practice = make_practice(state="submitted", by=submitter)

    page = client.get(reverse("practices:review", args=[practice.code])).content.decode()

    assert "An Peeters (an@elders.example)" in page
