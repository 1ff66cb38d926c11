"""Where the goal or action of a link stands today, as far as everybody may know it.

A link names a row by its uid. The row counts as public once an edition that holds it, or a row that
descends from it, was published and not taken back: before that it would tell what stands in a
draft. The newest plan of the city with such a row is the one to show. The queries do not grow with
the number of links.
"""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from actionplans.lineage import descendants
from actionplans.models import Action, Edition, Goal, Plan

# The model of a row, and the column with its words.
KINDS = {"goal": (Goal, "title"), "action": (Action, "text")}


@dataclass(frozen=True)
class Place:
    """A published goal or action: the newest wording, in the newest plan."""

    plan: Plan
    kind: str
    uid: UUID
    words: str

    @property
    def url(self) -> str:
        return reverse(f"actionplans:{self.kind}", args=[self.uid])


@dataclass(frozen=True)
class _Row:
    """One published row; `age` puts the newest plan last, and in it the newest edition."""

    uid: UUID
    kind: str
    words: str
    city_id: int
    plan_id: int
    age: tuple


def places_of(links) -> dict[int, Place]:
    """{pk of the link: where it stands}; a link that only drafts hold is left out."""
    became = descendants({link.row_uid for link in links}) if links else {}
    rows = _published({*became, *(uid for later in became.values() for uid in later)})
    found = {}
    for link in links:
        # The nearest first, so that of two in one edition the nearest stays.
        line = [row for uid in (link.row_uid, *became[link.row_uid]) for row in rows[uid]]
        own = [row for row in line if row.city_id == link.city_id]
        if own:
            found[link.pk] = max(own, key=lambda row: row.age)
    plans = Plan.objects.select_related("city").in_bulk({row.plan_id for row in found.values()})
    return {
        pk: Place(plans[row.plan_id], row.kind, row.uid, row.words) for pk, row in found.items()
    }


def _published(uids):
    rows = defaultdict(list)
    for kind, (model, words) in KINDS.items() if uids else ():
        readable = model.objects.filter(
            uid__in=uids,
            edition__state=Edition.State.PUBLISHED,
            edition__withdrawal=None,
        )
        for uid, text, city, plan, begins, number in readable.values_list(
            *("uid", words, "edition__plan__city", "edition__plan"),
            *("edition__plan__period_from", "edition__number"),
        ):
            rows[uid].append(_Row(uid, kind, text, city, plan, (begins, plan, number)))
    return rows
