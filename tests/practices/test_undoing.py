"""For a minute a decision can be taken back, as if it was never taken, and nobody was mailed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cities import outbox
from cities.models import OutboxMail
from practices.models import Point
from practices.moderating.asking import ask_changes, take_back_request
from practices.moderating.declining import decline
from practices.moderating.points import answer_point
from practices.moderating.publishing import improve_and_publish, publish
from practices.moderating.undoing import can_undo, undo
from practices.sections.writing import put_section
from practices.transitions import RefusedError
from tests.fiches import (
    make_moderator,
    make_practice,
    make_proposal,
    make_submitter,
    save_text,
)
from tests.practices.undone import POINTS, refused, shown, standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_moderator()


def do_publish(practice, by):
    return publish(practice, by=by, **shown(practice))


def do_improve(practice, by):
    content, section = {"title": "Van VVSG"}, {"service": "Dienst Wonen"}
    return improve_and_publish(practice, by=by, **shown(practice), content=content, section=section)


def do_ask(practice, by):
    return ask_changes(practice, by=by, **shown(practice), points=POINTS)


def do_decline(practice, by):
    return decline(practice, by=by, **shown(practice), reason="double", text="Staat er al")


DECISIONS = [do_publish, do_improve, do_ask, do_decline]


@pytest.mark.parametrize("decide", DECISIONS)
@pytest.mark.parametrize("by", [None, make_submitter])
def test_everything_is_as_it_was_and_nobody_is_mailed(decide, by, moderator):
    practice = make_practice(state="submitted", by=by and by())
    before = standing(practice)
    event = decide(practice, moderator)
    assert (standing(practice) != before, OutboxMail.objects.count()) == (True, 1)

    undone = undo(event, by=moderator)

    assert standing(practice) == before
    assert not OutboxMail.objects.exists()
    assert (undone.undoes, undone.from_state, undone.to_state) == (
        event,
        event.to_state,
        "submitted",
    )
    assert undone.lock_version == practice.lock_version


def test_question_that_was_declined_stands_again(moderator):
    practice = make_practice(state="submitted")
    do_ask(practice, moderator)
    before = standing(practice)

    undo(do_decline(practice, moderator), by=moderator)

    assert standing(practice) == before
    assert (practice.state, practice.points.count()) == ("changes_requested", 1)


def test_no_text_is_lost_when_an_improvement_is_undone(moderator):
    practice = make_practice(state="submitted", title="Van de auteur")

    undo(do_improve(practice, moderator), by=moderator)

    titles = list(practice.versions.values_list("content__title", flat=True))
    assert titles == ["Van de auteur", "Van VVSG", "Van de auteur"]
    practice.refresh_from_db()
    saved = save_text(practice, title="En verder")
    assert (saved.number, practice.published_version) == (4, None)


def test_address_of_an_undone_publication_waits_for_its_own_fiche(moderator):
    first, second = (make_practice(state="submitted", title="Huurtesten") for _ in range(2))
    undo(do_publish(first, moderator), by=moderator)

    do_publish(second, moderator)
    first.refresh_from_db()
    do_publish(first, moderator)

    assert (second.slug, first.slug) == ("huurtesten-2", "huurtesten")


def test_any_moderator_takes_back_but_nobody_else(moderator):
    practice = make_practice(state="submitted")
    event = do_publish(practice, moderator)

    with pytest.raises(RefusedError, match="nazicht"):
        undo(event, by=practice.author.user)

    undo(event, by=make_moderator())
    practice.refresh_from_db()
    assert practice.state == "submitted"


def test_second_click_takes_back_once(moderator):
    practice = make_practice(state="submitted")
    event = do_publish(practice, moderator)

    lines = [undo(event, by=moderator), undo(event, by=moderator)]

    assert (lines[0], practice.events.count()) == (lines[1], 2)


# --- too late ------------------------------------------------------------------------------------
def test_after_a_minute_it_stands(moderator, time_machine):
    practice = make_practice(state="submitted")
    event = do_publish(practice, moderator)
    assert can_undo(event)
    time_machine.move_to(event.at + timedelta(seconds=60))

    assert not can_undo(event)
    refused(event, moderator, "minuut is voorbij")


def test_mail_that_left_cannot_be_called_back(moderator):
    event = do_publish(make_practice(state="submitted"), moderator)
    OutboxMail.objects.update(due_at=timezone.now())

    outbox.send_due()

    refused(event, moderator, "al vertrokken")


def test_mail_that_is_leaving_at_this_moment_cannot_be_called_back(moderator):
    event = do_publish(make_practice(state="submitted"), moderator)
    OutboxMail.objects.update(attempts=1)

    refused(event, moderator, "al vertrokken")


def test_decision_after_which_somebody_acted_stands(moderator):
    practice = make_practice(state="submitted")
    event = do_ask(practice, moderator)
    take_back_request(practice, by=make_moderator(), **shown(practice))

    assert not can_undo(event)
    refused(event, moderator, "intussen iets mee gebeurd")


def test_question_of_which_a_point_was_ticked_off_stands(moderator):
    practice = make_practice(state="submitted")
    event = do_ask(practice, moderator)
    answer_point(Point.objects.get(), by=practice.author.user, state="done")

    refused(event, moderator, "begonnen met de punten")


def test_question_after_which_the_author_saved_stands(moderator):
    practice = make_practice(state="submitted")
    event = do_ask(practice, moderator)
    save_text(practice, title="Al korter")

    refused(event, moderator, "intussen iets mee gebeurd")


def test_publication_on_which_a_city_wrote_stands(moderator):
    practice = make_practice(state="submitted")
    event = do_publish(practice, moderator)
    content = {"text": "Intussen verder geschreven", "contact": "w@gent.example"}
    put_section(
        practice,
        city=practice.city,
        content=content,
        by=practice.author.user,
        is_checked=False,
    )

    refused(event, moderator, "intussen iets mee gebeurd")


def test_publication_to_which_somebody_proposed_a_change_stands(moderator):
    practice = make_practice(state="submitted")
    event = do_publish(practice, moderator)
    make_proposal(practice=practice, title="Beter")

    refused(event, moderator, "intussen iets mee gebeurd")


def test_what_is_no_decision_is_not_taken_back(moderator):
    practice = make_practice(state="submitted")
    do_ask(practice, moderator)
    event = take_back_request(practice, by=moderator, **shown(practice))

    assert not can_undo(event)
    refused(event, moderator, "kan niet ongedaan")
