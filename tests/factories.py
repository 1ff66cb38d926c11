"""What tests are made of: a city, people with a role, a plan with a draft, a published plan.

Every function takes keywords only and has a sensible default for each, so that a test names just
what it is about. Rows of a draft are written directly, without a line in the draft log.
"""

import uuid
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone
from django.utils.text import slugify

from actionplans.carrying.passage import start as start_carry_over
from actionplans.editions import draft_of, publish
from actionplans.indicators.definitions import add as add_indicator
from actionplans.indicators.measurements import measure
from actionplans.models import (
    Action,
    Chapter,
    Commitment,
    Goal,
    Note,
    Participation,
    PartnerAnswer,
    Plan,
    ProgressEntry,
    ProgressRound,
)
from actionplans.partners.questions import ask
from actionplans.plans import create_plan
from actionplans.progress.entries import enter, latest_entry
from cities.models import City, Coalition, CoalitionMembership, Membership, User

PASSWORD = "een zin die niemand raadt"

_numbers = count(1)


# --- cities and people -------------------------------------------------------------------------
def make_city(*, name="", **values):
    number = next(_numbers)
    name = name or f"Stad {number}"
    defaults = {
        "slug": slugify(name),
        "nis_code": f"{10000 + number % 90000}",
        "province": City.Province.OOST_VLAANDEREN,
        "latitude": "51.000",
        "longitude": "4.000",
    }
    return City.objects.create(name=name, **{**defaults, **values})


def make_user(*, name="", email="", password=PASSWORD, **values):
    """Somebody who can sign in, without a role in any city."""
    number = next(_numbers)
    return User.objects.create_user(
        email or f"persoon{number}@voorbeeld.example",
        password,
        name=name or f"Persoon {number}",
        **values,
    )


def make_member(*, city=None, role=Membership.Role.COORDINATOR, **user):
    """Somebody with a role in a city: 'alderman', 'contributor' or 'coordinator'."""
    user = make_user(**user)
    Membership.objects.create(user=user, city=city or make_city(), role=role)
    return user


def make_coalition(*, slug="vlaams-stedennetwerk", **values):
    """The Flemish network itself, unless another slug is given; made once."""
    defaults = {
        "name": slug.replace("-", " ").capitalize(),
        "short_name": slug.replace("-", " ").capitalize(),
        "is_this_network": slug == "vlaams-stedennetwerk",
    }
    coalition, _ = Coalition.objects.get_or_create(slug=slug, defaults={**defaults, **values})
    return coalition


def join(*, city, coalition=None, since="2018-03-22", precision="day", **values):
    """Make a city a member of a coalition: of the Flemish network, unless another is given."""
    return CoalitionMembership.objects.create(
        city=city,
        coalition=coalition or make_coalition(),
        since=since,
        precision=precision,
        **values,
    )


# --- plans ---------------------------------------------------------------------------------------
def make_plan(
    *,
    city=None,
    framework=Plan.Framework.ECCAR,
    theme="",
    period_from=2026,
    period_until=2031,
    by=None,
    title="",
):
    """A plan with an empty draft, made by somebody without a role unless `by` says who."""
    return create_plan(
        city=city or make_city(),
        framework=framework,
        theme=theme,
        period_from=period_from,
        period_until=period_until,
        by=by or make_user(),
        title=title,
    )


def make_chapter(*, plan=None, title="Waakzaamheid", number="1", commitments=(1,), **values):
    """A chapter in the draft of a plan; `commitments` are numbers from 1 to 10."""
    draft = draft_of(plan or make_plan())
    position = values.pop("position", draft.chapters.count() + 1)
    chapter = Chapter.objects.create(
        edition=draft, title=title, number=number, position=position, **values
    )
    chapter.commitments.set(Commitment.objects.filter(number__in=commitments))
    return chapter


def make_goal(*, chapter=None, title="Meldpunten zijn bekend", code="", **values):
    chapter = chapter or make_chapter()
    position = values.pop("position", chapter.goals.count() + 1)
    return Goal.objects.create(
        edition=chapter.edition,
        chapter=chapter,
        title=title,
        code=code or f"{chapter.number}.{position}",
        position=position,
        **values,
    )


def make_action(*, goal=None, text="Een campagne op straat", **values):
    goal = goal or make_goal()
    position = values.pop("position", goal.actions.count() + 1)
    return Action.objects.create(
        edition=goal.edition, goal=goal, text=text, position=position, **values
    )


def make_participation(*, chapter=None, goal=None, label="Dienst Samenleven", **values):
    """Somebody in the working group of a chapter, or of one goal."""
    home = goal or chapter or make_chapter()
    position = values.pop("position", home.participations.count() + 1)
    return Participation.objects.create(
        edition=home.edition,
        chapter=None if goal else home,
        goal=goal,
        label=label,
        position=position,
        **values,
    )


