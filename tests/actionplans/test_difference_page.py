"""The page of what changed between two editions, for everybody."""

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from actionplans.drafting import add, change, delete
from actionplans.editions import current_edition, draft_of, publish, withdraw
from actionplans.models import EditionDifference, Lineage
from tests.counting import queries_of
from tests.factories import (
    make_city,
    make_goal,
    make_member,
    make_user,
    published_plan,
)
from tests.reading import all_words, ids_of, main_of, page_of, words

pytestmark = pytest.mark.django_db

OPENING = "//p[@class='opening']"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def plan():
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        return published_plan(city=make_city(name="Gent"), chapters=2, goals=2)


def first_goal(plan):
    return draft_of(plan).chapters.first().goals.first()


def reword(plan, **values):
    goal = first_goal(plan)
    return change(plan, "goal", goal.uid, values, seen=goal.version, by=make_user())


def publish_again(plan, **values):
    reword(plan, **(values or {"title": "Meldpunten zijn overal bekend"}))
    with time_machine.travel("2026-08-01 12:00 +0200", tick=False):
        return publish(plan, note="", by=make_user())


def address(plan, number):
    return reverse("actionplans:difference", args=[plan.city.slug, plan.slug, number])


def lines(response):
    """[(what, old, new)] of every line; badges and marks are in the words."""
    cells = [all_words(response, f"//tbody/tr[th[@scope='row']]/*[{place}]") for place in (1, 2, 3)]
    return list(zip(*cells, strict=True))


# --- what it says --------------------------------------------------------------------------------
def test_visitor_reads_what_changed_since_the_previous_edition(client, plan):
    goal = first_goal(plan)
    publish_again(plan)

    page = client.get(address(plan, 2))

    assert all_words(page, OPENING) == ["Sinds editie 1 is er 1 doel herschreven."]
    assert all_words(page, "//h1") == ["Wat veranderde tussen editie 1 en editie 2?"]
    assert all_words(page, "//th[@scope='col']") == ["Wat", "Editie 1", "Editie 2"]
    assert lines(page) == [
        (
            "Operationeel doel",
            "Meldpunten zijn toegevoegd: overal bekend",
            "Meldpunten zijn toegevoegd: overal bekend",
        )
    ]
    place = f"//section[@id='hoofdstuk-{goal.chapter.uid}']//tbody[@id='doel-{goal.uid}']"
    assert all_words(page, f"{place}//a[@href='/doelen/{goal.uid}/']") == [
        "Meldpunten zijn overal bekend"
    ]


def test_old_and_new_words_are_marked_and_said(client, plan):
    publish_again(plan, title="Loketten zijn bekend")

    page = client.get(address(plan, 2))

    assert all_words(page, "//td[@class='was']/del") == ["verwijderd: Meldpunten"]
    assert all_words(page, "//td[@class='is']/ins") == ["toegevoegd: Loketten"]
    assert all_words(page, "//td[@class='is']/del") == []


def test_goals_that_come_go_and_change_are_counted_in_one_sentence(client, plan):
    first, second = draft_of(plan).chapters.all()
    last = first.goals.last()
    delete(plan, "goal", last.uid, seen=last.version, by=make_user())
    for number in (1, 2):
        uid = f"00000000-0000-4000-8000-00000000000{number}"
        add(plan, "goal", {"chapter": second.uid, "title": "Nieuw"}, uid=uid, by=make_user())
    publish_again(plan)

    page = client.get(address(plan, 2))

    assert all_words(page, OPENING) == [
        "Sinds editie 1 kwamen er 2 doelen bij, verdween er 1 doel en is er 1 doel herschreven."
    ]
    assert all_words(page, "//dl/dt") == [
        "Nieuw (2)",
        "Verdwenen (1)",
        "Herschreven (1)",
    ]


def test_each_change_is_listed_with_the_way_to_its_place(client, plan):
    goal = first_goal(plan)
    publish_again(plan)

    page = client.get(address(plan, 2))

    [link] = page_of(page).xpath("//dl/dd//a")
    assert (words(link), link.get("href")) == (
        "1.1 Meldpunten zijn overal bekend",
        f"#doel-{goal.uid}",
    )
    assert link.get("href")[1:] in ids_of(page)


