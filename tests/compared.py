"""Small plans of cities in the network, ready to be compared."""

from django.utils import timezone

from actionplans.editions import draft_of, publish
from actionplans.models import ExampleAction, Goal
from cities.models import Organisation
from tests.factories import (
    join,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
)

YEAR = timezone.localdate().year


def make_partner(*, slug="proefpartner", name="Proefpartner", **values):
    return Organisation.objects.create(slug=slug, name=name, **values)


def example_of(number, which=1):
    return ExampleAction.objects.get(commitment__number=number, number=which)


def city_plan(*, name, is_member=True, period=(YEAR - 1, YEAR + 4), **plan):
    """A plan with an empty draft, of a city that is in the network unless told otherwise."""
    city = make_city(name=name)
    if is_member:
        join(city=city)
    period_from, period_until = period
    return make_plan(city=city, period_from=period_from, period_until=period_until, **plan)


def on(plan, *numbers, title="Een doel", example=None, **values):
    """A goal in a chapter of its own on these commitments; none is a theme of the city's own."""
    title_of_chapter = values.pop("chapter_title", f"Hoofdstuk {'-'.join(map(str, numbers))}")
    chapter = make_chapter(plan=plan, title=title_of_chapter, commitments=numbers, number="")
    return make_goal(chapter=chapter, title=title, code="", example=example, **values)


def tagged(plan, title, **terms):
    """A goal on the first commitment with these labels: grounds=[…], domains=[…]."""
    goal = on(plan, 1, title=title)
    for name, rows in terms.items():
        getattr(goal, name).set(rows)
    return goal


def go_online(*plans):
    """Publish their drafts; the first of the editions comes back."""
    return [publish(plan, note="", by=make_member(city=plan.city)) for plan in plans][0]


def shown(goal):
    """The published copy of a goal of a draft, in the newest edition."""
    return Goal.objects.filter(uid=goal.uid, edition__state="published").latest("pk")


def with_secret(plan):
    """What only the draft says, on a commitment that no plan of a test has otherwise."""
    secret = "GEHEIM-ONTWERP"
    chapter = make_chapter(plan=plan, title=f"{secret} hoofdstuk", commitments=(9,), number="")
    make_goal(chapter=chapter, title=f"{secret} doel", code="")
    assert draft_of(plan).goals.filter(title__contains=secret).exists()
    return secret
