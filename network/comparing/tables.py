"""The matrix and one commitment as tables to take away, with the same question as the page."""

from django.utils import timezone
from django.utils.formats import date_format

from actionplans.models import Participation, ProgressEntry
from actionplans.progress.due import NO_UPDATE
from cities.open_data import LICENCE

MATRIX_HEADER = [
    *("verbintenis", "titel", "stad", "plan", "doelen"),
    *(f"waarvan {label}" for label in ProgressEntry.State.labels),
    *("waarvan geen update", "eigen accent", "opmerking"),
]
GOALS_HEADER = [
    *("stad", "plan", "editie", "voorbeeldactie", "hoofdstuk", "nummer", "doel", "toelichting"),
    *("acties", "timing", "organisator", "werkgroep", "voortgang", "voortgang verteld op"),
    *("gronden", "domeinen", "sporen", "SDG", "adres"),
]
OUTSIDE_THE_TEN = "buiten de tien"


def about(question, address, *, narrowed=None) -> list[str]:
    """The lines above a table: what it is, of which day, under which licence, from where.

    `narrowed` says how fewer rows are in it than there could be; without it, by the theme and the
    filter of the question. A table that those do not narrow says so itself: '' or its own words.
    """
    day = date_format(question.day or timezone.localdate(), "j F Y")
    narrowed = _narrowed(question) if narrowed is None else narrowed
    return [
        " ".join(filter(None, (f"Stedennetwerk. Zoals het stond op {day}.", narrowed))),
        f"Licentie: {LICENCE}",
        f"Adres: {address}",
    ]


def about_sheet(question, address, *, narrowed=None) -> tuple:
    lines = about(question, address, narrowed=narrowed)
    return ("Over deze tabel", ["Over deze tabel"], [[line] for line in lines])


def _narrowed(question):
    words = question.only.in_words() if question.only else ""
    theme = f"Jaarthema: {question.theme}." if question.theme else ""
    return " ".join(filter(None, (theme, f"Gekozen: {words}." if words else "")))


# --- the matrix ---------------------------------------------------------------------------------
def matrix_rows(matrix):
    """A line per commitment and city; what fits none of the ten at the end."""
    for line in (*matrix.lines, matrix.outside):
        number = line.commitment.number if line.commitment else ""
        title = line.commitment.title_nl if line.commitment else OUTSIDE_THE_TEN
        for cell in line.cells:
            yield [number, title, *_cell(cell)]


def matrix_grid(matrix) -> tuple:
    """(header, rows): a column per city, as on the page; numbers only."""
    header = ["verbintenis", "titel", *(str(column.city) for column in matrix.columns)]
    rows = [
        [
            line.commitment.number if line.commitment else "",
            line.commitment.title_nl if line.commitment else OUTSIDE_THE_TEN,
            *(cell.n if cell.standing.has_text else "" for cell in line.cells),
        ]
        for line in (*matrix.lines, matrix.outside)
    ]
    total = [column.total.n if column.standing.has_text else "" for column in matrix.columns]
    return [*header, "steden met een doel"], [
        *([*row, sum(1 for n in row[2:] if n)] for row in rows),
        ["", "doelen in het plan", *total, sum(1 for n in total if n)],
    ]


def _cell(cell):
    one = cell.standing
    if not one.has_text:
        blanks = [""] * (len(ProgressEntry.State) + 2)
        return [
            str(one.city),
            one.plan.kind_and_period if one.plan else "",
            "",
            *blanks,
            reason(one),
        ]
    states = [cell.states[state] for state in (*ProgressEntry.State, NO_UPDATE)]
    accent = "ja" if cell.is_accent else ""
    return [str(one.city), one.plan.kind_and_period, cell.n, *states, accent, reason(one)]


def reason(standing) -> str:
    """Why a city has no text, or that its plan is over; '' when there is nothing to say."""
    return standing.why_in_words or ("het plan is afgelopen" if standing.is_past else "")


# --- one commitment -----------------------------------------------------------------------------
def goal_rows(goals, absolute):
    """A line per goal, with its full text."""
    return [_goal(goal, absolute) for goal in goals]


def _goal(goal, absolute):
    entry = goal.told.entry
    return [
        *(str(goal.city), goal.plan.kind_and_period, goal.edition.number),
        str(goal.example) if goal.example else "",
        *(str(goal.chapter), goal.code, goal.title, goal.explanation),
        "\n".join(_action(action) for action in goal.action_list),
        *(goal.timing, _group(goal, organisers=True), _group(goal, organisers=False)),
        entry.get_state_display() if goal.told.is_fresh else "geen update",
        f"{timezone.localdate(entry.at):%Y-%m-%d}" if entry else "",
        *(_labels(getattr(goal, name)) for name in ("grounds", "domains", "tracks")),
        ", ".join(str(entry.number) for entry in goal.sdgs.all()),
        absolute(f"/doelen/{goal.uid}/"),
    ]


def _action(action):
    beside = ", ".join(filter(None, (action.timing, action.responsible)))
    return f"- {action.text} ({beside})" if beside else f"- {action.text}"


def _group(goal, *, organisers):
    leads = Participation.Role.ORGANISER
    return "; ".join(one.label for one in goal.group_list if (one.role == leads) == organisers)


def _labels(terms):
    return ", ".join(str(entry) for entry in terms.all())
