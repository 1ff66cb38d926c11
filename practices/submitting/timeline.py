"""What happened to a fiche, as its author reads it.

Of VVSG no names are told, and nothing of who was reading or of notes among moderators.
"""

from dataclasses import dataclass
from datetime import datetime

from cities.permissions import can_moderate

from ..models import Submitter
from ..transitions import events_of

# What its author's side did, and what VVSG did; a step that is not named is not told.
OURS = {
    "start": "begon de fiche",
    "submit": "diende de fiche in",
    "retract": "haalde de fiche terug",
    "resubmit": "diende de fiche opnieuw in",
    "withdraw": "trok de fiche in",
    "reopen": "heropende de fiche",
    "ask_help": "vroeg hulp aan VVSG",
    "stop_help": "vroeg geen hulp meer",
    "open_link": "maakte een deellink",
    "close_link": "sloot de deellink",
    "image_withdrawn": "trok een beeld in",
    "image_consent": "werkte de toestemming voor een beeld bij",
}
THEIRS = {
    "ask_changes": "VVSG vroeg aanpassingen",
    "take_back_request": "VVSG trok de vraag om aanpassingen in",
    "publish": "VVSG publiceerde de fiche",
    "improve_and_publish": "VVSG publiceerde de fiche met kleine aanpassingen",
    "decline": "VVSG nam de fiche niet op",
    "into_section": "VVSG voegde de tekst toe aan een andere praktijk",
    "archive": "VVSG archiveerde de praktijk",
    "announce_archive": "VVSG kondigde aan dat de praktijk naar het archief gaat",
    "republish": "VVSG zette de praktijk weer online",
    "take_offline": "VVSG haalde de praktijk tijdelijk weg",
    "back_online": "VVSG zette de praktijk weer online",
    "merge": "VVSG bracht de praktijk samen met een andere",
    "redact": "VVSG werkte de tekst bij",
}
# The words of a moderator that its author may read: they were mailed too.
WITH_REASON = {"decline", "archive", "take_offline", "redact", "withdraw"}


@dataclass(frozen=True)
class Line:
    at: datetime
    words: str
    reason: str


def timeline_of(practice, person) -> list[Line]:
    """The newest first; what was undone within its minute is left out with its undoing."""
    events = events_of(practice).filter(undoes=None, undone_by=None)
    found = events.select_related("actor__user", "submitter").order_by("-at", "-pk")
    return [
        Line(event.at, words, event.reason if event.step in WITH_REASON else "")
        for event in found
        if (words := _words(event, person))
    ]


def _words(event, person) -> str:
    if event.step in THEIRS:
        return THEIRS[event.step]
    if event.step not in OURS:
        return ""
    return f"{_who(event, person)} {OURS[event.step]}"


def _who(event, person):
    is_me = (
        event.submitter_id == person.pk
        if isinstance(person, Submitter)
        else event.actor is not None and event.actor.user_id == person.pk
    )
    if is_me:
        return "Jij"
    user = event.actor and event.actor.user
    if user and can_moderate(user):
        return "VVSG"
    # Who has no account is named to VVSG alone.
    return str(event.actor) if event.actor else "De indiener"
