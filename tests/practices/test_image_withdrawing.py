"""Coming back on a picture: it is gone at once everywhere, and the register remembers."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from cities.models import OutboxMail
from practices.images.storing import paths_of
from practices.images.withdrawing import withdraw_image
from practices.mails.posting import people_of
from practices.models import PracticeEvent, PracticeImage
from practices.submitters import session
from practices.transitions import RefusedError
from tests.concurrency import at_once
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


@pytest.fixture
def url(image):
    return reverse("practices:image_withdraw", args=[image.uid])


def press(client, url, **changed):
    return client.post(
        url, {"deed": uuid.uuid4(), "reason": "Wie erop staat, wil dit niet."} | changed
    )


def mailed_to():
    return sorted(OutboxMail.objects.values_list("address", flat=True))


# --- the deed ------------------------------------------------------------------------------------
def test_city_withdraws_its_picture(
    client, officer, image, url, practice, django_capture_on_commit_callbacks
):
    moderator = make_moderator()
    client.force_login(officer)
    before = practice.changed_at

    with django_capture_on_commit_callbacks(execute=True):
        answer = press(client, url)

    image.refresh_from_db()
    practice.refresh_from_db()
    assert answer["Location"] == reverse("practices:image_register")
    assert (image.withdrawn_by.user, image.withdrawn_reason) == (
        officer,
        "Wie erop staat, wil dit niet.",
    )
    assert (image.withdrawn_at is not None, practice.changed_at > before) == (True, True)
    assert [default_storage.exists(path) for path in paths_of(image)] == [False]
    event = PracticeEvent.objects.get(step="image_withdrawn")
    assert (event.practice, event.actor.user, event.memo) == (
        practice,
        officer,
        {"image": str(image.uid)},
    )
    assert mailed_to() == [moderator.email]


def test_withdrawn_picture_is_gone_everywhere_at_once(client, officer, image, url, practice):
    make_image(practice=practice, entry={"alt": "Een ander beeld"})
    serving = reverse("practices:image_file", args=[image.key, 300])
    addresses = {
        "page": reverse("practices:detail", args=[practice.slug]),
        "json": reverse("practices:json", args=[practice.slug]),
        "list": reverse("practices:list"),
        "list json": reverse("practices:list_json"),
        "feed": reverse("practices:feed"),
        "csv": reverse("practices:list_csv"),
    }

    def where_it_stands():
        pages = {name: client.get(address) for name, address in addresses.items()}
        assert {page.status_code for page in pages.values()} == {200}
        return {name for name, page in pages.items() if image.key in page.content.decode()}

    before = where_it_stands()
    withdraw_image(image, by=officer, reason="Op vraag")

    assert {"page", "json", "list json"} <= before
    assert where_it_stands() == set()
    assert client.get(serving).status_code == 404


def test_moderator_withdraws_any_and_the_city_is_told(client, officer, image, url):
    moderator = make_moderator()
    make_moderator()
    client.force_login(moderator)

    answer = press(client, url)

    people = {user.email for user in people_of(image.city)}
    assert (answer.status_code, set(mailed_to())) == (302, people)
    assert PracticeImage.objects.get().withdrawn_by.user == moderator


def test_submitter_withdraws_the_picture_of_a_fiche_that_is_online(client):
    somebody = make_submitter()
    image = make_image(practice=make_practice(by=somebody), by=somebody)
    stored = client.session
    stored[session.SESSION] = [str(somebody.uid), somebody.key]
    stored.save()

    answer = press(client, reverse("practices:image_withdraw", args=[image.uid]))

    image.refresh_from_db()
    assert (answer.status_code, image.withdrawn_at is not None) == (302, True)
    assert PracticeEvent.objects.get(step="image_withdrawn").submitter == somebody


def test_looking_withdraws_nothing(client, officer, image, url):
    client.force_login(officer)

    page = client.get(url)

    image.refresh_from_db()
    assert (page.status_code, image.withdrawn_at) == (200, None)


def test_a_withdrawal_needs_a_reason(client, officer, image, url):
    client.force_login(officer)

    answer = press(client, url, reason=" ")

    image.refresh_from_db()
    assert (answer.status_code, image.withdrawn_at) == (422, None)


def test_double_click_withdraws_once(client, officer, url):
    make_moderator()
    client.force_login(officer)
    deed = uuid.uuid4()

    answers = [press(client, url, deed=deed).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert PracticeEvent.objects.filter(step="image_withdrawn").count() == 1
    assert OutboxMail.objects.count() == 1


def test_who_comes_second_is_told_and_changes_nothing(client, officer, image, url):
    withdraw_image(image, by=officer, reason="De eerste reden")
    client.force_login(make_moderator())

    answer = press(client, url)

    image.refresh_from_db()
    assert (answer.status_code, image.withdrawn_reason) == (409, "De eerste reden")
    assert "was al ingetrokken" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_second_one_withdraws(database_of_many):
    image = make_image()
    moderators = [make_moderator(), make_moderator()]

    outcomes = at_once(
        *(
            lambda by=by: withdraw_image(PracticeImage.objects.get(), by=by, reason="Op vraag")
            for by in moderators
        )
    )

    kinds = sorted(type(one).__name__ for one in outcomes)
    assert kinds == ["PracticeEvent", RefusedError.__name__]
    image.refresh_from_db()
    assert image.withdrawn_by.user in moderators


# --- who may -------------------------------------------------------------------------------------
def test_visitor_is_sent_to_sign_in(client, image, url):
    assert press(client, url)["Location"].startswith(reverse("account_login"))


def test_who_may_not_withdraw_is_refused(client, city, image, url):
    outsiders = [make_member(city=city, role="alderman"), make_member(role="coordinator")]

    answers = []
    for user in outsiders:
        client.force_login(user)
        answers += [client.get(url).status_code, press(client, url).status_code]

    image.refresh_from_db()
    assert (answers, image.withdrawn_at) == ([403] * 4, None)


@pytest.mark.parametrize("name", ["image_withdraw", "image_consent"])
def test_a_picture_of_a_draft_does_not_exist_for_others(client, name):
    image = make_image(practice=make_practice(state="draft"))
    url = reverse(f"practices:{name}", args=[image.uid])

    answers = []
    for user in (make_member(role="coordinator"), make_moderator()):
        client.force_login(user)
        answers += [client.get(url).status_code, client.post(url).status_code]

    assert answers == [404] * 4


def test_the_city_of_a_proposed_photo_decides_on_it(client, officer, practice):
    kortrijk = make_city(name="Kortrijk")
    image = make_image(practice=practice, city=kortrijk)
    url = reverse("practices:image_withdraw", args=[image.uid])
    client.force_login(officer)
    of_the_fiche = press(client, url).status_code
    client.force_login(make_member(city=kortrijk, role="contributor"))

    assert (of_the_fiche, press(client, url).status_code) == (403, 302)
