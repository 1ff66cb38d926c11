"""Which lines of the queue are shown, and in which order."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.queue.filtering import NO_CITY, Filters, cities_in, in_order, narrowed
from practices.queue.rows import Row


def rows_to_filter():
    day = timezone.localdate()
    return [
        Row("a", "Éen", "", "fiche", "Gent", city="gent", since=day, domains=frozenset(["wonen"])),
        Row("b", "Twee", "", "fiche", "Aalst", city="aalst", since=day - timedelta(days=2)),
        Row("c", "Drie", "", "fiche", "zonder account", is_without_account=True),
        Row("d", "Vier", "", "fiche", "Gent", city="gent", is_of_me=True, since=day),
    ]


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(), "badc"),
        (Filters(city="gent"), "ad"),
        (Filters(city=NO_CITY), "c"),
        (Filters(domain="wonen"), "a"),
        (Filters(commitment=3), ""),
        (Filters(by_me=True), "d"),
        (Filters(without_account=True), "c"),
        (Filters(sort="kortst"), "cdab"),
        (Filters(sort="titel"), "cabd"),
        (Filters(sort="stad"), "badc"),
    ],
)
def test_filters_narrow_and_sort(filters, kept):
    assert "".join(row.key for row in narrowed(rows_to_filter(), filters)) == kept


def test_only_a_choice_that_leaves_rows_out_narrows():
    assert (Filters(sort="titel").is_narrowing, Filters(by_me=True).is_narrowing) == (False, True)


def test_the_cities_to_choose_from_are_those_with_a_row():
    assert cities_in(rows_to_filter()) == [
        ("aalst", "Aalst"),
        ("gent", "Gent"),
        (NO_CITY, "geen stad uit de lijst"),
    ]


def test_what_returned_stands_before_what_waits_longer():
    old = Row("a", "", "", "", "", since=timezone.localdate() - timedelta(days=9))
    back = Row("b", "", "", "", "", since=timezone.localdate(), is_returned=True)

    assert [row.key for row in in_order([old, back])] == ["b", "a"]
