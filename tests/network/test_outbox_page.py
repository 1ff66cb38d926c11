"""`/beheer/uitgaand/`: what waits, went or fails, whether the worker lives, and trying again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities.models import Heartbeat, LogEntry, Membership, OutboxMail, User
from cities.optouts import DAILY, off_path
from cities.outbox import absolute
from network import ticking
from tests.counting import queries_of
from tests.factories import make_member, make_user
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

URL = "/beheer/uitgaand/"
WORDS = "Het geheim van dit ontwerp"


@pytest.fixture
def administrator(client):
    person = make_user(name="Bea", network_role=User.NetworkRole.ADMINISTRATOR)
    client.force_login(person)
    return person


def mail(**values):
    number = OutboxMail.objects.count() + 1
    values = {"kind": "round_opened", "address": "noor@gent.example", "body": WORDS, **values}
    return OutboxMail.objects.create(**{"key": str(number), "subject": f"Mail {number}", **values})


def failed(**values):
    return mail(**{"last_error": "TimeoutError: timed out", "attempts": 2, **values})


def sent(**values):
    return mail(sent_at=timezone.now(), attempts=1, **values)


def headings(response):
    return all_words(response, "//main//h3")


# --- who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [*Membership.Role, "moderator"])
def test_page_does_not_exist_for_others(client, role, method):
    is_moderator = role == "moderator"
    person = make_user(network_role=role) if is_moderator else make_member(role=role)
    client.force_login(person)
    row = failed(given_up_at=timezone.now())

    response = getattr(client, method)(URL, {"mail": row.pk})

    row.refresh_from_db()
    assert (response.status_code, row.given_up_at is None) == (404, False)


def test_visitor_is_sent_to_sign_in(client):
    assert client.get(URL)["Location"] == f"/account/login/?next={URL}"


def test_administrator_finds_the_page_in_the_menu(client, administrator):
    links = page_of(client.get("/")).xpath("//header//a/@href")

    assert URL in links


def test_administrator_finds_the_page_in_the_admin(client, administrator):
    links = page_of(client.get("/beheer/")).xpath("//a/@href")

    assert URL in links


def test_coordinator_does_not_find_it_in_the_menu(client):
    client.force_login(make_member())

    links = page_of(client.get("/")).xpath("//header//a/@href")

    assert (URL in links, "/account/meldingen/" in links) == (False, True)


# --- what it shows -------------------------------------------------------------------------------
def test_empty_page_says_what_comes_here(client, administrator):
    response = client.get(URL)

    assert all_words(response, "//main//h2") == ["Verstuurd", "Er is nog geen mail verstuurd"]


@pytest.mark.parametrize(
    ("asked", "title"),
    [("", "Mislukt"), ("mislukt", "Mislukt"), ("wacht", "Wacht"), ("verstuurd", "Verstuurd")],
)
def test_each_list_shows_its_own_mails(client, administrator, asked, title):
    failed(subject="Mislukt")
    mail(subject="Wacht")
    sent(subject="Verstuurd")

    response = client.get(URL, {"lijst": asked})

    assert headings(response) == [title]
    names = ["Mislukt (1)", "Wacht (1)", "Verstuurd (1)"]
    assert all_words(response, "//nav[@aria-label='Welke mails']//a") == names
    current = all_words(response, "//nav[@aria-label='Welke mails']//a[@aria-current='page']")
    assert current == [f"{title} (1)"]


def test_unknown_list_is_the_one_that_matters(client, administrator):
    failed(subject="Mislukt")

    assert headings(client.get(URL, {"lijst": "x", "page": "x"})) == ["Mislukt"]


def test_failure_is_told_with_its_error_and_what_comes(client, administrator, time_machine):
    time_machine.move_to("2026-03-02 12:00:00+00:00", tick=False)
    person = make_user(name="Noor", email="noor@gent.example")
    failed(user=person, due_at=timezone.now() + timedelta(minutes=5))
    failed(given_up_at=timezone.now(), attempts=6)

    page = client.get(URL)

    assert all_words(page, "//main//li[@class='card']//code") == ["TimeoutError: timed out"] * 2
    assert all_words(page, "//main//li[@class='card']/ul/li") == [
        "Aan noor@gent.example",
        "opgegeven op 2 maart 2026 om 13.00 uur, na 6 pogingen",
        "Aan Noor (noor@gent.example)",
        "poging 2 van 6 mislukte Volgende poging op 2 maart 2026 om 13.05 uur",
    ]


def test_text_stays_away_where_mail_is_really_sent(client, administrator, settings):
    settings.MAIL_TO_FILES = False
    sent()

    assert WORDS not in client.get(URL).content.decode()


def test_without_a_mail_server_the_page_shows_what_would_have_gone(client, administrator, settings):
    settings.MAIL_TO_FILES = True
    sent()

    assert all_words(client.get(URL), "//main//details/p") == [WORDS]


@pytest.mark.parametrize("kind", ["account", "partner_question"])
def test_secret_link_is_never_shown(client, administrator, settings, kind):
    settings.MAIL_TO_FILES = True
    mail(kind=kind)

    page = client.get(URL, {"lijst": "wacht"}).content.decode()

    assert (WORDS in page, "bevat een geheime link" in page) == (False, True)


def test_link_that_works_for_its_reader_only_is_not_shown(client, administrator, settings):
    settings.MAIL_TO_FILES = True
    person = make_member()
    for mail_kind in ("round_opened", DAILY):
        body = f"{WORDS}\n{absolute('/voortgangsrondes/')}\n{absolute(off_path(person, mail_kind))}"
        sent(user=person, body=body)

    page = client.get(URL)

    assert "/meldingen/uit/" not in page.content.decode()
    shown = f"{WORDS}{absolute('/voortgangsrondes/')}(persoonlijke link)"
    assert all_words(page, "//main//details/p") == [shown, shown]


@pytest.mark.parametrize(("body", "buttons"), [(WORDS, 1), ("", 0)])
def test_mail_of_which_the_secret_is_forgotten_cannot_go_again(
    client, administrator, body, buttons
):
    row = failed(kind="partner_question", body=body, given_up_at=timezone.now())

    page = page_of(client.get(URL))
    client.post(URL, {"mail": row.pk})

    row.refresh_from_db()
    assert len(page.xpath("//main//button[contains(., 'Opnieuw proberen')]")) == buttons
    assert (row.given_up_at is None) == bool(buttons)


# --- the worker's pulse --------------------------------------------------------------------------
def pulse(client):
    return all_words(client.get(URL), "//main/p[contains(., 'verzender')]")


def test_worker_that_never_ran_is_told(client, administrator):
    assert pulse(client)[0].startswith("De verzender werkte nog nooit. Start hem:")


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "De verzender werkte minder dan een minuut geleden."),
        (1, "De verzender werkte 1 minuut geleden."),
        (4, "De verzender werkte 4 minuten geleden."),
        (
            6,
            "De verzender werkte voor het laatst 6 minuten geleden, op 2 maart 2026 om 13.00 uur. "
            "Kijk of hij nog draait: intussen vertrekt er geen mail.",
        ),
    ],
)
def test_page_says_when_the_worker_last_worked(client, administrator, time_machine, minutes, told):
    time_machine.move_to("2026-03-02 12:00:00+00:00", tick=False)
    ticking.beat()
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes), tick=False)

    assert [" ".join(one.replace("\xa0", " ").split()) for one in pulse(client)] == [told]


def test_sleeping_worker_does_not_make_the_portal_unready(client):
    Heartbeat.objects.create(name=ticking.WORKER, at=timezone.now() - timedelta(days=3))

    assert client.get("/readyz").status_code == 200


# --- trying again --------------------------------------------------------------------------------
def test_given_up_mail_goes_in_line_again(client, administrator):
    row = failed(given_up_at=timezone.now(), attempts=6)

    response = client.post(URL, {"mail": row.pk}, follow=True)

    row.refresh_from_db()
    assert (row.attempts, row.given_up_at) == (0, None)
    assert list(OutboxMail.objects.due()) == [row]
    assert response.redirect_chain == [(URL, 302)]
    assert [str(one) for one in response.context["messages"]] == [
        "“Mail 1” vertrekt binnen een minuut opnieuw."
    ]
    line = LogEntry.objects.get()
    assert (line.verb, line.subject, line.actor.user) == ("mail retried", "Mail 1", administrator)


def test_mail_that_went_meanwhile_is_not_sent_twice(client, administrator):
    row = sent()

    response = client.post(URL, {"mail": row.pk}, follow=True)

    row.refresh_from_db()
    assert (row.sent_at is not None, LogEntry.objects.count()) == (True, 0)
    assert [str(one) for one in response.context["messages"]] == [
        "“Mail 1” is intussen verstuurd of vervallen."
    ]


@pytest.mark.parametrize("asked", ["", "0", "-1", "x", "٣", "9" * 30, "1 OR 1=1"])
def test_mail_that_is_not_there_is_a_clear_message(client, administrator, asked):
    row = failed(given_up_at=timezone.now())

    response = client.post(URL, {"mail": asked})

    row.refresh_from_db()
    assert (response.status_code, row.given_up_at is None) == (422, False)
    told = [str(one) for one in response.context["messages"]]
    assert told == ["Deze mail staat hier niet meer."]


# --- many ----------------------------------------------------------------------------------------
def test_many_mails_stand_on_pages_and_cost_no_more_queries(client, administrator):
    asked = []
    for count in (1, 3, 30):
        while OutboxMail.objects.count() < count:
            sent(user=make_user())
        asked.append(queries_of(client, URL))

    response = client.get(URL, {"page": 2})

    assert len(set(asked)) == 1
    assert (len(headings(response)), headings(response)[-1]) == (5, "Mail 1")
