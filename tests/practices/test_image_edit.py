"""One picture of a draft: what is told about it, its place, and taking it out (task 7)."""

import re

import pytest
from django.urls import reverse

from practices.models import PracticeImage
from tests.factories import make_city, make_member
from tests.fiches import make_practice, put_in_state, save_text
from tests.pictures import CONSENT, make_image

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


# --- about one picture ---------------------------------------------------------------------------
def test_officer_tells_about_a_picture(browser, draft):
    image = make_image(practice=draft, rights="", people="", entry={"alt": "", "credit": ""})
    url = page_of("image_edit", draft, image)
    seen = seen_on(browser.get(url))

    answer = browser.post(url, {**typed(), "seen": seen})

    image.refresh_from_db()
    assert answer["Location"] == reverse("practices:images", args=[draft.code])
    assert (image.rights, image.people, image.has_consent) == ("own", "yes", True)
    assert (image.purposes, str(image.valid_until)) == (["website", "print"], "2050-12-31")
    assert entries(draft) == [
        {
            "uid": str(image.uid),
            "alt": "Een vrouw spreekt een zaal toe",
            "decorative": False,
            "caption": "De eerste avond",
            "credit": "Beeld Stad Roeselare",
        }
    ]


def test_half_an_answer_is_kept_in_a_draft(browser, draft):
    image = make_image(practice=draft, entry={"alt": "", "credit": ""})
    url = page_of("image_edit", draft, image)

    answer = browser.post(url, {"seen": seen_on(browser.get(url)), "credit": "Beeld Stad"})

    assert (answer.status_code, entries(draft)[0]["credit"]) == (302, "Beeld Stad")
    page = browser.get(reverse("practices:images", args=[draft.code])).content.decode()
    assert "Beschrijf wat erop te zien is" in page
    assert "Duid aan waarom je het mag gebruiken" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"valid_until": "2020-01-01"}, "Deze datum is voorbij."),
        ({"valid_until": "morgen"}, "Schrijf een datum"),
        ({"decorative": "on"}, "Niet allebei."),
        ({"purposes": ["reclame"]}, "Dit staat niet in de lijst."),
        ({"source_url": "javascript:alert(1)"}, "Schrijf het adres volledig"),
        ({"alt": "x" * 301}, "300"),
        ({"rights": "gevonden"}, "rights"),
        ({"seen": ""}, "Laad de pagina opnieuw"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_saves_nothing(browser, draft, wrong, told):
    image = make_image(practice=draft)
    url = page_of("image_edit", draft, image)
    seen = seen_on(browser.get(url))

    answer = browser.post(url, {**typed(), "seen": seen, **wrong})

    page = answer.content.decode()
    assert (answer.status_code, told in page, "De eerste avond" in page) == (422, True, True)
    before = (image.purposes, entries(draft)[0]["caption"])
    image.refresh_from_db()
    assert (image.purposes, before[1]) == (before[0], "")


def test_a_colleague_who_was_first_is_not_overwritten(browser, draft):
    image = make_image(practice=draft)
    url = page_of("image_edit", draft, image)
    seen = seen_on(browser.get(url))
    save_text(draft, images=[{**entries(draft)[0], "caption": "Van een collega"}])

    answer = browser.post(url, {**typed(), "seen": seen})

    page = answer.content.decode()
    assert (answer.status_code, entries(draft)[0]["caption"]) == (409, "Van een collega")
    assert ("Van een collega" in page, "De eerste avond" in page) == (True, True)
    assert browser.post(url, {**typed(), "seen": seen_on(answer)}).status_code == 302
    assert entries(draft)[0]["caption"] == "De eerste avond"


def test_a_save_without_a_change_makes_no_version(browser, draft):
    image = make_image(practice=draft, **CONSENT)
    save_text(draft, images=[{**entries(draft)[0], "alt": "Een zaal", "credit": "Stad"}])
    number = draft.working_version.number
    url = page_of("image_edit", draft, image)
    told = {**typed(alt="Een zaal", credit="Stad", caption=""), "seen": seen_on(browser.get(url))}

    browser.post(url, told)

    draft.refresh_from_db()
    assert draft.working_version.number == number


def test_a_picture_of_another_fiche_is_not_found(browser, draft):
    other = make_image()
    withdrawn = make_image(practice=draft, withdrawn_at="2026-01-01T12:00Z")
    loose = make_image(practice=draft, is_placed=False)

    answers = [
        browser.get(page_of("image_edit", draft, image)).status_code
        for image in (other, withdrawn, loose)
    ]

    assert answers == [404, 404, 404]


# --- order and taking out ------------------------------------------------------------------------
def test_buttons_change_the_order(browser, draft):
    images = [make_image(practice=draft) for _ in range(3)]
    uids = [str(image.uid) for image in images]

    browser.post(page_of("image_move", draft, images[2]), {"richting": "omhoog"})
    browser.post(page_of("image_move", draft, images[0]), {"richting": "omhoog"})
    browser.post(page_of("image_move", draft, images[0]), {"richting": "omlaag"})

    assert [entry["uid"] for entry in entries(draft)] == [uids[2], uids[0], uids[1]]


def test_a_move_without_a_way_is_refused(browser, draft):
    image = make_image(practice=draft)

    assert browser.post(page_of("image_move", draft, image), {}).status_code == 422


def test_officer_takes_a_picture_out_and_twice_is_once(browser, draft):
    first, second = make_image(practice=draft), make_image(practice=draft)

    answers = [browser.post(page_of("image_remove", draft, first)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [entry["uid"] for entry in entries(draft)] == [str(second.uid)]
    assert PracticeImage.objects.count() == 2


@pytest.mark.parametrize("name", ["image_move", "image_remove"])
def test_nothing_moves_in_a_fiche_that_was_handed_in(browser, draft, name):
    images = [make_image(practice=draft) for _ in range(2)]
    put_in_state(draft, "submitted")

    answer = browser.post(page_of(name, draft, images[0]), {"richting": "omlaag"})

    assert (answer.status_code, entries(draft)[0]["uid"]) == (409, str(images[0].uid))
