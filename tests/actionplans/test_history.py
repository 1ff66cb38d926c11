"""The story of a plan: everybody reads what is public, the own city also what waits."""

import pytest

from actionplans.differences.difference import FORMAT
from actionplans.drafting import change
from actionplans.editions import draft_of, withdraw
from actionplans.models import EditionDifference
from tests.actionplans.stories import HEADINGS, WHEN, address, at, go_live, story
from tests.factories import make_chapter, make_city, make_goal, make_member, make_plan
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_member(city=make_city(name="Gent"), name="Noor Vandamme")


@pytest.fixture
def plan(officer):
    with at("2026-01-05"):
        return make_plan(city=officer.memberships.get().city, title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    return make_goal(chapter=make_chapter(plan=plan), title="Meldpunten zijn bekend")


# --- editions ----------------------------------------
def test_history_stands_at_its_address(client, plan, goal):
    go_live(plan, "2026-03-01")

    assert address(plan) == f"{plan.get_absolute_url()}geschiedenis/"
    assert story(client, plan).status_code == 200


def test_editions_decisions_and_withdrawals_are_told_the_newest_first(client, plan, goal, officer):
    council = {"decision_body": "council", "decision_date": "2026-02-23"}
    go_live(plan, "2026-03-01", note="Het begin.", decision=council)
    goal.title = "Meldpunten werken samen"
    goal.save()
    second = go_live(plan, "2027-02-01", by=officer)
    with at("2027-02-03"):
        withdraw(second, reason="Fout in 1.1.", by=officer)

    page = story(client, plan)

    assert all_words(page, "//main//h2") == ["2027", "2026"]
    assert list(zip(all_words(page, WHEN), all_words(page, HEADINGS), strict=True)) == [
        ("3 februari", "Gent trok editie 2 in"),
        ("1 februari", "Editie 2 gepubliceerd later ingetrokken"),
        ("1 maart", "Editie 1: het plan staat voor het eerst online"),
    ]
    assert "Het begin." in all_words(page, "//ol//p")
    assert "Besluit: gemeenteraad, 23 februari 2026" in all_words(page, "//ol//li/ul/li")


def test_what_an_edition_changed_is_told_in_a_sentence_with_the_way_to_it(client, plan, goal):
    go_live(plan, "2026-03-01")
    goal.title = "Anders"
    goal.save()
    make_goal(chapter=goal.chapter, title="Erbij")
    second = go_live(plan, "2026-04-01")

    page = story(client, plan)

    sentence = "Sinds editie 1 kwam er 1 doel bij en is er 1 doel herschreven."
    assert sentence in all_words(page, "//ol/li[1]/p")
    link = f"//ol//a[@href='{second.get_absolute_url()}verschil/']"
    assert all_words(page, link) == ["Wat er veranderde in editie 2"]


def test_edition_of_which_no_difference_was_kept_is_told_without(client, plan, goal):
    first = go_live(plan, "2026-03-01")
    goal.title = "Anders"
    goal.save()
    go_live(plan, "2026-04-01")
    EditionDifference.objects.update(format=FORMAT + 1)
    goal.title = "Nog eens anders"
    goal.save()
    third = go_live(plan, "2026-05-01")
    EditionDifference.objects.filter(newer=third).update(older=first)

    page = story(client, plan)

    assert [line for line in all_words(page, "//ol//p") if line.startswith("Sinds")] == []
    formats = EditionDifference.objects.order_by("newer__number").values_list("format", flat=True)
    assert list(formats) == [FORMAT + 1, FORMAT]


# --- who reads what ----------------------------------------
def test_public_reads_the_city_and_its_own_people_the_person(client, plan, goal, officer):
    edition = go_live(plan, "2026-03-01", by=officer)
    with at("2026-03-02"):
        withdraw(edition, reason="Fout.", by=officer)

    outside = main_of(story(client, plan))
    client.force_login(make_member())
    another_city = main_of(story(client, plan))
    client.force_login(make_member(city=plan.city, role="alderman"))
    inside = main_of(story(client, plan))

    assert ["Noor" in page for page in (outside, another_city, inside)] == [False, False, True]


def test_work_on_the_draft_is_told_to_the_own_city_only(client, plan, goal, officer):
    go_live(plan, "2026-03-01")
    with at("2026-03-05"):
        row = draft_of(plan).goals.get()
        change(plan, "goal", row.uid, {"title": "Nog geheim"}, seen=row.version, by=officer)

    outside = story(client, plan)
    client.force_login(officer)
    inside = story(client, plan)

    assert len(all_words(outside, HEADINGS)) == 1
    assert (
        all_words(inside, HEADINGS)[0] == "Aan het ontwerp is verder gewerkt nog niet gepubliceerd"
    )
    assert "1 handeling sinds de laatste editie, door Noor Vandamme. Bekijk het logboek" in (
        all_words(inside, "//ol//p")
    )
    assert "Nog geheim" not in main_of(inside)


def test_draft_that_says_the_same_again_is_not_told(client, plan, goal, officer):
    go_live(plan, "2026-03-01")
    with at("2026-03-05"):
        for title in ("Nog geheim", goal.title):
            row = draft_of(plan).goals.get()
            change(plan, "goal", row.uid, {"title": title}, seen=row.version, by=officer)
    client.force_login(officer)

    assert len(all_words(story(client, plan), HEADINGS)) == 1


def test_plan_that_was_never_published_has_no_public_story(client, plan, goal, officer):
    client.force_login(officer)

    assert story(client, plan).status_code == 404
