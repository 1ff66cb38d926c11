"""The gentle plan check: what a draft does not say yet, or says twice, and the way to each row.

For the plan's own people only. It never blocks, gives no score, and knows that not everything has
to be filled in: a city chooses itself what comes first.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from cities.links import failing_links

from .crosswalk import goals_in_order, goals_per_commitment, unmapped_goals
from .drafting import short_name, shortened
from .links import references
from .models import Commitment, ExampleAction, Participation, Plan

LENGTH = 140


@dataclass(frozen=True)
class Point:
    """One thing to look at: in words, with the address where it is mended."""

    words: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    key: str
    title: str
    advice: str
    points: list[Point]


def points(tree, *, may_publish=False) -> list[Group]:
    """What there is to look at in the tree of a draft; only the groups that hold something.

    `may_publish`: whether the reader can go on to the next plan. At most five queries.
    """
    places = _Places(tree.edition.plan)
    groups = [
        _period(tree.edition.plan, places, may_publish),
        _empty_chapters(tree, places),
        _without_action(tree, places),
        _without_timing(tree, places),
        _without_organiser(tree, places),
        _to_confirm(tree, places),
        _outside_the_period(tree, places),
        _same_code(tree, places),
        _unmapped(tree, places),
        _without_goal(tree, places),
        _silent_links(tree.edition.plan),
    ]
    return [group for group in groups if group.points]


def count_of(groups) -> int:
    return sum(len(group.points) for group in groups)


def unused_examples(tree) -> list[ExampleAction]:
    """What ECCAR gives as examples and no goal names; nothing for a plan that names none at all."""
    used = {goal.example_id for goal in tree.goals} - {None}
    if not used:
        return []
    return list(ExampleAction.objects.exclude(pk__in=used).select_related("commitment"))


class _Places:
    """Addresses in the editor, without a query."""

    def __init__(self, plan):
        self.names = [plan.city.slug, plan.slug]
        self._chapters = {}

    def page(self, name):
        return reverse(f"actionplans:{name}", args=self.names)

    def chapter(self, chapter):
        """Kept: a long plan asks for the same few a thousand times."""
        if chapter.uid not in self._chapters:
            names = [*self.names, chapter.uid]
            self._chapters[chapter.uid] = reverse("actionplans:editor_chapter", args=names)
        return self._chapters[chapter.uid]

    def row(self, chapter, row):
        return f"{self.chapter(chapter)}#{row._meta.model_name}-{row.uid}"

    def goal(self, goal):
        return self.row(goal.chapter, goal)

    def crosswalk(self, chapter):
        return reverse("actionplans:crosswalk_chapter", args=[*self.names, chapter.uid])


def _about(goals, places):
    return [Point(shortened(str(goal), LENGTH), places.goal(goal)) for goal in goals]


# --- the questions -----------------------------------------------------------------------------
def _period(plan, places, may_publish):
    words = f"Dit plan liep van {plan.period_from} tot en met {plan.period_until}."
    point = Point(words, "")
    advice = "In een volgend plan neem je over wat verdergaat en sluit je af wat klaar is."
    if may_publish:
        point = Point("Maak het volgende plan", places.page("carry_over"), words)
    else:
        advice += " De coördinator van je stad zet dat klaar."
    return Group(
        "periode",
        "De periode van het plan is voorbij",
        advice,
        [point] if plan.is_past else [],
    )


def _empty_chapters(tree, places):
    empty = [chapter for chapter in tree.chapters if not chapter.goal_list]
    return Group(
        "lege-hoofdstukken",
        "Hoofdstukken zonder doelen",
        "Komt er nog iets bij, of kan het hoofdstuk weg?",
        [Point(shortened(str(chapter), LENGTH), places.chapter(chapter)) for chapter in empty],
    )


def _without_action(tree, places):
    return Group(
        "zonder-actie",
        "Doelen zonder actie",
        "Wat doet de stad om dit te bereiken? Een eerste stap is al genoeg.",
        _about([goal for goal in goals_in_order(tree) if not goal.action_list], places),
    )


def _without_timing(tree, places):
    def has_timing(goal):
        return any(row.timing or row.timing_kind for row in (goal, *goal.action_list))

    return Group(
        "zonder-timing",
        "Doelen zonder timing",
        "Wanneer begint het, wanneer moet het er zijn, of loopt het de hele tijd door?",
        _about([goal for goal in goals_in_order(tree) if not has_timing(goal)], places),
    )


def _without_organiser(tree, places):
    """A chapter's organiser counts for all its goals; where none has one, the chapter is named."""

    def is_led(home):
        return any(row.role == Participation.Role.ORGANISER for row in home.group_list)

    found = []
    for chapter in (chapter for chapter in tree.chapters if not is_led(chapter)):
        alone = [goal for goal in chapter.goal_list if not is_led(goal)]
        if len(alone) > 1 and len(alone) == len(chapter.goal_list):
            note = f"geldt voor alle {len(alone)} doelen van het hoofdstuk"
            found.append(Point(shortened(str(chapter), LENGTH), places.chapter(chapter), note))
        else:
            found += _about(alone, places)
    return Group(
        "zonder-organisator",
        "Doelen zonder organisator",
        "Wie trekt dit? Je zet het bij de werkgroep van het hoofdstuk, of bij één doel.",
        found,
    )


