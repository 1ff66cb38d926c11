"""What other cities published lately on the commitments that a plan works on.

For officers who look around: the newest editions of other cities' plans that say something new
about at least one of the same commitments, with what changed in a sentence. A first edition is new
as a whole; of a later one counts what it changed, as it was kept. Only what everybody can read.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from ..crosswalk import NUMBERS
from ..differences.difference import FORMAT
from ..differences.summary import opening, visible
from ..differences.touched import touched
from ..models import Chapter, Edition, EditionDifference, Goal

LATELY = timedelta(days=365)
AT_MOST = 6
# Of so many editions is looked up what they changed, to find those that are told.
LOOKED_AT = 24


@dataclass(frozen=True)
class News:
    """An edition of another city; `shared` are the numbers in common of which it says new things.

    `changes` is what it changed in a sentence, if that was kept.
    """

    edition: Edition
    shared: list[int]
    changes: str = ""


@dataclass(frozen=True)
class Change:
    """What an edition changed to the one before: in a sentence, and which rows of both."""

    older: int
    words: str
    uids: set[str]


def commitments_of(edition: Edition | None) -> list[int]:
    """The numbers that the goals of an edition reach; two queries."""
    return sorted(_reach(Q(edition=edition)).get(edition.pk, ())) if edition else []


def news_for(numbers: list[int], *, but) -> list[News]:
    """The newest first, of cities other than `but` (ids); a fixed number of queries."""
    if not numbers:
        return []
    recent = Edition.objects.current().filter(
        withdrawal__isnull=True, published_at__gte=timezone.now() - LATELY
    )
    others = recent.exclude(plan__city__in=but).filter(_reaches(numbers))
    editions = others.without_archive().select_related("plan__city").order_by("-published_at")
    found = list(editions[:LOOKED_AT])
    changes = _changes(found)
    reach = _new_reach(found, changes)
    news = []
    for edition in found:
        if shared := sorted(reach.get(edition.pk, set()) & set(numbers)):
            change = changes.get(edition.pk)
            news.append(News(edition, shared, change.words if change else ""))
    return news[:AT_MOST]


def _own():
    return Goal.commitments.through.objects.filter(goal=OuterRef("pk"))


def _reaches(numbers):
    """A goal's own commitments replace those of its chapter."""
    goals = Goal.objects.filter(edition=OuterRef("pk"))
    named = goals.filter(commitments__number__in=numbers)
    followed = goals.filter(~Exists(_own()), chapter__commitments__number__in=numbers)
    return Q(Exists(named)) | Q(Exists(followed))


def _new_reach(editions, changes):
    """{edition id: numbers of which it says something new}; at most three queries.

    What it changed counts where it stands now and where it stood before.
    """
    whole = Q(edition__in=[edition.pk for edition in editions if edition.pk not in changes])
    both = {pk for newer, change in changes.items() for pk in (newer, change.older)}
    changed = Q(edition__in=both, uid__in=set().union(*(c.uids for c in changes.values())))
    reach = _reach(whole | changed)
    chapters = Chapter.objects.filter(changed, commitments__number__in=NUMBERS).order_by()
    for edition, number in chapters.values_list("edition", "commitments__number").distinct():
        reach.setdefault(edition, set()).add(number)
    for newer, change in changes.items():
        reach[newer] = reach.get(newer, set()) | reach.get(change.older, set())
    return reach


def _reach(which):
    """{edition id: numbers that these of its goals reach}; two queries."""
    reach = {}
    goals = Goal.objects.filter(which).order_by()
    for rows, number in (
        (goals, "commitments__number"),
        (goals.filter(~Exists(_own())), "chapter__commitments__number"),
    ):
        for edition, found in rows.values_list("edition", number).distinct():
            if found in NUMBERS:
                reach.setdefault(edition, set()).add(found)
    return reach


def _changes(editions):
    """{edition id: its Change}, of what was kept; one query."""
    kept = EditionDifference.objects.filter(
        newer__in=editions, older__plan=F("newer__plan"), older__number=F("newer__number") - 1
    )
    rows = kept.filter(format=FORMAT).values_list("newer", "older", "older__number", "content")
    changes = {}
    for newer, older, number, account in rows:
        records = visible(account)
        words = opening(records, f"Sinds editie {number}")
        changes[newer] = Change(older, words, touched(records))
    return changes
