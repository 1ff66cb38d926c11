"""The difference of two editions, or of a draft, ready to be shown.

Two editions never change, so the page about them is made once and kept, as that of an edition.
"""

from django.core.cache import caches
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from ..editions import brings_decision, decision_of
from ..reading import KEPT_SECONDS, page_version
from .kept import compare, kept
from .story import Story
from .summary import opening

PERMANENT = {"goal": "actionplans:goal", "action": "actionplans:action"}


def difference_html(older, newer) -> SafeString:
    """What changed between two editions."""
    key = f"difference:{older.uid}:{newer.uid}:{page_version(newer, older.sha256)}"
    cache = caches["pages"]
    html = cache.get(key)
    if html is None:
        story = Story(kept(older, newer), since=since(older, newer), address=permanent_address)
        if story.is_empty and brings_decision(older, decision_of(newer)):
            story.opening = opening([], since(older, newer), has_new_decision=True)
        context = {"story": story, "old_name": name_beside(older, newer)}
        context["new_name"] = name_beside(newer, older)
        html = render_to_string("actionplans/partials/difference.html", context)
        cache.set(key, html, KEPT_SECONDS)
    return html


def draft_story(plan, content, current) -> Story:
    """What a draft says otherwise than the edition that visitors read.

    `content` is that of `archive.content_of`, which a page of a long plan makes once.
    """
    account = compare(current, content)

    def address(kind, uid, is_now):
        """In the editor, where it can be mended; of what is gone, the page that visitors read."""
        if not is_now:
            return permanent_address(kind, uid, is_now)
        home = account["names"][uid][3]
        chapter = home if kind == "goal" else account["names"][home][3]
        names = [plan.city.slug, plan.slug, chapter]
        return reverse("actionplans:editor_chapter", args=names) + f"#{kind}-{uid}"

    return Story(account, since=f"Sinds editie {current.number}", address=address)


def permanent_address(kind, uid, is_now):
    return reverse(PERMANENT[kind], args=[uid]) if kind in PERMANENT else ""


def since(older, newer):
    if older.plan_id == newer.plan_id:
        return f"Sinds editie {older.number}"
    return f"Tegenover editie {older.number} van het {older.plan.kind_and_period}"


def plan_beside(edition, other):
    """What the plan of an edition is called beside another plan: by its period, if that tells."""
    if edition.plan.period == other.plan.period:
        return edition.plan.kind_and_period
    return f"plan {edition.plan.period}"


def name_beside(edition, other):
    """What an edition is called in a column beside another one."""
    if edition.plan_id == other.plan_id:
        return f"Editie {edition.number}"
    return f"{edition.plan.kind_and_period}, editie {edition.number}"
