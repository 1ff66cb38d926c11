"""Looking through what the next plan will hold, making it once, and the way between both plans."""

import pytest
from django.urls import reverse

from actionplans.carrying.choices import Choices
from actionplans.carrying.passage import choose
from actionplans.drafting import change
from actionplans.editions import draft_of, publish
from actionplans.models import CarryOver, Plan
from actionplans.rows import Tree
from tests.actionplans.desk import Desk, form_of, messages_of
from tests.actionplans.passages import STOPPED, small_plan
from tests.concurrency import at_once
from tests.factories import make_carry_over, make_chapter, make_plan, make_user
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    desk = Desk(plan=small_plan())
    publish(desk.plan, note="", by=desk.person)
    desk.going = make_carry_over(plan=desk.plan, by=desk.person)
    return desk


@pytest.fixture
def review(desk):
    return desk.address("carry_over_review")


def decide(desk, code, decision, **values):
    uid = draft_of(desk.plan).goals.get(code=code).uid
    seen = Choices(desk.going).of[uid].version
    choose(desk.going, uid, decision, values, seen=seen, by=desk.person)


def rest_goes_on(desk):
    desk.post(desk.address("carry_over_rest"), {"decision": "continue"})


def next_plan():
    return Plan.objects.get(period_from=2026)


# --- looking through -----------------------------------------------------------------------------
def test_the_review_tells_what_goes_on_and_what_ends(desk, review):
    goal = draft_of(desk.plan).goals.get(code="2.2")
    goal.timing_text = "najaar 2023"
    goal.save()
    publish(desk.plan, note="", by=desk.person)
    decide(desk, "1.1", "reword", title="Andere woorden")
    decide(desk, "1.2", "split", titles=["Een", "Twee"])
    decide(desk, "1.3", "stopped", **STOPPED)
    decide(desk, "1.4", "finished")
    rest_goes_on(desk)

    page = desk.get(review)

    assert all_words(page, "//section[@class='chapter c1']//li") == [
        "1.1Andere woorden (geherformuleerd: 1.1; 1 actie)",
        "1.2Een (opgesplitst: 1.2; 1 actie)",
        "1.3Twee (opgesplitst: 1.2; 0 acties)",
    ]
    assert all_words(page, "//ul[@class='facts']/li")[:3] == [
        "2 hoofdstukken",
        "5 doelen",
        "4 acties",
    ]
    assert all_words(page, "//h2[contains(., 'eindigt')]/following-sibling::ul[1]/li") == [
        "1.3Doel 1.3 stopt (te weinig middelen: Er is geen geld meer.)",
        "1.4Doel 1.4 is afgerond",
    ]
    assert all_words(page, "//details[@class='fold']/ul/li") == ["2.2 Doel 2.2 najaar 2023"]


def test_what_waits_is_listed_and_cannot_be_passed(desk, review):
    decide(desk, "1.1", "finished")
    decide(desk, "1.2", "merge", into=str(draft_of(desk.plan).goals.get(code="1.1").uid))

    page, answer = desk.get(review), desk.post(review, {"seen": ""})

    waiting = all_words(page, "//section[@aria-labelledby='open']/ul/li")
    assert waiting[0] == (
        "1.2 Doel 1.2 kies opnieuw 1.1 “Doel 1.1” is afgerond, dus hierin kan niets opgaan."
    )
    assert (len(waiting), page_of(page).xpath("//button[.='Maak het plan']")) == (5, [])
    assert all_words(page, "//p[a/@href='#open']") == [
        "Je kunt het plan nog niet maken: over 5 doelen is nog niet beslist. Bekijk welke"
    ]
    assert (answer.status_code, Plan.objects.count()) == (422, 1)


def test_the_counts_are_sentences_about_one_or_several(desk, review):
    decide(desk, "1.1", "finished")
    decide(desk, "1.2", "finished")
    decide(desk, "1.3", "stopped", **STOPPED)
    rest_goes_on(desk)

    facts = all_words(desk.get(review), "//ul[@class='facts']/li")[3:]

    assert facts == ["3 gaan verder", "2 zijn afgerond", "1 stopt"]
    assert all_words(desk.get(review), "//p[a/@href='#open']") == []


