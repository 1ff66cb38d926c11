"""The lines of the queue: what waits, how long, with which signals, in which order."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from practices.claims import claim
from practices.models import ChangeProposal, CitySection, Practice
from practices.queue import aging, answers, checking, handled, waiting
from practices.queue.filtering import Filters, cities_in
from practices.queue.rows import place_of
from practices.queue.tabs import rows_of
from practices.transitions import move, tell
from tests.factories import make_city, make_user
from tests.fiches import (
    make_moderator,
    make_point,
    make_practice,
    make_proposal,
    make_section,
    make_submitter,
)
from tests.pictures import make_image

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.fixture
def anke():
    return make_moderator(name="Anke")


def texts(row):
    return [signal.text for signal in row.signals]


def only(rows):
    (row,) = rows
    return row


# --- new -----------------------------------------------------------------------------------------
def test_a_fiche_that_was_handed_in_waits_from_that_day(anke):
    gent = make_city(name="Gent")
    with time_machine.travel(datetime(2026, 4, 2, 23, 30, tzinfo=BRUSSELS)):
        practice = make_practice(state="submitted", city=gent, title="Een meldpunt")
    with time_machine.travel(datetime(2026, 4, 8, 9, 0, tzinfo=BRUSSELS)):
        row = only(waiting.new_rows(anke))

    # The sixth is Easter Monday.
    assert (row.title, row.place, row.waits, str(row.since)) == (
        *("Een meldpunt", "Gent", 3),
        "2026-04-02",
    )
    assert (row.url, row.is_late) == (f"/nazicht/{practice.code}/", False)


def test_eleven_working_days_are_too_late(anke):
    with time_machine.travel(datetime(2026, 3, 2, 9, 0, tzinfo=BRUSSELS)):
        make_practice(state="submitted")
    with time_machine.travel(datetime(2026, 3, 17, 9, 0, tzinfo=BRUSSELS)):
        row = only(waiting.new_rows(anke))

    assert (row.waits, row.is_late) == (11, True)


def test_a_draft_is_seen_only_when_its_author_asks_help(anke):
    make_practice(state="draft")
    shared = make_practice(state="draft", title="Help je mee?")
    Practice.objects.filter(pk=shared.pk).update(asks_help=True)

    row = only(waiting.new_rows(anke))

    assert (row.title, row.kind) == ("Help je mee?", "hulpvraag")


def test_what_somebody_took_is_shown_with_the_name_and_still_counts(anke):
    practice = make_practice(state="submitted")
    claim(practice, by=anke)

    row = only(waiting.new_rows(make_moderator()))

    assert (row.holder.name, row.holder.minutes, row.is_of_me) == ("Anke", 0, False)
    assert (only(waiting.new_rows(anke)).is_of_me, waiting.new_practices().count()) == (True, 1)


def test_a_submitter_without_account_and_city_is_called_so(anke):
    submitter = make_submitter(email="an@elders.example")
    practice = make_practice(state="submitted", by=submitter)

    row = only(waiting.new_rows(anke))

    assert (place_of(practice), row.place, row.is_without_account) == (
        *("zonder account", "zonder account"),
        True,
    )


@pytest.mark.parametrize(
    ("email", "told"),
    [("an@stad.gent.example", ["domein herkend"]), ("an@elders.example", [])],
)
def test_an_address_of_a_city_is_recognised(anke, email, told):
    make_city(name="Gent", website="https://www.stad.gent.example/nl")
    make_practice(state="submitted", by=make_submitter(email=email))

    assert texts(only(waiting.new_rows(anke))) == told


def test_a_fiche_with_gaps_says_so(anke):
    make_practice(state="submitted", is_complete=False)

    assert texts(only(waiting.new_rows(anke))) == ["onvolledig"]


def test_pictures_are_told_to_be_whole_or_what_misses(anke):
    whole = make_practice(state="submitted", title="Heel")
    make_image(practice=whole)
    asked = make_practice(state="submitted", title="Vraagt toestemming")
    make_image(practice=asked, people="yes", has_consent=False)

    told = {row.title: texts(row) for row in waiting.new_rows(anke)}

    assert told == {"Heel": ["beeld ok"], "Vraagt toestemming": ["beeld: toestemming mist"]}


def come_back(practice, *, asked_by):
    """Asked by a moderator, adapted and handed in again."""
    move(practice, "ask_changes", by=asked_by, lock=practice.lock_version, seen=1)
    by = practice.author.user
    now = timezone.now()
    move(practice, "resubmit", by=by, lock=practice.lock_version, seen=1, submitted_at=now)


def test_what_came_back_is_counted_and_stands_first_for_who_asked(anke):
    make_practice(state="submitted", title="Wacht al langer")
    back = make_practice(state="submitted", title="Kwam terug")
    come_back(back, asked_by=anke)

    mine, others = rows_of("nieuw", anke), rows_of("nieuw", make_moderator())

    assert [row.title for row in mine] == ["Kwam terug", "Wacht al langer"]
    assert [row.title for row in others] == ["Wacht al langer", "Kwam terug"]
    assert (texts(mine[0]), mine[0].is_returned, others[1].is_returned) == (
        *(["2e keer"], True),
        False,
    )


# --- proposals -----------------------------------------------------------------------------------
def test_a_proposal_is_told_by_kind_with_what_clashes(anke):
    practice = make_practice(title="Zoals ze was", goals="Eerst dit")
    clashing = make_proposal(practice=practice, goals="Dan dat", summary="Een nieuw begin")
    version = practice.versions.create(
        number=2, content={**practice.published_version.content, "goals": "Intussen dit"}
    )
    Practice.objects.filter(pk=practice.pk).update(published_version=version)

    row = only(waiting.proposal_rows(anke))

    assert (row.kind, row.place, texts(row)) == (
        *("wijziging", str(clashing.city)),
        ["1 veld botst"],
    )


def test_a_proposal_about_a_section_is_held_against_that_section(anke):
    gent = make_city(name="Gent")
    section = make_section(practice=make_practice(), city=gent, service="Dienst A")
    base = section.version
    make_proposal(
        practice=section.practice,
        **{"part": "gent", "service": "Dienst B"},
    )
    ChangeProposal.objects.update(
        part="gent", base_section_version=base, values={"service": "Dienst B"}
    )
    quiet = texts(only(waiting.proposal_rows(anke)))
    later = section.versions.create(number=2, content={**base.content, "service": "Dienst C"})
    CitySection.objects.filter(pk=section.pk).update(version=later)

    assert (quiet, texts(only(waiting.proposal_rows(anke)))) == ([], ["1 veld botst"])


# --- after-checks, authors, age, handled ----------------------------------------------------------
def test_sections_to_check_wait_from_the_day_they_were_written(anke):
    gent = make_city(name="Gent")
    section = make_section(
        practice=make_practice(title="Een praktijk"), city=gent, is_checked=False
    )

    row = only(checking.rows(anke))

    assert (row.key, row.title, row.place, row.kind) == (
        *(f"sectie:{section.uid}:1", "Een praktijk"),
        *("Gent", "nieuwe stadssectie"),
    )
    assert checking.count() == 1


def test_what_waits_for_its_author_has_a_day_and_asks_to_be_closed_in_the_end(anke):
    asked = make_practice(state="changes_requested", title="Verwacht")
    today = timezone.localdate()
    Practice.objects.filter(pk=asked.pk).update(changes_due_on=today + timedelta(days=7))
    silent = make_practice(state="changes_requested", title="Al lang stil")
    Practice.objects.filter(pk=silent.pk).update(changes_due_on=today - timedelta(days=90))

    rows = {row.title: row for row in answers.rows(anke)}

    assert (rows["Verwacht"].due, texts(rows["Verwacht"])) == (today + timedelta(days=7), [])
    assert texts(rows["Al lang stil"]) == ["over datum", "Sluiten?"]
    assert answers.count() == 2


def test_a_text_that_nobody_confirmed_stands_under_aging(anke):
    practice = make_practice(title="Oud")
    long_ago = timezone.localdate() - timedelta(days=100)
    Practice.objects.filter(pk=practice.pk).update(review_on=long_ago)

    row = only(aging.rows(anke))

    assert (row.title, row.kind, row.since, aging.count()) == ("Oud", "gedeeld deel", long_ago, 1)


def test_all_that_is_stale_of_one_fiche_is_one_line(anke):
    practice = make_practice(title="Oud", city=make_city(name="Gent"))
    genk = make_section(practice=practice, city=make_city(name="Genk"))
    years_ago = timezone.localdate() - timedelta(days=2000)
    for subject in (practice, genk):
        old = type(subject).objects.filter(pk=subject.pk)
        old.update(review_on=years_ago, confirmed_on=date(2020, 2, 1))

    row = only(aging.rows(anke))

    assert (row.place, row.cities) == ("Gent, Genk", {"gent": "Gent", "genk": "Genk"})
    assert [text.split(";")[0] for text in texts(row)[::2]] == [
        "Gent: Het gedeelde deel is niet bevestigd sinds 1 februari 2020",
        "Genk: De stadssectie is niet bevestigd sinds 1 februari 2020",
    ]
    assert texts(row)[1] == (
        "Niet bevestigd sinds 1 februari 2020: neem contact op met de stad, of archiveer."
    )
    assert [Filters(city=city).keeps(row) for city in ("genk", "gent", "brugge")] == [
        *(True, True, False)
    ]
    assert cities_in([row]) == [("genk", "Genk"), ("gent", "Gent")]


@pytest.mark.parametrize("step", ["announce_archive", "take_offline", "back_online"])
def test_what_everybody_sees_or_not_is_handled_too(anke, step):
    tell(make_practice(), step, by=anke)

    assert only(handled.handled_rows(anke)).state.text == handled.OUTCOMES[step]


def test_handled_tells_the_last_ninety_days_and_nothing_that_was_taken_back(anke):
    def declined(title, **at):
        practice = make_practice(state="submitted", title=title)
        with time_machine.travel(timezone.now() - timedelta(**at)):
            return move(practice, "decline", by=anke, lock=practice.lock_version, seen=1)

    declined("Gisteren", days=1)
    declined("Lang geleden", days=91)
    event = declined("Toch niet", minutes=5)
    event.practice.events.create(step="undo", undoes=event)

    row = only(handled.handled_rows(anke))

    assert (row.title, row.state.text, handled.by_whom(row.subject), row.is_of_me) == (
        *("Gisteren", "niet opgenomen", "Anke"),
        True,
    )


def test_who_asked_is_known_by_account_not_by_name(anke):
    back = make_practice(state="submitted")
    come_back(back, asked_by=anke)

    assert only(waiting.new_rows(make_user(name="Anke"))).is_returned is False


def test_a_point_alone_is_no_return(anke):
    make_point(by=anke)

    assert waiting.new_rows(anke) == []
