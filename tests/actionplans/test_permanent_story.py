"""What became of a goal or an action, and where other cities do the same."""

import pytest
from django.urls import reverse

from actionplans.editions import draft_of, publish, withdraw
from actionplans.models import ExampleAction, Lineage
from tests.counting import queries_of
from tests.factories import (
    make_action,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
    published_plan,
)
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db

NOTICES = "//main//*[starts-with(@class, 'note ')]"
RELATIVES = "//main/div[@class='note'][1]/p"


@pytest.fixture
def gent():
    return make_city(name="Gent")


@pytest.fixture
def plan(gent):
    return make_plan(city=gent, title="Gent voor iedereen")


@pytest.fixture
def goal(plan):
    return make_goal(chapter=make_chapter(plan=plan), title="Meldpunten zijn bekend")


def go_live(plan):
    return publish(plan, note="", by=make_member(city=plan.city))


def goal_page(client, goal):
    return client.get(reverse("actionplans:goal", args=[goal.uid]))


def action_page(client, action):
    return client.get(reverse("actionplans:action", args=[action.uid]))


# --- what became of it ---------------------------------------------------------------------------
def test_newest_published_wording_is_shown_and_never_the_drafts(client, goal):
    for title in ("Eerste tekst", "Tweede tekst"):
        goal.title = title
        goal.save()
        go_live(goal.edition.plan)
    goal.title = "Nog geheim"
    goal.save()

    page = goal_page(client, goal)

    assert all_words(page, "//h1") == ["1.1 Tweede tekst"]
    assert all_words(page, NOTICES) == []
    assert all_words(page, "//p[small]") == [
        f"Staat in editie 1, editie 2 van het {goal.edition.plan}."
    ]


def test_goal_that_left_the_plan_keeps_its_page(client, plan, goal):
    action = make_action(goal=goal, text="Een campagne")
    other = make_goal(chapter=goal.chapter, title="Blijft")
    go_live(plan)
    for number in range(2):
        other.title = f"Blijft {number}"
        other.save()
        if number:
            action.delete()
            goal.delete()
        go_live(plan)

    pages = [goal_page(client, goal), action_page(client, action)]

    tail = "staat niet meer in het plan sinds editie 3. Je leest de laatste tekst, uit editie 2."
    assert [all_words(page, NOTICES) for page in pages] == [
        [f"Dit doel {tail}"],
        [f"Deze actie {tail}"],
    ]
    where = f"{plan.get_absolute_url()}edities/2/#doel-{goal.uid}"
    assert all_words(pages[0], f"//main/p[2]/a[@href='{where}']") == ["Gent voor iedereen"]


def test_goal_leads_to_what_it_became_and_back(client, gent, goal):
    go_live(goal.edition.plan)
    later = make_plan(city=gent, period_from=2032, period_until=2037)
    new = make_goal(chapter=make_chapter(plan=later), title="Meldpunten werken samen")
    go_live(later)
    Lineage.objects.create(new_uid=new.uid, old_uid=goal.uid, kind="reworded")

    old_page, new_page = goal_page(client, goal), goal_page(client, new)

    assert all_words(old_page, RELATIVES) == [
        f"Geherformuleerd in: 1.1 Meldpunten werken samen ({later})"
    ]
    assert all_words(new_page, RELATIVES) == [
        f"Komt voort uit (geherformuleerd): 1.1 Meldpunten zijn bekend ({goal.edition.plan})"
    ]


def test_descent_into_a_draft_is_not_told(client, gent, goal):
    go_live(goal.edition.plan)
    draft = make_plan(city=gent, period_from=2032, period_until=2037)
    hidden = make_goal(chapter=make_chapter(plan=draft), title="Nog geheim")
    Lineage.objects.create(new_uid=hidden.uid, old_uid=goal.uid, kind="continued")

    page = goal_page(client, goal)

    assert hidden.edition == draft_of(draft)
    assert ("Nog geheim" in main_of(page), str(hidden.uid) in main_of(page)) == (False, False)


def test_goal_of_a_withdrawn_edition_says_so(client, goal):
    edition = go_live(goal.edition.plan)
    withdraw(edition, reason="Fout.", by=make_member(city=goal.edition.plan.city))

    notice = all_words(goal_page(client, goal), NOTICES)[0]

    assert notice.startswith("Deze tekst komt uit editie 1, die Gent introk op ")


# --- other cities --------------------------------------------------------------------------------
def test_same_example_in_other_cities_is_listed_from_what_is_current(client, gent):
    example = ExampleAction.objects.get(commitment__number=1, number=2)
    mine = published_with(example, city=gent, title="Van ons")
    published_with(example, city=gent, title="Ook van ons", period_from=2032)
    published_with(example, city=make_city(name="Brugge"), title="Van Brugge")
    published_with(None, city=make_city(name="Aalst"), title="Iets anders")
    withdrawn = published_with(example, city=make_city(name="Hasselt"), title="Ingetrokken")
    edition = withdrawn.edition.plan.editions.get(number=1)
    withdraw(edition, reason="Fout.", by=make_member())
    make_goal(chapter=make_chapter(), title="Nog geheim", example=example)
    dropped = published_with(example, city=make_city(name="Leuven"), title="Vroeger")
    make_goal(chapter=dropped.chapter, title="Nu")
    dropped.delete()
    go_live(dropped.edition.plan)

    page = goal_page(client, mine)

    listed = "//h2[@id='andere-steden']/following-sibling::ul[1]/li"
    assert all_words(page, listed) == ["Brugge: 1.1 Van Brugge"]


def published_with(example, *, city, title, period_from=2026):
    plan = make_plan(city=city, period_from=period_from, period_until=period_from + 5)
    goal = make_goal(chapter=make_chapter(plan=plan), title=title, example=example)
    go_live(plan)
    return goal


def test_number_of_queries_does_not_grow(client):
    counts = []
    example = ExampleAction.objects.first()
    for size in (1, 3, 30):
        plan = published_plan(actions=size)
        goal = draft_of(plan).goals.get()
        goal.example = example
        goal.save()
        go_live(plan)
        published_with(example, city=make_city(), title="Elders")
        action = goal.actions.first()
        urls = [f"/doelen/{goal.uid}/", f"/acties/{action.uid}/"]
        counts.append([queries_of(client, url) for url in urls])

    assert counts[0] == counts[1] == counts[2]
