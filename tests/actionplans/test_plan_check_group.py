"""A question of the plan check that a long plan answers a thousand times."""

from django.template.loader import render_to_string

from actionplans.plan_check import Group, Point


def test_long_group_shows_fifty_rows_and_counts_the_rest():
    point = Point("Een doel", "/hier/")
    html = {
        number: render_to_string(
            "actionplans/editor/plan_check_group.html",
            {"group": Group("zonder-actie", "Zonder", "Kijk na.", [point] * number)},
        )
        for number in (50, 51, 2000)
    }

    assert {number: text.count("<li>") for number, text in html.items()} == dict.fromkeys(html, 50)
    assert "En nog" not in html[50]
    assert "En nog 1." in html[51]
    assert "En nog 1.950." in html[2000]
