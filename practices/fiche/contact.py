"""A contact is something with which another city can reach the service: an e-mail address, a web
address (with or without https://) or a telephone number. Other words may stand beside it.

A contact of before this rule stays as it is and stays readable, until somebody writes another.
"""

import re

MAIL = re.compile(r"[^\s@<>]+@(?:[\w-]+\.)+\w{2,}")
WEB = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
# Digits with what people write between them.
PHONE = re.compile(r"\+?[\d(][\d\s./()-]*\d")
SHORTEST_NUMBER, LONGEST_NUMBER = 8, 15
UNREACHABLE = (
    "Vul een e-mailadres, een webadres of een telefoonnummer in, zoals gelijkekansen@stad.be,"
    " www.stad.be/gelijkekansen of 09 123 45 67."
)


def is_reachable(text) -> bool:
    """Whether somebody can write to it, open it or call it."""
    words = (word.strip(".,;:()<>“”\"'") for word in text.split())
    if any(MAIL.fullmatch(word) or WEB.fullmatch(word) for word in words):
        return True
    return any(_is_number(found.group()) for found in PHONE.finditer(text))


def _is_number(text):
    return SHORTEST_NUMBER <= sum(sign.isdigit() for sign in text) <= LONGEST_NUMBER
