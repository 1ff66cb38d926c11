"""Whose turn it is: what waits in a city's plans, most urgent first, each in one sentence.

Who can do it gets the way to it. Who cannot reads the same, with whom to ask; an alderman reads
along. Nothing here blocks or scores: a plan without anything that waits is simply quiet.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cities.models import Membership
from cities.permissions import EDITING_ROLES

from ..carrying.choices import Choices
from ..deadlines import closes_soon, ends_soon
from ..editions import draft_of
from ..models import Plan, ProgressRound
from ..plan_check import count_of, points
from ..rows import Tree
from .workspace import OwnPlan


@dataclass(frozen=True)
class Turn:
    """One thing that waits; `when` is a moment in words. Without `url` nothing is to be pressed."""

    urgency: int
    plan: Plan
    words: str
    url: str = ""
    button: str = ""
    when: str = ""


@dataclass(frozen=True)
class Reader:
    """Who reads: what they may do, and who can publish if they cannot."""

    role: str
    coordinators: list[str]

    @property
    def may_edit(self) -> bool:
        return self.role in EDITING_ROLES

    @property
    def may_publish(self) -> bool:
        return self.role == Membership.Role.COORDINATOR

    def ask(self, deed: str) -> str:
        """' Vraag Noor om te publiceren.', for who works on it but cannot."""
        if self.may_publish or not self.may_edit:
            return ""
        if not self.coordinators:
            return f" Je stad heeft geen coördinator om {deed}: vraag VVSG om er een aan te duiden."
        return f" Vraag {_listed(self.coordinators, 'of')} om {deed}."


def turns(plans: list[OwnPlan], round: ProgressRound | None, reader: Reader) -> list[Turn]:
    """All that waits in these plans, of which `look_into` was asked; most urgent first."""
    found = [turn for one in plans for turn in _of_plan(one, round, reader)]
    if checked := _plan_to_check(plans):
        found += _check(checked, reader)
    return sorted(found, key=lambda turn: turn.urgency)


def _of_plan(one, round, reader):
    questions = (_round, _answers, _import, _next_plan, _unpublished, _first_time)
    return [turn for ask in questions if (turn := ask(one, round, reader))]


# --- the questions -------------------------------------------------------------------------------
def _round(one, round, reader):
    if round is None or not one.is_asked:
        return None
    told, due = one.tally.told, one.tally.due
    if not due:
        words = f"In de ronde “{round}” is niets meer bij te werken. Sluit ze af."
    elif one.tally.is_complete:
        words = f"Alle {due} doelen zijn bijgewerkt. Sluit de ronde “{round}” af."
    else:
        words = f"In de ronde “{round}” zijn {told or 'nog geen'} van de {due} doelen bijgewerkt."
    today = timezone.localdate()
    button = "Werk verder bij" if told else "Begin met bijwerken"
    return Turn(
        # One that closes soon goes before all else.
        urgency=0 if closes_soon(round, today) else 20,
        plan=one.plan,
        words=words,
        when=f"sluit op {_day(round.closes_on)}" if round.closes_on > today else "sluit vandaag",
        **_way("progress", one.plan, button if reader.may_edit else "Bekijk de voortgang"),
    )


def _answers(one, round, reader):
    if not one.n_answers:
        return None
    if one.n_answers == 1:
        words, button = "1 antwoord van een partner wacht op jullie.", "Bekijk het antwoord"
    else:
        words = f"{one.n_answers} antwoorden van partners wachten op jullie."
        button = "Bekijk de antwoorden"
    way = _way("partner_questions", one.plan, button) if reader.may_edit else {}
    return Turn(10, one.plan, words, **way)


def _import(one, round, reader):
    if not one.waiting_import or not reader.may_edit:
        return None
    names = [one.plan.city.slug, one.plan.slug, one.waiting_import.uid]
    return Turn(
        urgency=30,
        plan=one.plan,
        words=f"“{one.waiting_import.file_name}” is ingelezen en wacht op nazicht.",
        when=f"sinds {_day(one.waiting_import.created_at)}",
        url=reverse("actionplans:import_review", args=names),
        button="Kijk het na",
    )


def _next_plan(one, round, reader):
    plan = one.plan
    if one.carry_over:
        choices = Choices(one.carry_over)
        words = f"Over {choices.n_decided} van de {len(choices.standings)} doelen is beslist "
        words += f"voor het volgende plan, vanaf {one.carry_over.period_from}."
        button = "Beslis verder"
    elif plan.is_followed or not (plan.is_past or ends_soon(plan, timezone.localdate())):
        return None
    else:
        verb = "is voorbij" if plan.is_past else f"eindigt op 31 december {plan.period_until}"
        words = f"De periode {verb} en er is nog geen volgend plan."
        button = "Maak het volgende plan"
    return Turn(
        urgency=40 if plan.is_past or one.carry_over else 60,
        plan=plan,
        words=words + reader.ask("het volgende plan te maken"),
        **(_way("carry_over", plan, button) if reader.may_publish else {}),
    )


def _unpublished(one, round, reader):
    if not one.is_changed:
        return None
    words = "Het ontwerp zegt iets anders dan wat bezoekers lezen."
    if one.is_withdrawn:
        words = f"Editie {one.current.number} is ingetrokken; er staat niets geldigs in de plaats."
    if one.changed_by:
        words += f" Gewijzigd door {_listed(one.changed_by, 'en')}."
    way = _way("draft_difference", one.plan, "Bekijk wat veranderde")
    if reader.may_publish and one.n_goals:
        way = _way("publish", one.plan, "Bekijk en publiceer")
    when = f"sinds {_day(one.since)}"
    urgency = 25 if one.is_withdrawn else 50
    return Turn(urgency, one.plan, words + reader.ask("te publiceren"), when=when, **way)


def _first_time(one, round, reader):
    if one.current is not None:
        return None
    if not one.n_goals:
        way = _way("import", one.plan, "Lees een document in") if reader.may_edit else {}
        return Turn(35, one.plan, "Dit plan heeft nog geen doelen.", **way)
    words = f"Dit plan staat nog niet online. Het ontwerp telt {_goals(one.n_goals)}."
    way = _way("preview", one.plan, "Bekijk het voorbeeld")
    if reader.may_publish:
        way = _way("publish", one.plan, "Bekijk en publiceer")
    return Turn(55, one.plan, words + reader.ask("te publiceren"), **way)


# --- the plan check ------------------------------------------------------------------------------
def _plan_to_check(plans):
    """The plan that the city works on now: its newest that is not over and holds goals.

    Only one, because the check reads the whole draft.
    """
    running = [one for one in plans if not one.plan.is_past and one.n_goals]
    main = [one for one in running if one.plan.framework != Plan.Framework.THEMATIC]
    return next(iter(main or running), None)


def _check(one, reader):
    groups = points(Tree(draft_of(one.plan)), may_publish=reader.may_publish)
    if not groups:
        return []
    number = count_of(groups)
    words = f"{number} {'punt' if number == 1 else 'punten'} om eens naar te kijken"
    words += ", onder meer " if len(groups) > 2 else ": "
    words += _listed([f"{group.title[:1].lower()}{group.title[1:]}" for group in groups[:2]], "en")
    words += "."
    return [Turn(70, one.plan, words, **_way("plan_check", one.plan, "Open de plancheck"))]


# --- words ---------------------------------------------------------------------------------------
def _way(name, plan, button):
    url = reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug])
    return {"url": url, "button": button}


def _day(moment) -> str:
    day = moment if not hasattr(moment, "hour") else timezone.localtime(moment).date()
    return date_format(day, "j F Y")


def _goals(number):
    return f"{number} {'doel' if number == 1 else 'doelen'}"


def _listed(names, word):
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last
