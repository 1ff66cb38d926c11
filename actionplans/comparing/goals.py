"""The goals of many cities' texts in one list, each with all that a reader may want to know of it.

A goal belongs to the commitments that it names itself, else to those of its chapter
(`crosswalk.py`); one without any is in the list too, as long as no commitment is asked for.
"""

from django.db.models import Prefetch

from ..crosswalk import numbers_of
from ..models import Action, Goal, Participation
from ..progress.due import NO_UPDATE
from .chosen import on_commitments
from .facets import NO_UPDATE as NO_UPDATE_IN_ADDRESS
from .moment import moment_of
from .standing import with_text

TERMS = ("sdgs", "grounds", "domains", "tracks")


def goals_in(found, *, number=None, day=None, only=None) -> list[Goal]:
    """All goals of the texts of these standings, city by city and as their plan reads.

    `number` is a commitment, `day` the day of the progress, `only` a Chosen. Each goal has `city`,
    `plan`, `standing`, `numbers`, `action_list`, `group_list` (its own working group, else its
    chapter's) and `told`. The queries do not grow with the number of cities.
    """
    standings = {one.edition.pk: one for one in with_text(found)}
    if not standings:
        return []
    goals = list(with_all(goals_on(standings, number=number, only=only)))
    _tell(goals, standings, moment_of(day))
    if only is not None:
        goals = [goal for goal in goals if only.keeps(goal)]
    order = {pk: place for place, pk in enumerate(standings)}
    return sorted(goals, key=lambda goal: (order[goal.edition_id], *place_in_plan(goal)))


def goals_on(editions, *, number=None, only=None):
    """The goals of these editions, on one commitment when `number` says so; each goal once."""
    of_editions = Goal.objects.filter(edition__in=list(editions))
    goals = of_editions if number is None else of_editions.filter(on_commitments([number]))
    if only is not None:
        # What is chosen may lead over many-to-many links: asked apart, a goal stays one row.
        goals = goals.filter(pk__in=of_editions.filter(only.q()).order_by().values("pk"))
    return goals


def goals_as_of(moment, editions, *, number=None, only=None):
    """To count: the goals with `now`, the code of the state at that moment, as far as asked for."""
    goals = goals_on(editions, number=number, only=only).order_by()
    goals = goals.annotate(now=moment.state_of_goal())
    wanted = _wanted_states(only)
    return goals if wanted is None else goals.filter(now__in=wanted)


def _wanted_states(only):
    """The states that were asked for, within every choice; None when any will do."""
    wanted = None
    while only is not None:
        if only.states:
            states = {NO_UPDATE if one == NO_UPDATE_IN_ADDRESS else one for one in only.states}
            wanted = states if wanted is None else wanted & states
        only = only.within
    return wanted


def with_all(goals):
    """With everything that a page of full texts shows, in a fixed number of queries.

    Chapters and examples are fetched apart, so that many goals share one.
    """
    group = Participation.objects.select_related("organisation").order_by("position", "pk")
    actions = Action.objects.order_by("position", "pk").prefetch_related("notes")
    return goals.prefetch_related(
        *("chapter", "chapter__commitments", "example__commitment"),
        *("commitments", *TERMS, "notes", "timing_notes"),
        Prefetch("participations", group),
        Prefetch("chapter__participations", group),
        Prefetch("actions", actions),
    )


def place_in_plan(goal):
    """Chapter by chapter: a goal's position counts within its chapter only."""
    chapter = goal.chapter
    return (chapter.position, chapter.pk, goal.position, goal.pk)


def _tell(goals, standings, moment):
    words = moment.words_on({goal.uid for goal in goals})
    for goal in goals:
        goal.standing = standings[goal.edition_id]
        goal.city, goal.plan = goal.standing.city, goal.standing.plan
        goal.edition = goal.standing.edition
        goal.edition.plan = goal.plan
        goal.numbers = numbers_of(goal)
        goal.action_list = list(goal.actions.all())
        goal.group_list = _group_of(goal)
        goal.told = moment.told(words.get((goal.plan.pk, goal.uid)), goal.plan)


def _group_of(goal):
    return list(goal.participations.all()) or list(goal.chapter.participations.all())
