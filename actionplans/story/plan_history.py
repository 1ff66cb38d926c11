"""The story of a plan: where it came from, its editions, its rounds, and what came after.

Everybody reads what the city made public. Who works for the city also reads who did it, and what
waits: a draft that says more, a next plan in the making. A plan that cannot be read yet is no part
of anybody else's story. The newest stands first.
"""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.db.models import Count, Max, Min
from django.utils import timezone

from ..differences.difference import FORMAT
from ..differences.summary import opening, visible
from ..editions import brings_decision, decision_of, draft_of, has_unpublished_changes
from ..models import (
    CarryOver,
    Edition,
    EditionDifference,
    Goal,
    Lineage,
    Plan,
    ProgressEntry,
    ProgressRound,
    RoundStep,
)
from ..progress.entries import readable
from ..rows import Tree

# Of two events at one moment the later chapter of the story stands first.
ORDER = ("came_from", "edition", "withdrawal", "round", "went_on", "carrying", "draft")


@dataclass(frozen=True)
class Event:
    """One thing that happened; `kind` names the fragment that tells of `subject` and `facts`."""

    kind: str
    at: datetime
    subject: object
    facts: dict = field(default_factory=dict)

    @property
    def year(self) -> int:
        return timezone.localtime(self.at).year


def story_of(plan: Plan, *, is_own: bool) -> list[Event]:
    """The newest event first; some fifteen queries, whatever the number of editions and goals."""
    editions = told_editions(plan)
    events = [
        *edition_events(editions),
        *round_events(plan),
        *passage_events(plan, editions),
    ]
    if is_own:
        events += [*carrying_events(plan), *draft_events(plan, editions[-1])]
    return sorted(events, key=lambda event: (event.at, ORDER.index(event.kind)), reverse=True)


# --- editions ----------------------------------------
def told_editions(plan) -> list[Edition]:
    """The published editions, the oldest first, with who published and who withdrew."""
    editions = plan.editions.published().without_archive()
    found = list(editions.select_related("published_by", "withdrawal__by").order_by("number"))
    for edition in found:
        edition.plan = plan
    return found


def edition_events(editions) -> list[Event]:
    accounts = _kept_accounts(editions)
    events = []
    for previous, edition in zip([None, *editions], editions, strict=False):
        account = accounts.get(edition.pk)
        facts = {"previous": previous, "changes": _in_a_sentence(account, previous, edition)}
        events.append(Event("edition", edition.published_at, edition, facts))
        if edition.is_withdrawn:
            events.append(Event("withdrawal", edition.withdrawal.at, edition))
    return events


def _in_a_sentence(account, previous, edition):
    if not account:
        return ""
    is_decided = brings_decision(previous, decision_of(edition))
    since = f"Sinds editie {previous.number}"
    return opening(visible(account), since, has_new_decision=is_decided)


def _kept_accounts(editions):
    """{edition id: what it changed to the one before}, of those that were kept."""
    before = {edition.pk: previous.pk for previous, edition in pairwise(editions)}
    kept = EditionDifference.objects.filter(newer__in=before, format=FORMAT)
    rows = kept.values_list("older", "newer", "content")
    return {newer: account for older, newer, account in rows if before[newer] == older}


# --- rounds of progress ----------------------------------------
def round_events(plan) -> list[Event]:
    """Each round in which the city told something of what visitors can read, or closed it."""
    told = {row["round"]: row for row in _told_per_round(plan)}
    steps = {}
    for step in RoundStep.objects.filter(plan=plan).select_related("by"):
        steps.setdefault(step.round_id, []).append(step)
    rounds = ProgressRound.objects.filter(pk__in={*told, *steps})
    return [
        _round_event(round, told.get(round.pk, {}), steps.get(round.pk, [])) for round in rounds
    ]


def _told_per_round(plan):
    entries = ProgressEntry.objects.filter(
        plan=plan,
        kind=ProgressEntry.Kind.GOAL,
        round__isnull=False,
        subject__in=published_goals(plan).values("uid"),
    )
    counted = entries.order_by().values("round")
    return counted.annotate(n=Count("subject", distinct=True), last=Max("at"))


def _round_event(round, told, steps):
    closed = steps[-1] if steps and steps[-1].kind == RoundStep.Kind.CLOSED else None
    facts = {"n_told": told.get("n", 0), "closed": closed, "steps": steps}
    at = closed.at if closed else max(filter(None, [told.get("last"), steps and steps[-1].at]))
    return Event("round", at, round, facts)


