"""What a person finds in their own room: the city they work for, its plans, and who works on them.

One city is shown at a time; of the others a line says what waits. What a draft says is read in
full only when somebody worked on it since its edition, so a city with many plans stays quick.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max
from django.http import Http404

from cities.models import Membership
from cities.permissions import EDITING_ROLES

from ..deadlines import is_followed
from ..editions import draft_of
from ..models import CarryOver, Deed, Edition, Goal, ImportProposal, Plan, ProgressRound, RoundStep
from ..partners.overview import waiting_counts
from ..progress.due import Tally, tallies
from ..progress.rounds import plans_in
from ..rows import Tree
from ..unpublished import unpublished_since

Role = Membership.Role
RANKS = (Role.COORDINATOR, Role.CONTRIBUTOR, Role.ALDERMAN)


@dataclass
class OwnPlan:
    """One plan of the own city, and what waits in it. `tally` is None outside a round.

    `plan` knows whether a next one follows it (`is_followed`).

    `since` is the moment from which the draft says something else; it is worked out by `look_into`.
    """

    plan: Plan
    current: Edition | None = None
    n_goals: int = 0
    last_deed: Deed | None = None
    waiting_import: ImportProposal | None = None
    n_answers: int = 0
    tally: Tally | None = None
    is_closed: bool = False
    carry_over: CarryOver | None = None
    since: datetime | None = None
    changed_by: list[str] = field(default_factory=list)

    @property
    def is_withdrawn(self) -> bool:
        return self.current is not None and self.current.is_withdrawn

    @property
    def was_worked_on(self) -> bool:
        """Since its edition: only then the draft can say something else."""
        if self.current is None or self.last_deed is None:
            return False
        return self.last_deed.at > self.current.published_at

    @property
    def is_changed(self) -> bool:
        return self.since is not None

    @property
    def is_asked(self) -> bool:
        """Whether the open round still waits for this plan."""
        return self.tally is not None and not self.is_closed

    def look_into(self) -> None:
        """Compare the draft with its edition; asks some thirty queries, and only when needed."""
        if not (self.was_worked_on or self.is_withdrawn):
            return
        tree = Tree(draft_of(self.plan))
        self.since = unpublished_since(self.plan, tree=tree, current=self.current)
        if self.since:
            deeds = self.plan.deeds.filter(at__gte=self.since).order_by("by__label")
            labels = deeds.values_list("by__label", flat=True).distinct()
            self.changed_by = [label for label in labels if label]


# --- which city ----------------------------------------------------------------------------------
def memberships_of(user, slug: str = "") -> tuple[Membership | None, list[Membership]]:
    """The one of the chosen city, and the others; unasked the one in which this person does most.

    Raises Http404 for a city that this person does not work for, whether it exists or not.
    """
    everything = list(user.memberships.select_related("city").order_by("city__name"))
    everything.sort(key=lambda one: RANKS.index(one.role))
    chosen = next((one for one in everything if one.city.slug == slug), None)
    if chosen is None:
        if slug:
            raise Http404("Je werkt niet voor deze stad.")
        chosen = next(iter(everything), None)
    return chosen, [one for one in everything if one != chosen]


# --- its plans -----------------------------------------------------------------------------------
def own_plans(cities, round: ProgressRound | None) -> dict[int, list[OwnPlan]]:
    """{city id: its plans, the newest first}; a fixed number of queries for any number of them."""
    plans = Plan.objects.filter(city__in=cities).annotate(is_followed=is_followed())
    plans = plans.select_related("city")
    own = {plan.pk: OwnPlan(plan) for plan in plans.order_by("-period_from", "slug")}
    for edition in _current_editions(own):
        edition.plan = own[edition.plan_id].plan
        own[edition.plan_id].current = edition
    for pk, n_goals in _goals_in_drafts(own):
        own[pk].n_goals = n_goals
    for deed in _last_deeds(own):
        own[deed.plan_id].last_deed = deed
    waiting = ImportProposal.objects.filter(plan__in=own, state=ImportProposal.State.WAITING)
    for proposal in waiting.defer("document").order_by("created_at"):
        own[proposal.plan_id].waiting_import = proposal
    for pk, n_answers in waiting_counts(own).items():
        own[pk].n_answers = n_answers
    _add_carry_overs(own)
    _add_round(own, round)
    return _by_city(own.values())


def _by_city(own):
    by_city = defaultdict(list)
    for one in own:
        by_city[one.plan.city_id].append(one)
    return by_city


def _current_editions(plans):
    current = Edition.objects.current().without_archive().filter(plan__in=plans)
    return current.select_related("withdrawal")


def _goals_in_drafts(plans):
    goals = Goal.objects.filter(edition__plan__in=plans, edition__state=Edition.State.DRAFT)
    counted = goals.order_by().values("edition__plan").annotate(n=Count("pk"))
    return counted.values_list("edition__plan", "n")


def _last_deeds(plans):
    deeds = Deed.objects.filter(plan__in=plans).order_by()
    newest = deeds.values("plan").annotate(newest=Max("pk"))
    return Deed.objects.filter(pk__in=newest.values("newest")).select_related("by")


def _add_carry_overs(own):
    under_way = CarryOver.objects.filter(plan__in=own, new_plan=None)
    for carry_over in under_way.select_related("started_by"):
        one = own[carry_over.plan_id]
        one.carry_over = carry_over
        carry_over.plan = one.plan


def _add_round(own, round):
    """How far each plan is that the open round asks after, and whether the city closed it."""
    asked = [plan for plan in plans_in(round) if plan.pk in own] if round else []
    for pk, tally in (tallies(asked, round, public=False) if asked else {}).items():
        own[pk].tally = tally
    for step in RoundStep.objects.filter(plan__in=own, round=round) if round else ():
        own[step.plan_id].is_closed = step.kind == RoundStep.Kind.CLOSED


# --- its people ----------------------------------------------------------------------------------
def colleagues_in(city) -> list[Membership]:
    """Everybody with a role in this city, by name, each with `last_deed`; two queries."""
    members = city.memberships.filter(user__is_active=True).select_related("user")
    found = sorted(members, key=lambda one: (str(one.user).casefold(), one.pk))
    deeds = Deed.objects.filter(plan__city=city, by__user__in=[one.user_id for one in found])
    newest = deeds.order_by().values("by").annotate(newest=Max("pk")).values("newest")
    last = {
        deed.by.user_id: deed
        for deed in Deed.objects.filter(pk__in=newest).select_related("by", "plan")
    }
    for one in found:
        one.last_deed = last.get(one.user_id)
    return found


def coordinators_of(city) -> list[str]:
    """The names of who can publish."""
    people = city.memberships.filter(role=Role.COORDINATOR, user__is_active=True)
    return [str(one.user) for one in people.select_related("user").order_by("user__name")]


def may_work(membership) -> bool:
    return membership.role in EDITING_ROLES


# --- what waits elsewhere ------------------------------------------------------------------------
def in_a_line(plans: list[OwnPlan], membership) -> list[str]:
    """What waits in another city of this person, in a few words each."""
    found = []
    if asked := [one for one in plans if one.is_asked]:
        left = sum(one.tally.left for one in asked)
        goals = "doel" if left == 1 else "doelen"
        words = f"ronde open: nog {left} {goals} bij te werken" if left else "ronde af te sluiten"
        found.append(words)
    if n_answers := sum(one.n_answers for one in plans):
        found.append(f"{n_answers} {'antwoord' if n_answers == 1 else 'antwoorden'} van partners")
    if may_work(membership) and any(one.waiting_import for one in plans):
        found.append("een document wacht op nazicht")
    if any(one.carry_over for one in plans):
        found.append("overgang naar een volgend plan bezig")
    if any(one.is_changed for one in plans):
        found.append("wijzigingen niet gepubliceerd")
    return found
