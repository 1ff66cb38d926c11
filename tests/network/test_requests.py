"""What is refused before it is read, and who may keep a page."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.urls import reverse

from network.middleware import BoundedRequestMiddleware
from tests.factories import make_city, make_member, make_plan, published_plan

LIMIT = 26 * 1024 * 1024


class Unreadable:
    """A body that nobody may touch."""

    def read(self, *args):
        raise AssertionError("the body was read")

    readline = read


def ask(client, **environ):
    return client.generic("POST", "/account/login/", **{"wsgi.input": Unreadable(), **environ})


# --- how much ------------------------------------------------------------------------------------
@pytest.mark.parametrize("length", [str(LIMIT + 1), "999999999999999", "-1", "veel"])
def test_what_is_too_large_is_refused_unread(client, length):
    response = ask(client, CONTENT_LENGTH=length)

    assert response.status_code == 413
    assert "<h1>Dit is te groot</h1>" in response.content.decode()
    assert "default-src 'none'" in response["Content-Security-Policy"]


def test_body_without_a_length_is_refused_unread(client):
    response = ask(client, HTTP_TRANSFER_ENCODING="chunked")

    assert response.status_code == 411


@pytest.mark.parametrize("length", [None, "", "0", str(LIMIT)])
def test_what_the_portal_takes_goes_on(length):
    request = HttpRequest()
    if length is not None:
        request.META["CONTENT_LENGTH"] = length
    passed = []

    BoundedRequestMiddleware(passed.append)(request)

    assert passed == [request]


@pytest.mark.django_db
def test_document_over_the_limit_does_not_reach_the_importer(client, monkeypatch):
    monkeypatch.setattr(settings, "MAX_REQUEST_BYTES", 1000)
    plan = make_plan(city=make_city())
    client.force_login(make_member(city=plan.city))
    address = reverse("actionplans:import", args=[plan.city.slug, plan.slug])
    document = SimpleUploadedFile("plan.docx", b"x" * 1000)

    response = client.post(address, {"document": document})

    assert response.status_code == 413


def test_nothing_stands_before_the_limit_that_reads_a_body():
    place = settings.MIDDLEWARE.index("network.middleware.BoundedRequestMiddleware")

    assert settings.MIDDLEWARE[:place] == [
        "django.middleware.security.SecurityMiddleware",
        "csp.middleware.CSPMiddleware",
    ]


# --- who may keep it -----------------------------------------------------------------------------
@pytest.fixture
def plan(db):
    return published_plan()


def pages(plan):
    """A page of every kind: a draft, a list, a refusal, nothing at all, one's own account."""
    editor, home = plan.get_editor_url(), reverse("home")
    publish = reverse("actionplans:publish", args=[plan.city.slug, plan.slug])
    return [editor, publish, home, "/mijn-stad/", "/bestaat-niet/", "/account/password/change/"]


def test_page_of_somebody_signed_in_is_kept_by_nobody_else(client, plan):
    client.force_login(make_member(city=plan.city, role="contributor"))

    answers = [client.get(address) for address in pages(plan)]

    assert [answer.status_code for answer in answers] == [200, 403, 200, 200, 404, 200]
    assert {answer["Cache-Control"] for answer in answers} == {"private, no-cache"}
    assert {"Cookie" in answer["Vary"] for answer in answers} == {True}


def test_page_of_a_visitor_is_not_called_private(client, plan):
    answers = [client.get(address) for address in ("/", "/steden/", plan.get_absolute_url())]

    assert [answer.get("Cache-Control") for answer in answers] == [
        None,
        None,
        "public, max-age=0, must-revalidate",
    ]
