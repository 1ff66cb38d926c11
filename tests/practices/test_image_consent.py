"""The consent of a picture: kept, listed in a register, and announced before it ends."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from practices.images.expiring import announce, expiring_images
from practices.mails.posting import people_of
from practices.models import PracticeEvent, PracticeImage
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_submitter
from tests.pictures import CONSENT, make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return make_city(name="Roeselare")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def practice(city, officer):
    return make_practice(city=city, by=officer, title="Praktijktesten op straat")


@pytest.fixture
def image(practice, officer):
    return make_image(practice=practice, by=officer, **CONSENT)


# --- consent -------------------------------------------------------------------------------------
def consent(**changed):
    told = {
        "has_consent": "on",
        "consent_kept_at": "Archief, doos 3",
        "purposes": ["website"],
        "valid_until": "2051-01-01",
    }
    return {**told, **changed}


def test_city_makes_a_consent_last_longer(client, officer, image):
    client.force_login(officer)
    url = reverse("practices:image_consent", args=[image.uid])

    answer = client.post(url, consent())

    image.refresh_from_db()
    assert (answer.status_code, str(image.valid_until)) == (302, "2051-01-01")
    assert (image.consent_kept_at, image.rights) == ("Archief, doos 3", "own")
    event = PracticeEvent.objects.get(step="image_consent")
    assert (event.actor.user, event.memo["valid_until"]) == (officer, "2051-01-01")
    assert client.post(url, consent()).status_code == 302
    assert PracticeEvent.objects.filter(step="image_consent").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"has_consent": ""},
        {"consent_kept_at": ""},
        {"purposes": []},
        {"purposes": ["print"]},
        {"valid_until": "2019-01-01"},
    ],
)
def test_a_consent_that_does_not_do_is_refused(client, officer, image, wrong):
    client.force_login(officer)

    answer = client.post(reverse("practices:image_consent", args=[image.uid]), consent(**wrong))

    image.refresh_from_db()
    assert (answer.status_code, image.consent_kept_at) == (422, CONSENT["consent_kept_at"])


# --- the register --------------------------------------------------------------------------------
def test_a_city_reads_its_own_register(client, officer, image):
    other = make_image(practice=make_practice(title="Van een andere stad"))
    withdrawn = make_image(practice=image.practice, withdrawn_at=timezone.now())
    client.force_login(officer)

    page = client.get(reverse("practices:image_register"))

    assert set(page.context["page_obj"]) == {image, withdrawn}
    shown = page.content.decode()
    assert ("Praktijktesten op straat" in shown, "Van een andere stad" in shown) == (True, False)
    assert shown.count("/intrekken/") == 1
    assert other.practice.title not in shown


def test_moderator_reads_all_but_drafts(client, image):
    draft = make_image(practice=make_practice(state="draft"))
    handed_in = make_image(practice=make_practice(state="submitted"))
    client.force_login(make_moderator())

    page = client.get(reverse("practices:image_register"))

    assert set(page.context["page_obj"]) == {image, handed_in}
    assert draft.practice.title not in page.content.decode()


def test_alderman_reads_the_register_without_buttons(client, city, image):
    client.force_login(make_member(city=city, role="alderman"))

    page = client.get(reverse("practices:image_register")).content.decode()

    assert ("Dienst Samenleven, dossier 12" in page, "/intrekken/" in page) == (True, False)


def test_the_register_as_csv_holds_no_formula(client, officer, image):
    PracticeImage.objects.update(consent_kept_at='=HYPERLINK("http://kwaad")')
    client.force_login(officer)

    answer = client.get(reverse("practices:image_register_csv"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (answer["Content-Type"], len(lines)) == ("text/csv; charset=utf-8", 2)
    assert "'=HYPERLINK" in lines[1]
    assert image.original_name not in lines[1]


def test_the_register_asks_no_more_queries_for_more_pictures(client, officer, practice):
    client.force_login(officer)
    counts = []
    for _ in range(3):
        make_image(practice=practice, by=officer)
        make_image(practice=make_practice(city=practice.city, by=officer), by=officer)
        counts.append(queries_of(client, reverse("practices:image_register")))

    assert len(set(counts)) == 1


# --- a consent that ends -------------------------------------------------------------------------
def day(days):
    return timezone.localdate() + timedelta(days=days)


def test_the_end_of_a_consent_is_announced_once_a_month_before(officer, practice):
    make_member(city=practice.city, role="alderman")
    for days in (30, 30, 31, -1):
        make_image(practice=practice, by=officer, **CONSENT, valid_until=day(days))
    people = sorted(user.email for user in people_of(practice.city))

    counts = [announce(), announce()]

    mails = OutboxMail.objects.order_by("address")
    assert (counts, [mail.address for mail in mails]) == ([len(people), 0], people)
    mail = mails[0]
    assert "Toestemming voor een beeld vervalt" in mail.subject
    assert reverse("practices:image_register") in mail.body


def test_only_pictures_that_readers_get_are_announced(practice):
    make_image(practice=practice, valid_until=day(10), withdrawn_at=timezone.now())
    make_image(practice=practice, valid_until=day(10), is_placed=False)
    make_image(practice=make_practice(state="draft"), valid_until=day(10))
    soon = make_image(practice=practice, valid_until=day(20))
    sooner = make_image(practice=practice, valid_until=day(0))

    assert expiring_images() == [sooner, soon]


def test_a_submitter_without_account_is_announced_by_mail():
    somebody = make_submitter()
    make_image(practice=make_practice(by=somebody), by=somebody, valid_until=day(5))

    assert announce() == 1
    assert OutboxMail.objects.get().address == somebody.email
