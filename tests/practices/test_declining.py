"""What is not taken up keeps its text: with its author, or in the section of its city elsewhere."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from cities.models import OutboxMail
from practices.fiche.content import normalised
from practices.images.reading import may_see_image
from practices.models import Practice
from practices.moderating.declining import decline, into_section, section_from
from practices.sections.words import as_text
from practices.submitting.sharing import open_link
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city
from tests.fiches import (
    make_moderator,
    make_practice,
    make_section,
    make_submitter,
    put_in_state,
    save_text,
)
from tests.pictures import make_image

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def city():
    return make_city(name="Kortrijk")


@pytest.fixture
def waiting(city):
    return make_practice(state="submitted", city=city, title="Testen bij ons")


@pytest.fixture
def target():
    return make_practice(title="Praktijktesten")


def shown(practice):
    return {"lock": practice.lock_version, "seen": practice.working_version.number}


# --- P8 ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", ["submitted", "changes_requested"])
def test_declined_fiche_keeps_its_text_and_says_why(state, moderator):
    practice = make_practice(state=state, title="Campagne")

    event = decline(
        practice, by=moderator, **shown(practice), reason="promotional", text="Vooral reclame."
    )

    assert (practice.state, practice.decline_reason) == ("declined", "promotional")
    assert (practice.state_reason, event.reason) == ("Vooral reclame.", "Vooral reclame.")
    assert (practice.versions.count(), event.from_state) == (1, state)
    mail = OutboxMail.objects.get()
    assert mail.subject == "Niet opgenomen: Campagne"
    assert "Reden: vooral reclame.\nVooral reclame." in mail.body


@pytest.mark.parametrize(
    ("reason", "text", "told"),
    [("double", "  ", "Geef een reden"), ("", "Omdat", "Kies een reden"), ("x", "y", "Kies een")],
)
def test_declining_needs_a_reason_of_the_list_and_words(waiting, moderator, reason, text, told):
    with pytest.raises(RefusedError, match=told):
        decline(waiting, by=moderator, **shown(waiting), reason=reason, text=text)

    waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_text_that_was_saved_since_is_not_declined_unread(moderator):
    practice = make_practice(state="changes_requested")
    form = shown(practice)
    save_text(practice, title="Nu wel af")

    with pytest.raises(OvertakenError):
        decline(practice, by=moderator, **form, reason="incomplete", text="Te lang gewacht")


def test_declined_fiche_is_no_longer_shown_by_its_link(moderator):
    author = make_submitter()
    draft = make_practice(state="draft", by=author)
    key = open_link(draft, by=author)
    image = make_image(practice=draft)
    put_in_state(draft, "submitted")

    decline(draft, by=moderator, reason="other", text="Vooral reclame.", **shown(draft))

    assert draft.preview_key == ""
    # Also when its key would be known still.
    Practice.objects.filter(pk=draft.pk).update(preview_key=key)
    image.refresh_from_db()
    assert not may_see_image(image, user=AnonymousUser(), share_key=key)


def test_other_fiches_of_the_author_stay_as_they_are(moderator):
    author = make_submitter()
    one, other = (make_practice(state="submitted", by=author) for _ in range(2))
    before = Practice.objects.values().get(pk=other.pk)

    decline(one, by=moderator, **shown(one), reason="off_topic", text="Ander thema")

    assert Practice.objects.values().get(pk=other.pk) == before


# --- P9 ------------------------------------------------------------------------------------------
def test_text_becomes_the_section_of_its_city_in_the_other_fiche(waiting, target, city, moderator):
    into_section(waiting, target=target, by=moderator, **shown(waiting))

    section = target.sections.get(city=city)
    assert (waiting.state, waiting.merged_into, waiting.slug) == ("merged", target, None)
    assert section.version.content["text"].startswith("Wij testen elk najaar")
    assert (section.checked_number, section.version.author) == (1, waiting.author)
    mail = OutboxMail.objects.get()
    assert mail.subject == "Samengebracht met Praktijktesten: Testen bij ons"
    told = f"in de sectie van Kortrijk:\n\n{as_text(section.version.content)}\n\nAl wat"
    assert told in mail.body


def test_fiche_that_tells_nothing_of_its_city_brings_its_description():
    practice = make_practice(state="submitted", section={"contact": "a@b.example"})

    section = section_from(practice)

    content = practice.working_version.content
    assert section["text"].startswith(f"{content['summary']}\n\n{content['description']}\n\n")
    assert section["contact"] == "a@b.example"


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        ("keep", "Wat er stond"),
        ("replace", "Zo doen wij het."),
        ("merge", "Wat er stond\n\nZo doen wij het."),
    ],
)
def test_city_with_a_section_there_gets_what_the_moderator_chose(
    waiting, target, city, moderator, choice, text
):
    section = make_section(practice=target, city=city, text="Wat er stond")
    words = {"choice": choice, "content": {"text": "Zo doen wij het."}}

    into_section(waiting, target=target, by=moderator, **shown(waiting), **words)

    section.refresh_from_db()
    assert section.version.content["text"] == text
    assert waiting.versions.get().section["text"].startswith("Wij testen")


def test_city_with_a_section_there_asks_for_a_choice(waiting, target, city, moderator):
    make_section(practice=target, city=city)

    with pytest.raises(RefusedError, match="Kortrijk heeft al een sectie"):
        into_section(waiting, target=target, by=moderator, **shown(waiting))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.merged_into) == ("submitted", None)


@pytest.mark.parametrize("state", ["draft", "archived", "offline", "declined"])
def test_fiche_that_is_not_online_takes_nothing_in(waiting, moderator, state):
    target = make_practice(state=state)

    with pytest.raises(RefusedError, match="online"):
        into_section(waiting, target=target, by=moderator, **shown(waiting))

    waiting.refresh_from_db()
    assert (waiting.state, waiting.events.count()) == ("submitted", 0)


def test_fiche_does_not_go_into_itself(waiting, moderator):
    with pytest.raises(RefusedError):
        into_section(waiting, target=waiting, by=moderator, **shown(waiting))


def test_section_that_the_moderator_edited_is_what_stands_there(waiting, target, city, moderator):
    content = normalised("section", {"text": "Korter", "contact": "w@kortrijk.example"})

    into_section(waiting, target=target, by=moderator, **shown(waiting), content=content)

    assert target.sections.get(city=city).version.content == content


def test_same_click_twice_is_one_section_text_and_one_mail(waiting, target, city, moderator):
    form, deed = shown(waiting), uuid4()
    first = into_section(waiting, target=target, by=moderator, **form, deed=deed)

    second = into_section(waiting, target=target, by=moderator, **form, deed=deed)

    versions = target.sections.get(city=city).versions.count()
    assert (first, versions, OutboxMail.objects.count()) == (second, 1, 1)
