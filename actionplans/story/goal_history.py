"""The story of one goal, over editions and plans, as far as it was published.

A goal keeps its uid through the editions of a plan; into the next plan it goes by lines of descent,
also split over several goals or joined with others. Its story is that of all of them: what it
stems from, the goal itself, and what became of it. Of each, consecutive published wordings are
compared; what only a draft says is no part of it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Prefetch

from ..differences.wording import ADDED, REMOVED, only_white_space, word_changes
from ..lineage import ancestors, descendants
from ..models import Action, Edition, Goal, Lineage, Plan
from ..models.tree import TimingKind
from ..progress.entries import timeline
from .plan_history import Event

# Of two events at one moment the later chapter of the story stands first.
ORDER = ("stems_from", "appeared", "returned", "changed", "left", "withdrawn", "progress", "became")
RECENT = 3
TEXTS = (("title", "Doel"), ("explanation", "Toelichting"))


@dataclass(frozen=True)
class GoalStory:
    """What happened to a goal: `latest` is its last published row, `parts` the plans it was in."""

    latest: Goal
    events: list[Event]
    parts: list[tuple[Plan, list[Event]]] = field(default_factory=list)

    @property
    def recent(self) -> list[Event]:
        """What last happened to this very goal; how far it is stands elsewhere on its page."""
        own = [event for event in self.events if event.facts["row"].uid == self.latest.uid]
        return [event for event in own if event.kind != "progress"][:RECENT]


def goal_story(uid, *, with_progress=True, public=True) -> GoalStory | None:
    """None when no visitor could ever read this goal; not `public`: for the city's own people.

    Some ten queries, whatever the number of editions, plans and relatives.
    """
    family = [uid, *ancestors([uid])[uid], *descendants([uid])[uid]]
    rows = _published_rows(family)
    if uid not in rows:
        return None
    editions = _editions_of({row.edition.plan_id for found in rows.values() for row in found})
    kin = _action_kin(rows)
    events = _descent_events(uid, rows, kin) + (
        _progress_events(rows, public) if with_progress else []
    )
    for found in rows.values():
        events += _wording_events(found, editions[found[0].edition.plan_id])
    events.sort(key=lambda event: (event.at, ORDER.index(event.kind)), reverse=True)
    return GoalStory(rows[uid][-1], events, _by_plan(events))


def _by_plan(events):
    """The same events under the plan that they happened in, the newest plan first."""
    plans = defaultdict(list)
    for event in events:
        plans[event.facts["row"].edition.plan].append(event)
    newest = sorted(plans, key=lambda plan: (plan.period_from, plan.pk), reverse=True)
    return [(plan, plans[plan]) for plan in newest]


# --- what there is to tell ----------------------------------------
def _published_rows(family):
    """{uid: its published rows, the oldest edition first}; one query."""
    goals = Goal.objects.filter(uid__in=family, edition__state=Edition.State.PUBLISHED)
    about = ("chapter", "edition__plan__city", "edition__withdrawal")
    heavy = ("edition__canonical", "edition__introduction", "chapter__description")
    rows = defaultdict(list)
    actions = Action.objects.only("uid", "text", "position", "goal")
    goals = goals.prefetch_related(Prefetch("actions", actions, to_attr="action_list"))
    for row in goals.select_related(*about).defer(*heavy).order_by("edition__number"):
        rows[row.uid].append(row)
    return dict(rows)


def _editions_of(plans):
    """{plan id: its published editions in order}, without their texts."""
    editions = defaultdict(list)
    found = Edition.objects.published().filter(plan__in=plans).select_related("plan__city")
    for edition in found.defer("canonical", "introduction", "note").order_by("number"):
        editions[edition.plan_id].append(edition)
    return editions


# --- its words ----------------------------------------
def _wording_events(rows, editions):
    """From its first edition to its last: what changed, where it went missing and came back."""
    events = [_event("appeared", rows[0].edition, rows[0])]
    for old, row in pairwise(rows):
        gap = _missing_between(editions, old.edition.number, row.edition.number)
        if gap:
            events += [_event("left", gap, old), _event("returned", row.edition, row)]
        if changes := wording_changes(old, row):
            events.append(_event("changed", row.edition, row, changes=changes))
    last = rows[-1]
    if gone := _missing_between(editions, last.edition.number, None):
        events.append(_event("left", gone, last))
    for row in rows:
        if row.edition.is_withdrawn:
            told = {"row": row, "edition": row.edition}
            events.append(Event("withdrawn", row.edition.withdrawal.at, row, told))
    return events


def _missing_between(editions, after, before):
    """The first edition between two numbers, in which the goal did not stand."""
    between = (
        one for one in editions if one.number > after and (not before or one.number < before)
    )
    return next(between, None)


def _event(kind, edition, row, **facts):
    return Event(kind, edition.published_at, row, {"row": row, "edition": edition, **facts})


def wording_changes(old: Goal, new: Goal, kin=None) -> dict:
    """What a reader would see: {'texts': [(name, pieces)], and pairs of old and new values}.

    Empty when nothing of this changed. Goals with an `action_list` also tell of their actions;
    `kin` says which older ones an action descends from.
    """
    changes = {}
    texts = [
        (name, word_changes(getattr(old, attribute), getattr(new, attribute)))
        for attribute, name in TEXTS
        if _differs(getattr(old, attribute), getattr(new, attribute))
    ]
    texts += _action_changes(old, new, kin or {})
    pairs = {
        "number": (old.code, new.code),
        "chapter": (_chapter(old), _chapter(new)) if _moved(old, new) else ("", ""),
        "timing": (timing_words(old), timing_words(new)),
    }
    if texts:
        changes["texts"] = texts
    return changes | {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _action_changes(old, new, kin):
    """[(what happened, pieces)]: the same words under another uid are no news."""
    before = {action.uid: action for action in getattr(old, "action_list", ())}
    older, rest = {}, []
    for action in getattr(new, "action_list", ()):
        known = next((uid for uid in (action.uid, *kin.get(action.uid, ())) if uid in before), None)
        if known:
            older[action.uid] = before.pop(known)
        else:
            rest.append(action)
    for action in rest:
        alike = (uid for uid, one in before.items() if not _differs(one.text, action.text))
        older[action.uid] = before.pop(next(alike, None), None)
    told = []
    for action in getattr(new, "action_list", ()):
        was = older[action.uid]
        if was is None:
            told.append(("Actie erbij", [(ADDED, action.text)]))
        elif _differs(was.text, action.text):
            told.append(("Actie herschreven", word_changes(was.text, action.text)))
    return told + [("Actie weg", [(REMOVED, action.text)]) for action in before.values()]


def _differs(old, new):
    return old != new and not only_white_space(old, new)


def _moved(old, new):
    """Into another chapter; into the next plan every chapter is another one, so its name counts."""
    if old.edition.plan_id == new.edition.plan_id:
        return old.chapter.uid != new.chapter.uid
    return old.chapter.title.casefold() != new.chapter.title.casefold()


def _chapter(row):
    return str(row.chapter)


def timing_words(row) -> str:
    """The words as written and the kind of term, as a page shows them."""
    kind = {TimingKind.ONGOING: "doorlopend", TimingKind.BY: "te bereiken"}.get(row.timing_kind)
    return ", ".join(filter(None, [row.timing, kind]))


# --- its kin, and how far it was ----------------------------------------
def _descent_events(uid, rows, kin):
    """Each descent once, from the side of this goal; what was split or merged in one sentence."""
    events, knots = [], defaultdict(list)
    for line in Lineage.objects.filter(new_uid__in=rows, old_uid__in=rows).order_by("pk"):
        old, new = rows[line.old_uid][-1], rows[line.new_uid][0]
        if line.kind == Lineage.Kind.SPLIT:
            knots[line.kind, line.old_uid, new.edition.plan_id].append(new)
        elif line.kind == Lineage.Kind.MERGED:
            knots[line.kind, line.new_uid, old.edition.plan_id].append(old)
        else:
            changes = wording_changes(old, new, kin)
            how = line.get_kind_display()
            events.append(_descent(uid, [old], [new], how=how, changes=changes))
    for (kind, hub, _), others in knots.items():
        how = Lineage.Kind(kind).label
        if kind == Lineage.Kind.SPLIT:
            events.append(_descent(uid, [rows[hub][-1]], others, how=how))
        else:
            events.append(_descent(uid, others, [rows[hub][0]], how=how))
    return events


def _descent(uid, olds, news, **facts):
    """Told at the older goal when that is the one; else at the newer, or at the one of several."""
    edition = min((new.edition for new in news), key=lambda edition: edition.published_at)
    is_split = len(news) > 1
    tells_old = uid in {old.uid for old in olds} or (is_split and uid not in {n.uid for n in news})
    kind, own, others = ("became", olds, news) if tells_old else ("stems_from", news, olds)
    row = next((row for row in own if row.uid == uid), own[0])
    return _event(kind, edition, row, others=others, **facts)


def _action_kin(rows):
    """{uid of an action: those that it descends from}, of all actions that are told here."""
    actions = {action.uid for found in rows.values() for row in found for action in row.action_list}
    kin = defaultdict(list)
    for line in Lineage.objects.filter(new_uid__in=actions).order_by("pk"):
        kin[line.new_uid].append(line.old_uid)
    return kin


def _progress_events(rows, public):
    """What was told of these goals: a uid belongs to one plan, so its entries do too."""
    return [
        Event("progress", entry.at, entry, {"row": rows[entry.subject][-1]})
        for entry in timeline(*rows, public=public)
    ]
