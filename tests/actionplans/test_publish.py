"""Publishing copies the draft into an edition with a number, an archive and a checksum."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actionplans import drafting, editions
from actionplans.archive import content_checksum
from actionplans.editions import (
    CannotPublishError,
    current_edition,
    draft_of,
    has_unpublished_changes,
    publish,
    withdraw,
)
from actionplans.models import Edition, Withdrawal
from actionplans.rows import Tree
from cities.models import LogEntry
from tests.concurrency import at_once
from tests.factories import (
    fill_plan,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
    make_user,
    published_plan,
)

pytestmark = pytest.mark.django_db

DECISION = {
    "decision_body": "council",
    "decision_date": date(2026, 9, 21),
    "decision_reference": "2026/114",
    "decision_link": "https://voorbeeld.example/besluit",
}


@pytest.fixture
def coordinator():
    return make_member(name="Noor Vandamme", email="noor.vandamme@voorbeeld.example")


@pytest.fixture
def plan():
    return fill_plan(plan=make_plan(city=make_city(name="Voorbeeldstad")), chapters=2, goals=2)


def retitle(plan, title, by=None):
    """Change the first goal of the draft."""
    goal = draft_of(plan).goals.first()
    drafting.change(plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=by)


def test_first_edition_is_number_one_and_keeps_its_note_and_decision(plan, coordinator):
    edition = publish(plan, note="De eerste", by=coordinator, decision=DECISION)

    edition.refresh_from_db()
    assert (edition.number, edition.state, edition.note) == (1, "published", "De eerste")
    assert {name: getattr(edition, name) for name in DECISION} == DECISION
    assert edition.published_by.label == "Noor Vandamme"
    assert current_edition(plan) == edition


def test_editions_of_a_plan_are_numbered_in_order(plan, coordinator):
    first = publish(plan, note="", by=coordinator)
    retitle(plan, "Iets nieuws")

    second = publish(plan, note="", by=coordinator)

    assert (first.number, second.number) == (1, 2)
    assert current_edition(plan) == second
    assert published_plan().editions.published().get().number == 1


def test_older_edition_keeps_its_words(plan, coordinator):
    first = publish(plan, note="", by=coordinator)
    uid = draft_of(plan).goals.first().uid
    retitle(plan, "Iets nieuws")

    second = publish(plan, note="", by=coordinator)

    titles = [edition.goals.get(uid=uid).title for edition in (first, second)]
    assert titles == ["Meldpunten zijn bekend", "Iets nieuws"]


def test_edition_number_is_unique_in_the_database(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)
    retitle(plan, "Iets nieuws")
    publish(plan, note="", by=coordinator)
    twin = Edition.objects.get(pk=edition.pk)
    twin.pk, twin.state = None, Edition.State.SEALING

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_plan_has_one_draft_in_the_database(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(plan=plan, title="Nog een ontwerp")


# --- refusals ------------------------------------------------------------
def refusal(plan, by, **options):
    with pytest.raises(CannotPublishError) as error:
        publish(plan, note="", by=by, **options)
    return str(error.value)


def test_same_content_is_not_published_twice(plan, coordinator):
    publish(plan, note="", by=coordinator)

    message = refusal(plan, coordinator)

    assert message == "Er is niets gewijzigd sinds editie 1: er kwam geen nieuwe bij."
    assert plan.editions.published().count() == 1


def test_row_put_between_two_and_taken_out_again_is_no_change(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)
    chapter, uid = draft_of(plan).chapters.first(), uuid4()
    drafting.add(plan, "goal", {"chapter": chapter.uid, "title": "x"}, uid=uid, by=coordinator)
    drafting.move(plan, "goal", uid, step=-1, by=coordinator)
    drafting.delete(plan, "goal", uid, seen=2, by=coordinator)

    assert list(chapter.goals.values_list("position", flat=True)) == [1, 3]
    assert not has_unpublished_changes(Tree(draft_of(plan)), edition)


def test_text_that_the_coordinator_did_not_see_is_not_published(plan, coordinator):
    seen = content_checksum(Tree(draft_of(plan)))
    retitle(plan, "Van een collega")

    message = refusal(plan, coordinator, seen=seen)

    assert message == "Het ontwerp is intussen gewijzigd. Bekijk het opnieuw en publiceer dan."
    assert publish(plan, note="", by=coordinator, seen=content_checksum(Tree(draft_of(plan))))


def test_draft_without_goals_is_not_published(coordinator):
    plan = make_chapter().edition.plan

    message = refusal(plan, coordinator)

    assert message == "Dit plan heeft nog geen doelen. Voeg er een toe of lees een document in."


@pytest.mark.parametrize("step", ["_copy_rows", "_copy_links", "record"])
def test_failure_halfway_leaves_no_edition(plan, coordinator, monkeypatch, step):
    def fail(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr(editions, step, fail)
    with pytest.raises(ZeroDivisionError):
        publish(plan, note="", by=coordinator)
    monkeypatch.undo()

    assert [edition.state for edition in plan.editions.all()] == ["draft"]
    assert not LogEntry.objects.filter(verb="published").exists()
    assert publish(plan, note="", by=coordinator).number == 1


# --- what stays, and what it costs ------------------------------------------------------------
def test_draft_rows_stay_where_they_are(plan, coordinator):
    def identities():
        return [(kind, row.pk, row.uid, row.version) for kind, row in Tree(draft_of(plan)).rows()]

    before = identities()

    publish(plan, note="", by=coordinator)

    assert identities() == before


def test_publishing_is_logged(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)

    entry = LogEntry.objects.get(verb="published")
    assert (entry.subject, entry.detail) == (str(edition), edition.sha256)
    assert (entry.actor.user, entry.city) == (coordinator, plan.city)


def test_publishing_asks_as_much_of_the_database_for_sixty_goals_as_for_one(coordinator):
    published_plan(by=coordinator)  # the first deed of a person makes the Actor, once
    counts = []
    for goals in (1, 3, 60):
        plan = fill_plan(plan=make_plan(), goals=goals)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            publish(plan, note="", by=coordinator)
        counts.append(len(asked))

    assert counts == counts[:1] * 3


def test_draft_has_unpublished_changes_until_it_says_the_same_again(plan, coordinator):
    def changed():
        return has_unpublished_changes(Tree(draft_of(plan)), current_edition(plan))

    seen = [changed()]
    publish(plan, note="", by=coordinator)
    seen.append(changed())
    for title in ("Iets anders", "Meldpunten zijn bekend"):
        retitle(plan, title)
        seen.append(changed())

    assert seen == [True, False, True, False]


def test_empty_draft_has_nothing_to_publish():
    assert not has_unpublished_changes(Tree(draft_of(make_plan())), None)


# --- taking back ------------------------------------------------------------
def test_withdrawn_edition_stays_and_gets_a_reason(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)

    withdraw(edition, reason="Verkeerd document", by=coordinator)

    edition.refresh_from_db()
    assert (edition.state, edition.withdrawal.reason) == ("published", "Verkeerd document")
    entry = LogEntry.objects.get(verb="withdrawn")
    assert (entry.detail, entry.actor.user, entry.city) == (
        "Verkeerd document",
        coordinator,
        plan.city,
    )


def test_edition_is_withdrawn_once(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)
    withdraw(edition, reason="Verkeerd document", by=coordinator)

    withdraw(edition, reason="Een andere reden", by=make_user())

    assert Withdrawal.objects.get().reason == "Verkeerd document"
    assert LogEntry.objects.filter(verb="withdrawn").count() == 1


# --- at the same moment ------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_the_same_text_get_one_edition_and_one_message(
    database_of_many, plan, coordinator
):
    for number in range(1, 6):
        retitle(plan, f"Versie {number}")

        outcomes = at_once(*[lambda: publish(plan, note="", by=coordinator)] * 2)

        outcomes.sort(key=lambda outcome: isinstance(outcome, Exception))
        assert [type(outcome) for outcome in outcomes] == [Edition, CannotPublishError]
        assert outcomes[0].number == number


@pytest.mark.django_db(transaction=True)
def test_two_who_change_and_publish_get_numbers_in_order(database_of_many, plan, coordinator):
    goals = draft_of(plan).goals.all()[:2]

    def change_and_publish(goal):
        drafting.change(plan, "goal", goal.uid, {"title": "Anders"}, seen=1, by=coordinator)
        return publish(plan, note="", by=coordinator)

    outcomes = at_once(*[lambda goal=goal: change_and_publish(goal) for goal in goals])

    assert {type(outcome) for outcome in outcomes} <= {Edition, CannotPublishError}
    numbers = sorted(one.number for one in outcomes if isinstance(one, Edition))
    assert numbers == list(range(1, len(numbers) + 1))
    assert not has_unpublished_changes(Tree(draft_of(plan)), current_edition(plan))


def test_goal_of_one_chapter_is_not_lost_in_another(coordinator):
    """Copying keeps every goal in its own chapter, however rows are numbered."""
    plan = make_plan()
    chapters = [make_chapter(plan=plan, number=number) for number in ("1", "2")]
    for chapter in reversed(chapters):
        make_goal(chapter=chapter, title=f"Doel van {chapter.number}")

    edition = publish(plan, note="", by=coordinator)

    told = [(goal.chapter.number, goal.title) for goal in Tree(edition).goals]
    assert sorted(told) == [("1", "Doel van 1"), ("2", "Doel van 2")]
