"""What a plan is found by: its newest edition, while that is not withdrawn.

Written by publishing and withdrawing, in their transaction. Of a draft, and of an edition that was
followed by another, nothing is found. Every kind of plan counts, also one that has ended: it says
so itself.
"""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cities import index

from .models import Edition, Plan
from .rows import Tree

PLAN, CHAPTER, GOAL, ACTION = KINDS = ("plan", "chapter", "goal", "action")
TAGS = ("domains", "grounds", "tracks", "sdgs")
# What a hit shows as its title; a longer text is shown below it.
LONGEST_TITLE = 200


def put(plan, tree) -> None:
    """`tree` holds the text that everybody reads from now on."""
    index.replace(plan.uid, _rows(plan, tree), kinds=KINDS)


def refresh(plan) -> None:
    """Find what everybody reads of this plan now, which may be nothing.

    Publishing holds this lock too: who withdraws at the same moment waits and sees what it made.
    """
    _as_it_stands(
        Plan.objects.select_for_update(of=("self",)).select_related("city").get(pk=plan.pk)
    )


def _as_it_stands(plan):
    edition = Edition.objects.current().select_related("withdrawal").filter(plan=plan).first()
    if edition is None or edition.is_withdrawn:
        index.forget(parent=plan.uid, kinds=KINDS)
    else:
        put(plan, Tree(edition))


def _rows(plan, tree):
    address, title = plan.get_absolute_url(), tree.edition.title or str(plan)
    common = {"parent": plan.uid, "city": plan.city}
    yield {
        **{"kind": PLAN, "uid": plan.uid, "title": title, "text": tree.edition.introduction},
        **{"url": address, "labels": str(plan), **common},
    }
    for chapter in tree.chapters:
        yield {
            **{"kind": CHAPTER, "uid": chapter.uid, "text": chapter.description, **common},
            **{"title": str(chapter), "labels": _group(chapter)},
            "url": f"{address}#hoofdstuk-{chapter.uid}",
        }
    for goal in tree.goals:
        title, rest = _cut(goal.title)
        yield {
            **{"kind": GOAL, "uid": goal.uid, "title": title},
            "url": reverse("actionplans:goal", args=[goal.uid]),
            **{"text": f"{rest} {goal.explanation}", "labels": _labels(goal), **common},
        }
    for action in tree.actions:
        title, rest = _cut(action.text)
        yield {
            **{"kind": ACTION, "uid": action.uid, "title": title},
            "url": reverse("actionplans:action", args=[action.uid]),
            **{"text": f"{rest} {action.responsible}", **common},
        }


def _cut(text):
    """(what fits in a title, the whole text when it does not)."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_TITLE:
        return text, ""
    return f"{text[:LONGEST_TITLE].rpartition(' ')[0] or text[:LONGEST_TITLE]} …", text


def _labels(goal):
    tags = [str(entry) for name in TAGS for entry in getattr(goal, name).all()]
    return " ".join([*tags, _group(goal)])


def _group(row):
    names = [one.label for one in row.group_list]
    return " ".join(
        [*names, *(str(one.organisation) for one in row.group_list if one.organisation)]
    )


# --- making it anew ------------------------------------------------------------------------------
def uids():
    return Plan.objects.values_list("uid", flat=True)


def rebuild(uid) -> None:
    _as_it_stands(Plan.objects.select_related("city").get(uid=uid))


# --- beside what was found -----------------------------------------------------------------------
def plans_at(uids) -> dict:
    """{uid: plan} of the pages that are plans."""
    return Plan.objects.filter(uid__in=uids).in_bulk(field_name="uid")


def not_running():
    """The uids of the plans whose period is over or still has to begin, as a queryset."""
    year = timezone.localdate().year
    return Plan.objects.filter(Q(period_until__lt=year) | Q(period_from__gt=year)).values("uid")
