"""The small chart: whatever the figures, everything stands inside its box and in order."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.indicators.charts import (
    BOTTOM,
    HEIGHT,
    LETTER,
    RIGHT,
    TOP,
    WIDTH,
    Dot,
    axis,
    draw,
    round_step,
)
from actionplans.indicators.numbers import in_dutch

# As large as the database takes, and with more decimals than it does.
LARGE = st.decimals(
    min_value=Decimal("-9999999999999.999"), max_value=Decimal("9999999999999.999"), places=3
)
FINE = st.decimals(min_value=-999, max_value=999, places=8)
SMALL = st.integers(-3, 3).map(Decimal)
FIGURES = LARGE | FINE | SMALL
YEARS = st.integers(1950, 2100)
DAYS = st.dates(date(1950, 1, 1), date(2030, 12, 31))
MARKS = st.none() | st.tuples(YEARS, FIGURES)


def day(text):
    return date.fromisoformat(text)


def labels_of(values):
    return [in_dutch(height) for height in axis([Decimal(value) for value in values])]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(DAYS, FIGURES), max_size=50), MARKS, MARKS)
def test_everything_stands_inside_the_box_and_in_order(measured, baseline, target):
    chart = draw(measured, baseline=baseline, target=target)

    if not measured and not baseline:
        assert chart is None
        return
    marks = [*chart.dots, *filter(None, (chart.baseline, chart.target))]
    assert all(chart.left <= mark.x <= RIGHT and TOP <= mark.y <= BOTTOM for mark in marks)
    assert len(chart.dots) == len(measured)
    assert [dot.x for dot in chart.dots] == sorted(dot.x for dot in chart.dots)
    heights = [tick.at for tick in chart.ticks]
    assert heights == sorted(set(heights), reverse=True)
    assert len({tick.label for tick in chart.ticks}) == len(chart.ticks) <= 8
    years = [year.at for year in chart.years]
    assert years == sorted(set(years))
    assert 1 <= len(years) <= 8
    assert all(chart.left <= place <= RIGHT for place in years)
    assert 0 < chart.left < WIDTH / 2
    for label in chart.labels:
        length = LETTER * len(label.text)
        start = label.x if label.anchor == "start" else label.x - length
        assert (start >= 0, start + length <= WIDTH) == (True, True)
        assert TOP - 2 <= label.y <= HEIGHT


@settings(max_examples=80, deadline=None)
@given(st.lists(FIGURES, min_size=1, max_size=50))
def test_ticks_are_round_evenly_spaced_and_embrace_all_figures(values):
    heights = axis(values)

    steps = {later - earlier for earlier, later in zip(heights, heights[1:], strict=False)}
    step = steps.pop()
    assert (steps, step > 0, 2 <= len(heights) <= 8) == (set(), True, True)
    assert heights[0] <= min(values)
    assert max(values) <= heights[-1]
    assert step == round_step(step)
    if all(value == int(value) for value in values):
        assert step == int(step)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(DAYS, FIGURES), min_size=2, max_size=10))
def test_a_higher_figure_stands_higher(measured):
    chart = draw(measured)

    by_height = sorted(zip(sorted(measured), chart.dots, strict=True), key=lambda pair: pair[0][1])
    places = [dot.y for _, dot in by_height]
    assert places == sorted(places, reverse=True)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([12, 31, 40], ["0", "10", "20", "30", "40"]),
        ([31], ["0", "10", "20", "30", "40"]),
        ([0], ["0", "1"]),
        ([1, 1], ["0", "1"]),
        ([-5, 5], ["−5", "0", "5"]),
        ([-31, -12], ["−40", "−30", "−20", "−10", "0"]),
        ([92, 95, 96], ["92", "93", "94", "95", "96"]),
        (["92.5", "93.1"], ["92,4", "92,6", "92,8", "93", "93,2"]),
        (
            ["0.00000012", "0.00000015"],
            ["0,00000012", "0,00000013", "0,00000014", "0,00000015"],
        ),
    ],
)
def test_an_axis_starts_at_zero_unless_all_figures_are_far_from_it(values, expected):
    assert labels_of(values) == expected


def test_a_difference_too_small_to_see_is_a_flat_line():
    close = [
        (day("2024-12-31"), Decimal("1000000000000")),
        (day("2025-12-31"), Decimal("1000000000000.001")),
    ]

    chart = draw(close)

    assert [tick.label for tick in chart.ticks] == ["0,99995", "1", "1,00005", "1,0001"]
    assert len({dot.y for dot in chart.dots}) == 1


def test_the_chart_says_when_its_axis_does_not_start_at_zero():
    near = draw([(day("2024-01-01"), Decimal(12)), (day("2025-01-01"), Decimal(31))])
    far = draw([(day("2024-01-01"), Decimal(92)), (day("2025-01-01"), Decimal(96))])

    assert (near.starts_at_zero, far.starts_at_zero) == (True, False)


@pytest.mark.parametrize(
    ("value", "scale", "highest"),
    [
        (400_000, "", "400.000"),
        (999_999, "miljoen", "1"),
        (40_000_000, "miljoen", "40"),
        (2_500_000_000, "miljard", "3"),
        (9_999_999_999_999, "biljoen", "10"),
    ],
)
def test_large_figures_are_shortened_and_the_chart_says_how(value, scale, highest):
    chart = draw([(day("2024-01-01"), Decimal(value))])

    assert (chart.scale, chart.ticks[-1].label) == (scale, highest)


def test_nothing_is_drawn_without_a_figure():
    assert draw([]) is None
    assert draw([], target=(2030, Decimal(40))) is None


def test_one_measurement_is_a_dot_without_a_line():
    chart = draw([(day("2025-12-31"), Decimal(31))])

    assert (len(chart.dots), chart.line, chart.lead) == (1, "", "")


def test_a_yearly_figure_stands_above_its_year_as_baseline_and_target_do():
    measured = [(day("2024-12-31"), Decimal(31)), (day("2025-12-31"), Decimal(35))]

    chart = draw(measured, baseline=(2023, Decimal(12)), target=(2026, Decimal(40)))

    places = [chart.baseline.x, *(dot.x for dot in chart.dots), chart.target.x]
    assert places == [year.at for year in chart.years]
    assert [year.label for year in chart.years] == ["2023", "2024", "2025", "2026"]


def test_a_year_with_more_measurements_holds_all_of_them_on_their_day():
    days = ["2024-01-01", "2024-07-01", "2024-12-31", "2025-01-01", "2025-12-31"]

    chart = draw([(day(one), Decimal(1)) for one in days])

    start, border, end = chart.borders
    places = [dot.x for dot in chart.dots]
    assert places == sorted(set(places))
    assert start < places[0] < places[1] < places[2] < border < places[3] < places[4] < end
    assert abs(places[1] - chart.years[0].at) < 1


def test_borders_of_years_are_left_out_when_they_would_be_a_fence():
    few, many = (
        draw([], baseline=(2000, Decimal(1)), target=(end, Decimal(1))) for end in (2029, 2030)
    )

    assert (len(few.borders), many.borders) == (31, [])


@pytest.mark.parametrize(
    ("values", "baseline", "target"),
    [
        ([10, 20, 30], None, None),
        ([30, 20, 10], None, None),
        ([30, 30, 30], None, None),
        ([5, 40, 39], None, 40),
        ([40, 39, 38], 20, 36),
        ([12], 40, 12),
        ([1, 100, 2, 99], 50, 98),
    ],
)
def test_the_last_figure_is_said_clear_of_every_line(values, baseline, target):
    measured = [(date(2021 + n, 12, 31), Decimal(value)) for n, value in enumerate(values)]

    chart = draw(
        measured,
        baseline=baseline and (2020, Decimal(baseline)),
        target=target and (2026, Decimal(target)),
    )

    figure = chart.labels[0]
    length = LETTER * len(figure.text)
    left = figure.x if figure.anchor == "start" else figure.x - length
    for first, last in lines_of(chart):
        for step in range(501):
            x = first.x + (last.x - first.x) * step / 500
            y = first.y + (last.y - first.y) * step / 500
            is_under = left < x < left + length and figure.y - 9 < y < figure.y + 2
            assert not is_under, (figure, first, last)


def lines_of(chart):
    """Each straight line that is drawn, as its two ends."""
    yield from pairwise(chart.dots)
    if chart.lead:
        yield chart.baseline, chart.dots[0]
    if chart.target:
        yield Dot(chart.left, chart.target.y), Dot(RIGHT, chart.target.y)


def test_the_baseline_leads_in_only_when_it_lies_before():
    measured = [(day("2022-12-31"), Decimal(2))]

    before = draw(measured, baseline=(2020, Decimal(1)))
    after = draw(measured, baseline=(2024, Decimal(1)))

    assert (bool(before.lead), after.lead) == (True, "")


def test_the_target_is_said_away_from_the_last_figure():
    measured = [(day("2020-01-01"), Decimal(1)), (day("2025-12-31"), Decimal(40))]

    figure, target = draw(measured, target=(2025, Decimal(40))).labels

    assert (figure.text, figure.anchor) == ("40", "end")
    assert (target.text, target.anchor) == ("streefwaarde 40", "start")
