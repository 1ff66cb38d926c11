"""Plans by the hundred, of the size of Roeselare's: for measuring only.

The rows are written in bulk, past the rules, into a database that is thrown away. Words follow
roughly how often words occur in a language, so that the search has common and rare ones.
"""

import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from actionplans import searching
from actionplans.models import (
    Action,
    Chapter,
    Commitment,
    Edition,
    ExampleAction,
    Goal,
    Participation,
    Plan,
    ProgressEntry,
)
from actionplans.rows import Tree
from cities.models import City, Coalition, CoalitionMembership

AT_ONCE = 20
SYLLABLES = [consonant + vowel for consonant in "bdgklmnrst" for vowel in "aeo"]
TOPICS = ["huisvesting", "onderwijs", "vorming", "meldpunt", "praktijktest", "sport", "haatspraak"]


class Writer:
    """Sentences from a vocabulary of its own; the same seed writes the same."""

    def __init__(self, seed=4, size=4000):
        self.random = random.Random(seed)  # noqa: S311 - words for a benchmark, no secret
        self.words = ["".join(self.random.choices(SYLLABLES, k=3)) for _ in range(size)]
        self.weights = [1 / rank for rank in range(1, size + 1)]

    def sentence(self, length):
        told = self.random.choices(self.words, weights=self.weights, k=length)
        told[length // 2] = self.random.choice(TOPICS)
        return " ".join(told).capitalize() + "."


def grow(count, *, editions=1, writer=None):
    """Add plans until there are so many, each of a member city of its own."""
    writer = writer or Writer()
    cities = _add_cities(Plan.objects.count(), count)
    for start in range(0, len(cities), AT_ONCE):
        with transaction.atomic():
            plans = Plan.objects.bulk_create(
                Plan(city=city, framework="eccar", period_from=2020, slug="eccar-2020")
                for city in cities[start : start + AT_ONCE]
            )
            rows = [[] for _ in plans]
            for number in range(1, editions + 1):
                rows = _add_editions(plans, rows, number, editions, writer)
            _tell(plans, rows, writer)
            for plan in plans:
                newest = plan.editions.order_by("number").last()
                searching.put(plan, Tree(newest))


def _add_cities(start, end):
    network, _ = Coalition.objects.get_or_create(
        is_this_network=True, defaults={"slug": "netwerk", "name": "Netwerk", "short_name": "N"}
    )
    cities = City.objects.bulk_create(
        City(
            name=f"Stad {number:04}",
            slug=f"stad-{number:04}",
            nis_code=f"{90000 + number}",
            province=City.Province.LIMBURG,
            latitude="51",
            longitude="4",
        )
        for number in range(start, end)
    )
    CoalitionMembership.objects.bulk_create(
        CoalitionMembership(coalition=network, city=city, since="2018-03-22", precision="day")
        for city in cities
    )
    return cities


def _add_editions(plans, before, number, last, writer):
    """One more edition of each plan; every fourth goal is worded anew. Gives its goals per plan."""
    at = timezone.now() - timedelta(days=30 if number == last else 400)
    made = Edition.objects.bulk_create(
        Edition(
            plan=plan,
            state=Edition.State.SEALING,
            number=number,
            title="Plan",
            published_at=at,
            # No archive: the difference between two editions is then worked out from their rows.
            schema_version=0,
            canonical=b"{}",
            sha256="a" * 64,
            content_sha256="b" * 64,
        )
        for plan in plans
    )
    found = [
        _add_rows(edition, earlier, writer) for edition, earlier in zip(made, before, strict=True)
    ]
    Edition.objects.filter(pk__in=[one.pk for one in made]).update(state=Edition.State.PUBLISHED)
    return found


def _add_rows(edition, earlier, writer):
    commitments = list(Commitment.objects.all())
    examples = list(ExampleAction.objects.all())
    uids = {goal.code: goal for goal in earlier}
    chapters = Chapter.objects.bulk_create(
        Chapter(edition=edition, number=str(one.number), title=one.short_nl, position=one.number)
        for one in commitments
    )
    links = Chapter.commitments.through
    links.objects.bulk_create(
        links(chapter=chapter, commitment=one)
        for chapter, one in zip(chapters, commitments, strict=True)
    )
    goals = Goal.objects.bulk_create(
        _goal(edition, chapter, number, uids, examples, writer)
        for chapter in chapters
        for number in range(1, 7 if int(chapter.number) < 3 else 6)
    )
    Action.objects.bulk_create(
        Action(edition=edition, goal=goal, text=writer.sentence(12), position=number)
        for goal in goals
        for number in range(1 + (goal.position % 3 == 0))
    )
    Participation.objects.bulk_create(
        Participation(
            edition=edition,
            chapter=chapter,
            label=f"Dienst {number}",
            role="participant" if number else "organiser",
            position=number,
        )
        for chapter in chapters
        for number in range(6)
    )
    return goals


def _goal(edition, chapter, number, earlier, examples, writer):
    code = f"{chapter.number}.{number}"
    old = earlier.get(code)
    keeps = old is not None and number % 4
    values = {"uid": old.uid} if old else {}
    of_chapter = [one for one in examples if str(one.commitment_id) == str(chapter.pk)]
    return Goal(
        edition=edition,
        chapter=chapter,
        code=code,
        title=old.title if keeps else writer.sentence(18),
        explanation="",
        timing_text="2020-2025",
        position=number,
        example=writer.random.choice([None, *(of_chapter or examples)]),
        **values,
    )


def _tell(plans, rows, writer):
    ProgressEntry.objects.bulk_create(
        ProgressEntry(
            plan=plan,
            subject=goal.uid,
            number=1,
            state="running",
            schedule="on_schedule",
            text=writer.sentence(15),
        )
        for plan, goals in zip(plans, rows, strict=True)
        for goal in goals[::2]
    )
