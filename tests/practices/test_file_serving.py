"""The bytes of a picture: asked again at every request who may see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from practices.models import Practice, PracticeImage
from practices.submitters import session
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter, put_in_state
from tests.pictures import CONSENT, make_image

pytestmark = pytest.mark.django_db


def url_of(image, width=300):
    return reverse("practices:image_file", args=[image.key, width])


def status(client, image, query=""):
    return client.get(url_of(image) + query).status_code


@pytest.fixture
def image(db):
    return make_image()


@pytest.fixture
def draft_image(db):
    return make_image(practice=make_practice(state="draft", city=make_city(name="Roeselare")))


# --- what is sent --------------------------------------------------------------------------------
def test_visitor_gets_a_picture_with_nothing_around_it(client, image):
    answer = client.get(url_of(image))

    assert (answer.status_code, answer.content[8:12]) == (200, b"WEBP")
    headers = {
        name: answer[name]
        for name in (
            *("Content-Type", "X-Content-Type-Options", "Content-Security-Policy"),
            *("Cross-Origin-Resource-Policy", "Cache-Control"),
        )
    }
    assert headers == {
        "Content-Type": "image/webp",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }
    assert "Content-Disposition" not in answer
    assert "Peeters" not in str(answer.headers)


def test_head_tells_the_same_without_the_picture(client, image):
    answer = client.head(url_of(image))

    whole = client.get(url_of(image))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(len(whole.content))


def test_who_has_it_already_gets_a_short_answer_until_it_is_withdrawn(client, image):
    known = {"HTTP_IF_NONE_MATCH": client.get(url_of(image))["ETag"]}
    before = client.get(url_of(image), **known)
    PracticeImage.objects.update(withdrawn_at=timezone.now())

    after = client.get(url_of(image), **known)

    assert (before.status_code, before.content, after.status_code) == (304, b"", 404)


def test_a_range_gets_the_whole(client, image):
    answer = client.get(url_of(image), HTTP_RANGE="bytes=0-3")

    assert (answer.status_code, len(answer.content) > 4) == (200, True)


@pytest.mark.parametrize(
    "path",
    [
        "/beelden/../../etc/passwd-300.webp",
        "/beelden/..%2f..%2fetc%2fpasswd-300.webp",
        "/beelden/%2e%2e%2fvar-300.webp",
        "/beelden/onbekend-300.webp",
        "/beelden/x-99999999999999999999999.webp",
        "/beelden/" + "x" * 5000 + "-300.webp",
        "/beelden/x-300.webp%00.html",
        "/bijlagen/..%2f..%2fmanage.py/",
        "/bijlagen/onbekend/",
    ],
)
def test_no_address_leads_out_of_the_folder(client, path):
    assert client.get(path).status_code == 404


def test_a_width_that_was_never_made_is_not_found(client, image):
    assert client.get(url_of(image, 9999)).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, image):
    PracticeImage.objects.update(widths=[300, 480])

    assert client.get(url_of(image, 480)).status_code == 404


def test_a_picture_is_only_read(client, image):
    assert client.post(url_of(image)).status_code == 405


# --- to whom -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "expected"),
    [("published", 200), ("archived", 200), ("offline", 404), ("merged", 404), ("submitted", 404)],
)
def test_everybody_gets_it_while_the_fiche_is_readable(client, state, expected):
    image = make_image(practice=make_practice(state=state))

    assert status(client, image) == expected


@pytest.mark.parametrize(
    "columns",
    [
        {"withdrawn_at": timezone.now()},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_nobody_gets_what_was_withdrawn_or_ran_out(client, columns):
    image = make_image(**columns)

    answers = [status(client, image)]
    for user in (make_moderator(), make_member(city=image.city, role="contributor")):
        client.force_login(user)
        answers.append(status(client, image))

    assert answers == [404, 404, 404]


def test_a_consent_holds_on_its_last_day(client):
    assert status(client, make_image(valid_until=timezone.localdate())) == 200


@pytest.mark.parametrize(
    "columns", [{**CONSENT, "purposes": ["newsletter"]}, {**CONSENT, "purposes": []}]
)
def test_a_picture_that_is_not_for_a_website_is_for_its_own_people_only(client, columns):
    image = make_image(**columns)
    before = status(client, image)

    client.force_login(make_member(city=image.city, role="contributor"))

    assert (before, status(client, image)) == (404, 200)


def test_a_picture_that_left_the_text_is_not_public(client):
    image = make_image(is_placed=False)

    assert status(client, image) == 404


def test_a_draft_is_for_its_city_alone(client, draft_image):
    roeselare = draft_image.practice.city
    people = {
        "visitor": None,
        "alderman": make_member(city=roeselare, role="alderman"),
        "contributor": make_member(city=roeselare, role="contributor"),
        "other city": make_member(role="coordinator"),
        "moderator": make_moderator(),
        "administrator": make_user(network_role="administrator"),
    }

    answers = {}
    for role, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        answers[role] = status(client, draft_image)

    assert answers == {
        "visitor": 404,
        "alderman": 200,
        "contributor": 200,
        "other city": 404,
        "moderator": 404,
        "administrator": 404,
    }


@pytest.mark.parametrize("how", ["submitted", "asks help"])
def test_a_moderator_sees_what_was_handed_in_or_asks_for_help(client, draft_image, how):
    if how == "submitted":
        put_in_state(draft_image.practice, "submitted")
    else:
        Practice.objects.update(asks_help=True)
    client.force_login(make_moderator())

    assert status(client, draft_image) == 200


def test_the_link_of_a_draft_shows_its_pictures(client, draft_image):
    empty = status(client, draft_image, "?deel=")
    Practice.objects.update(preview_key="abcdefgh12345678")

    answers = [
        status(client, draft_image, query)
        for query in ("?deel=abcdefgh12345678", "?deel=abcdefgh12345679", "?deel=é", "?deel=", "")
    ]

    assert (empty, answers) == (404, [200, 404, 404, 404, 404])


def test_the_link_of_a_draft_shows_no_picture_of_a_proposal(client):
    proposal = make_proposal(kind="photo")
    image = make_image(practice=proposal.practice, proposal=proposal, is_placed=False)
    Practice.objects.update(preview_key="abcdefgh12345678")

    assert status(client, image, "?deel=abcdefgh12345678") == 404


def test_submitter_sees_own_draft_only(client):
    somebody = make_submitter()
    stored = client.session
    stored[session.SESSION] = [str(somebody.uid), somebody.key]
    stored.save()
    own = make_image(practice=make_practice(state="draft", by=somebody))
    other = make_image(practice=make_practice(state="draft", by=make_submitter()))

    assert (status(client, own), status(client, other)) == (200, 404)


def test_a_proposed_picture_is_for_who_may_read_the_proposal(client):
    city = make_city()
    proposer = make_member(city=city, role="contributor")
    proposal = make_proposal(kind="photo", by=proposer)
    image = make_image(practice=proposal.practice, proposal=proposal, is_placed=False)
    visitor = status(client, image)
    answers = {}
    for role, user in (("proposer", proposer), ("moderator", make_moderator())):
        client.force_login(user)
        answers[role] = status(client, image)
    client.force_login(make_member(role="coordinator"))

    assert (visitor, answers) == (404, {"proposer": 200, "moderator": 200})
    assert status(client, image) == 404
