"""Two plans as tables: a summary, and a row per goal and commitment."""

from actionplans.comparing.facets import in_words

from .tables import GOALS_HEADER, goal_rows

HEADER = ["verbintenis", *GOALS_HEADER]
OWN_THEMES = "Eigen thema’s"


def rows_of(pair, absolute) -> list[list]:
    """In the order of the page; a goal on two commitments stands at both."""
    return [
        [str(block.commitment or OWN_THEMES), *row]
        for block in pair.blocks
        for line in block.lines
        for row in goal_rows((*line.a, *line.b), absolute)
    ]


def summary_of(pair) -> tuple[list, list[list]]:
    """(header, rows): the counts of both."""
    a, b = pair.sides
    rows = [
        ["Plan", a.plan.kind_and_period, b.plan.kind_and_period],
        ["Editie", *(side.edition.number if side.edition else side.why for side in pair.sides)],
        ["Doelen", a.n_goals, b.n_goals],
        ["Acties", a.n_actions, b.n_actions],
        ["Verbintenissen met doelen", len(a.numbers), len(b.numbers)],
        ["Voortgang", in_words(a.counts), in_words(b.counts)],
    ]
    rows += [[str(block.commitment or OWN_THEMES), block.n_a, block.n_b] for block in pair.blocks]
    return ["", a.name, b.name], rows
