"""Signing in, and one's own password: what is offered or closed, and how often one may try."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache, caches
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from cities.accounts import confirm_address
from cities.models import OutboxMail
from cities.outbox import send_due
from network import account_urls
from tests.factories import PASSWORD, make_member, make_user

pytestmark = pytest.mark.django_db

CLOSED = (
    "email/",
    "confirm-email/",
    "confirm-email/sleutel/",
    "reauthenticate/",
    "login/code/",
    "login/code/confirm/",
)
# Who stands between the visitor and the portal appends the address that it sees.
ROTATED = [f"203.0.113.{number}, 198.51.100.7" for number in range(1, 26)]


@pytest.fixture(autouse=True)
def nothing_counted_yet():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def person():
    person = make_member(email="noor@gent.example")
    confirm_address(person)
    return person


# --- what is closed ------------------------------------------------------------------------------
def test_only_what_the_portal_offers_has_an_address():
    assert sorted(entry.name for entry in account_urls.urlpatterns) == sorted(account_urls.OFFERED)


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_closed_page_does_not_exist(client, person, path, method):
    client.force_login(person)

    response = getattr(client, method)(f"/account/{path}")

    assert response.status_code == 404


def test_nobody_adds_an_address(client, person):
    client.force_login(person)

    client.post("/account/email/", {"action_add": "", "email": "tweede@gent.example"})

    addresses = EmailAddress.objects.values_list("email", flat=True)
    assert list(addresses) == ["noor@gent.example"]


def test_closed_names_are_asked_for_by_nobody():
    with pytest.raises(NoReverseMatch):
        reverse("account_email")


def test_sign_up_page_says_that_it_takes_an_invitation(client):
    page = client.get("/account/signup/").content.decode()

    assert "<h1>Een account krijg je op uitnodiging</h1>" in page


# --- what is open --------------------------------------------------------------------------------
def test_forgotten_password_is_chosen_anew_by_mail(client, person, mailoutbox, settings):
    settings.HELP_ADDRESS = "hulp@netwerk.example"
    asked = client.post("/account/password/reset/", {"email": person.email}, follow=True)
    send_due()
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body).group(1)
    form = client.get(link, follow=True)
    new = {"password1": "een andere lange zin", "password2": "een andere lange zin"}

    done = client.post(form.request["PATH_INFO"], new, follow=True)
    signed_in = client.post(
        "/account/login/", {"login": person.email, "password": new["password1"]}
    )

    assert [page.status_code for page in (asked, form, done)] == [200, 200, 200]
    assert "Vragen? hulp@netwerk.example" in mailoutbox[0].body
    assert signed_in["Location"] == "/mijn-stad/"


def test_secret_link_is_gone_from_the_outbox_once_it_was_sent(client, person, mailoutbox):
    client.post("/account/password/reset/", {"email": person.email})
    waiting = OutboxMail.objects.get()

    send_due()

    sent = OutboxMail.objects.get()
    assert (waiting.kind, waiting.address) == ("account", "noor@gent.example")
    assert (waiting.body, sent.body) == (mailoutbox[0].body, "")
    assert mailoutbox[0].subject == "[Stedennetwerk] Kies een nieuw wachtwoord"


def test_mail_server_that_is_away_keeps_nobody_waiting(client, person, settings):
    settings.EMAIL_BACKEND = "nergens.Backend"

    response = client.post("/account/password/reset/", {"email": person.email})

    assert (response.status_code, OutboxMail.objects.waiting().count()) == (302, 1)


def test_own_password_is_changed(client, person):
    client.force_login(person)
    new = "een andere lange zin"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    response = client.post("/account/password/change/", form, follow=True)

    person.refresh_from_db()
    assert (response.status_code, person.check_password(new)) == (200, True)


def test_account_without_a_password_gets_one(client):
    person = make_user()
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    new = "een andere lange zin"

    client.get("/account/password/change/", follow=True)
    client.post("/account/password/set/", {"password1": new, "password2": new}, follow=True)

    person.refresh_from_db()
    assert person.check_password(new)


def test_closed_account_is_told_so(client, person):
    person.is_active = False
    person.save()

    response = client.post(
        "/account/login/", {"login": person.email, "password": PASSWORD}, follow=True
    )

    assert "<h1>Dit account is afgesloten</h1>" in response.content.decode()


def test_signing_out_works(client, person):
    client.force_login(person)

    client.post("/account/logout/", follow=True)

    assert "_auth_user_id" not in client.session


def test_refused_sign_in_speaks_plain_dutch(client, person):
    response = client.post("/account/login/", {"login": person.email, "password": "fout"})

    errors = response.context["form"].non_field_errors()
    assert errors == ["Dit e-mailadres en dit wachtwoord horen niet bij elkaar."]


# --- how often -----------------------------------------------------------------------------------
@pytest.fixture(params=["LocMemCache", "DatabaseCache"])
def counted(request, settings):
    """Attempts are counted in memory (a demonstration) and in the database (production)."""
    if request.param == "DatabaseCache":
        backend = "django.core.cache.backends.db.DatabaseCache"
        default = {**settings.CACHES["default"], "BACKEND": backend}
        settings.CACHES = {**settings.CACHES, "default": default}
        call_command("createcachetable")
    yield
    caches["default"].clear()


@pytest.fixture
def behind_a_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def sign_in(client, email, password, address):
    form = {"login": email, "password": password}
    return client.post("/account/login/", form, headers={"X-Forwarded-For": address})


def is_limited(response):
    if response.status_code == 429:
        return True
    errors = response.context and response.context["form"].non_field_errors()
    return bool(errors) and "te veel pogingen" in errors[0]


def test_password_of_one_account_is_not_guessed(client, person, counted, behind_a_proxy):
    answers = [sign_in(client, person.email, f"gok {one}", one) for one in ROTATED]
    right = sign_in(client, person.email, PASSWORD, "203.0.113.99, 198.51.100.7")

    assert [is_limited(answer) for answer in answers] == [False] * 5 + [True] * 20
    assert (is_limited(right), "_auth_user_id" in client.session) == (True, False)


def test_passwords_of_many_accounts_are_not_tried_from_one_address(
    client, person, counted, behind_a_proxy
):
    answers = [
        sign_in(client, f"persoon{number}@gent.example", "gok", one)
        for number, one in enumerate(ROTATED)
    ]

    assert [is_limited(answer) for answer in answers] == [False] * 10 + [True] * 15


def test_visitors_behind_the_proxy_do_not_lock_each_other_out(client, person, behind_a_proxy):
    for number in range(12):
        sign_in(client, f"persoon{number}@gent.example", "gok", "198.51.100.7")

    response = sign_in(client, person.email, PASSWORD, "198.51.100.8")

    assert response["Location"] == "/mijn-stad/"


def test_without_a_proxy_a_told_address_counts_for_nothing(client, person):
    answers = [
        sign_in(client, f"persoon{number}@gent.example", "gok", f"203.0.113.{number}")
        for number in range(25)
    ]

    assert [is_limited(answer) for answer in answers] == [False] * 10 + [True] * 15
