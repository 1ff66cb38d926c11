"""The administrator removes a fiche for good; the log says that it was there, and why it went."""

from uuid import uuid4

import pytest
from django.urls import reverse

from cities.models import LogEntry, OutboxMail, SearchEntry, User
from practices.claims import release
from practices.models import (
    ChangeProposal,
    CitySection,
    Point,
    Practice,
    PracticeEvent,
    PracticeVersion,
)
from practices.moderating.asking import ask_changes
from practices.moderating.publishing import publish
from practices.moderating.removing import remove
from practices.moderating.undoing import undo
from practices.submitting.handing_in import retract
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal

pytestmark = pytest.mark.django_db

MODELS = (ChangeProposal, CitySection, Point, Practice, PracticeEvent, PracticeVersion, SearchEntry)


@pytest.fixture
def administrator():
    return make_user(network_role=User.NetworkRole.ADMINISTRATOR)


@pytest.mark.parametrize("state", Practice.State.values)
def test_everything_goes_and_one_line_stays(administrator, state):
    practice = make_practice(state=state, title="Te persoonlijk")
    target = practice.merged_into

    line = remove(practice, by=administrator, lock=practice.lock_version, reason="Privacy")

    assert list(Practice.objects.all()) == [target] * (state == "merged")
    assert not PracticeVersion.objects.filter(practice=practice.pk).exists()
    assert (line.verb, line.subject) == (LogEntry.Verb.FICHE_REMOVED, practice.code)
    assert (line.actor.user, line.city) == (administrator, practice.city)
    assert "reden: Privacy" in line.detail
    assert "Te persoonlijk" not in line.detail


def test_points_deeds_and_undone_decisions_go_along(administrator):
    moderator = make_moderator()
    practice = make_practice(state="submitted")
    form = {"lock": practice.lock_version, "seen": 1}
    undo(publish(practice, by=moderator, **form), by=moderator)
    practice.refresh_from_db()
    points = [{"field": "", "text": "Korter"}]
    ask_changes(practice, by=moderator, lock=practice.lock_version, seen=1, points=points)

    remove(practice, by=administrator, lock=practice.lock_version, reason="Privacy")

    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)
    assert not OutboxMail.objects.exclude(key__contains=":M21:").exists()


def test_draft_of_which_a_decision_was_undone_can_be_thrown_away(client):
    city = make_city()
    author, moderator = make_member(city=city, role="contributor"), make_moderator()
    practice = make_practice(state="submitted", by=author, city=city)
    points = [{"field": "title", "text": "Korter"}]
    form = {"by": moderator, "lock": practice.lock_version, "seen": 1}
    undo(ask_changes(practice, points=points, **form), by=moderator)
    practice.refresh_from_db()
    release(practice, by=moderator)
    retract(practice, by=author, lock=practice.lock_version)
    client.force_login(author)

    response = client.post(
        reverse("practices:fiche_delete", args=[practice.code]),
        {"lock": practice.lock_version, "deed": uuid4()},
    )

    assert (response.status_code, Practice.objects.exists()) == (302, False)


def test_proposals_and_sections_go_along(administrator):
    practice = make_practice()
    make_proposal(practice=practice, state="applied")
    Practice.objects.get(pk=practice.pk)

    remove(practice, by=administrator, lock=practice.lock_version, reason="Privacy")

    assert [model.objects.count() for model in MODELS] == [0] * len(MODELS)


def test_address_of_a_removed_fiche_is_given_to_no_other(administrator):
    moderator = make_moderator()
    first, second = (make_practice(state="submitted", title="Huurtesten") for _ in range(2))
    publish(first, by=moderator, lock=first.lock_version, seen=1)
    remove(first, by=administrator, lock=first.lock_version, reason="Privacy")

    publish(second, by=moderator, lock=second.lock_version, seen=1)

    assert second.slug == "huurtesten-2"


def test_fiche_to_which_others_lead_stays(administrator):
    merged = make_practice(state="merged")
    target = merged.merged_into

    with pytest.raises(RefusedError, match="leiden naar deze"):
        remove(target, by=administrator, lock=target.lock_version, reason="Privacy")

    assert Practice.objects.count() == 2


def test_moderator_author_or_stale_page_removes_nothing(administrator):
    practice = make_practice()

    for person in (make_moderator(), practice.author.user):
        with pytest.raises(RefusedError, match="Alleen de beheerder"):
            remove(practice, by=person, lock=practice.lock_version, reason="Privacy")
    with pytest.raises(RefusedError, match="Geef een reden"):
        remove(practice, by=administrator, lock=practice.lock_version, reason="")
    with pytest.raises(OvertakenError):
        remove(practice, by=administrator, lock=practice.lock_version + 1, reason="Privacy")

    practice.refresh_from_db()
    assert (practice.state, LogEntry.objects.count()) == ("published", 0)