def test_a_title_that_ends_in_a_full_stop_gets_no_second_sign(desk, review):
    draft_of(desk.plan).goals.filter(code="1.1").update(title="Doel met een punt.")
    publish(desk.plan, note="", by=desk.person)
    decide(desk, "1.1", "finished")

    ended = all_words(desk.get(review), "//h2[contains(., 'eindigt')]/following-sibling::ul[1]/li")

    assert ended == ["1.1Doel met een punt. is afgerond"]


def test_the_rest_and_then_the_plan_is_two_presses(desk, review):
    desk.post(desk.address("carry_over_rest"), {"decision": "continue", "back": "nakijken"})

    response = desk.save(review)

    made = next_plan()
    assert response["Location"] == made.get_editor_url()
    assert (
        messages_of(response)[-1] == f"{made} staat klaar als ontwerp. Nog niets is gepubliceerd."
    )
    assert len(Tree(draft_of(made)).goals) == 6


# --- pressing twice ------------------------------------------------------------------------------
def test_a_double_press_makes_one_plan_and_shows_the_way(desk, review):
    rest_goes_on(desk)
    form = desk.open(review)
    colleague = desk.colleague()

    first, again = desk.post(review, form), colleague.post(review, form)
    page = colleague.get(again["Location"])

    made = next_plan()
    assert first["Location"] == made.get_editor_url()
    link = f'<a href="{made.get_editor_url()}">Naar dat plan</a>'
    assert messages_of(again) == [f"Dit plan ging al over in het {made}. {link}"]
    assert all_words(page, "//h1") == ["Dit plan ging al over"]
    assert page_of(page).xpath(f"//main//a[@href='{made.get_editor_url()}']")
    assert Plan.objects.count() == 2


def test_a_choice_that_changed_since_the_page_was_read_is_read_again(desk, review):
    rest_goes_on(desk)
    form = desk.open(review)
    decide(desk, "1.1", "finished")

    response = desk.post(review, form)

    assert (response.status_code, Plan.objects.count()) == (409, 1)
    assert "Er is intussen iets gewijzigd." in all_words(response, "//*[@role='alert']")[0]
    desk.post(review, form_of(response))
    assert len(Tree(draft_of(next_plan())).goals) == 5


def test_a_plan_that_came_meanwhile_is_named_with_the_way_to_it(desk, review):
    rest_goes_on(desk)
    form = desk.open(review)
    standing = make_plan(city=desk.plan.city)
    make_chapter(plan=standing)

    response = desk.post(review, form)

    assert (response.status_code, Tree(draft_of(standing)).goals) == (409, [])
    way = f"//*[@role='alert']//a[@href='{standing.get_editor_url()}']"
    assert all_words(response, way) == ["Naar dat plan"]


@pytest.mark.django_db(transaction=True)
def test_two_colleagues_at_the_same_moment_make_one_plan(database_of_many):
    desk = Desk(plan=small_plan())
    make_carry_over(plan=desk.plan, by=desk.person)
    rest_goes_on(desk)
    review = desk.address("carry_over_review")
    form = desk.open(review)
    desks = [desk, desk.colleague()]

    answers = at_once(*(lambda one=one: one.post(review, form) for one in desks))

    made = next_plan()
    assert sorted(answer["Location"] for answer in answers) == sorted(
        [made.get_editor_url(), desk.address("carry_over")]
    )
    assert len(Tree(draft_of(made)).goals) == 6
    assert CarryOver.objects.count() == 1


def test_the_passage_is_never_offered_to_be_taken_back(desk, review):
    made = carried(desk)
    new = Desk(plan=made)
    new.client.force_login(desk.person)
    deed = made.deeds.get()
    undo, back = (new.address(name, uid=deed.uid) for name in ("undo", "go_back"))

    pages = [new.get(made.get_editor_url()), new.get(new.address("logbook"))]
    answers = [new.post(address) for address in (undo, back)]

    forms = [page_of(page).xpath("//main//form[.//button]/@action") for page in pages]
    assert [address for found in forms for address in found if address in (undo, back)] == []
    for answer in answers:
        assert answer["Location"] == new.address("logbook")
        assert messages_of(answer)[-1].startswith("De overgang zelf kan niet ongedaan gemaakt")
    assert len(Tree(draft_of(made)).goals) == 6


