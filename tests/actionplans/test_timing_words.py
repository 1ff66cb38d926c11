"""The years of a timing and the words beside it do not contradict each other unnoticed."""

import pytest

from actionplans.forms import GoalForm
from tests.factories import make_goal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "typed", "expected"),
    [
        ("2020-2025", {"timing_until": "2028"}, "2020-2028"),
        ("2020", {"timing_from": "", "timing_until": "2027"}, "2027"),
        ("najaar 2025", {"timing_until": "2028"}, "najaar 2025"),
        (
            "2020-2025",
            {"timing_until": "2028", "timing_text": "tegen eind 2028"},
            "tegen eind 2028",
        ),
        ("2020-2025", {}, "2020-2025"),
    ],
)
def test_words_that_only_repeat_the_years_follow_them(words, typed, expected):
    goal = make_goal(timing_from=2020, timing_until=2025, timing_text=words)
    opened = {name: value or "" for name, value in GoalForm(instance=goal).initial.items()}

    form = GoalForm({**opened, **typed}, instance=goal, draft=goal.edition)

    assert form.is_valid(), form.errors
    assert form.state()["timing_text"] == expected
