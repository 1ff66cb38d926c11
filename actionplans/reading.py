"""A whole plan as a reader gets it.

What stands in a published edition is the same for everybody and never changes, so its page is made
once and kept: `plan_html` gives it from the cache, `page_version` names one version of it for the
browser. Both change every day and with every release of the portal, because a page also says
whether the period is over and shows labels of shared lists that an administrator may correct.
"""

import hashlib
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from .beside import beside, put_beside, version_of
from .crosswalk import (
    follows_the_ten,
    goals_in_order,
    goals_per_commitment,
    hue_of,
    numbers_of_chapter,
    segments,
    unmapped_goals,
)
from .models import Commitment, Edition
from .progress.shown import show_progress
from .rows import Tree

KEPT_SECONDS = 60 * 60
LONG_INTRODUCTION = 700


def plan_page_context(plan, edition, stand=None, *, told=None) -> dict:
    """All that `actionplans/partials/plan.html` shows, of an edition or of the draft.

    With `stand` (progress_shown.ProgressStand) the page also says how the plan runs; `told` is what
    other rooms tell (`beside.py`), asked here when the caller did not.
    """
    edition.plan = plan
    tree = Tree(edition)
    put_beside((*tree.goals, *tree.actions), beside(plan) if told is None else told)
    commitments = {entry.number: entry for entry in Commitment.objects.all()}
    goals = goals_per_commitment(tree)
    _prepare_chapters(tree, commitments)
    with_referrers(tree.notes, goals_in_order(tree))
    opening, rest = split_introduction(edition.introduction)
    roll_up = show_progress(plan, tree, stand, commitments) if stand else None
    return {
        "plan": plan,
        "edition": edition,
        "tree": tree,
        "is_preview": edition.state == Edition.State.DRAFT,
        "segments": segments(
            {number: len(found) for number, found in goals.items()},
            {number: entry.short_nl for number, entry in commitments.items()},
            url=lambda number: _anchor_of(number, tree, goals),
        ),
        "by_commitment": _by_commitment(tree, commitments, goals),
        "unmapped": unmapped_goals(tree),
        "opening": opening,
        "rest": rest,
        "has_progress": stand is not None,
        "roll_up": roll_up,
    }


def _by_commitment(tree, commitments, goals):
    """The wheel in words; nothing when the table of contents tells the same, or no wheel stands."""
    if follows_the_ten(tree) or not any(goals.values()):
        return []
    return [(commitments[number], found) for number, found in goals.items()]


def _prepare_chapters(tree, commitments):
    for chapter in tree.chapters:
        chapter.hue = hue_of(chapter)
        chapter.reaches = [commitments[number] for number in numbers_of_chapter(chapter)]
        for goal in chapter.goal_list:
            goal.traits = traits_of(goal)


def traits_of(goal) -> list[tuple[str, list]]:
    """The tags of a goal, each kind with its name; only the kinds that it has."""
    kinds = [
        ("Verbintenissen", goal.commitments),
        ("Gronden", goal.grounds),
        ("Domeinen", goal.domains),
        ("Sporen", goal.tracks),
    ]
    return [(name, entries) for name, terms in kinds if (entries := list(terms.all()))]


def with_referrers(notes, goals) -> list:
    """Numbered notes, each told who refers to it: (anchor, words), in reading order.

    The goals have their `action_list`.
    """
    referrers = defaultdict(list)
    for goal in goals:
        name = f"doel {goal.code}".strip()
        for pk in {note.pk for note in (*goal.notes.all(), *goal.timing_notes.all())}:
            referrers[pk].append((f"doel-{goal.uid}", name))
        for action in goal.action_list:
            for note in action.notes.all():
                referrers[note.pk].append((f"actie-{action.uid}", f"actie bij {name}"))
    for note in notes:
        note.referrers = referrers[note.pk]
    return notes


def _anchor_of(number, tree, goals):
    """Where the wheel leads: the chapter of a commitment, else its first goal."""
    for chapter in tree.chapters:
        if number in numbers_of_chapter(chapter) and chapter.goal_list:
            return f"#hoofdstuk-{chapter.uid}"
    return f"#doel-{goals[number][0].uid}"


def split_introduction(text) -> tuple[str, str]:
    """A short introduction whole; of a long one the first paragraph, and the rest to unfold."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) <= LONG_INTRODUCTION:
        return text, ""
    opening, _, rest = text.partition("\n\n")
    return (opening, rest) if rest else (text, "")


# --- keeping it --------------------------------------------------------------------------------
def plan_html(plan, edition, stand=None, *, told) -> SafeString:
    """The body of the page of a published edition; with `stand` that of the plan as it runs."""
    version = page_version(edition, stand and stand.version, version_of(told))
    key = f"plan:{edition.uid}:{version}"
    cache = caches["pages"]
    html = cache.get(key)
    if html is None:
        context = plan_page_context(plan, edition, stand, told=told)
        html = render_to_string("actionplans/partials/plan.html", context)
        cache.set(key, html, KEPT_SECONDS)
    return html


def page_version(edition, *more) -> str:
    """A name that changes whenever the page of this edition may look different."""
    parts = [edition.sha256, code_version(), timezone.localdate(), *more]
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def code_version() -> str:
    """A checksum of our own code, templates and static files: a new release makes new pages."""
    base = Path(settings.BASE_DIR)
    apps_here = [Path(app.path) for app in apps.get_app_configs()]
    roots = [path for path in apps_here if path.parent == base] + [base / "templates"]
    total = hashlib.sha256(str(settings.DEMO).encode())
    for root in [*roots, base / "static"]:
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                total.update(path.read_bytes())
    return total.hexdigest()[:12]
