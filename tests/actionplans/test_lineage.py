"""Descents: told once, never in a circle, and read in few queries whatever stands in old rows."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.lineage import LineageLoopError, ancestors, descendants, record_descents
from actionplans.models import Lineage

pytestmark = pytest.mark.django_db

A, B, C, D = (uuid4() for _ in range(4))


def told():
    return set(Lineage.objects.values_list("new_uid", "old_uid", "kind"))


def test_descents_are_kept_and_told_from_both_sides():
    record_descents([(B, A, "split"), (C, A, "split"), (D, B, "continued")])

    assert told() == {(B, A, "split"), (C, A, "split"), (D, B, "continued")}
    assert ancestors([D, A]) == {D: [B, A], A: []}
    assert descendants([A, D]) == {A: [B, C, D], D: []}


def test_the_same_descent_twice_stands_once_and_keeps_its_first_word():
    record_descents([(B, A, "continued")])

    added = record_descents([(B, A, "reworded"), (C, B, "moved"), (C, B, "moved")])

    assert [(row.new_uid, row.old_uid) for row in added] == [(C, B)]
    assert told() == {(B, A, "continued"), (C, B, "moved")}


@pytest.mark.parametrize(
    "circle",
    [
        [(A, A, "continued")],
        [(A, C, "continued")],
        [(D, C, "continued"), (A, D, "continued")],
        [(D, uuid4(), "continued"), (A, B, "continued")],
    ],
)
def test_a_circle_is_refused_whole(circle):
    record_descents([(B, A, "continued"), (C, B, "continued")])
    before = told()

    with pytest.raises(LineageLoopError):
        record_descents(circle)

    assert told() == before


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="verzonnen"):
        record_descents([(B, A, "verzonnen")])


def test_texts_of_uids_are_as_good_as_uids():
    record_descents([(str(B), str(A), "continued")])

    assert ancestors([str(B)]) == {B: [A]}


def test_reading_comes_to_an_end_in_a_circle_of_old_rows():
    circle = [(A, B), (B, C), (C, A), (D, C)]
    Lineage.objects.bulk_create(
        Lineage(new_uid=new, old_uid=old, kind="continued") for new, old in circle
    )

    assert ancestors([D, A]) == {D: [C, A, B], A: [B, C]}
    assert descendants([A]) == {A: [C, B, D]}
    record_descents([(uuid4(), D, "continued")])
    with pytest.raises(LineageLoopError):
        record_descents([(B, D, "continued")])


def test_relatives_are_found_in_one_query_however_many_generations():
    line = [uuid4() for _ in range(12)]
    record_descents([(new, old, "continued") for old, new in zip(line, line[1:], strict=False)])

    with CaptureQueriesContext(
        connection,
    ) as captured:
        found = ancestors(line)

    assert (found[line[-1]], len(captured)) == (line[-2::-1], 1)


def test_a_diamond_of_many_generations_is_walked_once():
    levels = [[uuid4(), uuid4()] for _ in range(30)]
    record_descents(
        [
            (new, old, "merged")
            for above, below in zip(levels, levels[1:], strict=False)
            for new in below
            for old in above
        ]
    )

    assert len(ancestors(levels[-1])[levels[-1][0]]) == 58


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_whatever_is_told_nothing_descends_from_itself(pairs):
    people = [uuid4() for _ in range(6)]

    for new, old in pairs:
        try:
            record_descents([(people[new], people[old], "merged")])
        except LineageLoopError:
            assert new == old or people[new] in ancestors([people[old]])[people[old]]

    for uid, found in ancestors(people).items():
        assert uid not in found
        assert all(uid in descendants([other])[other] for other in found)
