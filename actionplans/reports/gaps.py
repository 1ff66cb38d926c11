"""What an ECCAR report does not say yet: gently, per part, and never in the way of sharing it."""

from dataclasses import dataclass

from ..models import EccarReportPart
from .harvest import FIELDS
from .parts import is_untouched

IN_WORDS = {"measures": "maatregelen", "results": "resultaten", "difficulties": "moeilijkheden"}


@dataclass(frozen=True)
class Check:
    """One part: which Dutch fields are empty, and which have no English beside them."""

    part: EccarReportPart
    empty: list[str]
    without_english: list[str]

    @property
    def is_untouched(self):
        return is_untouched(self.part)

    @property
    def is_blank(self):
        return len(self.empty) == len(FIELDS)


def checks(parts) -> list[Check]:
    return [
        Check(
            part=part,
            empty=[IN_WORDS[name] for name in FIELDS if not getattr(part, name).strip()],
            without_english=[
                IN_WORDS[name]
                for name in FIELDS
                if getattr(part, name).strip() and not getattr(part, f"{name}_en").strip()
            ],
        )
        for part in parts
    ]
