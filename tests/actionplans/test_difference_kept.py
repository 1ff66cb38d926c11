"""What changed since the previous edition is kept at publication; other pairs when asked for."""

import json

import pytest

from actionplans import editions
from actionplans.archive import content_of
from actionplans.differences import kept as differences_kept
from actionplans.differences.difference import FORMAT, apply, difference
from actionplans.differences.kept import (
    comparable_editions,
    content_of_edition,
    edition_before,
    in_order,
    kept,
)
from actionplans.drafting import change
from actionplans.editions import draft_of, publish
from actionplans.models import Edition, EditionDifference, Lineage
from actionplans.rows import Tree
from tests.actionplans.deeds import DEEDS, first_goal, rich_plan
from tests.concurrency import at_once
from tests.factories import make_city, make_goal, make_member, make_user, published_plan

pytestmark = pytest.mark.django_db


def retitle(plan, title):
    goal = draft_of(plan).goals.first()
    change(plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=make_user())


def edition_saying(plan, title):
    retitle(plan, title)
    return publish(plan, note="", by=make_user())


@pytest.fixture
def plan():
    return published_plan()


@pytest.fixture
def first(plan):
    return plan.editions.published().get()


def archived(edition):
    return json.loads(bytes(Edition.objects.get(pk=edition.pk).canonical))["content"]


@pytest.mark.parametrize("deed", DEEDS)
def test_publishing_keeps_what_changed(deed):
    plan, officer = rich_plan(), make_user()
    first = publish(plan, note="", by=officer)
    DEEDS[deed](plan, first_goal(plan), officer)

    second = publish(plan, note="", by=officer)

    found = EditionDifference.objects.get()
    assert (found.older, found.newer, found.format) == (first, second, FORMAT)
    assert found.content["rows"] != []
    assert apply(archived(first), found.content) == archived(second)


def test_first_edition_has_nothing_to_differ_from(plan):
    assert EditionDifference.objects.count() == 0


def test_edition_whose_difference_cannot_be_kept_is_not_published(plan, monkeypatch):
    retitle(plan, "Anders")
    monkeypatch.setattr(editions, "keep", lambda older, newer: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        publish(plan, note="", by=make_user())

    assert plan.editions.published().count() == 1


def test_any_other_pair_is_worked_out_once(plan, first, monkeypatch):
    edition_saying(plan, "Anders")
    third = edition_saying(plan, "Nog anders")

    account = kept(first, third)
    monkeypatch.setattr(differences_kept, "difference", lambda *texts: 1 / 0)

    assert kept(first, third) == account
    assert [record["is"] for record in account["rows"]] == [["reworded"]]
    assert EditionDifference.objects.filter(older=first, newer=third).count() == 1


def test_account_of_an_older_format_is_made_anew(plan, first):
    second = edition_saying(plan, "Anders")
    EditionDifference.objects.update(format=FORMAT - 1, content={})

    account = kept(first, second)

    found = EditionDifference.objects.get()
    assert (found.format, found.content) == (FORMAT, account)
    assert len(account["rows"]) == 1


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_keep_it_once(database_of_many):
    plan = published_plan()
    first, second = plan.editions.published().get(), edition_saying(plan, "Anders")
    EditionDifference.objects.all().delete()

    one, other = at_once(lambda: kept(first, second), lambda: kept(first, second))

    assert one == other == EditionDifference.objects.get().content


def test_archive_of_another_schema_is_told_from_its_rows(first):
    first.schema_version, first.canonical = 0, b"{}"

    assert content_of_edition(first) == content_of(Tree(first)) == archived(first)


# --- which editions -----------------------------------------------------------------------------
@pytest.fixture
def next_plan(plan):
    """The plan of the next period, in which the first goal of `plan` goes on."""
    made = published_plan(city=plan.city, period_from=2032, period_until=2037)
    goal, old = draft_of(made).goals.get(), draft_of(plan).goals.get()
    Lineage.objects.create(new_uid=goal.uid, old_uid=old.uid, kind="continued")
    return made


def test_goals_of_two_plans_are_joined_by_descent(first, next_plan):
    newer = next_plan.editions.published().get()

    account = kept(first, newer)

    told = [record["is"] for record in account["rows"] if record["kind"] == "goal"]
    assert told == [["continued"]]
    assert apply(archived(first), account) == archived(newer)
    unjoined = difference(archived(first), archived(newer))
    assert [r["is"] for r in unjoined["rows"] if r["kind"] == "goal"] == [["removed"], ["added"]]


def before(edition):
    return edition_before(edition, comparable_editions(edition.plan))


def test_edition_follows_the_previous_one(plan, first):
    second, third = edition_saying(plan, "Anders"), edition_saying(plan, "Nog anders")

    assert (before(third), before(second), before(first)) == (second, first, None)


def test_first_edition_follows_the_plan_that_it_continues(plan, next_plan):
    second = edition_saying(plan, "Anders")

    assert before(next_plan.editions.published().get()) == second


def test_only_published_editions_of_the_own_city_are_compared(plan, next_plan):
    published_plan(city=make_city(name="Elders"))
    make_goal(chapter=draft_of(plan).chapters.get(), title="Nog geheim")

    found = [(edition.plan, edition.number) for edition in comparable_editions(plan)]

    assert found == [(plan, 1), (next_plan, 1)]


def test_older_comes_first_whoever_asks(plan, first, next_plan):
    second, later = edition_saying(plan, "Anders"), next_plan.editions.published().get()

    assert in_order(second, first) == in_order(first, second) == (first, second)
    assert in_order(later, second) == in_order(second, later) == (second, later)


def test_publishing_asks_as_many_queries_more_whatever_the_size(django_assert_max_num_queries):
    counts = []
    # The first one brings words that the search did not know yet.
    for goals in (1, 1, 3, 12):
        plan = published_plan(goals=goals, by=make_member())
        retitle(plan, "Anders")
        with django_assert_max_num_queries(100) as asked:
            publish(plan, note="", by=make_user())
        counts.append(len(asked))

    assert counts[1] == counts[2] == counts[3]
