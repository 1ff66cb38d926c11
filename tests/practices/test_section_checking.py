"""T2, T3 and M14: VVSG looks afterwards; what is right leaves the list, what is not goes back."""

import uuid

import pytest
from django.urls import reverse

from cities.models import Membership, OutboxMail
from practices.models import CitySection, PracticeEvent
from practices.sections.checking import (
    NOTHING_TO_RETURN_TO,
    REASON_HERE,
    STANDS_THERE,
    mark_checked,
    revert,
    sections_to_check,
    since_checked,
)
from practices.sections.writing import put_section
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def noor():
    return make_member(city=make_city(name="Genk"), role="contributor", email="noor@genk.example")


@pytest.fixture
def section(noor):
    """Checked once, and rewritten since."""
    city = noor.memberships.get().city
    section = make_section(city=city, by=noor, text="Goed", contact="samen@genk.example")
    return rewrite(section, noor, "Reclame")


@pytest.fixture
def url(section):
    return reverse("practices:section_check", args=[section.uid])


def rewrite(section, by, text):
    content = {**section.version.content, "text": text}
    put_section(section.practice, city=section.city, content=content, by=by, is_checked=False)
    section.refresh_from_db()
    return section


# --- the list ------------------------------------------------------------------------------------
def test_list_holds_what_changed_since_vvsg_looked(section):
    make_section()

    assert list(sections_to_check()) == [section]
    assert [one.path for one in since_checked(section)] == ["section.text"]


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_one_query(django_assert_num_queries, rows):
    practice = make_practice()
    for _ in range(rows):
        make_section(practice=practice, is_checked=False)

    with django_assert_num_queries(1):
        told = [
            (one.practice.title, one.place, str(one.version.author), one.version.submitter_id)
            for one in sections_to_check()
        ]

    assert len(told) == rows


def test_checked_text_leaves_the_list_without_a_mail(section, moderator):
    mark_checked(section, by=moderator, seen=2)

    assert list(sections_to_check()) == []
    assert PracticeEvent.objects.get(section=section).step == "section_check"
    assert OutboxMail.objects.count() == 0


def test_text_that_came_after_the_one_that_was_read_stays_in_the_list(section, moderator, noor):
    rewrite(section, noor, "Nog iets anders")

    mark_checked(section, by=moderator, seen=2)

    section.refresh_from_db()
    assert (section.checked_number, list(sections_to_check())) == (2, [section])


def test_number_that_does_not_exist_checks_nothing(section, moderator):
    assert not mark_checked(section, by=moderator, seen=99)
    assert not mark_checked(section, by=moderator, seen=1)

    section.refresh_from_db()
    assert section.checked_number == 1


# --- turning back --------------------------------------------------------------------------------
def test_previous_text_is_online_again_as_a_new_version(section, moderator):
    revert(section, by=moderator, seen=2, reason="Dit is reclame")

    section.refresh_from_db()
    version = section.version
    assert (version.number, version.content["text"], version.reverts_to) == (3, "Goed", 1)
    assert (version.reason, section.checked_number) == ("Dit is reclame", 3)
    assert list(sections_to_check()) == []


def test_text_that_vvsg_checked_comes_back_over_two_later_ones(section, moderator, noor):
    rewrite(section, noor, "Nog meer reclame")

    revert(section, by=moderator, seen=3, reason="Reclame")

    section.refresh_from_db()
    assert section.version.content["text"] == "Goed"


def test_city_gets_both_texts_and_why(section, moderator, noor):
    revert(section, by=moderator, seen=2, reason="Dit is reclame")

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject.split(":")[0]) == (noor, "Je stadssectie is teruggezet")
    told = [words in mail.body for words in ("Reclame", "Goed", "Dit is reclame", "#stad-genk")]
    assert told == [True] * 4


def test_mail_that_vvsg_edited_is_sent_with_the_reason(section, moderator):
    body = f"Beste collega\n\nWe zetten dit terug: {REASON_HERE}"

    revert(section, by=moderator, seen=2, reason="te lang", mail_body=body)

    assert "We zetten dit terug: te lang" in OutboxMail.objects.get().body


def test_city_can_write_again_and_it_waits_again(section, moderator, noor):
    revert(section, by=moderator, seen=2, reason="Reclame")
    section.refresh_from_db()

    rewrite(section, noor, "Beter")

    assert list(sections_to_check()) == [section]


