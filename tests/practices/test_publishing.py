"""Exactly what was read goes online, with its address, its section and its mail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cities.models import OutboxMail
from practices.models import Practice, PracticeImage, PracticeTag
from practices.moderating.publishing import improve_and_publish, publish
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_submitter, save_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def waiting():
    return make_practice(state="submitted", title="Praktijktesten op de huurmarkt")


def shown(practice):
    return {"lock": practice.lock_version, "seen": practice.working_version.number}


def subjects():
    return sorted(OutboxMail.objects.values_list("subject", flat=True))


# --- P6 ------------------------------------------------------------------------------------------
def test_published_fiche_is_what_was_read_with_address_clock_and_labels(waiting, moderator):
    event = publish(waiting, by=moderator, **shown(waiting))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.slug) == ("published", "praktijktesten-op-de-huurmarkt")
    assert waiting.published_version == waiting.working_version
    assert (waiting.confirmed_on, waiting.confirmed_by) == (timezone.localdate(), waiting.place)
    assert waiting.review_on > timezone.localdate() + timedelta(days=300)
    assert waiting.published_at == waiting.changed_at
    assert PracticeTag.objects.filter(practice=waiting, facet="domein", code="wonen").exists()
    assert (event.step, event.actor.user, event.seen) == ("publish", moderator, 1)


def test_what_the_city_told_becomes_its_section_already_checked(waiting, moderator):
    publish(waiting, by=moderator, **shown(waiting))

    section = waiting.sections.get()
    assert (section.city, section.version.content["service"]) == (waiting.city, "Dienst Samenleven")
    assert (section.checked_number, section.version.author) == (1, waiting.author)


def test_fiche_of_a_place_outside_the_list_gets_a_section_by_its_name(moderator):
    practice = make_practice(state="submitted", by=make_submitter())
    Practice.objects.filter(pk=practice.pk).update(place_name="Hoeilaart")
    practice.refresh_from_db()

    publish(practice, by=moderator, **shown(practice))

    assert practice.sections.get().place == "Hoeilaart"


def test_author_is_mailed_after_the_minute(waiting, moderator):
    event = publish(waiting, by=moderator, **shown(waiting))

    mail = OutboxMail.objects.get()
    assert (mail.user, mail.subject) == (
        waiting.author.user,
        "Gepubliceerd: Praktijktesten op de huurmarkt",
    )
    assert mail.due_at == event.at + timedelta(seconds=60)


def test_text_that_the_moderator_edited_is_what_is_sent(waiting, moderator):
    event = publish(waiting, by=moderator, **shown(waiting), mail_body="Dag Noor, knap gedaan.")

    mail = OutboxMail.objects.get()
    assert mail.body.startswith("Dag Noor, knap gedaan.\n\n")
    assert f"/praktijken/{waiting.code}/" in mail.body
    assert event.memo["mail"] == "Dag Noor, knap gedaan."


def test_same_click_twice_is_one_event_and_one_mail(waiting, moderator):
    deed = uuid4()
    first = publish(waiting, by=moderator, **(form := shown(waiting)), deed=deed)

    second = publish(waiting, by=moderator, **form, deed=deed)

    assert (first, waiting.events.count(), OutboxMail.objects.count()) == (second, 1, 1)


def test_fiche_without_what_is_required_is_not_published(moderator):
    practice = make_practice(state="submitted", challenges=[])

    with pytest.raises(RefusedError, match="Dit mag niet leeg zijn: Uitdagingen"):
        publish(practice, by=moderator, **shown(practice))

    practice.refresh_from_db()
    assert (practice.state, practice.events.count()) == ("submitted", 0)


def test_fiche_that_was_taken_over_as_it_was_needs_a_title_only(moderator):
    practice = make_practice(state="submitted", challenges=[], summary="")
    Practice.objects.filter(pk=practice.pk).update(is_imported=True)
    practice.refresh_from_db()

    publish(practice, by=moderator, **shown(practice))

    assert practice.state == "published"


def test_picture_without_its_rights_is_not_published(waiting, moderator):
    image = PracticeImage.objects.create(practice=waiting, width=10, height=10, checksum="a" * 64)
    entry = {"uid": str(image.uid), "alt": "Een straat", "decorative": False}
    save_text(waiting, images=[{**entry, "caption": "", "credit": ""}])

    with pytest.raises(RefusedError, match="Beeld 1: noem wie het maakte"):
        publish(waiting, by=moderator, **shown(waiting))

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_fiche_of_no_city_is_found_too(moderator):
    practice = make_practice(state="submitted", by=make_submitter())

    publish(practice, by=moderator, **shown(practice))

    assert not practice.sections.exists()
    assert PracticeTag.objects.filter(practice=practice, facet="domein").exists()


@pytest.mark.parametrize("role", ["contributor", "alderman"])
def test_only_a_moderator_publishes(waiting, role):
    person = make_member(city=waiting.city, role=role)

    with pytest.raises(RefusedError, match="nazicht"):
        publish(waiting, by=person, **shown(waiting))

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


# --- an own fiche --------------------------------------------------------------------------------
def own_fiches():
    author, colleague, writer = make_moderator(), make_moderator(), make_moderator()
    city = make_city()
    colleague.memberships.create(city=city, role="contributor")
    yield make_practice(state="submitted", by=author), author
    yield make_practice(state="submitted", city=city), colleague
    yield make_practice(state="submitted", by=make_submitter(email=writer.email)), writer


def test_own_fiche_needs_another_pair_of_eyes_or_a_reason():
    for practice, person in own_fiches():
        with pytest.raises(RefusedError, match="tweede paar ogen"):
            publish(practice, by=person, **shown(practice))

        event = publish(
            practice, by=person, **shown(practice), alone_reason="Iedereen is met vakantie"
        )

        assert (practice.state, event.reason) == ("published", "Iedereen is met vakantie")


def test_author_who_publishes_alone_is_not_mailed(moderator):
    practice = make_practice(state="submitted", by=moderator)

    publish(practice, by=moderator, **shown(practice), alone_reason="Dringend")

    assert not OutboxMail.objects.exists()


# --- the address ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Nieuw", "nieuw-2"),
        ("Beelden", "beelden-2"),
        ("???", "praktijk"),
        ("Één  huis, twéé sleutels", "een-huis-twee-sleutels"),
        ("a" * 100, "a" * 80),
    ],
)
def test_address_is_made_of_the_title_and_never_a_reserved_word(moderator, title, slug):
    practice = make_practice(state="submitted", title=title)

    publish(practice, by=moderator, **shown(practice))

    assert practice.slug == slug


def test_second_fiche_of_that_title_gets_a_number(moderator):
    first, second = (make_practice(state="submitted", title="b" * 90) for _ in range(2))

    for practice in (first, second):
        publish(practice, by=moderator, **shown(practice))

    assert (first.slug, second.slug) == ("b" * 80, f"{'b' * 78}-2")


# --- P7 ------------------------------------------------------------------------------------------
def test_improved_text_is_one_version_of_vvsg_and_online_at_once(waiting, moderator):
    event = improve_and_publish(
        waiting,
        by=moderator,
        **shown(waiting),
        content={"title": "Testen op de huurmarkt"},
        section={"service": "Dienst Wonen"},
    )

    versions = list(waiting.versions.values_list("number", "is_by_moderator", "content__title"))
    assert versions == [
        (1, False, "Praktijktesten op de huurmarkt"),
        (2, True, "Testen op de huurmarkt"),
    ]
    assert (waiting.published_version.number, waiting.slug) == (2, "testen-op-de-huurmarkt")
    assert waiting.sections.get().version.content["service"] == "Dienst Wonen"
    assert (event.seen, waiting.events.count()) == (2, 1)


def test_author_reads_what_vvsg_changed(waiting, moderator):
    improve_and_publish(
        waiting, by=moderator, **shown(waiting), content={"title": "Testen op de huurmarkt"}
    )

    mail = OutboxMail.objects.get()
    assert mail.subject == "Gepubliceerd met kleine aanpassingen: Testen op de huurmarkt"
    assert "- eerst: Praktijktesten op de huurmarkt\n- nu: Testen op de huurmarkt" in mail.body


def test_improving_nothing_is_refused(waiting, moderator):
    with pytest.raises(RefusedError, match="veranderde niets"):
        improve_and_publish(waiting, by=moderator, **shown(waiting), content={})

    assert waiting.versions.count() == 1


def test_improving_away_what_is_required_keeps_nothing(waiting, moderator):
    form = shown(waiting)

    with pytest.raises(RefusedError, match="Doelgroep|Samenvatting"):
        improve_and_publish(waiting, by=moderator, **form, content={"summary": ""})

    waiting.refresh_from_db()
    assert (waiting.state, waiting.versions.count(), shown(waiting)) == ("submitted", 1, form)


def test_improving_a_text_that_moved_keeps_nothing(waiting, moderator):
    form = shown(waiting)
    save_text(waiting, title="Van de auteur")

    with pytest.raises(OvertakenError):
        improve_and_publish(waiting, by=moderator, **form, content={"title": "Van VVSG"})

    assert not waiting.versions.filter(content__title="Van VVSG").exists()


def test_improving_twice_by_one_click_is_one_version(waiting, moderator):
    form, deed = shown(waiting), uuid4()
    content = {"title": "Testen"}
    first = improve_and_publish(waiting, by=moderator, **form, content=content, deed=deed)

    second = improve_and_publish(waiting, by=moderator, **form, content=content, deed=deed)

    assert (first, waiting.versions.count()) == (second, 2)
