"""The radar: words in a text, or things around it, that may have become untrue.

'Op dit moment', '2020-2025', a link that does not answer, a plan whose period is over. It names the
words it found and asks a question; it changes nothing, hides nothing, and readers never see it.
Which words, VVSG can read in `data/radar.csv`.
"""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ..fiche.fields import PARTS, Kind, field_at, path_of
from .addresses import addresses_in

DATA = Path(__file__).parent.parent / "data" / "radar.csv"
SPOKEN = {Kind.LINE, Kind.TEXT, Kind.ITEMS}
LONGEST = 200
YEAR = r"((?:19|20)\d\d)"
RANGE = re.compile(
    rf"(?<![\d-]){YEAR}\s?(?:-|–|—|/|t\.?e?/?m\.?|tot(?: en met)?)\s?{YEAR}(?![\d-])"
)
UNTIL = re.compile(rf"\b(?:tegen|tot eind|tot en met|uiterlijk in) {YEAR}(?!\d)", re.IGNORECASE)
PAST_YEARS, DEAD_LINK, PLAN_ENDED = "past_years", "dead_link", "plan_ended"
EXPLANATIONS = {
    PAST_YEARS: "Die periode is voorbij. Loopt het nog, en hoe liep het af?",
    DEAD_LINK: "Dit adres antwoordt niet meer. Bestaat de pagina nog?",
    PLAN_ENDED: "Loopt de praktijk verder?",
}


@dataclass(frozen=True)
class Rule:
    code: str
    pattern: re.Pattern
    # Only in practices with this policy domain, and not when the text says this too.
    domain: str
    unless: re.Pattern | None
    explanation: str


@dataclass(frozen=True)
class Found:
    """`section_id` None: in the part that cities share, or about the practice as a whole."""

    rule: str
    section_id: int | None
    field: str
    words: str


@cache
def rules() -> tuple:
    with DATA.open(encoding="utf-8", newline="") as rows:
        return tuple(
            Rule(
                row["code"],
                re.compile(row["pattern"], re.IGNORECASE),
                row["domain"],
                re.compile(row["unless"], re.IGNORECASE) if row["unless"] else None,
                row["explanation"],
            )
            for row in csv.DictReader(rows)
        )


def explanation(rule) -> str:
    known = {one.code: one.explanation for one in rules()}
    return known.get(rule) or EXPLANATIONS.get(rule, "")


def field_label(path) -> str:
    found = field_at(path)
    return found[1].label if found else ""


# --- reading a text ------------------------------------------------------------------------------
def signals_in(part, content, *, domains, year, failing=(), section_id=None) -> set[Found]:
    """What stands in one text. `domains` are those of the practice, `failing` dead addresses."""
    found = set()
    for name, field in PARTS[part].items():
        if field.kind in SPOKEN and name != "summary_en":
            text = _words_of(content.get(name))
            for rule, words in signals_in_words(text, domains=domains, year=year):
                found.add(Found(rule, section_id, path_of(part, field), words[:LONGEST]))
    for path, url in addresses_in(part, content):
        if url in failing:
            found.add(Found(DEAD_LINK, section_id, path, url[:LONGEST]))
    return found


def signals_in_words(text, *, domains, year) -> set[tuple[str, str]]:
    """(rule, the words as they stand there)."""
    found = {(PAST_YEARS, words) for words in past_years(text, year)}
    for rule in rules():
        if rule.domain and rule.domain not in domains:
            continue
        if rule.unless and rule.unless.search(text):
            continue
        found |= {(rule.code, match.group()) for match in rule.pattern.finditer(text)}
    return found


def past_years(text, year) -> set[str]:
    """Periods and terms in the text that were over before this year began."""
    found = {
        match.group() for match in RANGE.finditer(text) if int(match[1]) <= int(match[2]) < year
    }
    return found | {match.group() for match in UNTIL.finditer(text) if int(match[1]) < year}


def _words_of(value):
    return "\n".join(value) if isinstance(value, list) else str(value or "")


# --- showing what was found ----------------------------------------------------------------------
@dataclass(frozen=True)
class Signal:
    """A flag in words: what was found, in which rubric, and what to ask yourself."""

    words: str
    label: str
    explanation: str
    # Of a plan the words are its name, and no words of the text.
    is_of_plan: bool = False

    @property
    def sentence(self) -> str:
        if self.is_of_plan:
            return f"De periode van het plan “{self.words}” is voorbij. {self.explanation}"
        label = f" ({self.label})" if self.label else ""
        return f"“{self.words}”{label}: {self.explanation}"


def signal_of(flag) -> Signal:
    is_of_plan = flag.rule == PLAN_ENDED
    return Signal(flag.words, field_label(flag.field), explanation(flag.rule), is_of_plan)


def signals_by_text(flags) -> dict:
    """{(practice id, section id or None): [Signal]}."""
    found = {}
    for flag in flags:
        found.setdefault((flag.practice_id, flag.section_id), []).append(signal_of(flag))
    return found
