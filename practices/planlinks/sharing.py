"""'Deel als praktijk': a draft of a fiche, filled in with what the plan tells already.

Of a goal: its explanation and actions become the description, and its working group the services
and partners; of an action, the same with the goal around it. What would only say the title again
is left blank: a part that nobody wrote must not look finished. Who writes the plan of the city may
do so. A goal or action is shared once: whoever presses again comes to the fiche that exists.
"""

from django.db import transaction
from django.http import Http404

from actionplans import drafting
from actionplans.crosswalk import numbers_of
from actionplans.models import Edition, Participation
from actionplans.rows import rows_of
from actionplans.shape import BRANCH
from cities.log import actor_of
from cities.permissions import can_edit_draft, can_read_draft

from ..models import PlanLink, Practice
from ..submitting.starting import start

# Who withdrew a fiche, or got it back, may share the goal anew.
ENDED = (Practice.State.WITHDRAWN, Practice.State.DECLINED)
LONGEST_TITLE = 100


def find_shared_row(kind, uid, user):
    """The goal or action with its plan: of the draft for who may read it, else as published.

    Raises Http404 for what this person may not see.
    """
    model = BRANCH[kind].model
    editions = Edition.objects.filter(pk__in=model.objects.filter(uid=uid).values("edition"))
    editions = list(editions.without_archive().select_related("plan__city").order_by("-number"))
    own = [one for one in editions if can_read_draft(user, one.plan.city)]
    readable = [one for one in editions if one.state == Edition.State.PUBLISHED]
    drafts = [one for one in own if one.state == Edition.State.DRAFT]
    if not drafts and not readable:
        raise Http404("Dit staat in geen enkel plan dat je kan lezen.")
    edition = (drafts or readable)[0]
    row = rows_of(kind, edition).get(uid=uid)
    row.edition = edition
    return row


def can_share(row, user) -> bool:
    return can_edit_draft(user, row.edition.plan.city)


@transaction.atomic
def share(row, kind, *, by) -> tuple[Practice, bool]:
    """(the fiche, whether it was made now); of two presses at once the second waits."""
    plan = drafting.lock(row.edition.plan)
    if existing := shared_practice(row.uid):
        return existing, False
    content, section = prefilled(row, kind)
    practice = start(by=by, city=plan.city, content=content, section=section)
    PlanLink.objects.create(
        practice=practice,
        city=plan.city,
        plan=plan,
        row_kind=kind,
        row_uid=row.uid,
        kind=PlanLink.Kind.SHARED,
        by=actor_of(by),
    )
    return practice, True


def shared_practice(uid):
    found = Practice.objects.filter(
        plan_links__row_uid=uid, plan_links__kind=PlanLink.Kind.SHARED
    ).exclude(state__in=ENDED)
    return found.order_by("-pk").first()


# --- what the plan tells already -----------------------------------------------------------------
def prefilled(row, kind) -> tuple[dict, dict]:
    """(shared part, part of the city) of the fiche."""
    goal = row if kind == "goal" else _goal_of(row)
    words = row.title if kind == "goal" else row.text
    group = _group_of(goal)
    until = row.timing_until or goal.timing_until
    content = {
        "title": drafting.shortened(words, LONGEST_TITLE),
        "goals": goal.title,
        "description": _description(row, goal, kind),
        "period_from": row.timing_from or goal.timing_from,
        "period_until": until,
        "organisations": [one.organisation.slug for one in group if one.organisation],
        "sdgs": [entry.number for entry in goal.sdgs.all()],
        "grounds": [entry.code for entry in goal.grounds.all()],
        "domains": [entry.code for entry in goal.domains.all()],
        "tracks": [entry.code for entry in goal.tracks.all()],
        "commitments": numbers_of(goal),
    }
    return content, {
        "services": _labels(group, Participation.Role.ORGANISER),
        "partners": _labels(group, Participation.Role.PARTICIPANT),
    }


def _goal_of(action):
    return rows_of("goal", action.edition).get(pk=action.goal_id)


def _group_of(goal):
    """Who works on a goal: its own group, else its chapter's."""
    everyone = rows_of("participation", goal.edition)
    return list(everyone.filter(goal=goal)) or list(everyone.filter(chapter=goal.chapter))


def _labels(group, role):
    """Who is in the shared list of partners is named there."""
    return [one.label for one in group if one.role == role and not one.organisation]


def _description(row, goal, kind):
    """Blank without an explanation or several actions: then the plan tells no more than a title."""
    if kind == "action":
        says_more = goal.explanation or len(row.text) > LONGEST_TITLE
        return "\n\n".join(filter(None, (row.text, goal.explanation))) if says_more else ""
    actions = list(rows_of("action", goal.edition).filter(goal=goal))
    if not goal.explanation and len(actions) < 2:
        return ""
    steps = "\n".join(f"- {' '.join(action.text.split())}" for action in actions)
    return "\n\n".join(filter(None, (goal.explanation, steps)))
