"""The archive, offline and back: who hears of it, and what stays as it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cities.models import OutboxMail, User
from practices.models import Practice, PracticeTag
from practices.moderating.visibility import (
    announce_archive,
    archive,
    back_online,
    cancel_archive,
    republish,
    take_offline,
)
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_section

pytestmark = pytest.mark.django_db

REASON = "De regels zijn veranderd."


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def reader():
    """Who writes for a second city that has a section."""
    return make_member(city=make_city(name="Genk"), role="coordinator")


@pytest.fixture
def online(reader):
    practice = make_practice(title="Praktijktesten")
    make_section(practice=practice, city=reader.memberships.get().city, by=reader)
    practice.refresh_from_db()
    return practice


def writers():
    """Everybody who writes for a city of the fiche; its author is one of them."""
    return set(User.objects.exclude(memberships=None))


def mailed(subject):
    mails = OutboxMail.objects.filter(subject__startswith=subject)
    return {mail.user for mail in mails}


def public_columns(practice):
    """What may not change: the texts, the address and the sections."""
    practice.refresh_from_db()
    sections = list(practice.sections.values_list("pk", "version", "state"))
    return practice.published_version_id, practice.slug, sections


# --- the archive ---------------------------------------------------------------------------------
def test_announcement_tells_author_and_cities_when_and_why(online, moderator, reader):
    event = announce_archive(online, by=moderator, lock=online.lock_version, reason=REASON)

    day = timezone.localdate() + timedelta(days=14)
    assert (online.state, online.archive_announced_on) == ("published", day)
    assert mailed("Gaat op ") == writers()
    assert (event.step, event.lock_version) == ("announce_archive", online.lock_version)
    assert REASON in OutboxMail.objects.first().body


def test_announced_fiche_goes_on_its_day_and_not_before(online, moderator, time_machine):
    announce_archive(online, by=moderator, lock=online.lock_version, reason=REASON)
    with pytest.raises(RefusedError, match="veertien dagen"):
        archive(online, by=moderator, lock=online.lock_version, reason=REASON)
    time_machine.move_to(timezone.now() + timedelta(days=14))

    archive(online, by=moderator, lock=online.lock_version, reason=REASON)

    assert (online.state, online.archive_announced_on) == ("archived", None)


def test_fiche_that_was_not_announced_goes_only_when_urgent(online, moderator, reader):
    with pytest.raises(RefusedError, match="Kondig dit eerst aan"):
        archive(online, by=moderator, lock=online.lock_version, reason=REASON)

    archive(online, by=moderator, lock=online.lock_version, reason=REASON, urgent=True)

    assert (online.state, online.state_reason) == ("archived", REASON)
    assert mailed("Gearchiveerd: Praktijktesten") == writers()


def test_archived_fiche_keeps_its_text_and_leaves_the_list(online, moderator):
    before = public_columns(online)

    archive(online, by=moderator, lock=online.lock_version, reason=REASON, urgent=True)

    assert public_columns(online) == before
    assert not PracticeTag.objects.filter(practice=online).exists()
    assert not Practice.objects.listed().exists()
    assert Practice.objects.readable().get() == online


def test_proposals_that_were_open_are_outdated_and_their_authors_told(online, moderator):
    waiting, draft = make_proposal(practice=online), make_proposal(practice=online, state="draft")
    asked = make_proposal(practice=online, state="changes_requested")
    decided = make_proposal(practice=online, state="declined")

    archive(online, by=moderator, lock=online.lock_version, reason=REASON, urgent=True)

    for proposal in (waiting, draft, asked, decided):
        proposal.refresh_from_db()
    states = [proposal.state for proposal in (waiting, draft, asked, decided)]
    assert states == ["outdated", "draft", "outdated", "declined"]
    assert mailed("Je voorstel is achterhaald") == {waiting.author.user, asked.author.user}


def test_city_that_still_needs_it_keeps_it_online(online, moderator):
    announce_archive(online, by=moderator, lock=online.lock_version, reason=REASON)

    cancel_archive(online, by=moderator, lock=online.lock_version, reason="Genk gebruikt het")

    assert (online.archive_announced_on, online.state_reason) == (None, "")
    with pytest.raises(RefusedError, match="Er was geen"):
        cancel_archive(online, by=moderator, lock=online.lock_version)


def test_announcement_that_comes_too_late_changes_nothing(online, moderator):
    lock = online.lock_version
    announce_archive(online, by=moderator, lock=lock, reason=REASON)

    with pytest.raises(OvertakenError):
        announce_archive(online, by=make_moderator(), lock=lock, reason="Iets anders")

    online.refresh_from_db()
    assert (online.state_reason, online.events.count()) == (REASON, 1)


def test_same_announcement_twice_is_one(online, moderator):
    deed, lock = uuid4(), online.lock_version
    first = announce_archive(online, by=moderator, lock=lock, reason=REASON, deed=deed)

    assert announce_archive(online, by=moderator, lock=lock, reason=REASON, deed=deed) == first
    assert OutboxMail.objects.count() == len(writers())


def test_archived_fiche_comes_back_with_a_day_to_look_again(moderator):
    practice = make_practice(state="archived")
    day = timezone.localdate() + timedelta(days=90)

    republish(practice, by=moderator, lock=practice.lock_version, review_on=day)

    assert (practice.state, practice.review_on) == ("published", day)
    assert PracticeTag.objects.filter(practice=practice).exists()
    assert mailed("Opnieuw gepubliceerd") == writers()


@pytest.mark.parametrize("days", [None, 0, -3])
def test_fiche_does_not_come_back_without_such_a_day(moderator, days):
    practice = make_practice(state="archived")
    day = None if days is None else timezone.localdate() + timedelta(days=days)

    with pytest.raises(RefusedError, match="toekomst"):
        republish(practice, by=moderator, lock=practice.lock_version, review_on=day)


# --- offline -------------------------------------------------------------------------------------
def test_fiche_goes_offline_and_back_as_it_was(online, moderator, reader):
    before, everybody = public_columns(online), writers()
    proposal = make_proposal(practice=online)

    take_offline(online, by=moderator, lock=online.lock_version, reason=REASON)

    assert (online.state, online.state_reason) == ("offline", REASON)
    assert not Practice.objects.readable().exists()
    assert not PracticeTag.objects.filter(practice=online).exists()
    OutboxMail.objects.update(sent_at=timezone.now())
    back_online(online, by=moderator, lock=online.lock_version, reason="Foto vervangen")
    assert (online.state, online.state_reason) == ("published", "")
    assert public_columns(online) == before
    proposal.refresh_from_db()
    assert proposal.state == "submitted"
    told = [mailed(start) for start in ("Tijdelijk niet zichtbaar:", "Weer online:")]
    assert told == [everybody] * 2


@pytest.mark.parametrize(
    ("state", "deed"),
    [("published", take_offline), ("offline", back_online), ("published", archive)],
)
def test_reason_is_needed(moderator, state, deed):
    practice = make_practice(state=state)

    with pytest.raises(RefusedError, match="Geef een reden"):
        deed(practice, by=moderator, lock=practice.lock_version, reason=" ")

    assert practice.events.count() == 0


def test_only_moderators_decide_what_everybody_sees(online, reader):
    day = timezone.localdate() + timedelta(days=90)
    lock = online.lock_version

    for deed, words in [
        (announce_archive, {"reason": REASON}),
        (cancel_archive, {}),
        (archive, {"reason": REASON, "urgent": True}),
        (republish, {"review_on": day}),
        (take_offline, {"reason": REASON}),
        (back_online, {"reason": REASON}),
    ]:
        with pytest.raises(RefusedError, match="nazicht"):
            deed(online, by=reader, lock=lock, **words)

    online.refresh_from_db()
    assert (online.state, online.lock_version) == ("published", lock)
