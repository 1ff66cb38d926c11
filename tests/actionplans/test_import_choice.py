"""A document for a draft that holds rows: nothing is overwritten unasked."""

import pytest

from actionplans import importing
from actionplans.archive import content_checksum
from actionplans.editions import draft_of
from actionplans.models import Plan
from actionplans.rows import Tree
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of
from tests.actionplans.proposals import TAKEN, UNDERSTOOD, proposed, state_of, words_of
from tests.factories import fill_plan, make_city, make_plan
from tests.reading import page_of

pytestmark = pytest.mark.django_db

PERIOD = {"framework": "eccar", "period_from": 2032, "period_until": 2037}


@pytest.fixture
def desk():
    return Desk(plan=make_plan(city=make_city(name="Denderleeuw")))


@pytest.fixture
def busy():
    """A desk at a draft that holds rows already."""
    return Desk(plan=fill_plan(plan=make_plan(city=make_city(name="Gent"))))


def test_draft_with_rows_asks_what_to_do(busy):
    address = proposed(busy)
    before = content_checksum(busy.tree)

    asked = page_of(busy.get(address)).xpath("//input[@name='way']/@value")
    response = busy.post(address)

    assert asked == ["replace", "new_plan"]
    assert (response.status_code, errors_of(response)) == (
        422,
        {"way": ["Kies wat er met het ontwerp moet gebeuren."]},
    )
    assert (content_checksum(busy.tree), state_of(address)) == (before, "waiting")


def test_replaced_draft_says_what_the_document_says(busy):
    busy.save(proposed(busy), way="replace")

    assert words_of(busy.tree) == UNDERSTOOD


@pytest.mark.parametrize("way_back", ["undo", "go_back"])
def test_replaced_draft_can_be_put_back(busy, way_back):
    before = content_checksum(busy.tree)
    busy.save(proposed(busy), way="replace")

    busy.post(busy.address(way_back, uid=busy.plan.deeds.get().uid))

    assert content_checksum(busy.tree) == before


def test_document_becomes_a_new_plan(busy):
    before = content_checksum(busy.tree)
    address = proposed(busy)

    response = busy.save(address, way="new_plan", **PERIOD)

    new = Plan.objects.exclude(pk=busy.plan.pk).get()
    titles = [chapter[:2] for chapter in UNDERSTOOD]
    assert [chapter[:2] for chapter in words_of(Tree(draft_of(new)))] == titles
    assert (new.city, new.period, response["Location"]) == (
        *(busy.plan.city, "2032–2037"),
        new.get_editor_url(),
    )
    assert (content_checksum(busy.tree), state_of(address)) == (before, "accepted")


def test_new_plan_whose_period_is_taken_is_refused_and_nothing_is_half_made(busy):
    taken = {"framework": "eccar", "period_from": 2026, "period_until": 2031}
    before = content_checksum(busy.tree)
    address = proposed(busy)

    response = busy.save(address, way="new_plan", **taken)

    assert (response.status_code, errors_of(response)) == (
        422,
        {"": ["Dit plan bestaat al: zelfde soort, thema en periode."]},
    )
    assert (Plan.objects.count(), state_of(address)) == (1, "waiting")
    assert (content_checksum(busy.tree), form_of(response)["period_from"]) == (before, ["2026"])


def test_new_plan_is_not_left_behind_when_the_document_went_meanwhile(busy, monkeypatch):
    address = proposed(busy)
    opened = {**busy.open(address), "way": "new_plan", **PERIOD}
    make = importing.accept

    def late(proposal, **values):
        importing.drop(proposal)
        return make(proposal, **values)

    monkeypatch.setattr(importing, "accept", late)
    response = busy.post(address, opened)

    assert (messages_of(response)[-1], Plan.objects.count()) == (TAKEN, 1)


def test_rows_that_came_in_meanwhile_bring_the_question(desk, monkeypatch):
    address = proposed(desk)
    accept = importing.accept

    def late(proposal, **values):
        fill_plan(plan=desk.plan)
        return accept(proposal, **values)

    monkeypatch.setattr(importing, "accept", late)
    response = desk.post(address)

    assert response["Location"] == address
    assert messages_of(response)[-1] == (
        "Er staat intussen al iets in het ontwerp. Kies wat je wilt."
    )
    assert (state_of(address), desk.deeds) == ("waiting", [])


@pytest.mark.parametrize(
    "typed", [{"way": "weg"}, {"way": "new_plan"}, {"way": "new_plan", "period_from": "9" * 99}]
)
def test_strange_choice_is_refused(busy, typed):
    address = proposed(busy)

    response = busy.save(address, **typed)

    assert (response.status_code, state_of(address), Plan.objects.count()) == (422, "waiting", 1)
