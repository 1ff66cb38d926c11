"""What a permanent address of a goal or an action shows.

The latest published wording; when the plan's newest edition no longer holds it, the last wording
with what became of it. What only a draft holds does not exist here, and neither does a descent
that leads into a draft.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from .models import Edition, Goal, Lineage
from .rows import rows_of
from .shape import BRANCH

ANCHORS = {"goal": "doel", "action": "actie"}


@dataclass(frozen=True)
class Relative:
    """A published row that another one descends from, or became."""

    row: object
    how: str


@dataclass(frozen=True)
class Permanent:
    """A row as it was last published, and its story; `gone_since` is an edition number or None."""

    row: object
    anchor: str
    editions: list[Edition]
    gone_since: int | None
    became: list[Relative] = field(default_factory=list)
    stems_from: list[Relative] = field(default_factory=list)

    @property
    def edition(self):
        return self.editions[0]

    @property
    def address(self):
        """Where it stands in its plan; of what is gone, in the edition that held it last."""
        page = self.edition if self.gone_since else self.edition.plan
        return f"{page.get_absolute_url()}#{self.anchor}"


def find_permanent(kind: str, uid) -> Permanent | None:
    """Look up a goal or action by uid, or None when no visitor could ever read it."""
    held = Edition.objects.published().without_archive().filter(**{f"{kind}s__uid": uid})
    editions = list(
        held.select_related("plan__city", "withdrawal").order_by("-published_at", "-number")
    )
    if not editions:
        return None
    last = editions[0]
    later = last.plan.editions.published().filter(number__gt=last.number).order_by("number")
    became, stems_from = _relatives(kind, uid)
    return Permanent(
        row=rows_of(kind, last).get(uid=uid),
        anchor=f"{ANCHORS[kind]}-{uid}",
        editions=[edition for edition in editions if edition.plan_id == last.plan_id],
        gone_since=later.values_list("number", flat=True).first(),
        became=became,
        stems_from=stems_from,
    )


def _relatives(kind, uid):
    descents = list(Lineage.objects.filter(Q(old_uid=uid) | Q(new_uid=uid)).order_by("pk"))
    uids = {line.new_uid for line in descents} | {line.old_uid for line in descents}
    rows = BRANCH[kind].model.objects.filter(uid__in=uids - {uid}).order_by("edition__number")
    published = rows.filter(edition__state=Edition.State.PUBLISHED)
    known = {row.uid: row for row in with_place(published)}
    became = [
        Relative(known[line.new_uid], line.get_kind_display())
        for line in descents
        if line.old_uid == uid and line.new_uid in known
    ]
    stems_from = [
        Relative(known[line.old_uid], line.get_kind_display())
        for line in descents
        if line.new_uid == uid and line.old_uid in known
    ]
    return became, stems_from


def same_example_elsewhere(goal) -> list[Goal]:
    """Goals of other cities' current editions that follow the same example action of ECCAR."""
    if goal.example_id is None:
        return []
    current = Edition.objects.current().filter(withdrawal__isnull=True)
    goals = Goal.objects.filter(example=goal.example_id, edition__in=current.values("pk"))
    others = goals.exclude(edition__plan__city=goal.edition.plan.city_id)
    return list(with_place(others).order_by("edition__plan__city__name", "edition_id", "position"))


def with_place(rows):
    """Rows with their edition, plan and city; the edition without its large columns."""
    return rows.select_related("edition__plan__city").defer(
        "edition__canonical", "edition__introduction"
    )
