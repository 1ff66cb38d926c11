"""A plan in a few English paragraphs, for partners abroad; the Dutch text stays the official one.

The city's own people write it; the coordinator decides whether everybody reads it, and then it is
read as soon as visitors can read the plan. Nobody overwrites a colleague: a save that comes after
another one writes nothing when both changed the same, and shows both.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format

from cities.log import actor_of, record
from cities.models import LogEntry

from ..crosswalk import NUMBERS, goals_per_commitment
from ..editions import current_edition
from ..models import Commitment, Edition, Plan, PlanSummary
from ..rows import Tree
from .based import merged

FIELDS = ("title", "text", "is_public")
# Of the commitments only the first few are named.
NAMED = 3
BLANK = {"title": "", "text": "", "is_public": False}

FRAMEWORKS = {
    Plan.Framework.ECCAR: "ECCAR ten-point action plan",
    Plan.Framework.INTEGRATED: "Integrated action plan against racism and discrimination",
    Plan.Framework.THEMATIC: "Thematic action plan",
}
BODIES = {
    Edition.Body.COUNCIL: "the municipal council",
    Edition.Body.COLLEGE: "the college of mayor and aldermen",
    Edition.Body.OTHER: "the city",
}


# --- reading -------------------------------------------------------------------------------------
def readable():
    """Every summary that a visitor may read: a public one of a plan that visitors can read."""
    return PlanSummary.objects.filter(
        is_public=True, plan__in=Plan.objects.published()
    ).select_related("plan__city")


def summary_of(plan) -> PlanSummary | None:
    """What everybody may read of one plan; one query."""
    return readable().filter(plan=plan).first()


def of_city(city) -> list[PlanSummary]:
    """Those of all plans of a city, the newest plan first; one query."""
    return list(readable().filter(plan__city=city).order_by("-plan__period_from", "plan__slug"))


def own_summary(plan) -> PlanSummary | None:
    """The same for the city's own people, public or not."""
    return PlanSummary.objects.select_related("changed_by").filter(plan=plan).first()


def state_of(summary) -> dict:
    return {name: getattr(summary, name) for name in FIELDS} if summary else dict(BLANK)


# --- writing -------------------------------------------------------------------------------------
def save(plan, values, *, base, seen, by) -> PlanSummary:
    """Save what was typed in a form that showed `base` at version `seen` (0: there was none yet).

    Raises based.StaleTextError.
    """
    try:
        with transaction.atomic():
            return _save(plan, values, base=base, seen=seen, by=by)
    except IntegrityError:
        # A colleague made the first one at the same moment.
        with transaction.atomic():
            return _save(plan, values, base=base, seen=seen, by=by)


def _save(plan, values, *, base, seen, by):
    stamp = {"changed_by": actor_of(by), "changed_at": timezone.now()}
    now = PlanSummary.objects.select_related("changed_by").filter(plan=plan).first()
    if now is None:
        now = PlanSummary.objects.create(plan=plan, **{**BLANK, **values}, **stamp)
        return _told(now, was_public=False, plan=plan, by=by)
    current = state_of(now)
    if now.version != seen:
        values = merged(now, current, values, base=base, blank=BLANK)
    values = {name: value for name, value in values.items() if current[name] != value}
    if not values:
        return now
    rows = PlanSummary.objects.filter(pk=now.pk, version=now.version)
    if not rows.update(version=F("version") + 1, **stamp, **values):
        # Somebody saved between our look and our write: look again.
        return _save(plan, {**current, **values}, base=base, seen=seen, by=by)
    now.refresh_from_db()
    return _told(now, was_public=current["is_public"], plan=plan, by=by)


def _told(summary, *, was_public, plan, by):
    """One line in the log whenever who may read it changes."""
    if summary.is_public != was_public:
        verb = LogEntry.Verb.PUBLISHED if summary.is_public else LogEntry.Verb.WITHDRAWN
        record(verb, f"Engelse samenvatting van het {plan}", by=actor_of(by), city=plan.city)
    return summary


# --- a first text --------------------------------------------------------------------------------
def first_text(plan) -> dict:
    """Values to begin with, made of what visitors read; a city rewrites them in its own words."""
    edition = current_edition(plan)
    if edition is None or edition.is_withdrawn:
        return dict(BLANK)
    tree = Tree(edition)
    with translation.override("en-gb"):
        paragraphs = [_opening(plan, edition), _figures(tree), _commitments(tree)]
    text = "\n\n".join(filter(None, paragraphs))
    return {"title": f"{kind_in_english(plan)} of {plan.city} {_period(plan)}", "text": text} | {
        "is_public": False
    }


def kind_in_english(plan) -> str:
    kind = FRAMEWORKS[plan.framework]
    return f"{kind} ({plan.theme})" if plan.theme else kind


def _period(plan):
    return plan.period if plan.period_until else f"from {plan.period_from}"


def _opening(plan, edition):
    until = f"from {plan.period_from} to {plan.period_until}" if plan.period_until else ""
    runs = f"runs {until}" if until else f"has been running since {plan.period_from}"
    words = f"This plan of {plan.city} (Flanders, Belgium) {runs}."
    body = BODIES.get(edition.decision_body)
    if body and edition.decision_date:
        words += f" It was adopted by {body} on {date_format(edition.decision_date, 'j F Y')}."
    return words


def _figures(tree):
    counts = [
        _counted(len(tree.goals), "operational goal"),
        _counted(len(tree.actions), "action"),
    ]
    chapters = _counted(len(tree.chapters), "chapter")
    return f"It has {chapters}, {counts[0]} and {counts[1]}."


def _commitments(tree):
    """How many of the ten it works on, and where most of its goals stand; the page lists them."""
    found = {number: len(goals) for number, goals in goals_per_commitment(tree).items() if goals}
    if not found:
        return ""
    titles = dict(Commitment.objects.values_list("number", "title_en"))
    most = sorted(found, key=lambda number: (-found[number], number))[:NAMED]
    *others, last = [f"“{titles.get(number, number)}” ({found[number]})" for number in most]
    reach = "all ten" if len(found) == len(NUMBERS) else f"{len(found)} of the ten"
    named = f"{', '.join(others)} and {last}" if others else last
    return f"The plan works on {reach} commitments of ECCAR. Most goals concern {named}."


def _counted(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}"
