"""Why a deed on a meeting cannot be, in words for who tried; and the swap that stales refuse."""

from django.db.models import F

STALE = "Een collega wijzigde dit intussen. Er is niets overschreven."
IS_CANCELLED = "Deze vergadering is afgelast."
IS_CLOSED = "Deze vergadering is afgesloten."
OF_ANOTHER = "Dit formulier hoort bij een andere vergadering. Begin opnieuw."
SENT_BEFORE = (
    "Dit formulier was al verstuurd, met iets anders erin. Wat toen bewaard werd, staat er nog."
)


class MeetingRefusedError(Exception):
    """`field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleMeetingError(Exception):
    """A colleague was first; nothing is written."""

    def __init__(self, message=STALE):
        super().__init__(message)


class SentBeforeError(StaleMeetingError):
    """The same form came before with other words: it made something then; these are not stored."""

    def __init__(self):
        super().__init__(SENT_BEFORE)


def same(made, values):
    """What this form made before, when it was sent with the same values. Raises SentBeforeError."""
    if differing(made, values):
        raise SentBeforeError
    return made


def swap(row, *, seen, **values):
    """Write the values if the row is still as it was seen. Raises StaleMeetingError."""
    rows = type(row)._default_manager.filter(pk=row.pk, version=seen)
    if not rows.update(version=F("version") + 1, **values):
        raise StaleMeetingError


def differing(row, values) -> list[str]:
    """The names of the fields in which the row is not what is asked."""
    return [name for name, value in values.items() if getattr(row, name) != value]


def plain(text) -> str:
    """Browsers send line ends as CR LF; what was not changed must stay the same text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
