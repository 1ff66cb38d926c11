"""A moderator asks for changes point by point; the author answers; the question can go back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cities.models import OutboxMail
from practices.models import InternalNote, Point, Practice
from practices.moderating.asking import ask_changes, take_back_request
from practices.moderating.points import add_note, answer_point, open_points
from practices.transitions import RefusedError
from tests.factories import make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter, save_text

pytestmark = pytest.mark.django_db

POINTS = [
    {"field": "title", "text": "Maak dit korter"},
    {"field": "section.contact", "text": "Geen naam van een persoon"},
    {"field": "", "text": "  "},
]


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def waiting():
    return make_practice(state="submitted", title="Praktijktesten")


@pytest.fixture
def asked(waiting, moderator):
    ask_changes(waiting, by=moderator, **shown(waiting), points=POINTS)
    return waiting


def shown(subject):
    number = subject.working_version.number if isinstance(subject, Practice) else subject.number
    return {"lock": subject.lock_version, "seen": number}


# --- asking --------------------------------------------------------------------------------------
def test_points_stand_by_their_fields_and_are_open(asked, moderator):
    points = asked.points.values_list("field", "text", "state", "seen")

    assert list(points) == [
        ("title", "Maak dit korter", "open", 1),
        ("section.contact", "Geen naam van een persoon", "open", 1),
    ]
    assert asked.state == "changes_requested"
    assert asked.changes_due_on == timezone.localdate() + timedelta(days=21)


def test_author_is_mailed_all_points_and_the_day(asked):
    mail = OutboxMail.objects.get()

    day = timezone.localdate() + timedelta(days=21)
    assert mail.subject.startswith("[Actie gevraagd] Pas je fiche aan: Praktijktesten (tegen ")
    assert str(day.year) in mail.subject
    assert "- Titel: Maak dit korter\n- Contact: Geen naam van een persoon" in mail.body
    assert mail.user == asked.author.user


@pytest.mark.parametrize(
    ("points", "told"),
    [
        ([], "minstens één punt"),
        ([{"field": "title", "text": " "}], "minstens één punt"),
        ([{"field": "kleur", "text": "Rood"}], "niet bestaat"),
    ],
)
def test_question_without_a_real_point_is_refused(waiting, moderator, points, told):
    with pytest.raises(RefusedError, match=told):
        ask_changes(waiting, by=moderator, **shown(waiting), points=points)

    waiting.refresh_from_db()
    assert (waiting.state, Point.objects.count()) == ("submitted", 0)


def test_day_that_is_past_is_refused(waiting, moderator):
    with pytest.raises(RefusedError, match="toekomst"):
        ask_changes(
            waiting, by=moderator, **shown(waiting), points=POINTS, due_on=timezone.localdate()
        )


def test_same_click_twice_raises_the_points_once(waiting, moderator):
    form, deed = shown(waiting), uuid4()
    first = ask_changes(waiting, by=moderator, **form, points=POINTS, deed=deed)

    second = ask_changes(waiting, by=moderator, **form, points=POINTS, deed=deed)

    counts = (waiting.events.count(), waiting.points.count(), OutboxMail.objects.count())
    assert (first, counts) == (second, (1, 2, 1))


def test_second_round_keeps_the_points_of_the_first(asked, moderator):
    asked.points.update(state="done")
    Practice.objects.filter(pk=asked.pk).update(state="submitted")
    asked.refresh_from_db()

    ask_changes(asked, by=moderator, **shown(asked), points=[{"field": "", "text": "Nog iets"}])

    assert [point.text for point in open_points(asked)] == ["Nog iets"]
    assert asked.points.count() == 3


def test_points_of_a_proposal_are_not_those_of_its_practice(moderator):
    proposal = make_proposal(title="Beter")

    ask_changes(proposal, by=moderator, **shown(proposal), points=POINTS[:1])

    assert (len(open_points(proposal)), open_points(proposal.practice)) == (1, [])
    assert (proposal.state, proposal.practice.state) == ("changes_requested", "published")
    assert "je voorstel bij" in OutboxMail.objects.get().body


# --- answering -----------------------------------------------------------------------------------
def test_author_and_colleague_tick_off_and_answer(asked):
    first, second = asked.points.all()

    answer_point(first, by=asked.author.user, state="done")
    colleague = make_member(city=asked.city, role="coordinator")
    answer_point(second, by=colleague, state="answered", answer=" Dit is de dienst. ")

    assert open_points(asked) == []
    assert (second.answer, first.answered_at is not None) == ("Dit is de dienst.", True)


def test_point_can_be_opened_again(asked):
    point = asked.points.first()
    answer_point(point, by=asked.author.user, state="done")

    answer_point(point, by=asked.author.user, state="open")

    assert (point.state, point.answered_at, len(open_points(asked))) == ("open", None, 2)


def test_answer_without_words_is_refused(asked):
    with pytest.raises(RefusedError, match="Schrijf"):
        answer_point(asked.points.first(), by=asked.author.user, state="answered")


@pytest.mark.parametrize("who", ["moderator", "other city", "alderman", "submitter"])
def test_nobody_else_ticks_a_point_off(asked, moderator, who):
    person = {
        "moderator": lambda: moderator,
        "other city": lambda: make_member(role="coordinator"),
        "alderman": lambda: make_member(city=asked.city, role="alderman"),
        "submitter": make_submitter,
    }[who]()

    with pytest.raises(RefusedError, match="Alleen wie de fiche schrijft"):
        answer_point(asked.points.first(), by=person, state="done")

    assert len(open_points(asked)) == 2


def test_point_of_a_fiche_that_went_back_cannot_be_ticked_off(asked):
    point = asked.points.first()
    Practice.objects.filter(pk=asked.pk).update(state="submitted")

    with pytest.raises(RefusedError, match="geen aanpassing"):
        answer_point(point, by=asked.author.user, state="done")


# --- taking the question back --------------------------------------------------------------------
def test_question_that_was_sent_is_taken_back_with_a_mail(asked, moderator):
    OutboxMail.objects.update(sent_at=timezone.now())

    event = take_back_request(asked, by=moderator, **shown(asked))

    assert (asked.state, asked.changes_due_on, asked.points.count()) == ("submitted", None, 0)
    assert [point["text"] for point in event.memo["points"]] == [one["text"] for one in POINTS[:2]]
    last = OutboxMail.objects.first()
    assert last.subject == "Vraag tot aanpassing ingetrokken: Praktijktesten"


def test_question_that_never_left_is_taken_back_in_silence(asked, moderator):
    take_back_request(asked, by=moderator, **shown(asked))

    assert (asked.state, OutboxMail.objects.count()) == ("submitted", 0)


def test_question_that_the_author_began_to_answer_stays(asked, moderator):
    answer_point(asked.points.first(), by=asked.author.user, state="done")

    with pytest.raises(RefusedError, match="Stuur eerst een bericht"):
        take_back_request(asked, by=moderator, **shown(asked))

    asked.refresh_from_db()
    assert (asked.state, asked.points.count()) == ("changes_requested", 2)


def test_question_after_which_the_author_saved_stays(asked, moderator):
    save_text(asked, title="Korter")

    with pytest.raises(RefusedError, match="Stuur eerst een bericht"):
        take_back_request(asked, by=moderator, **shown(asked))

    asked.refresh_from_db()
    assert asked.state == "changes_requested"


# --- among moderators ----------------------------------------------------------------------------
def test_note_is_for_moderators_only(waiting, moderator):
    note = add_note(waiting, " Bel eerst de dienst. ", by=moderator)

    assert (note.text, note.by.user) == ("Bel eerst de dienst.", moderator)
    for person in (waiting.author.user, make_submitter()):
        with pytest.raises(RefusedError):
            add_note(waiting, "Ik ook", by=person)
    with pytest.raises(RefusedError, match="Schrijf"):
        add_note(waiting, "  ", by=moderator)
    assert InternalNote.objects.count() == 1