def test_what_was_done_after_the_passage_is_taken_back(desk, review):
    made = carried(desk)
    goal = draft_of(made).goals.first()
    new = Desk(plan=made)
    deed = change(made, "goal", goal.uid, {"title": "Anders"}, seen=1, by=new.person)
    undo, back = (new.address(name, uid=deed.uid) for name in ("undo", "go_back"))

    offered = page_of(new.get(new.address("logbook"))).xpath("//main//form/@action")
    new.post(undo)

    assert {undo, back} <= set(offered)
    assert draft_of(made).goals.get(uid=goal.uid).title == goal.title


# --- the way between both plans ------------------------------------------------------------------
def carried(desk):
    rest_goes_on(desk)
    desk.save(desk.address("carry_over_review"))
    return next_plan()


KIN = "//main/div[@class='note'][1]/p"
NOTE = "//main//p[@class='note'][contains(., 'gaat verder') or contains(., 'komt voort')]"


def test_own_people_see_the_way_at_once_in_both_editors(desk):
    made = carried(desk)

    old, new = desk.get(desk.plan.get_editor_url()), desk.get(made.get_editor_url())

    assert all_words(old, NOTE) == [f"Dit plan gaat verder in het {made}."]
    assert all_words(new, NOTE) == [f"Dit plan komt voort uit het {desk.plan}."]


def test_visitors_see_the_way_once_the_next_plan_is_published(client, desk):
    made = carried(desk)
    before = client.get(desk.plan.get_absolute_url())
    etag = {"If-None-Match": before["ETag"]}
    publish(made, note="", by=desk.person)

    after = client.get(desk.plan.get_absolute_url(), headers=etag)
    new = client.get(made.get_absolute_url())

    assert (before.status_code, all_words(before, NOTE)) == (200, [])
    assert made.slug not in before.content.decode()
    assert all_words(after, NOTE) == [f"Dit plan gaat verder in het {made}."]
    assert all_words(new, NOTE) == [
        f"Dit plan komt voort uit het {desk.plan}. Wat veranderde tegenover 2020–2025?"
    ]


def test_goal_pages_tell_what_became_of_them_in_both_directions(client, desk):
    goals = {goal.code: goal for goal in Tree(draft_of(desk.plan)).goals}
    decide(desk, "1.1", "reword", title="Andere woorden")
    decide(desk, "1.2", "split", titles=["Een", "Twee"])
    decide(desk, "1.3", "merge", into=str(goals["1.4"].uid), title="Samen")
    made = carried(desk)
    hidden = client.get(reverse("actionplans:goal", args=[goals["1.1"].uid]))
    publish(made, note="", by=make_user())

    said = {}
    for code, goal in goals.items():
        page = client.get(reverse("actionplans:goal", args=[goal.uid]))
        said[code] = all_words(page, f"{KIN}[contains(., ' in: ')]")
    new = next(goal for goal in Tree(draft_of(made)).goals if goal.title == "Samen")
    back = client.get(reverse("actionplans:goal", args=[new.uid]))

    assert "Andere woorden" not in hidden.content.decode()
    assert said["1.1"] == [f"Geherformuleerd in: 1.1 Andere woorden ({made})"]
    assert said["1.2"] == [
        f"Opgesplitst in: 1.2 Een ({made})",
        f"Opgesplitst in: 1.3 Twee ({made})",
    ]
    assert said["1.3"] == said["1.4"] == [f"Samengevoegd in: 1.4 Samen ({made})"]
    assert said["2.1"] == [f"Voortgezet in: 2.1 Doel 2.1 ({made})"]
    assert all_words(back, KIN) == [
        f"Komt voort uit (samengevoegd): 1.4 Doel 1.4 ({desk.plan})",
        f"Komt voort uit (samengevoegd): 1.3 Doel 1.3 ({desk.plan})",
    ]
