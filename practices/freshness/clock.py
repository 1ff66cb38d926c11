"""Every text has a date before which somebody should say again that it still holds: so many months
(a setting of VVSG, usually twelve) after it was last confirmed.

The part that cities share and each city section have clocks of their own. A clock that ran out
changes nothing: it asks, and later it says so to readers.
"""

import calendar
from datetime import date

from django.db import transaction
from django.utils import timezone

from .. import transitions
from ..models import CitySection, Practice, PracticeSettings
from ..sections import events

STOPPED = "{place} stopte hiermee: wat stopte, bevestig je niet. Kies eerst ‘Weer begonnen’."


def next_review(today: date | None = None) -> date:
    """The day by which a text that is confirmed today is to be looked at again."""
    months = PracticeSettings.objects.values_list("review_months", flat=True).first() or 12
    return months_later(today or timezone.localdate(), months)


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


@transaction.atomic
def confirm(subject, *, by, label):
    """That a practice (its shared part) or a section still holds, in the name of `label` (T4).

    The event; None when the same was said today already. RefusedError for what stopped.
    """
    if isinstance(subject, CitySection) and has_stopped(subject):
        raise transitions.RefusedError(STOPPED.format(place=subject.place))
    today = timezone.localdate()
    again = (
        type(subject)
        .objects.filter(pk=subject.pk)
        .exclude(confirmed_on=today, confirmed_by=label, review_on__gt=today)
    )
    if not again.update(confirmed_on=today, confirmed_by=label, review_on=next_review(today)):
        return None
    subject.refresh_from_db()
    told = transitions.tell if isinstance(subject, Practice) else events.tell
    return told(subject, "confirm", by=by, memo={"label": label})


def has_stopped(section) -> bool:
    """As it stands now, whatever the page said."""
    return CitySection.objects.filter(pk=section.pk, state=CitySection.State.STOPPED).exists()