def _to_confirm(tree, places):
    doubtful = [
        (home, row)
        for chapter in tree.chapters
        for home in (chapter, *chapter.goal_list)
        for row in home.group_list
        if row.to_confirm
    ]
    return Group(
        "te-bevestigen",
        "Deelnemers die je nog wou bevestigen",
        "Doen ze mee? Haal dan het vinkje “nog te bevestigen” weg.",
        [
            Point(
                shortened(row.label, LENGTH),
                places.row(getattr(home, "chapter", home), row),
                f"bij {'doel' if hasattr(home, 'chapter') else 'hoofdstuk'} {short_name(home)}",
            )
            for home, row in doubtful
        ],
    )


def _outside_the_period(tree, places):
    plan = tree.edition.plan
    found = []
    for goal in goals_in_order(tree):
        for row in (goal, *goal.action_list):
            if _is_outside(plan, [row.timing_from, row.timing_until]):
                words = shortened(str(row), LENGTH)
                found.append(Point(words, places.row(goal.chapter, row), row.timing))
    return Group(
        "buiten-de-periode",
        "Timing buiten de periode van het plan",
        f"Het plan is van {plan.period}. Misschien bleef er een oud jaartal staan.",
        found,
    )


def _is_outside(plan, years):
    last = plan.period_until or 9999
    return any(year is not None and not plan.period_from <= year <= last for year in years)


def _same_code(tree, places):
    by_code = defaultdict(list)
    for goal in goals_in_order(tree):
        by_code[goal.code.strip()].append(goal)
    twice = [goal for code, goals in by_code.items() if code and len(goals) > 1 for goal in goals]
    return Group(
        "zelfde-nummer",
        "Doelen met hetzelfde nummer",
        "Lezers verwijzen naar een doel met zijn nummer; geef er een een ander.",
        _about(twice, places),
    )


def _unmapped(tree, places):
    unmapped = unmapped_goals(tree)
    if tree.goals and len(unmapped) == len(tree.goals):
        # A thematic plan may well have themes of its own only.
        is_asked = tree.edition.plan.framework != Plan.Framework.THEMATIC
        whole = "Geen enkel doel van dit plan is al gekoppeld."
        found = [Point(whole, places.page("crosswalk"))] if is_asked else []
    else:
        found = [
            Point(shortened(str(goal), LENGTH), places.crosswalk(goal.chapter)) for goal in unmapped
        ]
    return Group(
        "zonder-verbintenis",
        "Doelen zonder verbintenis van ECCAR",
        "Koppel je ze, dan vinden andere steden ze terug. Past er geen? Dan mag het zo blijven.",
        found,
    )


def _without_goal(tree, places):
    """Only of a plan that is mapped: one with themes of its own leaves nothing open."""
    goals = goals_per_commitment(tree)
    empty = [number for number, found in goals.items() if not found] if any(goals.values()) else []
    commitments = Commitment.objects.filter(number__in=empty) if empty else ()
    return Group(
        "zonder-doel",
        "Verbintenissen zonder doel",
        "ECCAR nodigt steden uit om bij elke verbintenis minstens één actie te zetten. "
        "Je stad kiest zelf wat eerst komt.",
        [Point(str(one), places.page("crosswalk"), one.meaning) for one in commitments],
    )


def _silent_links(plan):
    """As far as the worker found out; no address is asked while a page is made."""
    where = {url: (words, place) for url, words, place in references(plan)}
    failing = failing_links(where) if where else {}
    return Group(
        "links",
        "Links die niet meer antwoorden",
        "We vroegen het twee keer, met een dag ertussen. Zet er een nieuwe link bij als je kunt.",
        [
            Point(shortened(url, LENGTH), where[url][1], where[url][0])
            for url in sorted(set(where) & set(failing))
        ],
    )