def test_another_number_is_called_a_renumbering(client, plan):
    publish_again(plan, code="9.9")

    page = client.get(address(plan, 2))

    assert all_words(page, OPENING) == [
        "Sinds editie 1 kreeg 1 doel een ander nummer of een andere volgorde."
    ]
    both = "verwijderd: 1.1 toegevoegd: 9.9"
    assert lines(page) == [("Nummer", both, "toegevoegd: 9.9")]
    assert all_words(page, "//tbody//span[@class='badge']") == ["hernummerd"]


def test_hostile_words_are_only_words(client, plan):
    publish_again(plan, title="<script>alert(1)</script> & שלום\n👩‍👧")

    page = client.get(address(plan, 2))

    html = page.content.decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; שלום<br>👩‍👧" in html


def test_editions_that_say_the_same_say_so(client, plan):
    withdraw(current_edition(plan), reason="Een fout.", by=make_member(city=plan.city))
    publish(plan, note="", by=make_user())

    page = client.get(address(plan, 2))

    assert all_words(page, OPENING) == ["Sinds editie 1 is er niets gewijzigd."]
    assert all_words(page, "//table") == []


def test_withdrawn_edition_is_compared_with_its_notice(client, plan):
    publish_again(plan)
    with time_machine.travel("2026-08-02 12:00 +0200", tick=False):
        withdraw(plan.editions.get(number=1), reason="Fout.", by=make_member(city=plan.city))

    page = client.get(address(plan, 2))

    assert all_words(page, "//div[@class='note bad']") == [
        "Gent heeft editie 1 ingetrokken op 2 augustus 2026. Ze geldt niet meer. Fout."
    ]
    assert len(lines(page)) == 1


def test_first_edition_without_a_predecessor_is_all_new(client, plan):
    page = client.get(address(plan, 1))

    assert (page.status_code, all_words(page, "//h1")) == (200, ["Editie 1 is de eerste"])
    assert all_words(page, "//main//form") == []


def test_editions_page_and_edition_lead_here(client, plan):
    publish_again(plan)
    edition = plan.editions.get(number=2)

    listed = client.get(reverse("actionplans:editions", args=[plan.city.slug, plan.slug]))
    pages = [listed, client.get(edition.get_absolute_url())]

    links = [all_words(page, f"//a[@href='{address(plan, 2)}']") for page in pages]
    said = "Wat veranderde? in editie 2"
    assert links == [[said], [said, "Wat veranderde?"]]


# --- what stays hidden, and what is kept ----------------------------------------------------------
def test_nothing_of_a_draft_stands_on_the_page(client, plan):
    publish_again(plan)
    secret = make_goal(chapter=draft_of(plan).chapters.first(), title="Nog geheim")
    Lineage.objects.create(new_uid=secret.uid, old_uid=first_goal(plan).uid, kind="split")

    page = client.get(address(plan, 2))

    assert (str(secret.uid) in main_of(page), "Nog geheim" in main_of(page)) == (False, False)
    assert f"doel-{first_goal(plan).uid}" in ids_of(page)


def test_draft_of_a_plan_without_edition_has_no_page(client):
    plan = make_goal().edition.plan

    assert client.get(address(plan, 1)).status_code == 404


def test_first_reader_has_it_worked_out_and_kept(client, plan):
    publish_again(plan)
    publish_again(plan, title="Meldpunten zijn bij iedereen bekend")
    before = EditionDifference.objects.count()

    pages = [client.get(address(plan, 3), {"met": "1"}) for _ in range(2)]

    assert EditionDifference.objects.count() == before + 1
    assert main_of(pages[0]) == main_of(pages[1])


def test_unchanged_page_is_answered_with_304_until_there_is_another_edition(client, plan):
    publish_again(plan)
    with time_machine.travel("2026-08-05 12:00 +0200", tick=False):
        first = client.get(address(plan, 2))
        again = client.get(address(plan, 2), headers={"if-none-match": first["ETag"]})
        publish_again(plan, title="Anders")
        later = client.get(address(plan, 2), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, later.status_code) == (304, 200)
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_page_asks_as_many_queries_whatever_it_tells(client):
    counts = []
    for goals in (1, 3, 12):
        plan = published_plan(goals=goals)
        for goal in draft_of(plan).goals.all():
            values = {"title": "Anders", "grounds": [], "timing_from": 2027}
            change(plan, "goal", goal.uid, values, seen=goal.version, by=make_user())
        publish(plan, note="", by=make_user())
        computed = address(plan, 2)
        EditionDifference.objects.all().delete()
        counts.append((queries_of(client, computed), queries_of(client, computed)))

    assert counts[0] == counts[1] == counts[2]
