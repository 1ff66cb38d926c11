"""What a choice about one goal may say, per decision.

Going on, and being finished, need no more words. Another wording needs a title, a split two to five
titles, joining needs the goal that is joined, and stopping needs a reason and an explanation: the
next plan does not say why something is gone.
"""

from uuid import UUID

from ..models import CarryOverChoice, ProgressEntry
from ..progress.telling import MAX_TEXT, clear_text

Decision = CarryOverChoice.Decision

PARTS = range(2, 6)
LONGEST_TITLE = 10_000
TOO_LONG = f"Hou de tekst onder {LONGEST_TITLE} tekens."


class CannotChooseError(Exception):
    """What is missing or wrong: `errors` is {name of the value or '': sentence for the officer}."""

    def __init__(self, errors):
        super().__init__(" ".join(errors.values()))
        self.errors = errors


def clear_choice(decision, values) -> dict:
    """Only the values that belong to the decision, tidied. Raises CannotChooseError."""
    if decision not in Decision.values:
        raise CannotChooseError({"decision": "Kies wat er met dit doel gebeurt."})
    clear = {
        Decision.REWORD: _reworded,
        Decision.MERGE: _joined,
        Decision.SPLIT: _split,
        Decision.STOPPED: _stopped,
    }.get(decision)
    return clear(values) if clear else {}


def _reworded(values):
    title = clear_text(values.get("title") or "")
    if not title:
        raise CannotChooseError({"title": "Schrijf de nieuwe woorden van dit doel."})
    if len(title) > LONGEST_TITLE:
        raise CannotChooseError({"title": TOO_LONG})
    return {"title": title}


def _joined(values):
    """`title` is not kept here: it becomes the title of the goal that is joined."""
    into = _uid(values.get("into") or "")
    title = clear_text(values.get("title") or "")
    if not into:
        raise CannotChooseError({"into": "Kies in welk doel dit opgaat."})
    if len(title) > LONGEST_TITLE:
        raise CannotChooseError({"joined_title": TOO_LONG})
    return {"into": into, "title": title}


def _uid(words):
    """'' for what is no uid."""
    try:
        return str(UUID(str(words)))
    except ValueError:
        return ""


def _split(values):
    """Empty boxes are left out; what was typed in the others stays in its order."""
    titles = [clear_text(title or "") for title in values.get("titles") or []]
    titles = [title for title in titles if title]
    if len(titles) not in PARTS:
        words = f"Schrijf minstens {PARTS[0]} en hoogstens {PARTS[-1]} titels."
        raise CannotChooseError({"titles": words})
    if any(len(title) > LONGEST_TITLE for title in titles):
        raise CannotChooseError({"titles": TOO_LONG})
    return {"titles": titles}


def _stopped(values):
    errors = {}
    reason, text = values.get("reason") or "", clear_text(values.get("text") or "")
    if reason not in ProgressEntry.Reason.values:
        errors["reason"] = "Kies waarom dit doel stopt."
    if not text:
        errors["text"] = "Leg in een zin uit waarom dit doel stopt; lezers zien dat bij het doel."
    elif len(text) > MAX_TEXT:
        errors["text"] = TOO_LONG
    if errors:
        raise CannotChooseError(errors)
    return {"reason": reason, "text": text}
