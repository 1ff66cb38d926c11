"""What a plan tells of practices: beside a goal or action the practice that goes with it.

Only practices that everybody can read: one that was merged is told as the one that it became, one
that is a draft or was taken offline is not told. Asked once for a whole plan.
"""

from collections import defaultdict

from actionplans.beside import Beside
from actionplans.lineage import descendants

from ..fiche.targets import end_of
from ..models import PlanLink, Practice

LABELS = {
    PlanLink.Kind.TAKEN_OVER: "Overgenomen uit de praktijk",
    PlanLink.Kind.SHARED: "Gedeeld als praktijk",
}


def practices_beside(plan) -> dict:
    """{row uid: [Beside]} of the city's plans; one query when it has no links, else a few."""
    return practices_beside_plans_of([plan.city_id])


def practices_beside_plans_of(cities) -> dict:
    """The same for all plans of these cities, by their ids; as many queries as for one."""
    links = list(PlanLink.objects.filter(city__in=cities).order_by("pk"))
    if not links:
        return {}
    readable = _readable({link.practice_id for link in links})
    later = descendants({link.row_uid for link in links})
    found = defaultdict(list)
    for link in links:
        practice = readable.get(link.practice_id)
        if practice is None:
            continue
        told = Beside(LABELS[link.kind], _name(practice), practice.get_absolute_url())
        for uid in (link.row_uid, *later[link.row_uid]):
            if told not in found[uid]:
                found[uid].append(told)
    return found


def _readable(pks):
    """{pk: the practice that everybody reads for it}, in two queries and a third after a merge."""
    merged = dict(
        Practice.objects.filter(state=Practice.State.MERGED).values_list("pk", "merged_into")
    )
    ends = {pk: end_of(pk, merged.get) for pk in pks}
    found = Practice.objects.readable().select_related("published_version")
    practices = found.in_bulk(set(ends.values()))
    return {pk: practices[end] for pk, end in ends.items() if end in practices}


def _name(practice):
    is_archived = practice.state == Practice.State.ARCHIVED
    return f"{practice.title} (gearchiveerd)" if is_archived else practice.title
