"""The traps of the workflow that moderation has to step over, by their numbers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail, SearchEntry
from practices import claims
from practices.fiche.targets import final_target
from practices.models import Practice, PracticeTag
from practices.moderating.asking import ask_changes
from practices.moderating.declining import decline
from practices.moderating.merging import merge
from practices.moderating.publishing import improve_and_publish, publish
from practices.moderating.visibility import archive
from practices.proposing import closing
from practices.proposing import submitting as proposing
from practices.queue.tabs import TABS
from practices.submitting.handing_in import resubmit, retract, submit
from practices.submitting.leaving import withdraw
from practices.submitting.saving import save_draft
from practices.transitions import OvertakenError, last_event
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter

pytestmark = pytest.mark.django_db

POINTS = [{"field": "title", "text": "Korter"}]


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def waiting():
    return make_practice(state="submitted", title="Eerste tekst")


def shown(practice):
    return {"lock": practice.lock_version, "seen": practice.working_version.number}


def author_of(practice):
    return practice.submitter or practice.author.user


# --- 1: never publish what was not read -----------------------------------------------------------
def hand_in_anew(practice, title):
    """The author takes it back, changes it and hands it in again, with other windows open."""
    practice = Practice.objects.get(pk=practice.pk)
    author = author_of(practice)
    retract(practice, by=author, lock=practice.lock_version)
    seen = practice.working_version.number
    save_draft(practice, {"shared": {"title": title}}, seen=seen, by=author)
    submit(practice, by=author, **shown(practice))
    return practice


@pytest.mark.parametrize("lock_is_known", [False, True])
def test_trap_1_text_that_the_author_saved_since_is_not_published(
    waiting, moderator, lock_is_known
):
    form = shown(waiting)
    fresh = hand_in_anew(waiting, "Nog niet gelezen")
    if lock_is_known:
        form["lock"] = fresh.lock_version

    with pytest.raises(OvertakenError) as told:
        publish(waiting, by=moderator, **form)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.published_version, waiting.slug) == ("submitted", None, None)
    assert told.value.event == last_event(fresh)
    assert (told.value.event.step, told.value.event.actor) == ("submit", waiting.author)


@pytest.mark.parametrize("step", [improve_and_publish, ask_changes, decline])
def test_trap_1_holds_for_every_decision(waiting, moderator, step):
    form = shown(waiting)
    hand_in_anew(waiting, "Nog niet gelezen")
    words = {
        improve_and_publish: {"content": {"title": "Van VVSG"}},
        ask_changes: {"points": POINTS},
        decline: {"reason": "double", "text": "Staat er al"},
    }[step]
    mails = OutboxMail.objects.count()

    with pytest.raises(OvertakenError):
        step(waiting, by=moderator, **form, **words)

    waiting.refresh_from_db()
    assert (waiting.state, waiting.working_version.content["title"]) == (
        "submitted",
        "Nog niet gelezen",
    )
    assert (waiting.versions.count(), OutboxMail.objects.count()) == (2, mails)


def test_trap_1_author_takes_it_back_while_it_is_read(waiting, moderator):
    form = shown(waiting)
    retract(waiting, by=author_of(waiting), lock=waiting.lock_version)

    with pytest.raises(OvertakenError) as told:
        publish(waiting, by=moderator, **form)

    assert (told.value.subject.state, told.value.event.step) == ("draft", "retract")


# --- 2: a save without a change -------------------------------------------------------------------
def test_trap_2_save_without_a_change_keeps_version_points_and_claim(waiting, moderator):
    claims.claim(waiting, by=moderator)
    other = make_practice(state="submitted", title="Eerste tekst")
    ask_changes(other, by=moderator, **shown(other), points=POINTS)
    lock = other.lock_version

    values = {"shared": {"title": "  Eerste   tekst "}}
    version = save_draft(other, values, seen=1, by=author_of(other))

    other.refresh_from_db()
    waiting.refresh_from_db()
    assert (version, other.versions.count(), other.lock_version) == (None, 1, lock)
    assert other.points.get().state == "open"
    assert claims.holder(waiting) == moderator


# --- 4: what is not taken over leaves what is online ----------------------------------------------
@pytest.mark.parametrize("end", ["decline", "withdraw", "outdate"])
def test_trap_4_proposal_that_ends_leaves_what_is_online_to_the_byte(moderator, end):
    proposal = make_proposal(title="Slechter", summary="Korter")
    practice = proposal.practice
    before = Practice.objects.values().get(pk=practice.pk)
    text, versions = practice.published_version.content, practice.versions.count()
    form = {"lock": proposal.lock_version, "seen": proposal.number}

    {
        "decline": lambda: closing.decline(proposal, by=moderator, **form, reason="Te vaag"),
        "withdraw": lambda: proposing.withdraw(
            proposal, by=author_of(proposal), lock=proposal.lock_version
        ),
        "outdate": lambda: closing.outdate(proposal, by=moderator, **form),
    }[end]()

    practice.refresh_from_db()
    assert Practice.objects.values().get(pk=practice.pk) == before
    assert (practice.published_version.content, practice.versions.count()) == (text, versions)


# --- 5: one fiche is one fiche --------------------------------------------------------------------
def test_trap_5_declining_one_fiche_touches_no_other_of_its_author(moderator):
    author = make_submitter()
    states = ["draft", "submitted", "changes_requested", "published", "declined", "withdrawn"]
    others = [make_practice(state=state, by=author).pk for state in states]
    one = make_practice(state="submitted", by=author)
    before = list(Practice.objects.filter(pk__in=others).order_by("pk").values())

    decline(one, by=moderator, **shown(one), reason="off_topic", text="Ander thema")

    assert list(Practice.objects.filter(pk__in=others).order_by("pk").values()) == before
    assert OutboxMail.objects.count() == 1


# --- 12: claims -----------------------------------------------------------------------------------
@pytest.mark.parametrize("step", ["publish", "improve", "ask", "decline", "withdraw"])
def test_trap_12_claim_is_released_by_every_step(waiting, moderator, step):
    claims.claim(waiting, by=moderator)

    {
        "publish": lambda: publish(waiting, by=moderator, **shown(waiting)),
        "improve": lambda: improve_and_publish(
            waiting, by=moderator, **shown(waiting), content={"title": "Anders"}
        ),
        "ask": lambda: ask_changes(waiting, by=moderator, **shown(waiting), points=POINTS),
        "decline": lambda: decline(
            waiting, by=moderator, **shown(waiting), reason="double", text="Al"
        ),
        "withdraw": lambda: withdraw(waiting, by=author_of(waiting), lock=waiting.lock_version),
    }[step]()

    waiting.refresh_from_db()
    assert (waiting.claimed_by, waiting.claimed_at) == (None, None)


def test_trap_12_what_somebody_reads_still_counts_for_the_others(waiting, moderator, time_machine):
    claims.claim(waiting, by=moderator)
    count = TABS["nieuw"].count

    assert (count(), list(Practice.objects.waiting())) == (1, [waiting])

    time_machine.move_to(timezone.now() + timedelta(minutes=31))
    claims.release_expired()
    waiting.refresh_from_db()
    assert (waiting.claimed_by, count()) == (None, 1)


# --- 13: one click, one mail ----------------------------------------------------------------------
def test_trap_13_one_click_mails_each_reader_once(waiting, moderator):
    form, deed = shown(waiting), "6a3d1f80-8f1c-4f63-9f39-8f2f6b7d0a11"

    events = {publish(waiting, by=moderator, **form, deed=deed).pk for _ in range(3)}

    assert (len(events), OutboxMail.objects.count(), waiting.events.count()) == (1, 1, 1)


def test_trap_13_every_round_has_mails_of_its_own(waiting, moderator):
    for _ in range(2):
        ask_changes(waiting, by=moderator, **shown(waiting), points=POINTS)
        waiting.points.update(state="done")
        resubmit(waiting, by=author_of(waiting), **shown(waiting))

    keys = [key.split(":")[3] for key in OutboxMail.objects.values_list("key", flat=True)]
    assert sorted(keys) == ["M3", "M3", "M4", "M4"]


# --- 14 and 17: addresses stay --------------------------------------------------------------------
def test_trap_14_archived_fiche_keeps_its_page_and_is_found_by_nobody(client, moderator):
    practice = make_practice(title="Huurtesten")
    address = practice.get_absolute_url()

    archive(practice, by=moderator, lock=practice.lock_version, reason="Verouderd", urgent=True)

    answer = client.get(address)
    assert (answer.status_code, practice.get_absolute_url()) == (200, address)
    page = answer.content.decode()
    assert "Huurtesten" in page
    assert "archief" in page.lower() or "gearchiveerd" in page.lower()
    assert not SearchEntry.objects.filter(parent=practice.uid).exists()
    assert not PracticeTag.objects.filter(practice=practice).exists()


def test_trap_14_merged_fiche_leads_on_for_good(client, moderator):
    practice, target = make_practice(), make_practice()
    addresses = [practice.get_absolute_url(), reverse("practices:detail", args=[practice.code])]

    merge(practice, into=target, by=moderator, lock=practice.lock_version, reason="Hetzelfde")

    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (301, target.get_absolute_url())


def test_trap_17_merge_of_a_merge_leads_to_the_end_and_not_around(client, moderator):
    first, second, third = (make_practice() for _ in range(3))
    for one, into in ((first, second), (second, third)):
        merge(one, into=into, by=moderator, lock=one.lock_version, reason="Hetzelfde")

    answer = client.get(first.get_absolute_url(), follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[-1][0] == third.get_absolute_url()


def test_trap_17_circle_in_the_rows_leads_nowhere(moderator):
    first, second = make_practice(), make_practice()
    merge(first, into=second, by=moderator, lock=first.lock_version, reason="Hetzelfde")
    Practice.objects.filter(pk=second.pk).update(state="merged", merged_into=first)
    first.refresh_from_db()

    assert final_target(first) is None