# --- before and after ----------------------------------------
def passage_events(plan, editions) -> list[Event]:
    """The plans that this one goes on from, and those in which it goes on: published ones only."""
    before = _kin(plan, here="new_uid", there="old_uid")
    after = _kin(plan, here="old_uid", there="new_uid")
    for carry_over in _carry_overs(plan).filter(new_plan__isnull=False):
        if carry_over.plan_id == plan.pk:
            after.setdefault(carry_over.new_plan_id, 0)
        else:
            before.setdefault(carry_over.plan_id, 0)
    others = _readable({*before, *after})
    events = []
    for pk, n in before.items():
        if other := others.get(pk):
            facts = {
                "n_goals": n,
                "compared": _compared(other, other.newest, plan, editions[0].number),
            }
            events.append(Event("came_from", editions[0].published_at, other, facts))
    ended = _ended_at_passage(plan) if after else {}
    for pk, n in after.items():
        if other := others.get(pk):
            compared = _compared(plan, editions[-1].number, other, other.first)
            facts = {"n_goals": n, "ended": ended, "compared": compared}
            events.append(Event("went_on", other.since, other, facts))
    return events


def _compared(older, older_number, newer, newer_number):
    """Which editions of two plans tell what changed; only plans of one city are compared."""
    if older.city_id != newer.city_id:
        return None
    return {"plan": newer, "number": newer_number, "met": f"{older.slug}/{older_number}"}


def _kin(plan, *, here, there):
    """{id of another plan: how many of its published goals hang together with ours}."""
    ours = published_goals(plan).values("uid")
    lines = Lineage.objects.filter(**{f"{here}__in": ours}).values(there)
    goals = Goal.objects.filter(edition__state=Edition.State.PUBLISHED, uid__in=lines)
    others = goals.exclude(edition__plan=plan).order_by().values("edition__plan")
    counted = others.annotate(n=Count("uid", distinct=True))
    return {row["edition__plan"]: row["n"] for row in counted}


def _readable(pks):
    """{id: plan} of those with a published edition: since when, its first and newest number."""
    plans = Plan.objects.published().filter(pk__in=pks).select_related("city")
    since = Edition.objects.published().filter(plan__in=pks).order_by().values("plan")
    counted = since.annotate(at=Min("published_at"), first=Min("number"), newest=Max("number"))
    told = {row["plan"]: row for row in counted}
    found = {}
    for plan in plans:
        plan.since, plan.first = told[plan.pk]["at"], told[plan.pk]["first"]
        plan.newest = told[plan.pk]["newest"]
        found[plan.pk] = plan
    return found


def _ended_at_passage(plan):
    """What was closed with the old plan: {state in words: how many goals}."""
    closing = readable(public=True).filter(
        plan=plan,
        kind=ProgressEntry.Kind.GOAL,
        origin=ProgressEntry.Origin.CARRY_OVER,
        state__in=ProgressEntry.ENDED,
        subject__in=published_goals(plan).values("uid"),
    )
    counted = closing.order_by().values("state").annotate(n=Count("subject", distinct=True))
    words = dict(ProgressEntry.State.choices)
    return {words[state]: n for state, n in sorted(counted.values_list("state", "n"))}


def _carry_overs(plan):
    return CarryOver.objects.filter(plan=plan) | CarryOver.objects.filter(new_plan=plan)


def published_goals(plan):
    return Goal.objects.filter(edition__plan=plan, edition__state=Edition.State.PUBLISHED)


# --- for the city's own people ----------------------------------------
def carrying_events(plan) -> list[Event]:
    """A next plan in the making, of which nobody else can read anything."""
    carry_overs = CarryOver.objects.filter(plan=plan).select_related(
        "started_by", "finished_by", "new_plan__city"
    )
    readable = Plan.objects.published().values("pk")
    hidden = carry_overs.exclude(new_plan__in=readable)
    return [
        Event("carrying", carry_over.finished_at or carry_over.started_at, carry_over)
        for carry_over in hidden
    ]


def draft_events(plan, current) -> list[Event]:
    """What was done to the draft since the newest edition; nothing while both say the same."""
    deeds = plan.deeds.filter(at__gt=current.published_at).order_by()
    people = deeds.values("by__label").annotate(n=Count("pk"), last=Max("at")).order_by("by__label")
    told = list(people)
    if not told or not has_unpublished_changes(Tree(draft_of(plan)), current):
        return []
    facts = {
        "n_deeds": sum(row["n"] for row in told),
        "people": [row["by__label"] or "het portaal" for row in told],
    }
    return [Event("draft", max(row["last"] for row in told), plan, facts)]
