"""Adding a row: last in its list, once, and under its own parent only."""

import uuid

import pytest

from actionplans.editions import publish
from actionplans.rows import state_of
from tests.actionplans.desk import (
    Desk,
    errors_of,
    form_of,
    is_fragment,
    root_of,
    swapped_elsewhere,
)
from tests.factories import make_chapter, make_goal, make_note, make_plan
from tests.reading import all_words, ids_of, page_of

pytestmark = pytest.mark.django_db

ADDED = {
    "chapter": (lambda desk: None, {"title": "Nieuw hoofdstuk"}),
    "goal": (lambda desk: desk.chapter, {"title": "Nieuw doel"}),
    "action": (lambda desk: desk.goal, {"text": "Nieuwe actie"}),
    "participation": (lambda desk: desk.chapter, {"label": "Nieuwe partner"}),
    "note": (lambda desk: None, {"text": "Nieuwe noot"}),
}
OUTDATED = "Dit formulier is niet meer geldig. Open het opnieuw."


@pytest.fixture
def desk():
    return Desk()


def family(desk, kind):
    """The rows of the list that a new row of this kind comes last in."""
    return {
        "chapter": desk.tree.chapters,
        "goal": desk.goals,
        "action": desk.actions,
        "participation": desk.group,
        "note": desk.tree.notes,
    }[kind]


@pytest.mark.parametrize("kind", ADDED)
def test_new_row_comes_last_in_its_list(desk, kind):
    home_of, typed = ADDED[kind]
    before = [row.uid for row in family(desk, kind)]

    response = desk.save(desk.add(kind, home_of(desk)), **typed)

    *kept, new = family(desk, kind)
    assert [row.uid for row in kept] == before
    assert {name: getattr(new, name) for name in typed} == typed
    assert (new.version, [deed for deed, _ in desk.deeds]) == (1, ["add"])
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    places = {
        "chapter": desk.address("editor_chapter", uid=new.uid),
        "note": desk.address("editor_notes") + f"#note-{new.uid}",
    }
    assert response["Location"] == places.get(kind, f"{chapter}#{kind}-{new.uid}")


@pytest.mark.parametrize("kind", ADDED)
def test_double_click_adds_one(desk, kind):
    home_of, typed = ADDED[kind]
    address = desk.add(kind, home_of(desk))
    filled_in = {**desk.open(address), **typed}
    before = len(family(desk, kind))

    answers = [desk.post(address, filled_in) for _ in range(2)]

    assert len(family(desk, kind)) == before + 1
    assert (len(desk.deeds), answers[0]["Location"]) == (1, answers[1]["Location"])


def test_form_opened_again_adds_another(desk):
    for _ in range(2):
        desk.save(desk.add("action", desk.goal), text="Nieuwe actie")

    assert len(desk.actions) == 3


@pytest.mark.parametrize(
    ("kind", "field", "suggestion"),
    [("chapter", "number", "3"), ("goal", "code", "1.3"), ("note", "number", "1")],
)
def test_next_number_is_suggested(desk, kind, field, suggestion):
    opened = desk.open(desk.add(kind, ADDED[kind][0](desk)))

    assert opened[field] == [suggestion]


def test_goal_of_a_chapter_without_a_number_gets_no_suggestion():
    chapter = make_chapter(number="")

    opened = Desk(plan=chapter.edition.plan)

    assert opened.open(opened.add("goal", chapter))["code"] == [""]


def test_participant_of_one_goal_stands_at_the_goal(desk):
    response = desk.save(desk.add("participation", desk.goal), label="OCMW")

    [new] = desk.goals[0].group_list
    assert (new.label, new.chapter_id) == ("OCMW", None)
    chapter = desk.address("editor_chapter", uid=desk.chapter.uid)
    assert response["Location"] == f"{chapter}#participation-{new.uid}"


def test_first_chapter_of_an_empty_draft():
    desk = Desk(plan=make_plan())

    desk.save(desk.add("chapter"), title="Waakzaam", commitments=["1"])

    assert (desk.chapter.number, [str(c.number) for c in desk.chapter.commitments.all()]) == (
        "1",
        ["1"],
    )


# --- in place -------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["goal", "action", "participation"])
def test_form_opens_in_the_place_of_its_button(desk, kind):
    home = ADDED[kind][0](desk)
    place = f"nieuw-{kind}-{home.uid}"

    response = desk.get(desk.add(kind, home), htmx=True)

    assert (is_fragment(response), root_of(response)[1]) == (True, place)
    assert place in ids_of(desk.get(desk.plan.get_editor_url()))


@pytest.mark.parametrize("kind", ["goal", "action", "participation"])
def test_added_row_brings_a_new_button_along(desk, kind):
    home_of, typed = ADDED[kind]
    home = home_of(desk)

    response = desk.save(desk.add(kind, home), htmx=True, **typed)

    new = family(desk, kind)[-1]
    assert (response.status_code, is_fragment(response)) == (200, True)
    assert root_of(response)[1] == f"{kind}-{new.uid}"
    assert ids_of(response).count(f"nieuw-{kind}-{home.uid}") == 1
    assert swapped_elsewhere(response) == ["stand", "inhoudstafel"]


