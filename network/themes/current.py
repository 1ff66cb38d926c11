"""Which theme holds, and which votes are going on."""

from django.utils import timezone

from ..models import Ballot, YearTheme


def current_theme(year=None) -> YearTheme | None:
    """The theme of this year, or of another one."""
    return YearTheme.objects.filter(year=year or timezone.localdate().year).first()


def open_ballots():
    """The ballots that take votes at this moment, the one that closes first in front."""
    now = timezone.now()
    found = Ballot.objects.filter(closed_at=None, opens_at__lte=now, closes_at__gt=now)
    return found.order_by("closes_at", "year")
