"""Two moderators, or a moderator and an author, at the same fiche: the second one loses no word."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices.models import Point, PracticeEvent
from practices.moderating.asking import ask_changes
from practices.moderating.publishing import publish
from practices.queue.telling import sentence
from practices.transitions import move
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice, save_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def anke():
    return make_moderator(name="Anke")


@pytest.fixture
def bram(client):
    bram = make_moderator(name="Bram")
    client.force_login(bram)
    return bram


@pytest.fixture
def waiting():
    return make_practice(state="submitted", city=make_city(name="Kortrijk"), title="Een meldpunt")


def read_by(practice, **typed):
    """What the page of somebody posts who opened it now."""
    seen = {"lock": practice.lock_version, "seen": practice.working_version.number}
    return {**seen, "deed": uuid4(), **typed}


def decide(client, practice, word, data):
    return client.post(reverse("practices:decide", args=[practice.code, word]), data)


def come_back(practice, anke, **content):
    """Asked, adapted and handed in again, while somebody has the old page open."""
    by = practice.author.user
    move(practice, "ask_changes", by=anke, lock=practice.lock_version, seen=1)
    save_text(practice, by=by, **content)
    practice.refresh_from_db()
    number = practice.working_version.number
    now = timezone.now()
    lock = practice.lock_version
    move(practice, "resubmit", by=by, lock=lock, seen=number, submitted_at=now)


def test_the_second_to_publish_hears_who_did(client, bram, anke, waiting):
    data = read_by(waiting, mail_body="Dag Noor, mooi!")
    event = publish(waiting, by=anke, lock=data["lock"], seen=1)

    response = decide(client, waiting, "publiceren", data)

    at = timezone.localtime(event.at)
    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["sentence"] == f"Anke publiceerde dit om {at:%H:%M}."
    assert "Er is niets veranderd door jouw klik." in page
    assert response.context["form"].typed() == [
        ("Mail: Gepubliceerd: Een meldpunt", "Dag Noor, mooi!")
    ]
    assert "Dag Noor, mooi!</textarea>" in page
    assert (PracticeEvent.objects.count(), OutboxMail.objects.count()) == (1, 1)


def test_who_would_publish_what_was_asked_to_change_sees_the_points(client, bram, anke, waiting):
    data = read_by(waiting, mail_body="Dag Noor")
    points = [{"field": "title", "text": "Maak dit korter"}]
    ask_changes(waiting, by=anke, lock=data["lock"], seen=1, points=points)

    response = decide(client, waiting, "publiceren", data)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (409, "changes_requested")
    assert response.context["points"] == list(Point.objects.all())
    assert [one.word for one in response.context["possible"]] == ["vraag-intrekken", "niet-opnemen"]


def test_the_author_took_it_back(client, bram, waiting):
    data = read_by(waiting, mail_body="Dag Noor")
    by = waiting.author.user
    event = move(waiting, "retract", by=by, lock=waiting.lock_version)

    response = decide(client, waiting, "publiceren", data)

    waiting.refresh_from_db()
    at = timezone.localtime(event.at)
    page = response.content.decode()
    assert (response.status_code, waiting.state) == (409, "draft")
    assert response.context["sentence"] == f"{waiting.author} haalde de fiche terug om {at:%H:%M}."
    assert response.context["typed"] == [("De mail", "Dag Noor")]
    # What only its author sees again is not told any more.
    assert "Een meldpunt" not in page
    assert client.get(reverse("practices:review", args=[waiting.code])).status_code == 404


def test_nothing_is_published_that_was_not_read(client, bram, anke, waiting):
    data = read_by(waiting, mail_body="Dag Noor")
    come_back(waiting, anke, title="Een heel ander meldpunt")

    response = decide(client, waiting, "publiceren", data)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (409, "submitted")
    assert [one.path for one in response.context["changed"]] == ["title"]
    assert response.context["sentence"].startswith(f"{waiting.author} diende dit opnieuw in om ")
    assert response.context["form"]["mail_body"].value() == "Dag Noor"


def test_after_reading_what_changed_the_same_button_works(client, bram, anke, waiting):
    data = read_by(waiting, mail_body="Dag Noor")
    come_back(waiting, anke, title="Een heel ander meldpunt")
    form = decide(client, waiting, "publiceren", data).context["form"]
    again = {name: form[name].value() for name in ("lock", "seen", "deed", "mail_body")}

    response = decide(client, waiting, "publiceren", again)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.published_version.number) == (302, 2)
    assert OutboxMail.objects.latest("pk").body.startswith("Dag Noor\n")


def test_a_mail_that_nobody_touched_tells_of_the_new_text(client, bram, anke, waiting):
    url = reverse("practices:decide", args=[waiting.code, "publiceren"])
    form = client.get(url).context["form"]
    shown = {name: form[name].value() for name in ("lock", "seen", "deed", "shown", "mail_body")}
    come_back(waiting, anke, title="Een heel ander meldpunt")

    again = client.post(url, shown).context["form"]

    assert "“Een meldpunt” staat online" in shown["mail_body"]
    assert "“Een heel ander meldpunt” staat online" in again["mail_body"].value()


def test_points_that_were_typed_can_be_sent_again(client, bram, anke, waiting):
    typed = {"point-title": "Korter", "due_on": "2099-01-15", "block-goals": "concreter"}
    data = read_by(waiting, **typed)
    come_back(waiting, anke, summary="Een andere samenvatting")

    response = decide(client, waiting, "aanpassing-vragen", data)

    form = response.context["form"]
    kept = {name: form[name].value() for name in typed}
    assert (response.status_code, kept, Point.objects.count()) == (409, typed, 0)


def test_an_improvement_that_came_too_late_keeps_the_text(client, bram, anke, waiting):
    data = read_by(waiting, title="Een veel beter meldpunt", summary="Kort.")
    come_back(waiting, anke, summary="Een andere samenvatting")

    response = decide(client, waiting, "verbeteren", data)

    waiting.refresh_from_db()
    assert (response.status_code, waiting.working_version.number) == (409, 2)
    assert response.context["form"].fiche["title"].value() == "Een veel beter meldpunt"


def test_a_decline_that_came_too_late_keeps_the_words(client, bram, anke, waiting):
    data = read_by(waiting, reason="off_topic", text="Dit past hier niet.")
    publish(waiting, by=anke, lock=data["lock"], seen=1)

    response = decide(client, waiting, "niet-opnemen", data)

    typed = dict(response.context["form"].typed())
    assert (response.status_code, typed["Uitleg voor de indiener"]) == (409, "Dit past hier niet.")


def test_a_lock_of_another_fiche_is_no_key(client, bram, waiting):
    response = decide(client, waiting, "publiceren", read_by(waiting) | {"lock": 99, "seen": 7})

    waiting.refresh_from_db()
    assert (response.status_code, waiting.state) == (409, "submitted")
    assert response.context["sentence"] == "De tekst is intussen gewijzigd."


def test_a_deed_of_another_day_is_told_with_its_date(anke, waiting):
    event = move(waiting, "decline", by=anke, lock=waiting.lock_version, seen=1)
    event.at = timezone.make_aware(timezone.datetime(2026, 3, 12, 14, 2))

    assert sentence(event) == "Anke besliste om dit niet op te nemen op 12 maart 2026 om 14:02."
