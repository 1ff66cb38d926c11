"""The page behind M18: no sign-in, no change by looking (trap 7), a new link for an old one (8)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from cities.models import Membership, OutboxMail
from practices.freshness.links import open_link, token_for
from practices.models import CitySection, Practice, PracticeEvent, ReviewBundle
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_section

pytestmark = pytest.mark.django_db
SENT = "2026-10-05 09:00"


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def noor(genk):
    return make_member(city=genk, role="contributor", name="Noor")


@pytest.fixture
def section(genk):
    section = make_section(
        practice=make_practice(title="Praktijktesten"), city=genk, text="Zo doet Genk het"
    )
    CitySection.objects.update(review_on=date(2026, 11, 1), confirmed_on=date(2025, 11, 1))
    section.refresh_from_db()
    return section


@pytest.fixture
def practice(genk):
    """Handed in by Genk; its shared part is due."""
    practice = make_practice(city=genk, section={}, title="Buurthuis")
    Practice.objects.filter(pk=practice.pk).update(review_on=date(2026, 11, 1))
    return practice


@pytest.fixture
def bundle(genk, noor):
    return ReviewBundle.objects.create(city=genk, user=noor, turn=date(2026, 10, 1))


@pytest.fixture
def url(bundle):
    with time_machine.travel(SENT):
        return reverse("practices:still_true", args=[token_for(bundle)])


@pytest.fixture(autouse=True)
def a_week_later():
    with time_machine.travel("2026-10-12 09:00"):
        yield


def say(section, act="nog-actueel", **more):
    return {"part": f"sectie:{section.uid}", "act": act, **more}


# --- looking -------------------------------------------------------------------------------------
def test_visitor_with_the_link_reads_what_is_asked(client, section, practice, url):
    make_section(practice=section.practice, text="Van een andere stad")

    response = client.get(url)

    page = response.content.decode()
    shown = ["Zo doet Genk het", "Buurthuis", "Van een andere stad"]
    assert [words in page for words in shown] == [True, True, False]
    assert (response["Cache-Control"], response["Referrer-Policy"]) == (
        "no-store, private",
        "same-origin",
    )
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client, section, url, method):
    getattr(client, method)(url)

    section.refresh_from_db()
    assert section.confirmed_on == date(2025, 11, 1)
    assert (PracticeEvent.objects.count(), OutboxMail.objects.count()) == (0, 0)


# --- answering -----------------------------------------------------------------------------------
def test_one_press_confirms_in_the_name_of_the_city(client, section, noor, url):
    response = client.post(url, say(section))

    section.refresh_from_db()
    assert response["Location"] == url
    assert (section.confirmed_on, section.confirmed_by) == (date(2026, 10, 12), "Stad Genk")
    assert section.review_on == date(2027, 10, 12)
    assert PracticeEvent.objects.get(section=section).actor.user == noor


def test_pressing_again_says_the_same(client, section, url):
    for _ in range(2):
        response = client.post(url, say(section))

    assert response.status_code == 302
    assert PracticeEvent.objects.filter(section=section).count() == 1
    assert "Alles is nagekeken" in client.get(url).content.decode()


def test_shared_part_is_confirmed_too(client, practice, url):
    client.post(url, {"part": f"praktijk:{practice.code}", "act": "nog-actueel"})

    practice.refresh_from_db()
    assert (practice.confirmed_by, practice.review_on) == ("Stad Genk", date(2027, 10, 12))


def test_city_tells_that_it_stopped(client, section, url):
    client.post(url, say(section, "gestopt", year="2025"))

    section.refresh_from_db()
    assert (section.state, section.stopped_year) == ("stopped", 2025)


@pytest.mark.parametrize("year", ["", "25", "2099", "x"])
def test_year_that_cannot_be_is_refused(client, section, url, year):
    response = client.post(url, say(section, "gestopt", year=year))

    section.refresh_from_db()
    assert (response.status_code, section.state) == (422, "visible")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"part": "sectie:x", "act": "nog-actueel"},
        {"part": "praktijk:pxxxxxxx", "act": "nog-actueel"},
        {"part": "iets", "act": "gestopt"},
    ],
)
def test_what_is_no_button_is_refused(client, section, url, data):
    assert client.post(url, data).status_code == 422


def test_shared_part_cannot_be_stopped(client, practice, url):
    data = {"part": f"praktijk:{practice.code}", "act": "gestopt", "year": "2025"}

    assert client.post(url, data).status_code == 422


def test_section_of_another_city_is_out_of_reach(client, section, url):
    other = make_section()
    practice = make_practice()

    answers = [
        client.post(url, say(other)).status_code,
        client.post(url, say(other, "gestopt", year="2025")).status_code,
        client.post(url, {"part": f"praktijk:{practice.code}", "act": "nog-actueel"}).status_code,
    ]

    other.refresh_from_db()
    assert (answers, other.state) == ([422] * 3, "visible")


def test_hidden_section_is_out_of_reach(client, section, url):
    CitySection.objects.filter(pk=section.pk).update(state="hidden")

    assert client.post(url, say(section, "gestopt", year="2025")).status_code == 422


# --- who -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["alderman", None])
def test_who_left_the_city_changes_nothing(client, section, noor, url, role):
    memberships = Membership.objects.filter(user=noor)
    memberships.update(role=role) if role else memberships.delete()

    response = client.post(url, say(section))

    section.refresh_from_db()
    assert (response.status_code, section.confirmed_on) == (410, date(2025, 11, 1))
    assert "Zo doet Genk het" not in response.content.decode()


def test_closed_account_changes_nothing(client, section, noor, url):
    noor.is_active = False
    noor.save()

    assert client.post(url, say(section)).status_code == 410


# --- the link ------------------------------------------------------------------------------------
def test_link_works_for_120_days(bundle):
    with time_machine.travel(SENT, tick=False):
        token, sent = token_for(bundle), timezone.now()

    with time_machine.travel(sent + timedelta(days=120), tick=False):
        last = open_link(token)
    with time_machine.travel(sent + timedelta(days=120, seconds=2), tick=False):
        late = open_link(token)

    assert (last.is_expired, late.is_expired) == (False, True)


def test_old_link_opens_nothing_and_offers_a_new_one(client, section, noor, url):
    with time_machine.travel("2027-02-10 09:00"):
        page = client.get(url)
        mails = OutboxMail.objects.count()
        refused = client.post(url, say(section))

    section.refresh_from_db()
    assert (page.status_code, mails, refused.status_code) == (410, 0, 302)
    assert "Zo doet Genk het" not in page.content.decode()
    assert (section.confirmed_on, OutboxMail.objects.get().user) == (date(2025, 11, 1), noor)


def test_who_left_gets_no_new_link(client, section, noor, url):
    Membership.objects.filter(user=noor).delete()

    with time_machine.travel("2027-02-10 09:00"):
        response = client.post(url)

    assert (response.status_code, OutboxMail.objects.count()) == (302, 0)


@pytest.mark.parametrize("token", ["x", "eyJ:1:2"])
def test_link_that_we_never_gave_is_not_there(client, token):
    assert client.get(reverse("practices:still_true", args=[token])).status_code == 404


def test_what_was_signed_for_another_purpose_is_no_link(client, bundle):
    token = signing.dumps(bundle.uid.hex, salt="iets anders")

    assert client.get(reverse("practices:still_true", args=[token])).status_code == 404
