"""What everybody may take along and use again: tables with documented columns, under one licence.

A table is told once: its columns with what they mean, and where its rows come from. The same rows
go out as CSV and as JSON, one by one, so that a large table costs no more memory than a small one.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .spreadsheet import plain_cell

LICENCE = "Modellicentie gratis hergebruik Vlaanderen"
LICENCE_URI = "https://data.vlaanderen.be/id/licentie/modellicentie-gratis-hergebruik/v1.0"
# The mark by which Excel knows that a table is UTF-8.
BOM = "\ufeff"


@dataclass(frozen=True)
class Table:
    """`columns` is {name: meaning}; `rows` takes a function that makes full addresses and gives
    one dictionary of JSON values per row, with exactly these names.
    """

    code: str
    title: str
    description: str
    keywords: tuple
    columns: dict
    rows: Callable[[Callable], Iterator[dict]]


def as_csv(table, absolute) -> Iterator[str]:
    """Line by line: lists in one cell, nothing that a spreadsheet would work out."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield BOM + writer.writerow(table.columns)
    for row in table.rows(absolute):
        yield writer.writerow([_cell(row[name]) for name in table.columns])


def as_json(table, absolute, about) -> Iterator[str]:
    """One object: what is told `about` the table, and its rows under the code of the table."""
    opening = json.dumps({"licentie": LICENCE, "licentie_uri": LICENCE_URI, **about}, **LOOSE)
    yield f'{opening[:-1]}, "{table.code}": ['
    separator = "\n"
    for row in table.rows(absolute):
        yield separator + json.dumps(row, **LOOSE)
        separator = ",\n"
    yield "\n]}\n"


LOOSE = {"ensure_ascii": False}


class _Echo:
    """The writer of `csv` gives back what this gives back: the line itself."""

    def write(self, line):
        return line


def _cell(value) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        value = " | ".join(str(one) for one in value)
    return plain_cell("" if value is None else value)