def test_double_click_turns_back_once(section, moderator):
    deed = uuid.uuid4()

    events = [revert(section, by=moderator, seen=2, reason="Reclame", deed=deed) for _ in range(2)]

    assert (events[0], OutboxMail.objects.count()) == (events[1], 1)


def test_text_that_came_meanwhile_is_not_turned_back_unseen(section, moderator, noor):
    rewrite(section, noor, "Verbeterd")

    with pytest.raises(OvertakenError):
        revert(section, by=moderator, seen=2, reason="Reclame")

    section.refresh_from_db()
    assert (section.version.content["text"], OutboxMail.objects.count()) == ("Verbeterd", 0)


def test_city_that_puts_the_old_text_back_itself_has_nothing_turned_back(section, moderator, noor):
    rewrite(section, noor, "Goed")

    with pytest.raises(OvertakenError):
        revert(section, by=moderator, seen=2, reason="Reclame")
    with pytest.raises(RefusedError, match=STANDS_THERE[:20]):
        revert(section, by=moderator, seen=3, reason="Reclame")

    section.refresh_from_db()
    assert (section.checked_number, section.versions.count()) == (1, 3)
    assert (OutboxMail.objects.count(), section.events.count()) == (0, 0)


def test_without_a_reason_nothing_goes_back(section, moderator):
    with pytest.raises(RefusedError):
        revert(section, by=moderator, seen=2, reason="  ")


def test_first_text_has_nothing_to_go_back_to(moderator):
    section = make_section(is_checked=False)

    with pytest.raises(RefusedError, match=NOTHING_TO_RETURN_TO[:30]):
        revert(section, by=moderator, seen=1, reason="Reclame")


def test_nobody_is_mailed_about_their_own_deed(moderator, noor):
    city = make_city()
    Membership.objects.create(user=moderator, city=city, role="contributor")
    section = rewrite(make_section(city=city, by=moderator, text="Goed"), moderator, "Anders")

    revert(section, by=moderator, seen=2, reason="Toch niet")

    assert OutboxMail.objects.count() == 0


# --- the page ------------------------------------------------------------------------------------
def test_moderator_reads_what_changed_and_the_mail(client, section, moderator, url):
    client.force_login(moderator)

    page = client.get(url).content.decode()

    assert ("Reclame" in page, REASON_HERE in page) == (True, True)


def test_moderator_says_it_is_right(client, section, moderator, url):
    client.force_login(moderator)

    response = client.post(url, {"act": "checked", "seen": "2", "deed": str(uuid.uuid4())})

    section.refresh_from_db()
    assert (response["Location"], section.checked_number) == ("/nazicht/?tab=achteraf", 2)


def test_moderator_turns_back(client, section, moderator, url):
    client.force_login(moderator)
    data = {"act": "revert", "seen": "2", "reason": "Reclame", "mail_body": "Dag"}

    response = client.post(url, data)

    section.refresh_from_db()
    assert (response.status_code, section.version.number) == (302, 3)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"act": "revert", "seen": "1", "reason": "Reclame"}, 409),
        ({"act": "revert", "seen": "2", "reason": "", "mail_body": "Getypt"}, 422),
        ({"act": "revert", "seen": "x", "reason": "Getypt"}, 422),
        ({"act": "iets", "seen": "2"}, 422),
    ],
)
def test_what_cannot_be_done_changes_nothing(client, section, moderator, url, data, status):
    client.force_login(moderator)

    response = client.post(url, data)

    section.refresh_from_db()
    assert (response.status_code, section.version.number) == (status, 2)
    assert ("Getypt" in response.content.decode()) is ("Getypt" in data.values())


def test_newer_text_is_shown_after_checking_an_older_one(client, section, moderator, noor, url):
    rewrite(section, noor, "Nog iets")
    client.force_login(moderator)

    response = client.post(url, {"act": "checked", "seen": "2"})

    assert (response["Location"], CitySection.objects.get(pk=section.pk).checked_number) == (url, 2)


@pytest.mark.parametrize("role", ["contributor", "administrator"])
def test_others_do_not_check(client, section, noor, url, role):
    client.force_login(noor if role == "contributor" else make_user(network_role=role))

    response = client.post(url, {"act": "checked", "seen": "2"})

    assert response.status_code == 403


def test_visitor_is_sent_to_sign_in(client, url):
    assert client.get(url)["Location"] == f"{reverse('account_login')}?next={url}"
