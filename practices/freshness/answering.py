"""What the page behind the mail can say: that a text still holds, or that the city stopped.

In the name of the person of the mail, about the texts of that mail's city and no others. Said
twice is said once.
"""

from uuid import UUID

from ..models import CitySection, Practice
from ..sections import standing
from ..transitions import RefusedError
from . import turns
from .clock import confirm
from .due import CityDue, due_of

CONFIRM, STOP = "nog-actueel", "gestopt"
TO_CHOOSE = "Kies wat er met de tekst is."
NO_YEAR = "Schrijf het jaar waarin het stopte, met vier cijfers."


def due_for(bundle) -> CityDue:
    """What this mail asks and is not answered yet."""
    return due_of(bundle.city, turns.next_turn(bundle.turn, turns.months()))


def answer(bundle, *, act, part, year=""):
    """Carry out one button of the page; RefusedError when it is none."""
    subject = subject_of(bundle, part)
    if subject is None or act not in (CONFIRM, STOP):
        raise RefusedError(TO_CHOOSE)
    if act == CONFIRM:
        return confirm(subject, by=bundle.user, label=bundle.city.full_name)
    if not isinstance(subject, CitySection):
        raise RefusedError(TO_CHOOSE)
    if not (year.isdecimal() and len(year) == 4):
        raise RefusedError(NO_YEAR)
    return standing.stop(subject, by=bundle.user, year=int(year))


def subject_of(bundle, part):
    """The section or practice of the mail's own city that a button names, or None."""
    kind, _, name = part.partition(":")
    if kind == "praktijk":
        practices = Practice.objects.listed().filter(city=bundle.city, code=name)
        return practices.select_related("city", "published_version").first()
    if kind != "sectie" or not _is_uid(name):
        return None
    sections = CitySection.objects.shown().filter(
        uid=name, city=bundle.city, practice__state=Practice.State.PUBLISHED
    )
    return sections.select_related("practice", "city", "version").first()


def _is_uid(text) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False
