"""Asking for a personal link: who gets one, and what machines get."""

import pytest
import time_machine
from django.core.cache import cache

from cities.models import OutboxMail
from practices.models import Submitter
from practices.submitters.limits import FROM_ONE_COMPUTER, TO_ONE_ADDRESS, computer
from tests.factories import make_city, make_user
from tests.fiches import make_submitter
from tests.practices.personal_links import START, ask, links_mailed, send, stamp_of

pytestmark = pytest.mark.django_db
SENT = f"{START}onderweg/"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def test_a_visitor_gets_a_link_by_mail_and_is_not_confirmed_yet(client):
    gent = make_city(name="Gent")

    response = ask(client, email=" An@Voorbeeld.example ", name="An Aerts", city=gent)

    mail, submitter = OutboxMail.objects.get(), Submitter.objects.get()
    assert (response.status_code, response["Location"]) == (302, SENT)
    assert (mail.address, mail.kind) == ("an@voorbeeld.example", "personal_link")
    assert (submitter.email, submitter.name) == ("an@voorbeeld.example", "An Aerts")
    assert (submitter.city, submitter.confirmed_at) == (gent, None)


def test_what_was_typed_does_not_stand_in_the_mail(client):
    ask(client, name="Koop nu op spam.example", organisation="Goedkoop")

    mail = OutboxMail.objects.get()
    told = mail.subject + mail.body
    assert [word for word in ("spam", "Goedkoop") if word in told] == []


def test_a_municipality_that_is_not_in_the_list_is_named(client):
    ask(client, city=None, place_name="Hoeilaart")
    typed = {"email": "bo@voorbeeld.example", "place_name": "Hoeilaart"}
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(9)
        client.post(START, {**typed, "stamp": stamp})

    submitter = Submitter.objects.get(email="bo@voorbeeld.example")

    assert (submitter.city, submitter.place_name) == (None, "Hoeilaart")


def test_bad_input_keeps_what_was_typed(client):
    response = ask(client, email="geen adres", name="An Aerts")

    page = response.content.decode()
    assert response.status_code == 422
    assert ('value="geen adres"' in page, 'value="An Aerts"' in page) == (True, True)
    assert Submitter.objects.count() == 0


def test_no_city_and_no_place_is_bad_input(client):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(9)
        response = client.post(START, {"email": "an@voorbeeld.example", "stamp": stamp})

    assert (response.status_code, Submitter.objects.count()) == (422, 0)


def test_a_machine_that_fills_in_the_trap_gets_the_same_answer_and_no_mail(client):
    response = ask(client, website="https://spam.example")

    assert (response.status_code, response["Location"]) == (302, SENT)
    assert (OutboxMail.objects.count(), Submitter.objects.count()) == (0, 0)


def test_the_trap_is_out_of_sight_without_inline_style(client):
    page = client.get(START).content.decode()

    assert '<div class="visually-hidden" aria-hidden="true">' in page
    assert ('tabindex="-1"' in page, "style=" in page) == (True, False)


def test_who_lets_the_browser_fill_in_the_form_is_not_too_quick(client):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(1.6)
        response = send(client, stamp=stamp)

    assert (response.status_code, OutboxMail.objects.count()) == (302, 1)


def test_the_word_about_speed_stands_above_the_form(client):
    page = send(client, stamp=stamp_of(client.get(START)), name="An Aerts").content.decode()

    told = page.index("Dat ging wel heel snel")
    assert page.count("Dat ging wel heel snel") == 1
    assert page.index("<h1>") < told < page.index('<form class="card"')
    assert 'value="An Aerts"' in page


def test_the_city_is_marked_as_asked_and_its_word_stands_below_both_boxes(client):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(9)
        page = client.post(START, {"email": "an@voorbeeld.example", "stamp": stamp})

    text = page.content.decode()
    assert 'Stad of gemeente<span class="asteriskField">*</span>' in text
    assert text.index('name="place_name"') < text.index("of vul de naam in als ze er niet bij")


