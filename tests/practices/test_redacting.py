"""VVSG corrects what is online: a next text, with its reason, and no mail (P18)."""

import pytest

from cities.models import OutboxMail
from practices.moderating.publishing import redact
from practices.transitions import OvertakenError, RefusedError
from tests.fiches import make_moderator, make_practice
from tests.practices.deeds import page_of as shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


def test_redaction_is_a_next_version_online_with_its_reason(moderator):
    practice = make_practice(title="Oude titel")
    slug = practice.slug

    event = redact(
        practice, by=moderator, **shown(practice), content={"title": "Nieuwe"}, reason="Tikfout"
    )

    assert (practice.title, practice.slug, practice.state) == ("Nieuwe", slug, "published")
    version = practice.published_version
    assert (version.number, version.reason, version.is_by_moderator) == (2, "Tikfout", True)
    assert (version.section, event.memo["fields"]) == ({}, ["title"])
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason", "told"),
    [
        ({"title": "Anders"}, "  ", "Geef een reden"),
        ({}, "Zomaar", "veranderde niets"),
        ({"title": ""}, "Weg ermee", "Dit mag niet leeg zijn: Titel"),
    ],
)
def test_redaction_needs_a_reason_a_change_and_what_is_required(moderator, content, reason, told):
    practice = make_practice()

    with pytest.raises(RefusedError, match=told):
        redact(practice, by=moderator, **shown(practice), content=content, reason=reason)

    assert practice.versions.count() == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "archived", "offline", "declined"])
def test_only_what_is_online_is_corrected(moderator, state):
    practice = make_practice(state=state)

    with pytest.raises(OvertakenError):
        redact(
            practice, by=moderator, **shown(practice), content={"title": "Anders"}, reason="Tikfout"
        )

    assert practice.versions.count() == 1
