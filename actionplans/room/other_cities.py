"""What other cities published lately on the commitments that a plan works on.

For officers who look around: the newest editions of other cities' plans that reach at least one of
the same commitments, with what changed in a sentence. Only what everybody can read.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from ..crosswalk import NUMBERS
from ..differences.difference import FORMAT
from ..differences.summary import opening, visible
from ..models import Edition, EditionDifference, Goal

LATELY = timedelta(days=365)
AT_MOST = 6


@dataclass(frozen=True)
class News:
    """An edition of another city; `changes` is what it changed in a sentence, if that was kept."""

    edition: Edition
    shared: list[int]
    changes: str = ""


def commitments_of(edition: Edition | None) -> list[int]:
    """The numbers that the goals of an edition reach; two queries."""
    return sorted(_reach([edition.pk]).get(edition.pk, ())) if edition else []


def news_for(numbers: list[int], *, but) -> list[News]:
    """The newest first, of cities other than `but` (ids); a fixed number of queries."""
    if not numbers:
        return []
    recent = Edition.objects.current().filter(
        withdrawal__isnull=True, published_at__gte=timezone.now() - LATELY
    )
    others = recent.exclude(plan__city__in=but).filter(_reaches(numbers))
    editions = others.without_archive().select_related("plan__city").order_by("-published_at")
    found = list(editions[:AT_MOST])
    reach, changes = _reach([edition.pk for edition in found]), _changes(found)
    return [
        News(edition, sorted(reach[edition.pk] & set(numbers)), changes.get(edition.pk, ""))
        for edition in found
    ]


def _own():
    return Goal.commitments.through.objects.filter(goal=OuterRef("pk"))


def _reaches(numbers):
    """A goal's own commitments replace those of its chapter."""
    goals = Goal.objects.filter(edition=OuterRef("pk"))
    named = goals.filter(commitments__number__in=numbers)
    followed = goals.filter(~Exists(_own()), chapter__commitments__number__in=numbers)
    return Q(Exists(named)) | Q(Exists(followed))


def _reach(editions):
    """{edition id: numbers}; two queries."""
    reach = {}
    goals = Goal.objects.filter(edition__in=editions).order_by()
    for rows, number in (
        (goals, "commitments__number"),
        (goals.filter(~Exists(_own())), "chapter__commitments__number"),
    ):
        for edition, found in rows.values_list("edition", number).distinct():
            if found in NUMBERS:
                reach.setdefault(edition, set()).add(found)
    return reach


def _changes(editions):
    """{edition id: what it changed to the edition before}, of what was kept; one query."""
    before = {edition.pk: edition.number - 1 for edition in editions}
    kept = EditionDifference.objects.filter(newer__in=before, format=FORMAT)
    rows = kept.values_list("newer", "older__number", "older__plan", "newer__plan", "content")
    return {
        newer: opening(visible(account), f"Sinds editie {number}")
        for newer, number, old_plan, plan, account in rows
        if old_plan == plan and number == before[newer]
    }
