"""What an author sees of the changes of VVSG: those of a deed that stands, and no other."""

import pytest
from django.urls import reverse

from practices.models import PracticeEvent
from practices.moderating.publishing import improve_and_publish, publish
from practices.moderating.undoing import undo
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal
from tests.proposing import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def page(practice):
    return reverse("practices:fiche", args=[practice.code])


def test_edits_of_vvsg_are_shown_as_a_difference(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer, title="Praktijktesten")
    improved = {"title": "Praktijktesten op de huurmarkt"}
    improve_and_publish(
        practice, by=make_moderator(), lock=practice.lock_version, seen=1, content=improved
    )

    edits = signed_in.get(page(practice)).context["edits"]

    assert [(one.path, one.old, one.new) for one in edits] == [
        ("title", "Praktijktesten", "Praktijktesten op de huurmarkt")
    ]


def test_an_edit_that_was_undone_is_not_shown(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    anke, improved = make_moderator(), {"goals": "Bleef nooit online"}
    form = {"by": anke, "lock": practice.lock_version, "seen": 1}
    undo(improve_and_publish(practice, content=improved, **form), by=anke)
    practice.refresh_from_db()
    publish(practice, by=anke, lock=practice.lock_version, seen=3)

    edits = signed_in.get(page(practice)).context["edits"]

    practice.refresh_from_db()
    online, section = practice.published_version, practice.sections.get()
    assert (edits, online.is_by_moderator) == ([], False)
    assert (online.author.user, section.version.author.user) == (officer, officer)


def test_a_proposal_that_was_taken_off_is_no_edit_of_vvsg(signed_in, city, officer):
    practice, anke = make_practice(city=city, by=officer), make_moderator()
    event = decide(make_proposal(practice=practice, goals="Anders"), anke)
    undo(PracticeEvent.objects.get(pk=event.pk), by=anke)

    edits = signed_in.get(page(practice)).context["edits"]

    practice.refresh_from_db()
    online = practice.published_version
    assert (edits, online.is_by_moderator, online.author.user) == ([], False, officer)
