"""A small plan on its way to the next one: chapter 1 with four goals, chapter 2 with two."""

from actionplans.carrying.choices import Choices
from actionplans.carrying.passage import choose, choose_many, finish, prepare
from actionplans.editions import draft_of, publish
from actionplans.models import CarryOver, Lineage, ProgressEntry
from actionplans.rows import Tree
from tests.factories import (
    fill_plan,
    make_action,
    make_carry_over,
    make_chapter,
    make_city,
    make_goal,
    make_member,
    make_plan,
)

STOPPED = {"reason": "means", "text": "Er is geen geld meer."}


class Passage:
    """`goals` are those of the draft, by code; everything is done by one coordinator."""

    def __init__(self, *, plan=None, is_published=True, period=None, start=True):
        self.plan = plan or small_plan()
        self.by = make_member(city=self.plan.city, name="Noor Vandamme")
        if is_published:
            publish(self.plan, note="", by=self.by)
        self.carry_over = None
        if start:
            self.carry_over = make_carry_over(plan=self.plan, by=self.by, period=period)

    @property
    def goals(self):
        return {goal.code: goal for goal in Tree(draft_of(self.plan)).goals}

    @property
    def choices(self):
        return Choices(self.again)

    @property
    def again(self):
        """The passage as a colleague's page finds it."""
        return CarryOver.objects.select_related("plan__city").get(pk=self.carry_over.pk)

    def choose(self, code, decision, *, seen=None, by=None, **values):
        goal = self.goals[code]
        version = self.choices.of[goal.uid].version if seen is None else seen
        return choose(self.again, goal.uid, decision, values, seen=version, by=by or self.by)

    def rest_goes_on(self):
        return choose_many(self.again, decision="continue", by=self.by)

    def finish(self, *, seen=None):
        fingerprint = prepare(self.again)[1] if seen is None else seen
        return finish(self.again, by=self.by, seen=fingerprint)

    def chosen(self):
        """{code: (decision, values, version)}"""
        return {
            one.goal.code: (one.decision, one.choice.values, one.version)
            for one in self.choices.standings
            if one.choice
        }

    # --- what came of it -------------------------------------------------------------------------
    def next_codes(self):
        """{code: title} of the new plan."""
        chapters = Tree(draft_of(self.again.new_plan)).chapters
        return {goal.code: goal.title for chapter in chapters for goal in chapter.goal_list}

    def next_goal(self, code):
        tree = Tree(draft_of(self.again.new_plan))
        return next(goal for goal in tree.goals if goal.code == code)

    def descents_of(self, code):
        """{code of the new goal: kind}."""
        new = {goal.uid: goal.code for goal in Tree(draft_of(self.again.new_plan)).goals}
        lines = Lineage.objects.filter(old_uid=self.goals[code].uid)
        return {new[line.new_uid]: line.kind for line in lines}

    def last_words(self):
        """{code: (state, text)} of the closing entries."""
        codes = {goal.uid: code for code, goal in self.goals.items()}
        entries = ProgressEntry.objects.filter(plan=self.plan, origin="carry_over")
        return {codes[entry.subject]: (entry.state, entry.text) for entry in entries}


def small_plan(**plan):
    plan = make_plan(**{"city": make_city(), "period_from": 2020, "period_until": 2025, **plan})
    for number, count in (("1", 4), ("2", 2)):
        chapter = make_chapter(plan=plan, number=number, commitments=(int(number),))
        for place in range(1, count + 1):
            goal = make_goal(chapter=chapter, title=f"Doel {number}.{place}")
            make_action(goal=goal, text=f"Actie bij {number}.{place}")
    return plan


def plan_of(*, goals):
    """A published plan with one chapter of so many goals."""
    return fill_plan(plan=make_plan(period_from=2020, period_until=2025), goals=goals)
