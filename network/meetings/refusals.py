"""Why a deed on a meeting cannot be, in words for who tried; and the swap that stales refuse."""

from django.db.models import F

STALE = "Een collega wijzigde dit intussen. Er is niets overschreven."
IS_CANCELLED = "Deze vergadering is afgelast."
IS_CLOSED = "Deze vergadering is afgesloten."


class MeetingRefusedError(Exception):
    """`field` is the value that it is about, or None."""

    def __init__(self, message, *, field=None):
        super().__init__(message)
        self.field = field


class StaleMeetingError(Exception):
    """A colleague was first; nothing is written."""

    def __init__(self, message=STALE):
        super().__init__(message)


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
