"""What other cities published lately on the commitments of the own main plan."""

import pytest
import time_machine
from django.test import Client

from actionplans.editions import current_edition, draft_of, publish, withdraw
from actionplans.models import Commitment, EditionDifference
from actionplans.room.other_cities import commitments_of, news_for
from tests.factories import (
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_participation,
    make_plan,
    published_plan,
)
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db

NEWS = "//section[@aria-labelledby='elders']//li"


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2026-03-10 12:00 +0100"):
        yield


def plan_on(*numbers, city=None, day=None, title="Een doel"):
    """A published plan with one chapter on these commitments."""
    plan = make_plan(city=city or make_city())
    make_goal(chapter=make_chapter(plan=plan, commitments=numbers), title=title)
    go_live(plan, day)
    return plan


def go_live(plan, day=None):
    with time_machine.travel(f"{day or '2026-03-01'} 12:00 +0100"):
        return publish(plan, note="", by=None)


def room(plan):
    client = Client()
    client.force_login(make_member(city=plan.city, role="alderman"))
    return client.get("/mijn-stad/")


def cities(response):
    return all_words(response, f"{NEWS}//b")


# --- what counts ----------------------------------------
def test_newest_editions_on_my_commitments_stand_first():
    mine = plan_on(1, 2, city=make_city(name="Gent"))
    plan_on(2, 9, city=make_city(name="Aalst"), day="2026-02-01")
    plan_on(1, city=make_city(name="Brugge"), day="2026-03-05")
    plan_on(7, city=make_city(name="Hasselt"))
    own = make_plan(city=mine.city, period_from=2020, period_until=2025)
    make_goal(chapter=make_chapter(plan=own))
    go_live(own)

    page = room(mine)

    assert cities(page) == ["Brugge", "Aalst"]
    assert all_words(page, f"{NEWS}//small") == [
        "Met jullie gemeen: verbintenis 1",
        "Met jullie gemeen: verbintenis 2",
    ]


def test_goals_own_commitment_counts_instead_of_its_chapters():
    plan = plan_on(1)
    other = make_plan(city=make_city(name="Aalst"))
    goal = make_goal(chapter=make_chapter(plan=other, commitments=(1,)))
    goal.commitments.set(Commitment.objects.filter(number=9))
    go_live(other)

    assert commitments_of(current_edition(other)) == [9]
    assert cities(room(plan)) == []


def test_what_changed_is_told_with_the_way_to_it():
    mine, other = plan_on(1), plan_on(1, city=make_city(name="Aalst"))
    make_goal(chapter=draft_of(other).chapters.get(), title="Erbij")
    second = go_live(other, "2026-03-04")

    page = room(mine)

    assert "Sinds editie 1 kwam er 1 doel bij." in all_words(page, f"{NEWS}/p")[0]
    assert page_of(page).xpath(f"{NEWS}//a/@href") == [
        second.get_absolute_url(),
        f"{second.get_absolute_url()}verschil/",
    ]


def test_difference_with_another_edition_than_the_one_before_is_not_told():
    mine, other = plan_on(1), plan_on(1)
    make_goal(chapter=draft_of(other).chapters.get(), title="Erbij")
    go_live(other, "2026-03-04")
    EditionDifference.objects.all().delete()

    assert "Sinds editie" not in main_of(room(mine))


def two_chapters(*numbers, **plan):
    """A published plan with one goal under each of these commitments, and its draft's goals."""
    made = make_plan(**plan)
    for number in numbers:
        make_goal(chapter=make_chapter(plan=made, number=str(number), commitments=(number,)))
    go_live(made)
    return made, list(draft_of(made).goals.order_by("chapter__number"))


def save(row, **values):
    """Change a row of a draft as it stands; the log has no part in this."""
    type(row).objects.filter(pk=row.pk).update(**values)


def shared(plan):
    return all_words(room(plan), f"{NEWS}//small")


def test_later_edition_is_told_with_the_commitments_it_changed_only():
    mine, (other, goals) = plan_on(1, 2, 3), two_chapters(1, 2, 9)
    save(goals[1], title="Anders gezegd")
    save(goals[2], title="Ook anders gezegd")
    go_live(other, "2026-03-04")

    assert shared(mine) == ["Nieuws over verbintenis 2"]


