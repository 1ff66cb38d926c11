"""The progress rounds that a dossier speaks of: those of its meeting, else those in its days.

They are named and no filter: what was told between rounds is in a dossier too. A round that is
still open on the last day is said, for then cities have not told all yet.
"""

from django.db.models import Q
from django.utils.formats import date_format

from actionplans.days import end_of
from actionplans.models import ProgressRound

LEGEND = (
    "Een doel telt in de stand die de stad het laatst vertelde, in welke ronde ook. De matrix bij "
    "“Vergelijken” telt anders: wat in de laatste ronde niet verteld is, heet daar “geen update”."
)


def tell(meeting, days) -> dict:
    """Sentences, the same on the screen, on paper and in the bundle."""
    return {
        "named": _named(meeting, days),
        "open": [
            f"De ronde {one.name} loopt nog tot en met {date_format(one.closes_on, 'j F Y')}."
            for one in _open_on(days)
        ],
        "legend": LEGEND,
    }


def _named(meeting, days):
    chosen = [one.name for one in meeting.rounds.order_by("opens_on", "pk")]
    names = chosen or [one.name for one in _in(days)]
    if not names:
        return ""
    which = "bij deze vergadering" if chosen else "in deze periode"
    word = "Voortgangsronde" if len(names) == 1 else "Voortgangsrondes"
    return f"{word} {which}: {', '.join(names)}. Wat steden tussendoor vertelden, telt ook mee."


def _in(days):
    begun = ProgressRound.objects.filter(opens_on__lte=days.until_on, closes_on__gte=days.since_on)
    closed_before = Q(closed_at__lt=end_of(days.then))
    return begun.exclude(closed_before).order_by("opens_on", "pk")


def _open_on(days):
    """Also of a round that was closed since."""
    open_then = Q(closed_at=None) | Q(closed_at__gte=end_of(days.now))
    found = ProgressRound.objects.filter(open_then, opens_on__lte=days.until_on)
    return found.filter(closes_on__gte=days.until_on).order_by("opens_on", "pk")
