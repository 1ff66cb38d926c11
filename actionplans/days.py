"""Where a day ends: the same for the texts that stood on it and for what was told by then."""

from datetime import datetime, time, timedelta

from django.utils import timezone


def end_of(day) -> datetime:
    """The first moment after a day; of today and no day, a moment that nothing lies after.

    Of a moment that moment itself.
    """
    if isinstance(day, datetime):
        return day
    day = day or timezone.localdate()
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
