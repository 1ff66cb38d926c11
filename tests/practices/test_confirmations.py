"""Nobody is said to have confirmed what was not their text, nor on a day they did not read it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from cities.models import OutboxMail
from practices.fiche.reading import read
from practices.models import CitySection, Practice
from practices.moderating.declining import into_section
from practices.moderating.merging import clashes, merge
from practices.moderating.publishing import improve_and_publish, publish
from practices.moderating.undoing import undo
from practices.sections.words import as_text
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_section, make_submitter

pytestmark = pytest.mark.django_db
TODAY, LONG_AGO = date(2026, 11, 23), date(2021, 3, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def ghent():
    return make_city(name="Gent", website="https://stad.gent")


@pytest.fixture
def gone():
    return make_practice(title="Huurtesten")


@pytest.fixture
def target():
    return make_practice(title="Praktijktesten")


def clock_of(subject):
    subject.refresh_from_db()
    return subject.confirmed_on, subject.confirmed_by, subject.review_on


def merged(gone, target, by, choice="keep"):
    choices = {clash.key: choice for clash in clashes(gone, target)}
    lock = gone.lock_version
    return merge(gone, into=target, by=by, lock=lock, reason="Hetzelfde", choices=choices)


def two_texts(gone, target, city):
    mine = make_section(practice=gone, city=city, text="Uit de huurtesten")
    theirs = make_section(practice=target, city=city, text="Uit de praktijktesten")
    days = {"confirmed_on": LONG_AGO, "updated_on": LONG_AGO, "review_on": LONG_AGO}
    CitySection.objects.filter(pk=mine.pk).update(**days)
    return mine, theirs


# --- bringing together ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("choice", "review_on", "updated_on"),
    [("replace", LONG_AGO, LONG_AGO), ("merge", TODAY, TODAY)],
)
def test_changed_text_is_confirmed_by_nobody_and_asks_its_city(
    gone, target, moderator, ghent, choice, review_on, updated_on
):
    _, theirs = two_texts(gone, target, ghent)

    merged(gone, target, moderator, choice)

    assert clock_of(theirs) == (None, "", review_on)
    assert theirs.updated_on == updated_on


def test_text_that_stays_keeps_its_confirmation(gone, target, moderator, ghent):
    _, theirs = two_texts(gone, target, ghent)
    before = clock_of(theirs)

    merged(gone, target, moderator)

    assert clock_of(theirs) == before


def test_section_that_moves_keeps_its_own_dates(gone, target, moderator, ghent):
    section = make_section(practice=gone, city=ghent)
    days = {"confirmed_on": None, "confirmed_by": "", "review_on": LONG_AGO, "updated_on": LONG_AGO}
    CitySection.objects.filter(pk=section.pk).update(**days)

    merged(gone, target, moderator)

    section.refresh_from_db()
    assert section.practice == target
    assert {name: getattr(section, name) for name in days} == days


@pytest.mark.parametrize(
    ("choice", "lost", "title"),
    [
        ("keep", "Uit de huurtesten", "Huurtesten"),
        ("replace", "Uit de praktijktesten", "Praktijktesten"),
    ],
)
def test_city_reads_in_its_mail_which_text_did_not_stay(
    gone, target, moderator, ghent, choice, lost, title
):
    two_texts(gone, target, ghent)
    reader = make_member(city=ghent, role="contributor")

    merged(gone, target, moderator, choice)

    mail = OutboxMail.objects.get(user=reader)
    assert f"Over Gent waren er twee teksten. Deze, uit “{title}”, bleef niet staan:" in mail.body
    assert lost in mail.body
    assert not OutboxMail.objects.filter(user=gone.author.user, body__contains=lost).exists()


def test_joined_texts_lose_nothing_that_a_mail_would_tell(gone, target, moderator, ghent):
    two_texts(gone, target, ghent)

    merged(gone, target, moderator, "merge")

    assert not OutboxMail.objects.filter(body__contains="bleef niet staan").exists()


def test_submitted_text_in_an_existing_section_asks_its_city(target, moderator, ghent):
    practice = make_practice(state="submitted", city=ghent)
    section = make_section(practice=target, city=ghent, text="Wat er stond")
    words = {"choice": "replace", "content": {"text": "Nieuw"}}

    into_section(practice, target=target, by=moderator, lock=practice.lock_version, seen=1, **words)

    assert clock_of(section) == (None, "", TODAY)
    (mail,) = OutboxMail.objects.filter(user=practice.author.user)
    assert ("Nieuw" in mail.body, "Wat er stond" in mail.body) == (True, True)


# --- publishing ----------------------------------------------------------------------------------
def handed_in(**values):
    """Two days ago."""
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        return make_practice(state="submitted", **values)


def shown(practice):
    return {"lock": practice.lock_version, "seen": practice.working_version.number}


def test_city_confirmed_on_the_day_it_handed_in(moderator, ghent):
    practice = handed_in(city=ghent)

    publish(practice, by=moderator, **shown(practice))

    told = (date(2026, 11, 21), "Gent", date(2027, 11, 21))
    assert (clock_of(practice), clock_of(practice.sections.get())) == (told, told)
    assert read(practice).lines == ["Bevestigd door Gent op 21 november 2026"]
    assert not OutboxMail.objects.filter(subject__startswith="Er staat iets over").exists()


def test_what_vvsg_changed_is_confirmed_by_nobody(moderator, ghent):
    practice = handed_in(city=ghent)

    improve_and_publish(practice, by=moderator, **shown(practice), content={"title": "Beter"})

    assert clock_of(practice)[:2] == (None, "")
    assert read(practice).lines == ["Laatst bijgewerkt 23 november 2026, redactie VVSG"]
    # Its own section VVSG left alone.
    assert clock_of(practice.sections.get())[:2] == (date(2026, 11, 21), "Gent")


def test_section_that_vvsg_changed_is_confirmed_by_nobody(moderator, ghent):
    practice = handed_in(city=ghent)

    improve_and_publish(practice, by=moderator, **shown(practice), section={"text": "Korter"})

    assert clock_of(practice)[:2] == (date(2026, 11, 21), "Gent")
    assert clock_of(practice.sections.get())[:2] == (None, "")


def test_people_of_a_city_hear_what_somebody_else_told_about_them(moderator, ghent):
    reader = make_member(city=ghent, role="contributor")
    practice = handed_in(by=make_submitter(email="an@elders.example", city=ghent))
    Practice.objects.filter(pk=practice.pk).update(place_name="Gent")
    practice.refresh_from_db()

    event = publish(practice, by=moderator, **shown(practice))

    section = practice.sections.get()
    assert (clock_of(practice)[1], clock_of(section)[:2]) == ("VVSG", (None, ""))
    mail = OutboxMail.objects.get(user=reader)
    assert mail.subject == f"Er staat iets over Gent online: {practice.title}"
    assert as_text(section.version.content) in mail.body
    undo(event, by=moderator)
    assert not OutboxMail.objects.filter(user=reader).exists()


def test_submitter_of_the_domain_of_the_city_speaks_for_it(moderator, ghent):
    practice = handed_in(by=make_submitter(email="an@stad.gent", city=ghent), city=ghent)

    publish(practice, by=moderator, **shown(practice))

    assert clock_of(practice)[:2] == (date(2026, 11, 21), "Gent")


def test_author_without_a_role_in_the_city_confirms_nothing_in_its_name(moderator, ghent):
    practice = handed_in(by=make_moderator(), city=ghent)

    publish(practice, by=moderator, **shown(practice))

    assert (clock_of(practice)[:2], clock_of(practice.sections.get())[0]) == ((TODAY, "VVSG"), None)