def test_too_quick_gets_a_kind_word_and_passes_the_second_time(client):
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(1)
        quick = send(client, stamp=stamp)
        kept = stamp_of(quick)
        traveller.shift(5)
        again = send(client, stamp=kept)

    assert (quick.status_code, kept, again.status_code) == (422, stamp, 302)
    assert "Dat ging wel heel snel" in quick.content.decode()
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("stamp", ["", "1772442000", "MTc3MjQ0MjAwMA:nagemaakt"])
def test_a_stamp_that_is_not_ours_is_too_quick(client, stamp):
    response = send(client, stamp=stamp)

    assert (response.status_code, OutboxMail.objects.count()) == (422, 0)


def test_an_address_that_is_known_gets_the_same_answer(client):
    make_submitter(email="an@voorbeeld.example")

    known = ask(client, email="an@voorbeeld.example")
    unknown = ask(client, email="bo@voorbeeld.example")

    answers = [(one.status_code, one["Location"], one.content) for one in (known, unknown)]
    assert answers[0] == answers[1]
    assert len(links_mailed()) == 2


def test_who_merely_knows_an_address_does_not_change_its_name(client):
    gent = make_city(name="Gent")
    make_submitter(email="an@voorbeeld.example", name="An Aerts", city=gent)

    ask(client, email="an@voorbeeld.example", name="Iemand anders")

    submitter = Submitter.objects.get()
    assert (submitter.name, submitter.city) == ("An Aerts", gent)


def test_an_unconfirmed_address_keeps_what_was_typed_last(client):
    ask(client, name="An Aetrs")

    ask(client, name="An Aerts")

    assert Submitter.objects.get().name == "An Aerts"


def test_who_has_an_account_is_mailed_the_way_to_sign_in(client):
    make_user(email="an@stad.example")

    response = ask(client, email="AN@stad.example", next=START)

    assert response["Location"] == SENT
    assert links_mailed() == ["/account/login/?next=%2Fpraktijken%2Fzonder-account%2F"]
    assert Submitter.objects.count() == 0


def test_an_address_gets_so_many_mails_an_hour_and_the_answer_stays_the_same(client):
    answers = []
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(5)
        for _ in range(TO_ONE_ADDRESS.most + 2):
            answers.append(send(client, stamp=stamp)["Location"])
        within = OutboxMail.objects.count()
        traveller.shift(TO_ONE_ADDRESS.seconds + 1)
        send(client, stamp=stamp)

    assert set(answers) == {SENT}
    assert (within, OutboxMail.objects.count()) == (TO_ONE_ADDRESS.most, TO_ONE_ADDRESS.most + 1)


def test_one_computer_asks_so_many_times_an_hour(client, monkeypatch):
    city = make_city()
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(5)
        for number in range(FROM_ONE_COMPUTER.most):
            send(client, stamp=stamp, email=f"an{number}@voorbeeld.example", city=city)
        refused = send(client, stamp=stamp, email="te@veel.example", city=city)
        elsewhere = client.post(
            START,
            {"email": "bo@voorbeeld.example", "city": city.pk, "stamp": stamp},
            REMOTE_ADDR="192.0.2.9",
        )

    assert (refused.status_code, elsewhere.status_code) == (429, 302)
    assert 'value="te@veel.example"' in refused.content.decode()


def test_an_ipv6_line_counts_as_one_computer():
    lines = {computer("2001:db8:1:2::1"), computer("2001:db8:1:2:ffff::9")}

    assert (lines, computer("192.0.2.9")) == ({"2001:db8:1:2::/64"}, "192.0.2.9")


def test_the_sign_in_page_tells_the_way_without_account(client):
    page = client.get("/account/login/?next=/mijn-fiches/").content.decode()

    assert f'href="{START}?next=/mijn-fiches/"' in page