@pytest.mark.parametrize("what", ["action", "group", "gone", "new", "chapter", "move", "crosswalk"])
def test_every_change_under_a_commitment_counts(what):
    mine, (other, (first, second)) = plan_on(1, 2, 3), two_chapters(1, 2)
    changes = {
        "action": lambda: make_action(goal=second),
        "group": lambda: make_participation(chapter=second.chapter),
        "gone": second.delete,
        "new": lambda: make_goal(chapter=second.chapter, title="Erbij"),
        "chapter": lambda: save(second.chapter, title="Anders"),
        "move": lambda: save(first, chapter=second.chapter, position=9),
        "crosswalk": lambda: second.commitments.set(Commitment.objects.filter(number=3)),
    }
    changes[what]()
    go_live(other, "2026-03-04")

    expected = {"move": "verbintenissen 1, 2", "crosswalk": "verbintenissen 2, 3"}
    assert shared(mine) == [f"Nieuws over {expected.get(what, 'verbintenis 2')}"]


def test_edition_that_only_changed_elsewhere_or_renumbered_is_not_told():
    mine, (other, goals) = plan_on(1, 2), two_chapters(1, 9)
    third, (last,) = two_chapters(2)
    save(goals[1], title="Anders gezegd")
    save(last, code="9.9")
    save(draft_of(third), introduction="Een woord vooraf.")
    go_live(other, "2026-03-04")
    go_live(third, "2026-03-05")

    assert cities(room(mine)) == []


# --- what does not ----------------------------------------
def test_draft_of_another_city_is_never_told():
    mine = plan_on(1)
    hidden = make_plan(city=make_city(name="Aalst"), title="Nog geheim plan")
    make_goal(chapter=make_chapter(plan=hidden), title="Nog geheim")
    other = plan_on(7, city=make_city(name="Brugge"))
    make_goal(chapter=make_chapter(plan=other, commitments=(1,)), title="Nog geheim")

    page = room(mine)

    assert cities(page) == []
    assert "geheim" not in main_of(page)


def test_withdrawn_or_old_edition_is_not_told():
    mine = plan_on(1)
    withdrawn = plan_on(1)
    withdraw(current_edition(withdrawn), reason="Fout.", by=make_member(city=withdrawn.city))
    plan_on(1, day="2025-03-01")

    page = room(mine)

    assert cities(page) == []
    assert all_words(page, "//section[@aria-labelledby='elders']/p") == [
        "Het voorbije jaar publiceerde geen andere stad iets nieuws over verbintenis 1. Wat ze "
        "eerder schreven, lees je in de plannen van alle steden."
    ]
    assert links_beside(page) == ["/plannen/"]


def links_beside(page):
    return page_of(page).xpath("//section[@aria-labelledby='elders']/p/a/@href")


def test_city_without_a_published_main_plan_reads_what_will_stand_there():
    plan = make_plan()
    make_goal(chapter=make_chapter(plan=plan))
    plan_on(1)

    page = room(plan)

    assert all_words(page, "//section[@aria-labelledby='elders']/p")[0].startswith(
        "Zodra jullie hoofdplan gepubliceerd is,"
    )
    assert links_beside(page) == ["/plannen/"]


def test_plan_without_commitments_shows_the_way_to_couple_them():
    plan = plan_on()
    plan_on(1)

    page = room(plan)

    assert cities(page) == []
    assert links_beside(page) == [f"{plan.get_editor_url()}verbintenissen/"]


def test_no_more_than_six_are_told():
    mine = plan_on(1)
    for _ in range(8):
        plan_on(1)

    assert len(cities(room(mine))) == 6


def test_queries_do_not_grow_with_the_cities(django_assert_num_queries):
    mine = plan_on(1)
    for expected in (1, 3, 6):
        while published_plan() and len(news_for([1], but=[mine.city_id])) < expected:
            pass
        with django_assert_num_queries(4):
            news_for([1], but=[mine.city_id])


def test_queries_do_not_grow_with_what_they_changed(django_assert_num_queries):
    mine = plan_on(1)
    for expected in (1, 3):
        while len(news_for([1], but=[mine.city_id])) < expected:
            other, (goal,) = two_chapters(1)
            save(goal, title="Anders gezegd")
            go_live(other, "2026-03-04")
        with django_assert_num_queries(5):
            news_for([1], but=[mine.city_id])
