"""Carry-over: a plan that ends goes on in the next one, decided goal by goal.

A plan has one passage under way, and goes over once. Choices are saved one by one; each says which
choice it was made on, so nobody overwrites a colleague. Finishing makes everything in one
transaction: the new plan with its draft (one deed), the descents, and for every goal of the old
plan one closing word of progress. What visitors read of the old plan does not change by it.

The next plan may exist already as long as it is nothing but a name: never published, and with an
empty draft. Then it is filled, and keeps the title and the introduction that somebody wrote.
"""

from django.db import transaction
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from ..archive import content_checksum
from ..drafting import carry_out, lock
from ..editions import draft_of
from ..importing import has_rows
from ..lineage import record_descents
from ..models import CarryOver, CarryOverChoice, Deed, Plan
from ..plans import PlanExistsError, create_plan
from ..rows import Tree
from .choices import GOES_ON_AS_ONE, Choices, Decision, base_of, called, joined_by, same_words
from .closing import close_goals
from .lines import NextPlan
from .values import CannotChooseError, clear_choice

LOOP = "{} gaat zelf al op in dit doel. Kies daar eerst iets anders."
HAS_WORDS = "{} heeft al andere woorden. Laat de titel hier leeg, of wijzig hem bij dat doel."
NO_GOALS = "Dit plan heeft geen doelen om over te nemen. Maak dan gewoon een nieuw plan."
SAME_WORDS = "Dit zijn de woorden van nu. Wijzig ze, of kies “gaat verder”."
CHANGED = "Er is intussen iets gewijzigd. Kijk het hieronder nog eens na en maak dan het plan."


class CarriedOverError(Exception):
    """The plan went over already; `plan` is the next one."""

    def __init__(self, plan):
        super().__init__(f"Dit plan ging al over in het {plan}.")
        self.plan = plan


class NotUnderWayError(Exception):
    """Somebody dropped this passage meanwhile."""

    def __init__(self):
        super().__init__("Deze overgang is intussen weggegooid. Begin opnieuw als je dat wilt.")


class StaleChoiceError(Exception):
    """A colleague chose something else; nothing is written. `choice` is what stands, or None."""

    def __init__(self, choice):
        super().__init__("Een collega koos hier intussen iets anders.")
        self.choice = choice


class CannotFinishError(Exception):
    """Why the next plan cannot be made yet; `waiting` are the standings that need a choice."""

    def __init__(self, words, waiting=()):
        super().__init__(words)
        self.waiting = list(waiting)


# --- the passage ----------------------------------------------------------------------------
def under_way(plan) -> CarryOver | None:
    return plan.carry_overs.filter(finished_at__isnull=True).select_related("started_by").first()


@transaction.atomic
def start(plan, *, framework, theme, period_from, period_until, by) -> CarryOver:
    """Begin, or go on with what is under way: a second start changes nothing.

    Raises CarriedOverError, and plans.PlanExistsError when the city has that plan already.
    """
    plan = lock(plan)
    check_not_carried(plan)
    found = under_way(plan)
    if found:
        return found
    wanted = {
        "framework": framework,
        "theme": theme,
        "period_from": period_from,
        "period_until": period_until,
    }
    standing = Plan.objects.filter(city=plan.city, **wanted).first()
    if standing and not can_be_filled(standing, plan):
        raise PlanExistsError(standing)
    return CarryOver.objects.create(plan=plan, started_by=actor_of(by), **wanted)


@transaction.atomic
def drop(carry_over) -> None:
    """Throw a passage away with all its choices; nothing else came of it yet."""
    _take(carry_over).delete()


def check_not_carried(plan):
    done = plan.carry_overs.filter(new_plan__isnull=False).select_related("new_plan__city").first()
    if done:
        raise CarriedOverError(done.new_plan)


