"""What each rubric tells a reader, beside the label that the fiche gives it.

The help texts of the fields speak to who writes; these speak to who reads.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from .fields import PARTS, Field, path_of

TEXTS = Path(__file__).parent.parent / "data" / "rubrics.csv"


@dataclass(frozen=True)
class Rubric:
    field: Field
    text: str


def rubrics(part) -> list[Rubric]:
    """Those of 'shared' or 'section', in the order of the fiche."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        texts = {row["path"]: row["text"] for row in csv.DictReader(file)}
    return [Rubric(field, texts[path_of(part, field)]) for field in PARTS[part].values()]
