"""The texts that were online, one after the other."""

import pytest
from django.urls import reverse

from practices.fiche.versions import add_version
from practices.models import Practice, PracticeEvent
from practices.transitions import tell
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db

DAYS = "//section/h2"


@pytest.fixture
def practice():
    """Version 1 was a draft; 2 came online; 3 is by VVSG and online; 4 waits."""
    practice = make_practice(title="Huren", state="draft", summary="Kladje van de indiener.")
    by = make_moderator(name="Anke Moderator")
    publish(practice, by=by, summary="Een team belt.")
    practice = Practice.objects.get(pk=practice.pk)
    change(practice, by=by, reason="Zeergeheime reden", summary="Een team belt kantoren.")
    save(practice, by=by, summary="Nog geheim.")
    return practice


def save(practice, *, by, reason="", is_by_moderator=False, **content):
    current = practice.working_version
    return add_version(
        practice,
        {**current.content, **content},
        current.section,
        by=by,
        reason=reason,
        is_by_moderator=is_by_moderator,
    )


def publish(practice, *, by, **content):
    version = save(practice, by=by, **content)
    Practice.objects.filter(pk=practice.pk).update(
        state="published", slug="huren", published_version=version
    )
    return tell(practice, "publish", by=by, seen=version.number)


def change(practice, *, by, **values):
    version = save(practice, by=by, is_by_moderator=True, **values)
    Practice.objects.filter(pk=practice.pk).update(published_version=version)
    practice.refresh_from_db()


def test_only_what_was_online_is_told_the_newest_first(client, practice):
    response = client.get(reverse("practices:history", args=["huren"]))

    page = main_of(response)
    assert len(all_words(response, DAYS)) == 2
    assert [one.endswith("redactie VVSG") for one in all_words(response, DAYS)] == [True, False]
    assert ("Kladje" in page, "Nog geheim" in page) == (False, False)
    assert all_words(response, "//tbody/tr/th") == ["Samenvatting"]
    assert "toegevoegd" in page


def test_no_name_and_no_reason_is_told(client, practice):
    page = client.get(reverse("practices:history", args=["huren"])).content.decode()

    assert ("Anke" in page, "Zeergeheime" in page) == (False, False)


def test_a_publication_that_was_taken_back_is_no_history(client):
    practice, by = make_practice(state="draft", summary="Eerste tekst."), make_moderator()
    taken_back = publish(practice, by=by, summary="Te vroeg.")
    PracticeEvent.objects.create(practice=practice, step="undo_publish", undoes=taken_back)
    practice = Practice.objects.get(pk=practice.pk)
    publish(practice, by=by, summary="Goed zo.")

    page = main_of(client.get(reverse("practices:history", args=["huren"])))

    assert ("Te vroeg" in page, page.count("<section")) == (False, 1)


def test_of_a_picture_only_that_it_changed(client):
    practice, by = make_practice(title="Huren"), make_moderator()
    image = {"uid": "x", "alt": "Zeergeheim portret", "credit": "Stad"}
    change(practice, by=by, images=[image])

    page = main_of(client.get(reverse("practices:history", args=[practice.slug])))

    # Without an event of its publication, only the text of today is known to have been online.
    assert "Zeergeheim" not in page
    tell(practice, "publish", by=by, seen=1)
    response = client.get(reverse("practices:history", args=[practice.slug]))
    assert ("Zeergeheim" in main_of(response)) is False
    assert all_words(response, "//section/p")[0] == "Ook gewijzigd: Beelden."


@pytest.mark.parametrize("state", ["draft", "submitted", "offline", "withdrawn"])
def test_what_is_not_online_has_no_public_history(client, state):
    practice = make_practice(state=state, city=make_city())

    answer = client.get(reverse("practices:history", args=[practice.slug or practice.code]))

    assert answer.status_code == 404