def can_be_filled(plan, old) -> bool:
    """Whether a plan that exists is still nothing but a name."""
    is_public = plan.editions.published().exists()
    has_past = plan.carry_overs.exists() or CarryOver.objects.filter(new_plan=plan).exists()
    return plan.pk != old.pk and not is_public and not has_past and not has_rows(draft_of(plan))


def _take(carry_over):
    """The passage, for this transaction alone; raises when it is over or gone."""
    rows = CarryOver.objects.select_for_update(of=("self",)).select_related("plan__city")
    taken = rows.filter(pk=carry_over.pk).first()
    if taken is None:
        check_not_carried(carry_over.plan)
        raise NotUnderWayError
    if taken.finished_at:
        raise CarriedOverError(taken.new_plan)
    return taken


# --- choosing -------------------------------------------------------------------------------
@transaction.atomic
def choose(carry_over, goal_uid, decision, values, *, seen, by) -> CarryOverChoice:
    """Save what happens to one goal. `seen` is the version of the choice that was looked at, 0 for
    none.

    Raises StaleChoiceError, CannotChooseError, CarriedOverError, NotUnderWayError.
    """
    carry_over = _take(carry_over)
    base = base_of(carry_over.plan)
    goal = base.goals.filter(uid=goal_uid).first()
    if goal is None:
        raise CannotChooseError({"": "Dit doel staat niet meer in het plan."})
    values = clear_choice(decision, values)
    if decision == Decision.REWORD and same_words(values["title"], goal.title):
        raise CannotChooseError({"title": SAME_WORDS})
    title = values.pop("title") if decision == Decision.MERGE else ""
    choice = carry_over.choices.select_related("by").filter(subject=goal_uid).first()
    if (choice.version if choice else 0) != seen and not _says(choice, decision, values):
        raise StaleChoiceError(choice)
    if decision == Decision.MERGE:
        _join(carry_over, base, goal_uid, values["into"], title, by=by)
    return _save(carry_over, choice, goal_uid, decision, values, by=by)


@transaction.atomic
def choose_many(carry_over, *, decision, by, uids=None) -> int:
    """Choose the same for all goals that nobody decided on yet; returns for how many.

    `uids` limits it to these goals. A choice that stands is never touched.
    """
    carry_over = _take(carry_over)
    asked = None if uids is None else set(uids)
    clear_choice(decision, {})
    actor = actor_of(by)
    made = CarryOverChoice.objects.bulk_create(
        CarryOverChoice(carry_over=carry_over, subject=one.goal.uid, decision=decision, by=actor)
        for one in Choices(carry_over).undecided
        if asked is None or one.goal.uid in asked
    )
    return len(made)


def _says(choice, decision, values):
    return choice is not None and (choice.decision, choice.values) == (decision, values)


def _save(carry_over, choice, uid, decision, values, *, by):
    if _says(choice, decision, values):
        return choice
    if choice is None:
        choice = CarryOverChoice(carry_over=carry_over, subject=uid, version=0)
    choice.decision, choice.values, choice.by = decision, values, actor_of(by)
    choice.version += 1
    choice.save()
    return choice


def _join(carry_over, base, uid, into, title, *, by):
    """Check the goal that is joined, and give it its new title when one was typed."""
    if into == str(uid):
        raise CannotChooseError({"into": "Een doel kan niet in zichzelf opgaan. Kies een ander."})
    host = base.goals.filter(uid=into).first()
    if host is None:
        raise CannotChooseError({"into": "Dit doel staat niet meer in het plan. Kies een ander."})
    choices = {choice.subject: choice for choice in carry_over.choices.all()}
    passed, end = {uid}, host.uid
    while end not in passed and (choice := choices.get(end)) and choice.decision == Decision.MERGE:
        passed.add(end)
        end = joined_by(choice)
    if end == uid:
        raise CannotChooseError({"into": LOOP.format(called(host))})
    if title:
        _rename(carry_over, choices.get(host.uid), host, title, by=by)


