"""Which goal or action descends from which, over editions and plans.

The one place that writes descents. They are only ever added, and nothing descends from itself, not
even by a detour; the same descent told twice stands once. Reading is safe all the same against a
loop that stands in old rows. Between plans the same holds: a plan goes on in the plan that was made
of it, and outside the city that is told only once both can be read.
"""

# ruff: noqa: S608 - the SQL is made of our own table name and of placeholders, never of input

from collections import defaultdict
from uuid import UUID

from django.db import connection, transaction
from django.db.models import BigIntegerField, Exists, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from .models import CarryOver, Edition, Goal, Lineage, Plan

TABLE = Lineage._meta.db_table
AT_ONCE = 500


class LineageLoopError(Exception):
    """A goal or action would descend from itself."""

    def __init__(self):
        super().__init__("Een doel of actie kan niet van zichzelf afstammen.")


@transaction.atomic
def record_descents(descents) -> list[Lineage]:
    """Add (new uid, old uid, kind) each; returns the rows that were not there yet.

    Raises LineageLoopError, and then adds none of them.
    """
    told = {(UUID(str(new)), UUID(str(old))): Lineage.Kind(kind) for new, old, kind in descents}
    old_uids = {old for _, old in told}
    parents = _edges(old_uids, "new_uid", "old_uid")
    for new, old in told:
        parents[new].append(old)
    for new in {new for new, _ in told}:
        if new in _reached(new, parents):
            raise LineageLoopError
    known = _known(told)
    rows = [
        Lineage(new_uid=new, old_uid=old, kind=kind)
        for (new, old), kind in told.items()
        if (new, old) not in known
    ]
    return Lineage.objects.bulk_create(rows)


def ancestors(uids) -> dict[UUID, list[UUID]]:
    """{uid: what it descends from, the nearest first}, whatever the number of generations."""
    return _relatives(uids, "new_uid", "old_uid")


def descendants(uids) -> dict[UUID, list[UUID]]:
    """{uid: what became of it, the nearest first}; the same the other way round."""
    return _relatives(uids, "old_uid", "new_uid")


def passage_of(plan) -> dict:
    """The plan that this one was made of and the plan it goes on in, or None, for its own people.

    {"came_from": Plan, "goes_on_in": Plan}; one query.
    """
    steps = CarryOver.objects.filter(Q(plan=plan) | Q(new_plan=plan), new_plan__isnull=False)
    found = list(steps.select_related("plan__city", "new_plan__city"))
    return {
        "came_from": next((step.plan for step in found if step.new_plan_id == plan.pk), None),
        "goes_on_in": next((step.new_plan for step in found if step.plan_id == plan.pk), None),
    }


def with_public_passage(plans):
    """Plans with `goes_on_in_id` and `came_from_id`: only plans of which visitors read an edition.

    Where no carry-over tells it, lines of descent between what was published do: towards a plan of
    the same city that began later, or earlier. It costs a page no query of its own.
    """
    readable = Plan.objects.published().values("pk")
    after = CarryOver.objects.filter(plan=OuterRef("pk"), new_plan__in=readable)
    before = CarryOver.objects.filter(new_plan=OuterRef("pk"), plan__in=readable)
    later = _by_descent("old_uid", "new_uid", period_from__gt=OuterRef("period_from"))
    earlier = _by_descent("new_uid", "old_uid", period_from__lt=OuterRef("period_from"))
    return plans.annotate(
        goes_on_in_id=Coalesce(
            Subquery(after.values("new_plan")[:1]),
            Subquery(later.order_by("period_from", "pk").values("pk")[:1]),
            output_field=BigIntegerField(),
        ),
        came_from_id=Coalesce(
            Subquery(before.values("plan")[:1]),
            Subquery(earlier.order_by("-period_from", "pk").values("pk")[:1]),
            output_field=BigIntegerField(),
        ),
    )


def _by_descent(here, there, **period):
    """The other plans of a city, of which published goals descend from ours or the other way.

    Asked goal by goal, by the indexes of the lines: most plans have none.
    """
    published = Goal.objects.filter(edition__state=Edition.State.PUBLISHED)
    plan, other = OuterRef(OuterRef("pk")), OuterRef(OuterRef(OuterRef("pk")))
    theirs = published.filter(edition__plan=other, uid=OuterRef(there))
    lines = Lineage.objects.filter(Exists(theirs), **{here: OuterRef("uid")})
    ours = published.filter(Exists(lines), edition__plan=plan)
    return Plan.objects.filter(Exists(ours), city=OuterRef("city"), **period)


def public_passage_of(plan) -> dict:
    """What `passage_of` tells, for everybody, of a plan that `with_public_passage` found.

    Each plan comes with `newest`, the number of its newest edition.
    """
    ids = {"came_from": plan.came_from_id, "goes_on_in": plan.goes_on_in_id}
    if not any(ids.values()):
        return dict.fromkeys(ids)
    published = Q(editions__state=Edition.State.PUBLISHED)
    plans = Plan.objects.annotate(newest=Max("editions__number", filter=published))
    found = plans.select_related("city").in_bulk([pk for pk in ids.values() if pk])
    return {name: found.get(pk) for name, pk in ids.items()}


# --- walking --------------------------------------------------------------------------------
def _relatives(uids, here, there):
    uids = [UUID(str(uid)) for uid in uids]
    edges = _edges(uids, here, there)
    return {uid: [other for other in _reached(uid, edges) if other != uid] for uid in uids}


def _reached(start, edges):
    """Everything that can be reached from `start`, nearest first; `start` itself only by a loop."""
    found, level = {}, [start]
    while level:
        level = dict.fromkeys(next_one for uid in level for next_one in edges[uid])
        level = [uid for uid in level if uid not in found]
        found |= dict.fromkeys(level)
    return list(found)


def _edges(uids, here, there):
    """{uid: [the next ones]} of all that hangs together with `uids`; one query per 500 of them.

    UNION, and not UNION ALL, forgets what it has seen already: a loop comes to an end.
    """
    field = Lineage._meta.get_field(here)
    edges, uids = defaultdict(list), list(uids)
    for start in range(0, len(uids), AT_ONCE):
        some = [field.get_db_prep_value(uid, connection) for uid in uids[start : start + AT_ONCE]]
        marks = ", ".join(["%s"] * len(some))
        lines = Lineage.objects.raw(
            "WITH RECURSIVE walk(id, new_uid, old_uid, kind, recorded_at) AS ("
            f" SELECT l.id, l.new_uid, l.old_uid, l.kind, l.recorded_at FROM {TABLE} l"
            f" WHERE l.{here} IN ({marks})"
            " UNION SELECT l.id, l.new_uid, l.old_uid, l.kind, l.recorded_at"
            f" FROM {TABLE} l JOIN walk ON l.{here} = walk.{there})"
            " SELECT * FROM walk ORDER BY id",
            some,
        )
        for line in lines:
            if getattr(line, there) not in edges[getattr(line, here)]:
                edges[getattr(line, here)].append(getattr(line, there))
    return edges


def _known(pairs):
    """Which of these pairs stand already."""
    new_uids, known = list({new for new, _ in pairs}), set()
    for start in range(0, len(new_uids), AT_ONCE):
        lines = Lineage.objects.filter(new_uid__in=new_uids[start : start + AT_ONCE])
        known |= set(lines.values_list("new_uid", "old_uid"))
    return known
