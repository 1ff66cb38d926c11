"""Several people decide at the same second: one of them does, and the others read who did what."""

from uuid import uuid4

import pytest

from cities.models import OutboxMail
from practices.fiche.targets import final_target
from practices.models import Practice, PracticeEvent
from practices.moderating.asking import ask_changes, take_back_request
from practices.moderating.declining import decline
from practices.moderating.merging import merge
from practices.moderating.points import answer_point
from practices.moderating.publishing import improve_and_publish, publish
from practices.moderating.undoing import undo
from practices.submitting.handing_in import retract
from practices.submitting.saving import save_draft
from practices.transitions import OvertakenError, RefusedError
from tests.concurrency import at_once
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice

pytestmark = pytest.mark.django_db(transaction=True)

POINTS = [{"field": "title", "text": "Korter"}, {"field": "", "text": "Mooi"}]


@pytest.fixture
def moderators(database_of_many):
    return make_moderator(), make_moderator()


@pytest.fixture
def author(moderators):
    return make_member(city=make_city(), role="contributor")


def make_waiting(author, title="Huurtesten"):
    city = author.memberships.get().city
    return make_practice(state="submitted", by=author, city=city, title=title)


def on_the_page(rule, practice, **words):
    """A deed on the page as it stands now, for a thread of its own."""
    form = {"lock": practice.lock_version, "seen": practice.working_version.number}
    words = {**form, **words}

    def do():
        return rule(Practice.objects.get(pk=practice.pk), **words)

    return do


def deeds_of(practice):
    def deed(rule, by, **words):
        return on_the_page(rule, practice, by=by, **words)

    return deed


def one_of_them(outcomes):
    """The event of who was first; the others were told."""
    events = [one for one in outcomes if isinstance(one, PracticeEvent)]
    told = [one for one in outcomes if isinstance(one, OvertakenError | RefusedError)]
    assert (len(events), len(told)) == (1, len(outcomes) - 1), outcomes
    return events[0], told


@pytest.mark.parametrize("second", ["publish", "ask", "decline", "improve"])
def test_two_moderators_decide_and_one_of_them_does(moderators, author, second):
    practice = make_waiting(author)
    anke, bram = moderators
    deed = deeds_of(practice)
    other = {
        "publish": lambda: deed(publish, bram),
        "ask": lambda: deed(ask_changes, bram, points=POINTS),
        "decline": lambda: deed(decline, bram, reason="double", text="Staat er al"),
        "improve": lambda: deed(improve_and_publish, bram, content={"title": "Anders"}),
    }[second]()

    event, (told,) = one_of_them(at_once(deed(publish, anke), other))

    practice.refresh_from_db()
    assert (practice.state, practice.events.get()) == (event.to_state, event)
    assert (told.event, told.subject.state) == (event, practice.state)
    assert OutboxMail.objects.get().user == author
    assert practice.sections.count() == (practice.state == "published")
    assert practice.versions.count() == (1 + (event.step == "improve_and_publish"))


@pytest.mark.parametrize("rule", ["publish", "ask", "improve"])
def test_double_click_at_once_is_one_deed(moderators, author, rule):
    practice = make_waiting(author)
    take, words = {
        "publish": (publish, {}),
        "ask": (ask_changes, {"points": POINTS}),
        "improve": (improve_and_publish, {"content": {"title": "Anders"}}),
    }[rule]
    click = deeds_of(practice)(take, moderators[0], deed=uuid4(), **words)

    outcomes = at_once(click, click, click)

    assert outcomes == [practice.events.get()] * 3
    assert practice.points.count() == (2 if rule == "ask" else 0)
    assert practice.versions.count() == (2 if rule == "improve" else 1)
    assert OutboxMail.objects.count() == 1


def test_author_takes_back_while_it_is_published(moderators, author):
    practice = make_waiting(author)
    event, _ = one_of_them(
        at_once(
            deeds_of(practice)(publish, moderators[0]),
            lambda: retract(
                Practice.objects.get(pk=practice.pk), by=author, lock=practice.lock_version
            ),
        )
    )

    practice.refresh_from_db()
    assert practice.state == {"publish": "published", "retract": "draft"}[event.step]
    assert (practice.published_version is None) == (event.step == "retract")


def test_two_fiches_of_one_title_get_two_addresses(moderators, author):
    first, second = make_waiting(author), make_waiting(author)

    outcomes = at_once(
        deeds_of(first)(publish, moderators[0]), deeds_of(second)(publish, moderators[1])
    )

    assert all(isinstance(one, PracticeEvent) for one in outcomes), outcomes
    slugs = set(Practice.objects.values_list("slug", flat=True))
    assert slugs == {"huurtesten", "huurtesten-2"}


def test_two_fiches_merged_into_each_other_are_one_in_the_end(moderators):
    first, second = make_practice(), make_practice()
    ways = [(first, second, moderators[0]), (second, first, moderators[1])]

    outcomes = at_once(
        *(
            deeds_of(one)(merge, by, into=Practice.objects.get(pk=other.pk), reason="Hetzelfde")
            for one, other, by in ways
        )
    )

    event, _ = one_of_them(outcomes)
    gone = event.practice
    gone.refresh_from_db()
    assert (gone.state, final_target(gone).state) == ("merged", "published")
    assert Practice.objects.filter(state="merged").count() == 1


def test_point_is_ticked_off_while_the_question_is_taken_back(moderators, author):
    practice = make_waiting(author)
    deeds_of(practice)(ask_changes, moderators[0], points=POINTS)()
    practice.refresh_from_db()
    point = practice.points.first()

    taken_back, ticked = at_once(
        deeds_of(practice)(take_back_request, moderators[0]),
        lambda: answer_point(practice.points.get(pk=point.pk), by=author, state="done"),
    )

    practice.refresh_from_db()
    states = [one.state for one in practice.points.all()]
    if isinstance(taken_back, RefusedError):
        assert (practice.state, states) == ("changes_requested", ["done", "open"])
    else:
        assert (practice.state, states) == ("submitted", [])
        assert isinstance(ticked, RefusedError | type(point).DoesNotExist)


def test_question_is_undone_while_the_author_saves(moderators, author):
    practice = make_waiting(author)
    event = deeds_of(practice)(ask_changes, moderators[0], points=POINTS)()

    undone, saved = at_once(
        lambda: undo(PracticeEvent.objects.get(pk=event.pk), by=moderators[0]),
        lambda: save_draft(
            Practice.objects.get(pk=practice.pk),
            {"shared": {"title": "Al korter"}},
            seen=1,
            by=author,
        ),
    )

    practice.refresh_from_db()
    if isinstance(undone, RefusedError):
        assert (practice.state, practice.working_version) == ("changes_requested", saved)
    else:
        assert isinstance(saved, RefusedError)
        assert (practice.state, practice.working_version.number) == ("submitted", 1)


def test_undo_twice_at_once_is_one_line(moderators, author):
    practice = make_waiting(author)
    event = deeds_of(practice)(publish, moderators[0])()

    outcomes = at_once(
        *(lambda by=by: undo(PracticeEvent.objects.get(pk=event.pk), by=by) for by in moderators)
    )

    lines = [one for one in outcomes if isinstance(one, PracticeEvent)]
    assert len(set(lines)) == 1, outcomes
    assert PracticeEvent.objects.filter(undoes=event).count() == 1
    practice.refresh_from_db()
    assert (practice.state, practice.sections.count()) == ("submitted", 0)
