"""What happened to a fiche, in sentences for moderators: who did what, and when.

Somebody without an account is called 'de indiener': a name or address stands in no sentence.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format

from ..models import PracticeEvent
from ..transitions import events_of

DEEDS = {
    "start": "begon deze fiche",
    "submit": "diende dit in",
    "retract": "haalde de fiche terug",
    "ask_changes": "vroeg aanpassingen",
    "take_back_request": "trok de vraag om aanpassingen in",
    "resubmit": "diende dit opnieuw in",
    "publish": "publiceerde dit",
    "improve_and_publish": "verbeterde en publiceerde dit",
    "decline": "besliste om dit niet op te nemen",
    "into_section": "maakte hiervan een stadssectie in een andere praktijk",
    "withdraw": "trok dit in",
    "reopen": "heropende dit",
    "archive": "bracht dit naar het archief",
    "announce_archive": "kondigde aan dat dit naar het archief gaat",
    "cancel_archive": "liet dit toch online",
    "republish": "publiceerde dit opnieuw",
    "take_offline": "haalde dit offline",
    "back_online": "zette dit weer online",
    "merge": "voegde dit samen met een andere praktijk",
    "redact": "verbeterde de gepubliceerde tekst",
    "lock": "vergrendelde dit: VVSG leest alles vooraf na",
    "unlock": "ontgrendelde dit",
    "undo": "maakte de laatste beslissing ongedaan",
    "take_over": "nam het nazicht over",
    "remind": "stuurde een herinnering",
    "confirm": "bevestigde dat dit nog klopt",
    "ask_help": "vroeg hulp aan VVSG",
    "stop_help": "vraagt geen hulp meer",
    "open_link": "maakte een link om mee te lezen",
    "close_link": "sloot de link om mee te lezen",
    "image_withdrawn": "trok een beeld in",
    "image_consent": "werkte de toestemming voor een beeld bij",
    "extend": "vulde dit voorstel aan",
    "apply": "paste dit voorstel toe",
    "apply_partly": "paste een deel van dit voorstel toe",
    "answer": "beantwoordde dit",
    "outdate": "merkte dit als achterhaald",
    "steward_edit": "verbeterde zelf een gedeeld veld",
    "steward_checked": "keek de verbetering van de stad na",
    "section_check": "keek de stadssectie na",
    "section_revert": "draaide de stadssectie terug",
    "section_hide": "verborg de stadssectie",
    "section_show": "toonde de stadssectie weer",
    "section_stop": "merkte de stadssectie als gestopt",
}


@dataclass(frozen=True)
class Line:
    who: str
    what: str
    at: datetime
    place: str = ""
    reason: str = ""
    mail: str = ""
    is_undone: bool = False


def history(practice) -> list[Line]:
    """Every deed on the fiche, its sections and its proposals, the last first; one query."""
    events = PracticeEvent.objects.filter(practice=practice).select_related(
        "actor", "submitter", "section__city", "proposal", "undone_by"
    )
    return [line_of(event) for event in events.order_by("-at", "-pk")]


def line_of(event) -> Line:
    about = ""
    if event.section:
        about = event.section.place
    elif event.proposal:
        about = f"{event.proposal.get_kind_display()} van {event.proposal.city or 'een indiener'}"
    return Line(
        who=who_of(event),
        what=DEEDS.get(event.step, event.step),
        at=event.at,
        place=about,
        reason=event.reason,
        mail=event.memo.get("mail", ""),
        is_undone=hasattr(event, "undone_by"),
    )


def who_of(event) -> str:
    if event.submitter_id:
        return "De indiener"
    return str(event.actor) if event.actor else "Het systeem"


def deed_since(subject, lock) -> PracticeEvent | None:
    """The last deed on it after the page with this lock version was made."""
    since = events_of(subject).filter(lock_version__gt=lock)
    return since.select_related("actor", "submitter").order_by("-at", "-pk").first()


def sentence(event) -> str:
    """'Anke publiceerde dit om 14:02.', with the day when that was not today."""
    if event is None:
        return "De tekst is intussen gewijzigd."
    at = timezone.localtime(event.at)
    day = "" if at.date() == timezone.localdate() else f" op {date_format(at, 'j F Y')}"
    return f"{who_of(event)} {DEEDS.get(event.step, 'deed iets')}{day} om {date_format(at, 'H:i')}."
