"""What an entry of progress may say.

Whoever tells how far something is chooses a state. What still runs is on schedule or late; what is
late or stopped has a reason. Words that do not belong to the chosen state (a reason for what runs
on schedule) are left out, because a form that shows them all cannot make them disappear.
"""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from ..models import ProgressEntry

State, Schedule, Reason = ProgressEntry.State, ProgressEntry.Schedule, ProgressEntry.Reason

MAX_TEXT = 10_000
MAX_LINKS = 10
MAX_LABEL = 200
MAX_URL = 500
VALUES = ("state", "schedule", "reason", "text", "evidence")

_is_web_address = URLValidator(schemes=["http", "https"])
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class UnclearProgressError(Exception):
    """What is missing or wrong: `errors` is {name of the value: sentence for the officer}."""

    def __init__(self, errors):
        super().__init__(" ".join(errors.values()))
        self.errors = errors


def clear_values(values, *, state_is_needed=True) -> dict:
    """All of VALUES, checked and tidied. Raises UnclearProgressError.

    Closing a plan can leave a goal without a state: then `state_is_needed` is False.
    """
    state, schedule = values.get("state") or "", values.get("schedule") or ""
    reason, errors = values.get("reason") or "", {}
    if state not in State.values and (state or state_is_needed):
        errors["state"] = "Kies hoe ver het staat."
    if state in ProgressEntry.ENDED or not state:
        schedule = ""
    elif schedule not in Schedule.values:
        errors["schedule"] = "Zeg of het op schema zit."
    if state != State.STOPPED and schedule not in ProgressEntry.LATE:
        reason = ""
    elif reason not in Reason.values:
        errors["reason"] = "Kies waarom het vertraagd, uitgesteld of stopgezet is."
    text = clear_text(values.get("text") or "")
    if len(text) > MAX_TEXT:
        errors["text"] = f"De toelichting is langer dan {MAX_TEXT} tekens. Kort ze wat in."
    evidence = clear_evidence(values.get("evidence") or [], errors)
    if errors:
        raise UnclearProgressError(errors)
    return dict(zip(VALUES, (state, schedule, reason, text, evidence), strict=True))


def clear_text(text) -> str:
    """The text with one kind of line end and without what no database can keep."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clear_evidence(links, errors) -> list[dict]:
    """[{"label", "url"}] without empty rows; a link without a label is called by its address."""
    if not isinstance(links, list) or len(links) > MAX_LINKS:
        errors["evidence"] = f"Voeg hoogstens {MAX_LINKS} links toe."
        return []
    cleared = []
    for link in links:
        label, url = (" ".join(clear_text(link.get(key) or "").split()) for key in ("label", "url"))
        if not label and not url:
            continue
        if not is_web_address(url):
            errors["evidence"] = "Schrijf een link volledig, zoals https://www.stad.be/verslag."
        if len(label) > MAX_LABEL:
            errors["evidence"] = f"Hou de naam van een link onder {MAX_LABEL} tekens."
        cleared.append({"label": label or url, "url": url})
    return cleared


def is_web_address(url) -> bool:
    """Only http and https: a link on a public page may start nothing else."""
    # Characters that turn the reading direction can make an address look like another one.
    if len(url) > MAX_URL or any(unicodedata.category(sign) == "Cf" for sign in url):
        return False
    try:
        _is_web_address(url)
    except ValidationError:
        return False
    return True
