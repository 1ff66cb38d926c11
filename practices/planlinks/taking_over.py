"""'Neem over in ons plan': a goal or action in a draft, after the example of a practice.

It goes into the draft by the plan's own rules, in words that the city chose, with the labels of the
practice. The link to the practice is kept beside it; others see it once the city publishes.
"""

import re

from django.db import transaction

from actionplans import drafting
from actionplans.models import Chapter, Edition, Goal
from cities.log import actor_of
from cities.models import Ground, PolicyDomain, SustainableGoal, Track
from cities.permissions import EDITING_ROLES

from ..fiche.markdown import to_plain
from ..models import PlanLink

# Fields that a goal and a practice share: the model of the list and the column with its code.
LABELS = {
    "sdgs": (SustainableGoal, "number"),
    "grounds": (Ground, "code"),
    "domains": (PolicyDomain, "code"),
    "tracks": (Track, "code"),
}


def chapters_to_choose(user) -> list[Chapter]:
    """The chapters of every draft that this person writes, plan by plan, what is over at the end.

    Two queries: with the commitments of each.
    """
    working = user.memberships.filter(role__in=EDITING_ROLES).values("city")
    chapters = Chapter.objects.filter(
        edition__state=Edition.State.DRAFT, edition__plan__city__in=working
    ).select_related("edition__plan__city")
    order = ("edition__plan__city__name", "-edition__plan__period_from", "edition__plan")
    found = chapters.defer("edition__canonical").order_by(*order, "position", "pk")
    found = found.prefetch_related("commitments")
    return sorted(found, key=lambda chapter: chapter.edition.plan.is_past)


def chapter_to_suggest(practice, chapters) -> Chapter | None:
    """The one that shares most commitments with the practice, in a running plan if there is one.

    Of those that are as good, the first in the order of the plans.
    """
    told = set(practice.published_version.content.get("commitments") or ())
    shared = [
        (one, len(told & {entry.number for entry in one.commitments.all()})) for one in chapters
    ]
    fitting = [(not one.edition.plan.is_past, count, one) for one, count in shared if count]
    return max(fitting, key=lambda entry: entry[:2])[2] if fitting else None


def writes_somewhere(user) -> bool:
    return user.memberships.filter(role__in=EDITING_ROLES).exists()


def goals_of(chapter) -> list[Goal]:
    return list(chapter.goals.order_by("position", "pk"))


def source_line(practice) -> str:
    """The attribution that stands in the plan; the city may word it otherwise.

    Without an address: texts of a plan have no links, and `PlanLink` shows the practice beside it.
    """
    of = f" van {practice.place}" if practice.place else ""
    return f"Naar de praktijk “{practice.title}”{of}."


def suggested_goal(practice) -> dict:
    content = practice.published_version.content
    words = to_plain(content.get("goals")) or practice.title
    summary = to_plain(content.get("summary"))
    explanation = "\n\n".join(filter(None, (summary, source_line(practice))))
    return {"title": words, "explanation": explanation}


def suggested_action(practice) -> dict:
    """What is done, in the first sentence of the summary; the title alone tells too little."""
    told = first_sentence(to_plain(practice.published_version.content.get("summary")))
    return {"text": f"{told or practice.title}\n{source_line(practice)}"}


def first_sentence(text) -> str:
    """Up to the first point that a capital or nothing follows: 'bv. testen' goes on."""
    text = " ".join(text.split())
    return re.split(r"(?<=[.!?])\s+(?=[“\"'(]?[A-ZÀ-Ý0-9])", text, maxsplit=1)[0]


@transaction.atomic
def take_over(practice, plan, kind, values, *, uid, by):
    """Put the row in the draft and keep the link; the uid of the row.

    The same press twice is one row. Raises drafting.RowGoneError or CannotChangeError.
    """
    if kind == "goal":
        values = {**values, **_labels_of(practice)}
    deed = drafting.add(plan, kind, values, uid=uid, by=by)
    uid = deed.changes.get().uid if deed else uid
    PlanLink.objects.get_or_create(
        practice=practice,
        row_uid=uid,
        kind=PlanLink.Kind.TAKEN_OVER,
        defaults={
            "city": plan.city,
            "plan": plan,
            "row_kind": kind,
            "by": actor_of(by),
        },
    )
    return uid


def _labels_of(practice):
    """Only what stands in the lists today: a code can have gone since."""
    content = practice.published_version.content
    return {
        name: list(
            model.objects.filter(**{f"{code}__in": content.get(name, [])}).values_list(
                code, flat=True
            )
        )
        for name, (model, code) in LABELS.items()
    }
