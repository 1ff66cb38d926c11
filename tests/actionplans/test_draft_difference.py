"""What changed in the draft since the current edition, for its own city; live, and never kept."""

import pytest
from django.core.cache import caches

from actionplans import archive
from actionplans.differences.story import SHORT
from actionplans.drafting import change, delete
from actionplans.editions import current_edition, publish, withdraw
from actionplans.models import EditionDifference
from tests.actionplans.desk import Desk
from tests.counting import queries_of
from tests.factories import fill_plan, make_member, make_plan, make_user, published_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

OPENING = "//p[@class='opening']"
FOLD = "//main//details[contains(@class, 'fold')][contains(summary, 'Wat veranderde')]"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def desk():
    return Desk(plan=published_plan(chapters=2, goals=2))


def reword(desk, goal=None, title="Anders"):
    goal = goal or desk.goal
    change(desk.plan, "goal", goal.uid, {"title": title}, seen=goal.version, by=make_user())


def shown(desk):
    return desk.get(desk.address("draft_difference"))


# --- the page --------------------------------------------------------------------------------
def test_author_reads_what_the_draft_says_otherwise(desk):
    goal = desk.goal
    reword(desk)

    page = shown(desk)

    assert all_words(page, OPENING) == ["Sinds editie 1 is er 1 doel herschreven."]
    assert all_words(page, "//th[@scope='col']") == ["Wat", "Editie 1", "Ontwerp"]
    [link] = page_of(page).xpath(f"//tbody[@id='doel-{goal.uid}']//a")
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    assert link.get("href") == f"{chapter}#goal-{goal.uid}"


def test_what_is_gone_leads_to_the_page_that_visitors_read(desk):
    goal = desk.goal
    delete(desk.plan, "goal", goal.uid, seen=goal.version, by=desk.person)

    page = shown(desk)

    assert all_words(page, OPENING) == ["Sinds editie 1 verdween er 1 doel."]
    [link] = page_of(page).xpath(f"//tbody[@id='doel-{goal.uid}']//a")
    assert link.get("href") == f"/doelen/{goal.uid}/"


def test_comparison_with_the_draft_is_live_and_kept_nowhere(desk):
    openings = [all_words(shown(desk), OPENING)]
    reword(desk)
    openings.append(all_words(shown(desk), OPENING))
    reword(desk, title="Meldpunten zijn bekend")
    openings.append(all_words(shown(desk), OPENING))

    nothing = ["Sinds editie 1 is er niets gewijzigd."]
    assert openings == [nothing, ["Sinds editie 1 is er 1 doel herschreven."], nothing]
    assert EditionDifference.objects.count() == 0


def test_plan_without_edition_is_all_new():
    desk = Desk(plan=fill_plan(plan=make_plan(), chapters=2, goals=2))

    page = shown(desk)

    assert page.status_code == 200
    assert all_words(page, "//main//p[@class='note']") == [
        "Dit plan heeft nog geen editie. Alles is nieuw: 2 hoofdstukken, 4 doelen en 4 acties. "
        "Na je eerste publicatie lees je hier wat er sindsdien veranderde."
    ]


@pytest.mark.parametrize(
    ("role", "may_publish"), [("coordinator", 1), ("contributor", 0), ("alderman", 0)]
)
def test_everybody_of_the_city_reads_it(desk, role, may_publish):
    reword(desk)
    reader = Desk(plan=desk.plan, role=role)

    page = shown(reader)

    assert (page.status_code, all_words(page, OPENING)) == (
        200,
        ["Sinds editie 1 is er 1 doel herschreven."],
    )
    publish_button = f"//div[@class='deeds']/a[@href='{desk.address('publish')}']"
    assert len(all_words(page, publish_button)) == may_publish


def test_another_city_and_a_visitor_do_not_find_it(desk, client):
    stranger = Desk(plan=published_plan())
    url = desk.address("draft_difference")

    visitor = client.get(url)

    assert stranger.get(url).status_code == 404
    assert visitor["Location"].endswith(f"?next={url}")


def test_draft_beside_a_withdrawn_edition_says_so(desk):
    withdraw(current_edition(desk.plan), reason="Fout.", by=make_member(city=desk.plan.city))

    page = shown(desk)

    assert len(all_words(page, "//div[@class='note bad']")) == 1


@pytest.mark.parametrize("name", ["draft_difference", "publish"])
def test_page_asks_as_many_queries_whatever_it_tells(name):
    counts = []
    for goals in (1, 3, 12):
        desk = Desk(plan=published_plan(goals=goals))
        for goal in desk.goals:
            reword(desk, goal)
        counts.append(queries_of(desk.client, desk.address(name)))

    assert counts[0] == counts[1] == counts[2]


# --- in the publish screen ---------------------------------------------------------------------
def test_coordinator_sees_what_changed_before_confirming(desk):
    reword(desk)

    page = desk.get(desk.address("publish"))

    [fold] = page_of(page).xpath(FOLD)
    assert fold.get("open") is not None
    assert all_words(page, f"{FOLD}/summary") == [
        "Wat veranderde? Sinds editie 1 is er 1 doel herschreven."
    ]
    assert all_words(page, f"{FOLD}//td[@class='is']") == ["toegevoegd: Anders"]


@pytest.mark.parametrize("name", ["draft_difference", "publish"])
def test_what_the_draft_says_is_told_once_for_a_page(desk, monkeypatch, name):
    reword(desk)
    told, goal_told = [], archive._goal_told
    monkeypatch.setattr(archive, "_goal_told", lambda goal: told.append(goal) or goal_told(goal))

    desk.get(desk.address(name))

    assert sorted(goal.uid for goal in told) == sorted(goal.uid for goal in desk.tree.goals)


def test_long_account_is_folded_and_counted():
    desk = Desk(plan=published_plan(goals=SHORT + 1))
    for goal in desk.goals:
        reword(desk, goal)

    page = desk.get(desk.address("publish"))

    [fold] = page_of(page).xpath(FOLD)
    assert fold.get("open") is None
    assert all_words(page, f"{FOLD}/summary") == [
        f"Wat veranderde? Sinds editie 1 zijn er {SHORT + 1} doelen herschreven."
    ]


def test_first_publication_has_nothing_to_compare_with():
    desk = Desk(plan=fill_plan(plan=make_plan()))

    page = desk.get(desk.address("publish"))

    assert (page.status_code, page_of(page).xpath(FOLD)) == (200, [])


def test_what_was_shown_is_what_is_kept_after_publishing(desk):
    reword(desk)
    before = all_words(shown(desk), "//td")

    publish(desk.plan, note="", by=desk.person)

    reading = desk.get(f"{current_edition(desk.plan).get_absolute_url()}verschil/")
    assert all_words(reading, "//td") == before