def test_participant_added_in_place_to_a_goal_brings_the_button_of_the_goal(desk):
    response = desk.save(desk.add("participation", desk.goal), htmx=True, label="OCMW")

    assert f"nieuw-participation-{desk.goal.uid}" in ids_of(response)


def test_counts_follow_a_row_that_was_added_in_place(desk):
    response = desk.save(desk.add("goal", desk.chapter), htmx=True, title="Nieuw doel")

    assert all_words(response, "//nav[@id='inhoudstafel']//li")[0] == (
        "1 Waakzaamheid1 zonder actie 3 doelen"
    )
    assert "5 doelen" in all_words(response, "//div[@id='stand']//li")


def test_first_goal_of_a_chapter_is_added_on_a_page_of_its_own():
    chapter = make_chapter()
    desk = Desk(plan=chapter.edition.plan)
    button = f"//a[@href='{desk.add('goal', chapter)}']/@hx-get"

    without = page_of(desk.get(desk.plan.get_editor_url())).xpath(button)
    desk.save(desk.add("goal", chapter), title="Nieuw doel")
    with_one = page_of(desk.get(desk.plan.get_editor_url())).xpath(button)

    assert (without, with_one) == ([], [desk.add("goal", chapter)])


# --- what cannot be added ---------------------------------------------------------------------
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "in place"])
def test_form_without_words_is_refused_and_stays_filled_in(desk, htmx):
    address = desk.add("action", desk.goal)

    response = desk.save(address, htmx=htmx, text=" ", responsible="Dienst HR")

    assert (response.status_code, is_fragment(response)) == (422, htmx)
    assert errors_of(response) == {"text": ["Dit veld is verplicht."]}
    assert (form_of(response)["responsible"], desk.deeds) == (["Dienst HR"], [])
    if htmx:
        assert root_of(response) == ("li", f"nieuw-action-{desk.goal.uid}")


def test_form_that_was_refused_still_adds_one(desk):
    address = desk.add("action", desk.goal)
    refused = desk.save(address, text="")
    corrected = {**form_of(refused), "text": "Nieuwe actie"}

    for _ in range(2):
        desk.post(address, corrected)

    assert len(desk.actions) == 2


def test_nothing_posted_at_all_is_a_form_with_errors(desk):
    response = desk.post(desk.add("goal", desk.chapter))

    assert (response.status_code, list(errors_of(response))) == (422, ["title"])


def other_citys_goal(desk):
    goal = make_goal(title="Van een andere stad")
    publish(goal.edition.plan, note="", by=None)
    return goal.uid


STOLEN = {
    "a goal of another city": other_citys_goal,
    "another kind of row of mine": lambda desk: desk.action.uid,
    "a note of mine": lambda desk: make_note(plan=desk.plan).uid,
}


@pytest.mark.parametrize("case", STOLEN)
def test_uid_that_names_something_else_is_refused(desk, case):
    stolen = STOLEN[case](desk)

    response = desk.save(desk.add("goal", desk.chapter), title="Van mij", uid=str(stolen))

    assert (response.status_code, errors_of(response)) == (422, {"": [OUTDATED]})
    assert (len(desk.goals), desk.deeds) == (2, [])


def test_uid_that_is_none_is_refused(desk):
    response = desk.save(desk.add("goal", desk.chapter), title="Van mij", uid="geen-uid")

    assert (response.status_code, errors_of(response)[""], desk.deeds) == (422, [OUTDATED], [])


def test_form_without_a_uid_still_adds(desk):
    desk.save(desk.add("goal", desk.chapter), title="Van mij", uid="")

    assert [goal.title for goal in desk.goals][2:] == ["Van mij"]


def test_uid_of_an_own_row_changes_nothing_of_it(desk):
    before = state_of(desk.goal)

    response = desk.save(desk.add("goal", desk.chapter), title="Van mij", uid=str(desk.goal.uid))

    *_, added = desk.goals
    assert (state_of(desk.goal), added.title) == (before, "Van mij")
    assert response["Location"].endswith(f"#goal-{added.uid}")


def test_rows_hang_only_where_they_belong(desk):
    addresses = [
        desk.add("goal"),
        desk.add("action"),
        desk.add("participation"),
        desk.add("goal", desk.goal),
        desk.add("action", desk.chapter),
        desk.add("chapter", desk.chapter),
        desk.add("participation", desk.action),
        desk.add("note", desk.goal),
    ]

    answers = {desk.get(address).status_code for address in addresses}
    answers |= {
        desk.post(address, {"title": "x", "text": "x"}).status_code for address in addresses
    }

    assert (answers, desk.deeds) == ({404}, [])


def test_parent_of_another_city_does_not_exist(desk):
    other = make_goal()

    answers = [
        desk.get(desk.add("action", other)),
        desk.post(desk.add("action", other), {"text": "Van mij"}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (other.actions.count(), desk.deeds) == (0, [])


def test_unknown_parent_does_not_exist(desk):
    address = desk.address("row_add_under", kind="goal", parent="chapter", parent_uid=uuid.uuid4())

    assert desk.post(address, {"title": "Van mij"}).status_code == 404