def _rename(carry_over, choice, host, title, *, by):
    """The title is kept with the goal that stays; words that stand there are never overwritten."""
    values = {"title": title}
    if same_words(title, host.title) and (choice is None or choice.decision == Decision.CONTINUE):
        return
    is_free = choice is None or choice.decision in GOES_ON_AS_ONE
    has_own = choice is not None and choice.decision == Decision.REWORD and choice.values != values
    if not is_free or has_own:
        raise CannotChooseError({"joined_title": HAS_WORDS.format(called(host))})
    _save(carry_over, choice, host.uid, Decision.REWORD, values, by=by)


# --- finishing ------------------------------------------------------------------------------
def prepare(carry_over) -> tuple[NextPlan, str]:
    """The next plan as it would be made now, and the fingerprint of what it is made from."""
    tree = Tree(base_of(carry_over.plan))
    choices = Choices(carry_over, tree=tree)
    period = (carry_over.period_from, carry_over.period_until)
    content_sum = tree.edition.content_sha256 or content_checksum(tree)
    return NextPlan(tree, choices, period=period), choices.fingerprint(content_sum)


@transaction.atomic
def finish(carry_over, *, by, seen) -> Plan:
    """Make the next plan; `seen` is the fingerprint of what was looked at. Returns the plan.

    Raises CannotFinishError, CarriedOverError, NotUnderWayError, plans.PlanExistsError.
    """
    lock(carry_over.plan)
    carry_over = _take(carry_over)
    following, fingerprint = prepare(carry_over)
    if not following.choices.standings:
        raise CannotFinishError(NO_GOALS)
    if waiting := following.choices.waiting:
        raise CannotFinishError("Nog niet over elk doel is beslist.", waiting)
    if seen != fingerprint:
        raise CannotFinishError(CHANGED)
    plan = _plan_to_fill(carry_over, following.tree.edition.title, by=by)
    goals = following.count("goal")
    carry_out(
        plan,
        draft_of(plan),
        following.lines,
        kind=Deed.Kind.CARRY_OVER,
        summary=(
            f"{goals} doel{'' if goals == 1 else 'en'} van het {carry_over.plan.kind_and_period}"
        ),
        by=by,
    )
    record_descents(following.descents)
    close_goals(carry_over, following, by=by)
    carry_over.new_plan, carry_over.finished_by = plan, actor_of(by)
    carry_over.finished_at = timezone.now()
    carry_over.save(update_fields=["new_plan", "finished_by", "finished_at"])
    record(
        LogEntry.Verb.CARRIED_OVER,
        plan,
        by=carry_over.finished_by,
        city=plan.city,
        detail=str(carry_over.plan),
    )
    return plan


def _plan_to_fill(carry_over, old_title, *, by):
    """A new plan; or the one that exists, when it is still empty."""
    wanted = {
        name: getattr(carry_over, name)
        for name in ("framework", "theme", "period_from", "period_until")
    }
    city = carry_over.plan.city
    title = title_for(old_title, carry_over)
    try:
        return create_plan(city=city, by=by, title=title, **wanted)
    except PlanExistsError as error:
        standing = Plan.objects.filter(city=city, **wanted).first()
        if standing is None or not can_be_filled(lock(standing), carry_over.plan):
            raise PlanExistsError(standing or error.plan) from error
        return lock(standing)


def title_for(old_title, carry_over) -> str:
    """The old title with the new years in it; '' when its years cannot be replaced.

    Without a title of its own a plan is called by its kind and period.
    """
    old = carry_over.plan
    first, last = carry_over.period_from, carry_over.period_until
    for dash in ("–", "-", " - ", " – "):
        years = f"{old.period_from}{dash}{old.period_until}"
        if old.period_until and last and years in old_title:
            return old_title.replace(years, f"{first}{dash}{last}")
    return old_title if not any(sign.isdigit() for sign in old_title) else ""
