"""The difference between two editions: which ones can be compared, and working it out once.

What changed since the previous edition is kept when an edition is published. Any other pair is
worked out when somebody first asks for it and kept too, because neither edition changes any more.
What a draft says is compared anew every time and kept nowhere.
"""

import json

from django.db.models import Q

from ..archive import SCHEMA_VERSION, content_of
from ..models import Action, Chapter, Edition, EditionDifference, Goal, Lineage
from ..rows import Tree
from .difference import FORMAT, difference


def content_of_edition(edition):
    """What a published edition says: from its archive, which is one read, or from its rows."""
    if edition.schema_version == SCHEMA_VERSION:
        return json.loads(bytes(edition.canonical))["content"]
    return content_of(Tree(edition))


def descents_of(city):
    """[(new uid, old uid, how)] of every row that any plan of this city ever held."""
    held = [model.objects.filter(edition__plan__city=city) for model in (Chapter, Goal, Action)]
    is_held = Q()
    for rows in held:
        is_held |= Q(new_uid__in=rows.order_by().values("uid"))
    lines = Lineage.objects.filter(is_held).order_by("pk")
    return [
        (str(new), str(old), how)
        for new, old, how in lines.values_list("new_uid", "old_uid", "kind")
    ]


def compare(older, newer_content):
    """What changed between an edition and any later content of its city."""
    descents = descents_of(older.plan.city_id)
    return difference(content_of_edition(older), newer_content, descents)


def keep(older, newer):
    """Work out what changed and keep it; two at once keep it once."""
    account = compare(older, content_of_edition(newer))
    EditionDifference.objects.update_or_create(
        older=older, newer=newer, defaults={"format": FORMAT, "content": account}
    )
    return account


def kept(older, newer):
    """What changed between two editions, as it was kept; worked out when it was not yet."""
    found = EditionDifference.objects.filter(older=older, newer=newer, format=FORMAT).first()
    return found.content if found else keep(older, newer)


# --- which editions -------------------------------------------------------------------------------
def comparable_editions(plan):
    """Every published edition of the city: this plan's first, the newest first in each plan."""
    editions = Edition.objects.published().filter(plan__city=plan.city_id).without_archive()
    found = list(editions.select_related("plan", "withdrawal").order_by("plan__slug", "-number"))
    for edition in found:
        edition.plan.city = plan.city
    return sorted(
        found, key=lambda edition: (edition.plan_id != plan.pk, -edition.plan.period_from)
    )


def code_of(edition, plan):
    """How an address of `plan` names an edition: '3', or 'plan-2020-2025/3' of another plan."""
    number = str(edition.number)
    return number if edition.plan_id == plan.pk else f"{edition.plan.slug}/{number}"


def edition_before(edition, editions):
    """What an edition is compared with when nobody says: the previous one of its plan.

    A first edition is compared with the newest edition of the plan that its goals come from.
    """
    same_plan = [other for other in editions if other.plan_id == edition.plan_id]
    earlier = [other for other in same_plan if other.number < edition.number]
    if earlier:
        return max(earlier, key=lambda other: other.number)
    continued = _plan_continued_by(edition)
    return next((other for other in editions if other.plan_id == continued), None)


def _plan_continued_by(edition):
    """The plan of this city, as a primary key, whose goals went on here; the latest, or None."""
    own = edition.goals.order_by().values("uid")
    old_uids = Lineage.objects.filter(new_uid__in=own).values("old_uid")
    goals = Goal.objects.filter(
        uid__in=old_uids,
        edition__state=Edition.State.PUBLISHED,
        edition__plan__city=edition.plan.city_id,
    ).exclude(edition__plan=edition.plan_id)
    latest = goals.order_by("-edition__plan__period_from", "-edition__published_at")
    return latest.values_list("edition__plan", flat=True).first()


def in_order(one, other):
    """(older, newer): by number inside a plan, else by the period of their plans."""
    if one.plan_id == other.plan_id:
        return tuple(sorted((one, other), key=lambda edition: edition.number))
    return tuple(sorted((one, other), key=_place_in_time))


def _place_in_time(edition):
    plan = edition.plan
    return plan.period_from, plan.period_until or plan.period_from, plan.pk
