"""Texts of a plan as `archive.content_of` tells them, made without a database."""

from copy import deepcopy

from hypothesis import strategies as st

from actionplans.differences.difference import LISTS, Spread

TIMING = {"timing_kind": "", "timing_from": None, "timing_until": None, "timing_text": ""}
TAGS = {"commitments": [], "sdgs": [], "grounds": [], "domains": [], "tracks": []}


def action(uid="a1", text="Een campagne op straat", **values):
    return {"uid": uid, "text": text, **TIMING, "responsible": "", "notes": [], **values}


def member(uid="p1", label="Dienst Samenleven", **values):
    own = {"role": "participant", "to_confirm": False, "organisation": None}
    return {"uid": uid, "label": label, **own, **values}


def goal(uid="g1", title="Meldpunten zijn bekend", *, code="1.1", actions=(), group=(), **values):
    own = {"explanation": "", "bbc_references": [], "group_note": "", "example": None}
    lists = {"notes": [], "timing_notes": [], "actions": list(actions), "group": list(group)}
    return {"uid": uid, "code": code, "title": title, **TIMING, **own, **TAGS, **lists, **values}


def chapter(uid="c1", title="Waakzaamheid", *, number="1", goals=(), group=(), **values):
    own = {"description": "", "group_note": "", "commitments": []}
    lists = {"goals": list(goals), "group": list(group)}
    return {"uid": uid, "number": number, "title": title, **own, **lists, **values}


def note(uid="n1", text="Wie dat is, staat in de inleiding.", *, number=1):
    return {"uid": uid, "number": number, "text": text}


def plan(*chapters, title="Tienpuntenplan", introduction="", notes=()):
    own = {"title": title, "introduction": introduction}
    return {**own, "chapters": list(chapters), "notes": list(notes)}


def goals(*uids, **values):
    """A plan of one chapter with these goals; the title of a goal tells its uid."""
    return plan(chapter(goals=[goal(uid, f"Doel {uid}", code="", **values) for uid in uids]))


def changed(content, uid, **values):
    """The same text with other values in one row; '' is the plan itself."""
    text = Spread(deepcopy(content))
    key = next(key for key in text.rows if key[1] == uid)
    text.rows[key] |= values
    return text.content()


# --- any two texts -------------------------------------------------------------------------------
PIECES = [*"abé ,.\n'", "de ", "👩‍👧", "🏳️‍🌈", "שלום", "مرحبا", "\u202e", "e\u0301", "\r\n"]
WORDS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)
MAKERS = {"chapter": chapter, "goal": goal, "action": action, "participation": member, "note": note}
UIDS = {
    kind: [f"{kind}-{number}" for number in range(count)]
    for kind, count in {"note": 3, "chapter": 4, "goal": 6, "action": 5, "participation": 4}.items()
}


@st.composite
def contents(draw):
    """A whole text: rows of a small stock, each somewhere or nowhere, in any order.

    Two of these hang together as two editions do after any edits, moves and deletions.
    """
    text = Spread(plan(title=draw(WORDS), introduction=draw(WORDS)))
    stood = {"edition": [("edition", "")]}
    for kind in ("note", "chapter", "goal", "action", "participation"):
        homes = [home for above in LISTS if kind in LISTS[above].values() for home in stood[above]]
        chosen = draw(st.permutations(UIDS[kind]))[: draw(st.integers(0, len(UIDS[kind])))]
        stood[kind] = [(kind, uid) for uid in chosen] if homes else []
        for key in stood[kind]:
            text.rows[key] = draw(row_values(kind, [uid for _, uid in stood["note"]]))
            text.lists[draw(st.sampled_from(homes)), kind].append(key[1])
    return text.content()


@st.composite
def row_values(draw, kind, notes):
    """Own values of a row, some of them not blank."""
    blank = MAKERS[kind]()
    values = {name: blank[name] for name in blank if name not in {*LISTS.get(kind, ()), "uid"}}
    for name in [name for name in values if isinstance(values[name], str)]:
        values[name] = draw(WORDS)
    if "timing_from" in values:
        values["timing_from"] = draw(st.none() | st.integers(2026, 2028))
    for name in {"notes", "timing_notes"} & set(values):
        values[name] = sorted(draw(st.sets(st.sampled_from(notes)))) if notes else []
    return values


def descents():
    """Lines of descent between any uids of the stock, rings included."""
    uids = st.sampled_from([*UIDS["chapter"], *UIDS["goal"], *UIDS["action"]])
    how = st.sampled_from(["continued", "reworded", "split", "merged", "moved"])
    return st.lists(st.tuples(uids, uids, how), max_size=8)
