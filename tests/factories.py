"""What tests are made of: a city, people with a role, a plan with a draft, a published plan.

Every function takes keywords only and has a sensible default for each, so that a test names just
what it is about. Rows of a draft are written directly, without a line in the draft log.
"""

from itertools import count

from django.utils.text import slugify

from actionplans.editions import draft_of, publish
from actionplans.models import Action, Chapter, Commitment, Goal, Note, Participation, Plan
from actionplans.plans import create_plan
from cities.models import City, Coalition, CoalitionMembership, Membership, User

PASSWORD = "een zin die niemand raadt"

_numbers = count(1)


# --- cities and people -------------------------------------------------------------------------
def make_city(*, name="", **values):
    number = next(_numbers)
    name = name or f"Stad {number}"
    defaults = {
        "slug": slugify(name),
        "nis_code": f"{90000 + number}",
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
