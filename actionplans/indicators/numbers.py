"""Numbers as people here write and read them: 1.234,5 and 12,5 %.

A comma before the decimals; a point or a space between thousands. A single point that cannot stand
between thousands is read as a comma, because calculators write 12.5. What could mean two things,
such as the English 1,234.5, is refused: a figure that is read wrongly stays wrong for years.
"""

import re
from decimal import Decimal

DIGITS, DECIMALS = 13, 3
NO_BREAK = "\u00a0"
PERCENT = "%"

_SPACES = re.compile(r"\s+")
_SIGN = r"(?P<sign>[+\-−–]?) ?"
_DUTCH = re.compile(
    _SIGN
    + r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+|(?=,))"
    + r"(?:,(?P<part>[0-9]+))?"
)
_UNIT = re.compile(r"[^\W\d_]|[%‰€$£°]")
_CALCULATOR = re.compile(_SIGN + r"(?P<whole>[0-9]*)\.(?P<part>[0-9]+)")


class NotANumberError(ValueError):
    """Why this cannot be read as a number, in words for the officer."""


def as_number(text: str, *, unit: str = "") -> Decimal:
    """The number that somebody typed; its unit may stand behind it (or before it, as in € 5)."""
    words = _without_unit(_SPACES.sub(" ", text).strip(), unit)
    if PERCENT in words:
        raise NotANumberError(
            f"Dit is een percentage, maar je meet in “{unit}”."
            if unit
            else "Schrijf bij de eenheid dat het om een percentage gaat: %."
        )
    found = _DUTCH.fullmatch(words) or _CALCULATOR.fullmatch(words)
    if found is None:
        raise NotANumberError(
            "Schrijf een getal met een komma voor de decimalen, bijvoorbeeld 1.234,5."
        )
    return _bounded(found)


def _without_unit(words, unit):
    unit = _SPACES.sub(" ", unit).strip()
    # A unit that could be part of a number ("100 inwoners", "-") is never taken off it.
    if _UNIT.match(unit):
        if words.lower().endswith(unit.lower()):
            words = words[: -len(unit)]
        elif words.lower().startswith(unit.lower()):
            words = words[len(unit) :]
    if is_percentage(unit):
        words = words.removesuffix(PERCENT)
    return words.strip()


def is_percentage(unit: str) -> bool:
    return PERCENT in unit or "procent" in unit.lower()


def _bounded(found):
    whole = re.sub(r"[. ]", "", found["whole"]).lstrip("0")
    part = (found["part"] or "").rstrip("0")
    if len(whole) > DIGITS:
        raise NotANumberError(f"Dit getal is te groot: hoogstens {DIGITS} cijfers voor de komma.")
    if len(part) > DECIMALS:
        raise NotANumberError(f"Schrijf hoogstens {DECIMALS} cijfers na de komma.")
    number = Decimal(f"{whole or 0}.{part or 0}")
    return plain(-number if found["sign"] in ("-", "−", "–") else number)


def plain(number: Decimal) -> Decimal:
    """The same number without a tail of zeros, and never minus zero: equal numbers look equal."""
    return Decimal(f"{number.normalize():f}") + 0


def in_dutch(number: Decimal) -> str:
    """'1.234,5'; of the zeros behind the comma only those that count."""
    whole, _, part = f"{plain(abs(number)):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = "−" if number < 0 else ""
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"


def with_unit(number: Decimal, unit: str) -> str:
    """'12,5 %', on one line."""
    return f"{in_dutch(number)}{NO_BREAK}{unit}" if unit else in_dutch(number)
