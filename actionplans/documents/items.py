"""A cell's paragraphs as the list that the officer meant: bullets, soft breaks, lone dashes."""

from dataclasses import dataclass

from .blocks import Line
from .wording import (
    is_nothing,
    join_broken,
    looks_unfinished,
    may_grow,
    split_bullets,
    strip_bullet,
)


@dataclass
class Item:
    """One entry of a list. `opens` says that a bullet or number stood in front of it."""

    text: str
    opens: bool
    new_paragraph: bool = True


def items_of(lines: list[Line], *, join_paragraphs: bool = True) -> list[Item]:
    """The entries of a cell; a line that goes on is joined to the one before.

    Without any bullet every paragraph is an entry. With bullets, an unbulleted paragraph in lower
    case goes on with the previous one (not among participants: names may start so).
    """
    pieces = [piece for line in lines for piece in _pieces(line)]
    bulleted = any(piece.opens for piece in pieces)
    items: list[Item] = []
    for piece in pieces:
        if is_nothing(piece.text):
            continue
        if items and not piece.opens and _goes_on(items[-1], piece, bulleted, join_paragraphs):
            items[-1].text = join_broken(items[-1].text, piece.text)
        else:
            items.append(piece)
    return items


def _pieces(line: Line):
    for place, part in enumerate(line.text.split("\n")):
        for piece in split_bullets(part):
            text, had_bullet = strip_bullet(piece)
            numbered = place == 0 and bool(line.bullet or line.label)
            yield Item(text, had_bullet or numbered, new_paragraph=place == 0)


def _goes_on(before: Item, piece: Item, bulleted: bool, join_paragraphs: bool) -> bool:
    if piece.text.startswith("="):  # a remark about the whole, never the rest of an entry
        return False
    if not piece.new_paragraph and bulleted:
        return may_grow(before.text)
    may_join = bulleted and join_paragraphs if piece.new_paragraph else True
    return may_join and looks_unfinished(before.text, piece.text)