def make_note(*, plan=None, number=1, text="Wie dat is, staat in de inleiding.", **values):
    draft = draft_of(plan or make_plan())
    return Note.objects.create(edition=draft, number=number, text=text, position=number, **values)


def fill_plan(*, plan=None, chapters=1, goals=1, actions=1):
    """Fill a draft: `goals` per chapter and `actions` per goal; chapter n is commitment n."""
    plan = plan or make_plan()
    for number in range(1, chapters + 1):
        chapter = make_chapter(plan=plan, number=str(number), commitments=(min(number, 10),))
        make_participation(chapter=chapter, role="organiser")
        for _ in range(goals):
            goal = make_goal(chapter=chapter)
            for _ in range(actions):
                make_action(goal=goal)
    return plan


def published_plan(*, by=None, note="", decision=None, chapters=1, goals=1, actions=1, **plan):
    """A filled plan with one published edition; other keywords are those of `make_plan`."""
    made = fill_plan(plan=make_plan(**plan), chapters=chapters, goals=goals, actions=actions)
    publish(made, note=note, by=by or make_member(city=made.city), decision=decision)
    return made


# --- progress ------------------------------------------------------------------------------------
def make_round(*, name="", days=30, by=None, **values):
    """A round that opened today and lasts `days`; no mail is posted."""
    today = timezone.localdate()
    number = next(_numbers)
    defaults = {
        "name": name or f"Ronde {number}",
        "slug": slugify(name) or f"ronde-{number}",
        "opens_on": today,
        "closes_on": today + timedelta(days=days),
    }
    return ProgressRound.objects.create(**{**defaults, **values})


def tell(*, plan, goal=None, state="running", seen=None, by=None, round=None, **values):
    """An entry on a published goal, the first one unless another is given."""
    goal = goal or plan.editions.published().last().goals.first()
    latest = latest_entry(plan, goal.uid)
    ends = state in ProgressEntry.ENDED
    values = {"schedule": "" if ends else "on_schedule", "state": state, **values}
    if state == "stopped":
        values = {"reason": "priority", **values}
    return enter(
        plan,
        values.pop("kind", "goal"),
        goal.uid,
        values=values,
        seen=latest.number if latest and seen is None else seen or 0,
        by=by or make_member(city=plan.city),
        round=round,
    )


# --- partners ------------------------------------------------------------------------------------
def make_question(*, plan=None, goal_uid=None, by=None, email="", **values):
    """A question to a partner about a published goal, the first one unless another is given."""
    plan = plan or published_plan()
    goal_uid = goal_uid or plan.editions.published().last().goals.first().uid
    return ask(
        plan,
        goal_uid,
        name=values.pop("name", "Huis van de Buren"),
        email=email or f"partner{next(_numbers)}@voorbeeld.example",
        question=values.pop("question", "Hoe ver staan jullie?"),
        by=by or make_member(city=plan.city),
        **values,
    )


def make_answer(*, question=None, text="De eerste groep is gestart.", **values):
    """What a partner answered; it waits for the city."""
    defaults = {"signed": "Amina", "text": text}
    return PartnerAnswer.objects.create(
        question=question or make_question(), **{**defaults, **values}
    )


# --- figures -----------------------------------------------------------------------------------
def make_indicator(*, goal=None, name="Meldingen bij het meldpunt", unit="meldingen", **values):
    """An indicator on a goal of a draft or of an edition; without a baseline or a target."""
    goal = goal or make_goal()
    by = values.pop("by", None) or make_member(city=goal.edition.plan.city)
    told = {"name": name, "unit": unit, **values}
    return add_indicator(goal.edition.plan, goal.uid, told, uid=uuid.uuid4(), by=by)


def make_measurement(*, indicator=None, value=31, on="2025-12-31", **values):
    indicator = indicator or make_indicator()
    return measure(
        indicator,
        measured_on=date.fromisoformat(on),
        value=Decimal(str(value)),
        uid=values.pop("uid", None) or uuid.uuid4(),
        by=values.pop("by", None) or make_member(city=indicator.plan.city),
        **values,
    )


def make_carry_over(*, plan, by=None, period=None):
    """A passage under way from a plan to the six years after it."""
    first = (plan.period_until or plan.period_from) + 1
    period_from, period_until = period or (first, first + 5)
    return start_carry_over(
        plan,
        framework=plan.framework,
        theme=plan.theme,
        period_from=period_from,
        period_until=period_until,
        by=by or make_user(),
    )
