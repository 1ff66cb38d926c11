"""VVSG locks a practice: what cities write in it waits; what lacks something, VVSG is told."""

import uuid

import pytest
from django.urls import reverse

from practices.models import CitySection, Practice
from practices.moderating.locking import lock_practice, unlock_practice
from practices.moderating.publishing import publish, redact
from practices.moderating.undoing import undo
from practices.sections.editing import needs_check_first, write_section
from practices.transitions import OvertakenError, RefusedError, last_event
from tests.factories import make_member
from tests.fiches import COMPLETE, COMPLETE_SECTION, make_moderator, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice()


@pytest.fixture
def moderator():
    return make_moderator()


def url_of(practice, word):
    return reverse("practices:decide", args=[practice.code, word])


def words_on(practice, client):
    page = client.get(reverse("practices:review", args=[practice.code]))
    return {one.word for one in page.context["decisions"]} & {"vergrendelen", "ontgrendelen"}


# --- locked --------------------------------------------------------------------------------------
def test_what_a_known_city_writes_waits_while_it_is_locked(practice, moderator):
    author = practice.author.user
    before = needs_check_first(practice, author)

    lock_practice(practice, by=moderator, lock=practice.lock_version, reason="Betwist")
    locked = needs_check_first(practice, author)
    told = last_event(practice)
    unlock_practice(practice, by=moderator, lock=practice.lock_version)

    assert (before, locked, needs_check_first(practice, author)) == (False, True, False)
    assert (told.step, told.reason, last_event(practice).step) == ("lock", "Betwist", "unlock")


def test_page_locks_and_then_offers_the_other_way(client, practice, moderator):
    client.force_login(moderator)
    before = words_on(practice, client)
    form = client.get(url_of(practice, "vergrendelen")).context["form"]
    data = {name: form[name].value() for name in ("lock", "seen", "deed")}

    answers = [client.post(url_of(practice, "vergrendelen"), data) for _ in range(2)]

    practice.refresh_from_db()
    assert ([one.status_code for one in answers], practice.is_locked) == ([302, 302], True)
    assert practice.events.filter(step="lock").count() == 1
    assert (before, words_on(practice, client)) == ({"vergrendelen"}, {"ontgrendelen"})


def test_only_a_moderator_locks_and_only_what_was_read(practice, moderator):
    with pytest.raises(RefusedError):
        lock_practice(practice, by=make_member(), lock=practice.lock_version)
    with pytest.raises(OvertakenError):
        lock_practice(practice, by=moderator, lock=practice.lock_version + 1)

    practice.refresh_from_db()
    assert (practice.is_locked, practice.events.count()) == (False, 0)


# --- incomplete ----------------------------------------------------------------------------------
@pytest.fixture
def imported(moderator):
    """Put online without a summary, and with nothing about its city."""
    section = {"text": "Zo doen wij het."}
    practice = make_practice(state="submitted", summary="", section=section)
    Practice.objects.filter(pk=practice.pk).update(is_imported=True)
    practice.refresh_from_db()
    publish(practice, by=moderator, lock=practice.lock_version, seen=1)
    return practice


def test_moderator_reads_what_is_incomplete_and_readers_do_not(client, imported, moderator):
    public = client.get(imported.get_absolute_url()).content.decode()
    client.force_login(moderator)
    review = client.get(reverse("practices:review", args=[imported.code])).content.decode()

    assert imported.is_incomplete
    assert ("onvolledig" in review, "onvolledig" in public) == (True, False)


def test_whole_fiche_is_not_incomplete(moderator):
    practice = make_practice(state="submitted")

    publish(practice, by=moderator, lock=practice.lock_version, seen=1)

    assert not practice.is_incomplete


def test_mark_goes_when_the_text_and_the_section_say_it_all(imported, moderator):
    told = {"summary": COMPLETE["summary"]}
    redact(imported, by=moderator, lock=imported.lock_version, seen=1, content=told, reason="x")
    after_text = imported.is_incomplete

    by = imported.author.user
    section = CitySection.objects.get(practice=imported)
    write_section(imported, city=section.city, content=COMPLETE_SECTION, by=by, seen=1)

    imported.refresh_from_db()
    assert (after_text, imported.is_incomplete) == (True, False)


def test_mark_goes_with_the_publication_that_is_taken_back(moderator, imported):
    undo(last_event(imported), by=moderator)

    imported.refresh_from_db()
    assert (imported.state, imported.is_incomplete) == ("submitted", False)


def test_a_second_click_on_another_deed_is_told_apart(practice, moderator):
    deed = uuid.uuid4()
    first = lock_practice(practice, by=moderator, lock=practice.lock_version, deed=deed)

    again = lock_practice(practice, by=moderator, lock=1, deed=deed)

    assert (first, practice.is_locked) == (again, True)
