"""The forms by themselves: what is shown comes back as the same state, and nothing breaks them."""

import json
from itertools import product

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from actionplans.drafting import change
from actionplans.forms import ROW_FORMS, GoalForm, ImportChoiceForm
from actionplans.models import ExampleAction
from actionplans.models.tree import TimingKind
from actionplans.rows import rows_of
from cities.models import Ground, PolicyDomain, Track
from tests.actionplans.desk import Desk, sent_by
from tests.factories import make_note

pytestmark = pytest.mark.django_db

CAREFUL = settings(
    deadline=None,
    max_examples=20,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# What a browser can send: no halves of characters, no control characters but a line end.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
LINE = st.text(LETTERS, max_size=30).map(str.strip)
LINES = st.lists(LINE, max_size=4).map(lambda lines: "\n".join(lines).strip())
YEAR = st.none() | st.integers(2000, 2050)
REFERENCE = st.fixed_dictionaries(
    {"code": st.text("ABC0123456789.-", min_size=1, max_size=9), "title": LINE}
).filter(lambda reference: reference["code"].strip("-."))


def some(codes):
    return st.lists(st.sampled_from(codes), unique=True, max_size=3)


@pytest.fixture
def desk():
    desk = Desk()
    make_note(plan=desk.plan, number=1)
    make_note(plan=desk.plan, number=2)
    return desk


@pytest.fixture
def states(desk):
    """Any state that a goal can have."""

    def codes(model):
        return list(model.objects.values_list("code", flat=True))

    notes = [str(note.uid) for note in desk.tree.notes]
    examples = [example.code for example in ExampleAction.objects.select_related("commitment")]
    years = st.tuples(YEAR, YEAR).map(lambda pair: sorted(pair) if all(pair) else pair)
    fields = {
        **{"code": LINE, "title": LINES.filter(bool), "explanation": LINES, "group_note": LINES},
        **{"timing_kind": st.sampled_from(["", *TimingKind.values]), "timing_text": LINE},
        **{"notes": some(notes), "timing_notes": some(notes)},
        **{"commitments": some(range(1, 11)), "sdgs": some(range(1, 18))},
        **{"grounds": some(codes(Ground)), "domains": some(codes(PolicyDomain))},
        **{"tracks": some(codes(Track)), "example": st.none() | st.sampled_from(examples)},
        "bbc_references": st.lists(REFERENCE, max_size=3),
    }
    return st.tuples(st.fixed_dictionaries(fields), years).map(
        lambda drawn: drawn[0] | {"timing_from": drawn[1][0], "timing_until": drawn[1][1]}
    )


def sent_back(form):
    """A form as a browser sends it: rendered, read, and posted without a touch."""
    page = html.fromstring(f"<form>{form.as_div()}</form>")
    data = QueryDict(mutable=True)
    for name, values in sent_by(page).items():
        data.setlist(name, values)
    return data


def test_whatever_a_goal_says_is_sent_back_unchanged(desk, states):
    draft, uid = desk.tree.edition, desk.goal.uid

    @CAREFUL
    @given(state=states)
    def round_trip(state):
        goal = rows_of("goal", draft).get(uid=uid)
        change(desk.plan, "goal", uid, state, seen=goal.version, by=None)
        goal = rows_of("goal", draft).get(uid=uid)
        form = GoalForm(sent_back(GoalForm(instance=goal, draft=draft)), instance=goal, draft=draft)

        assert form.is_valid(), form.errors
        assert change(desk.plan, "goal", uid, form.state(), seen=form.seen, by=None) is None

    round_trip()


NAMES = [*GoalForm.base_fields, "nergens"]
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=5,
)
VALUES = st.text(max_size=20) | JSON.map(json.dumps)
POSTED = st.dictionaries(
    st.sampled_from([*NAMES, *(f"keuze_{name}" for name in NAMES)]),
    st.lists(VALUES, min_size=1, max_size=2),
    max_size=6,
)


def test_whatever_is_posted_the_form_answers(desk):
    draft, goal = desk.tree.edition, desk.goal

    @settings(CAREFUL, max_examples=60)
    @given(posted=POSTED)
    def answer(posted):
        data = QueryDict(mutable=True)
        for name, values in posted.items():
            data.setlist(name, values)
        form = GoalForm(data, instance=goal, draft=draft)

        if form.is_valid():
            json.dumps(form.state(), ensure_ascii=False).encode()

    answer()


FORGED = [
    *('"\\ud800"', "[" * 100_000, "[1e999]", "[[1]]", '{"a": 2}', "3", "NaN", "1e999", "true"),
    *('[{"a": 1}]', '[{"code": 1, "title": null}]', '["a", "b"]', "null", "geen json", "9" * 5000),
]


def test_forged_choice_gets_an_answer_for_every_kind_of_field(desk):
    draft = desk.tree.edition
    rows = {"goal": desk.goal, "action": desk.action, "participation": desk.group[0]}

    for forged, (kind, row) in product(FORGED, rows.items()):
        names = [*ROW_FORMS[kind].base_fields, "nergens"]
        data = QueryDict(mutable=True)
        data.update({f"keuze_{name}": forged for name in names})

        form = ROW_FORMS[kind](data, instance=row, draft=draft)

        assert (forged[:20], form.is_valid()) == (forged[:20], False)


def test_chosen_value_of_the_right_shape_replaces_the_box(desk):
    chosen = {
        "title": "Gekozen",
        "sdgs": [5],
        "timing_from": None,
        "example": None,
        "bbc_references": [{"code": "AC1", "title": "Vorming"}],
        "notes": [],
    }
    data = QueryDict(mutable=True)
    data.update({"title": "In het vak", "version": 1, "timing_from": 2027, "sdgs": 10})
    data.update({f"keuze_{name}": json.dumps(value) for name, value in chosen.items()})

    form = GoalForm(data, instance=desk.goal, draft=desk.tree.edition)

    assert form.is_valid(), form.errors
    assert {name: form.state()[name] for name in chosen} == chosen


# --- multi-year plan ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "references"),
    [
        ("AC1 – Vorming", [("AC1", "Vorming")]),
        ("AC1 - Vorming", [("AC1", "Vorming")]),
        ("AC1 — Vorming", [("AC1", "Vorming")]),
        ("AC-1 - Zorg - thuis", [("AC-1", "Zorg - thuis")]),
        ("AC1", [("AC1", "")]),
        ("AC1 –", [("AC1", "")]),
        ("\r\n AC1 \r\n\r\nAC2 – B ", [("AC1", ""), ("AC2", "B")]),
    ],
)
def test_references_are_read_as_they_were_typed(desk, typed, references):
    data = QueryDict(mutable=True)
    data.update({"title": "x", "version": 1, "bbc_references": typed})

    form = GoalForm(data, instance=desk.goal, draft=desk.tree.edition)

    assert form.is_valid(), form.errors
    assert [tuple(ref.values()) for ref in form.state()["bbc_references"]] == references


# --- where a document goes ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["way"]),
        ({"way": "replace"}, []),
        ({"way": "replace", "framework": "thematic", "period_from": "2031"}, []),
        ({"way": "new_plan"}, ["framework", "period_from"]),
        ({"way": "new_plan", "framework": "thematic", "period_from": "2026"}, ["theme"]),
        ({"way": "new_plan", "framework": "eccar", "period_from": "26"}, ["__all__"]),
        ({"way": "new_plan", "framework": "eccar", "period_from": "2026"}, []),
    ],
)
def test_new_plan_asks_its_own_fields_and_replacing_asks_none(typed, wrong):
    assert sorted(ImportChoiceForm(typed).errors) == wrong
