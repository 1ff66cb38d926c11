"""What ends soon: a round, and the period of a plan that no next plan follows.

Said in one place, so that the mail of the morning and the dashboard tell the same.
"""

from django.db.models import Exists, OuterRef

from .models import CarryOver, Plan

CLOSING_DAYS = 7
PERIOD_MONTHS = 6


def closes_soon(round, today) -> bool:
    return (round.closes_on - today).days <= CLOSING_DAYS


def ends_soon(plan, today) -> bool:
    """From July of its last year on."""
    return plan.period_until == today.year and today.month > 12 - PERIOD_MONTHS


def is_followed():
    """Of a plan in a query: a later one of its own line, or the one that it went over to.

    A line is the city's main plan, or one theme. Whether the next plan was published does not
    matter: somebody works on it.
    """
    later = Plan.objects.filter(
        city=OuterRef("city"), theme=OuterRef("theme"), period_from__gt=OuterRef("period_from")
    )
    went_over = CarryOver.objects.filter(plan=OuterRef("pk"), new_plan__isnull=False)
    return Exists(later) | Exists(went_over)
