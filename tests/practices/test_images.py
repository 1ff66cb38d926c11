"""The pages with the pictures of a draft (task 7)."""

import re
import uuid

import pytest
from django.urls import reverse

from practices.images.pictures import BROKEN
from practices.models import Practice, PracticeImage
from practices.submitters import session
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_submitter, put_in_state
from tests.pictures import docx, make_image, photo_of_a_phone, picture, upload

pytestmark = pytest.mark.django_db

NAME = "Jan_Peeters_toestemming.jpg"


@pytest.fixture
def city(db):
    return make_city(name="Roeselare")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer)


@pytest.fixture
def browser(client, officer):
    client.force_login(officer)
    return client


@pytest.fixture
def url(draft):
    return reverse("practices:images", args=[draft.code])


def page_of(name, practice, image):
    return reverse(f"practices:{name}", args=[practice.code, image.uid])


def entries(practice):
    practice.refresh_from_db()
    return practice.working_version.content["images"]


def seen_on(response):
    return re.search(r'name="seen" value="(\w+)"', response.content.decode()).group(1)


def typed(**changed):
    told = {
        "alt": "Een vrouw spreekt een zaal toe",
        "caption": "De eerste avond",
        "credit": "Beeld Stad Roeselare",
        "rights": "own",
        "people": "yes",
        "has_consent": "on",
        "consent_kept_at": "Dienst Samenleven",
        "purposes": ["website", "print"],
        "valid_until": "2050-12-31",
    }
    return {**told, **changed}


# --- adding --------------------------------------------------------------------------------------
def test_officer_adds_a_picture_and_is_asked_about_it(browser, draft, url):
    response = browser.post(url, {"deed": uuid.uuid4(), "upload": upload(photo_of_a_phone())})

    image = PracticeImage.objects.get()
    assert response["Location"] == page_of("image_edit", draft, image)
    blank = {"alt": "", "decorative": False, "caption": "", "credit": ""}
    assert entries(draft) == [{"uid": str(image.uid), **blank}]
    assert draft.working_version.number == 2


def test_a_name_that_speaks_of_consent_makes_the_page_ask_and_assume_nothing(browser, url):
    answer = browser.post(
        url, {"deed": uuid.uuid4(), "upload": upload(picture(), NAME)}, follow=True
    )

    image = PracticeImage.objects.get()
    page = answer.content.decode()
    assert (image.has_consent, image.people, image.original_name) == (False, "", NAME)
    assert "De naam van je bestand gaat over toestemming" in page
    assert ("Peeters" in page, re.findall(r'name="has_consent"[^>]*checked', page)) == (False, [])


def test_double_click_makes_one_picture(browser, draft, url):
    deed = uuid.uuid4()

    answers = [browser.post(url, {"deed": deed, "upload": upload()}) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert (len(entries(draft)), draft.working_version.number) == (1, 2)


def test_two_tabs_both_keep_their_picture(browser, draft, url):
    for _ in range(2):
        browser.get(url)
    for _ in range(2):
        browser.post(url, {"deed": uuid.uuid4(), "upload": upload()})

    assert len({entry["uid"] for entry in entries(draft)}) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (picture()[:3000], BROKEN),
        (docx(), "Dit is een zip of een Office-bestand, geen beeld."),
        (b"<svg onload=alert(1)>", "Dit is een webpagina of een svg-tekening"),
        (b"", "Dit bestand is leeg."),
    ],
)
def test_what_is_no_picture_is_told_and_saves_nothing(browser, draft, url, content, told):
    answer = browser.post(url, {"deed": uuid.uuid4(), "upload": upload(content, NAME)})

    assert (answer.status_code, PracticeImage.objects.count()) == (422, 0)
    assert told in answer.content.decode()
    assert (entries(draft), draft.working_version.number) == ([], 1)


def test_an_upload_of_forty_megabytes_is_refused_unread(browser, url):
    answer = browser.generic("POST", url, b"", CONTENT_LENGTH=str(40 * 1024 * 1024))

    assert (answer.status_code, PracticeImage.objects.count()) == (413, 0)


def test_a_connection_that_broke_halfway_saves_nothing(browser, draft, url):
    head = (
        f'--grens\r\nContent-Disposition: form-data; name="deed"\r\n\r\n{uuid.uuid4()}\r\n'
        '--grens\r\nContent-Disposition: form-data; name="upload"; filename="a.jpg"\r\n\r\n'
    )
    body = head.encode() + picture()[:2500]

    answer = browser.generic("POST", url, body, content_type="multipart/form-data; boundary=grens")

    assert (answer.status_code, PracticeImage.objects.count(), entries(draft)) == (422, 0, [])


def test_a_form_without_a_file_or_key_says_so(browser, url):
    answer = browser.post(url, {})

    assert answer.status_code == 422
    assert "Kies een bestand." in answer.content.decode()


def test_a_fiche_that_was_handed_in_takes_no_picture(browser, draft, url):
    put_in_state(draft, "submitted")

    answer = browser.post(url, {"deed": uuid.uuid4(), "upload": upload()})

    assert (answer.status_code, PracticeImage.objects.count()) == (409, 0)
    assert "wacht op nazicht" in answer.content.decode()


def test_submitter_without_account_adds_a_picture(client):
    somebody = make_submitter()
    draft = make_practice(state="draft", by=somebody)
    stored = client.session
    stored[session.SESSION] = [str(somebody.uid), somebody.key]
    stored.save()

    answer = client.post(
        reverse("practices:images", args=[draft.code]), {"deed": uuid.uuid4(), "upload": upload()}
    )

    assert (answer.status_code, PracticeImage.objects.get().submitter) == (302, somebody)


# --- who may -------------------------------------------------------------------------------------
def test_visitor_is_sent_to_sign_in(client, url):
    answer = client.post(url, {"deed": uuid.uuid4(), "upload": upload()})

    assert answer["Location"].startswith(reverse("account_login"))
    assert PracticeImage.objects.count() == 0


def test_alderman_of_the_city_is_refused(client, city, url):
    client.force_login(make_member(city=city, role="alderman"))

    answers = [client.get(url), client.post(url, {"upload": upload()})]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_another_city_does_not_find_a_draft(client, draft, url):
    image = make_image(practice=draft)
    client.force_login(make_member(role="coordinator"))

    assert client.get(url).status_code == 404
    for name in ("image_edit", "image_move", "image_remove"):
        assert client.post(page_of(name, draft, image), {"richting": "omlaag"}).status_code == 404
    assert len(entries(draft)) == 1


def test_a_page_with_more_pictures_asks_no_more_queries(browser, draft, url):
    counts = []
    for _ in range(3):
        make_image(practice=draft)
        counts.append(queries_of(browser, url))

    assert len(set(counts)) == 1


def test_the_name_of_a_file_stands_on_no_page(browser, draft, url):
    browser.post(url, {"deed": uuid.uuid4(), "upload": upload(picture(), NAME)})
    image = PracticeImage.objects.get()
    addresses = [
        url,
        page_of("image_edit", draft, image),
        *(reverse(f"practices:{name}", args=[draft.code]) for name in ("fiche", "fiche_check")),
        reverse("practices:image_withdraw", args=[image.uid]),
        reverse("practices:image_consent", args=[image.uid]),
        reverse("practices:image_register"),
        reverse("practices:image_register_csv"),
    ]

    pages = {address: browser.get(address) for address in addresses}

    assert {page.status_code for page in pages.values()} == {200}
    assert [at for at, page in pages.items() if b"Peeters" in page.content] == []
    assert Practice.objects.get().images.get().original_name == NAME
