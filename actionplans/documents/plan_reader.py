"""From lines and grids to a plan: the one entrance for the readers of every kind of file."""

from .blocks import Grid, Line, cells_of, lines_of
from .bounds import check_notes
from .errors import TOO_MUCH, ImportLimits, UnreadableDocument
from .notes import NoteBook
from .plan_builder import PlanBuilder
from .plan_document import PlanDocument
from .plan_outline import OutlineReader, segments_of, unwrapped
from .plan_paragraphs import ParagraphReader
from .plan_tables import PlanTable, plan_table

_NO_PLAN = (
    "In dit document is geen actieplan gevonden. Er is gezocht naar een tabel met minstens de "
    "kolommen doel (of doelstelling) en acties, en naar genummerde doelen zoals “1.1” met acties "
    "eronder. Kijk of je het juiste document koos, of zet kolomkoppen boven de tabel."
)
_TOO_FULL = (
    "In dit document staat een cel of alinea met veel te veel tekst voor een actieplan. Kijk of "
    "elk doel in een eigen rij staat en elke alinea met Enter eindigt."
)


def understand(blocks: list[Line | Grid], notes: dict[int, str]) -> PlanDocument:
    """The plan in these blocks; `notes` are the real footnotes by their numbers."""
    check_notes(notes)
    book = NoteBook(dict(notes))
    blocks = [one for one in unwrapped(blocks) if isinstance(one, Grid) or one.text]
    _keep_within_bounds(blocks)
    blocks = book.collect(blocks)
    builder = PlanBuilder(book)
    tables = _plan_tables(blocks)
    if tables:
        OutlineReader(builder, segments_of(blocks, tables)).read()
    else:
        reader = ParagraphReader(builder, blocks)
        reader.read()
        if not reader.is_plan:
            raise UnreadableDocument(_NO_PLAN)
    plan = builder.finish()
    if not plan.goals:
        raise UnreadableDocument(_NO_PLAN)
    if sum(plan.counts.values()) > ImportLimits.PLAN_PARTS:
        raise UnreadableDocument(TOO_MUCH)
    return plan


def _keep_within_bounds(blocks: list[Line | Grid]) -> None:
    """Refuse what only looks like text: joining and splitting costs more than reading it."""
    for grid in (one for one in blocks if isinstance(one, Grid)):
        if any(len(cell.lines) > ImportLimits.CELL_PARAGRAPHS for cell in cells_of(grid)):
            raise UnreadableDocument(_TOO_FULL)
    if any(len(line.text) > ImportLimits.TEXT_CHARACTERS for line in lines_of(blocks)):
        raise UnreadableDocument(_TOO_FULL)


def _plan_tables(blocks: list[Line | Grid]) -> dict[int, PlanTable]:
    tables: dict[int, PlanTable] = {}
    previous, follows = None, False
    for block in blocks:
        if isinstance(block, Line):
            follows = follows and block.level is None
            continue
        table = plan_table(block, previous, follows=follows)
        if table:
            tables[id(block)] = previous = table
        follows = table is not None
    return tables
