"""What happened to a fiche or a proposal, as its author reads it.

Of VVSG no names are told, and nothing of who was reading or of notes among moderators. Who has no
account reads no name of an official at all: their city did it.
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
    return told_of(practice, person, ours=OURS, theirs=THEIRS, with_reason=WITH_REASON)


def told_of(subject, person, *, ours, theirs, with_reason) -> list[Line]:
    """The newest first; what was undone within its minute is left out with its undoing.

    ours, theirs: {step: words} of what its author's side did and of what VVSG did.
    """
    events = events_of(subject).filter(undoes=None, undone_by=None)
    found = events.select_related("actor__user", "submitter").order_by("-at", "-pk")
    return [
        Line(event.at, words, event.reason if event.step in with_reason else "")
        for event in found
        if (words := _words(event, subject, person, ours, theirs))
    ]


def _words(event, subject, person, ours, theirs) -> str:
    if event.step in theirs:
        return theirs[event.step]
    if event.step not in ours:
        return ""
    is_me = event.submitter_id == person.pk
    if not isinstance(person, Submitter):
        is_me = event.actor is not None and event.actor.user_id == person.pk
    who = "Jij" if is_me else named_to(person, event.actor, subject.city)
    return f"{who} {ours[event.step]}"


def named_to(person, actor, city) -> str:
    """How this person reads who did something to what is theirs, or wrote in it."""
    user = actor and actor.user
    if user and can_moderate(user):
        return "VVSG"
    if actor is None:
        # Who has no account is named to VVSG alone.
        return "De indiener"
    if isinstance(person, Submitter):
        return str(city) if city else "VVSG"
    return str(actor)
