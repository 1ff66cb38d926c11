"""A difference in one sentence and a few lists: each goal at the one thing that says most of it."""

from .difference import NUMBER, WORDING

WAYS = {
    "added": "nieuw",
    "removed": "verdwenen",
    "continued": "voortgezet",
    "split": "opgesplitst",
    "merged": "samengevoegd",
    "moved": "verplaatst",
    "reordered": "andere volgorde",
    "renumbered": "hernummerd",
    "reworded": "herschreven",
    "changed": "gewijzigd",
    "retimed": "andere timing",
}
TIMING = ("timing_kind", "timing_from", "timing_until", "timing_text")
# What can happen to a goal, from what says most to what says least.
CLAUSES = {
    "added": ("kwam er 1 doel bij", "kwamen er {} doelen bij"),
    "removed": ("verdween er 1 doel", "verdwenen er {} doelen"),
    "split": ("is er 1 doel opgesplitst", "zijn er {} doelen opgesplitst"),
    "merged": ("is er 1 doel samengevoegd", "zijn er {} doelen samengevoegd"),
    "reworded": ("is er 1 doel herschreven", "zijn er {} doelen herschreven"),
    "moved": ("is er 1 doel verplaatst", "zijn er {} doelen verplaatst"),
    "changed": (
        "kreeg 1 doel andere acties of kenmerken",
        "kregen {} doelen andere acties of kenmerken",
    ),
    "placed": (
        "kreeg 1 doel een ander nummer of een andere volgorde",
        "kregen {} doelen een ander nummer of een andere volgorde",
    ),
    "retimed": (
        "veranderde bij 1 doel alleen de timing",
        "veranderde bij {} doelen alleen de timing",
    ),
    "continued": ("gaat 1 doel ongewijzigd verder", "gaan {} doelen ongewijzigd verder"),
}
RANK = {what: place for place, what in enumerate(CLAUSES)}


def visible(account) -> list[dict]:
    """The records that tell a reader something; others only follow a row under another uid."""
    return [record for record in account["rows"] if record["is"]]


def ways_told(record) -> list[str]:
    """In which ways a row changed, as a reader is told.

    That a row goes on under another uid is news only when it also reads otherwise.
    """
    ways = ["retimed" if way == "changed" and _is_timing(record) else way for way in record["is"]]
    if record["way"] == "kept" and not {"reworded", "renumbered"} & set(ways):
        return [way for way in ways if way != "continued"]
    return ways


def _is_timing(record):
    known = {NUMBER.get(record["kind"]), *WORDING[record["kind"]]}
    return set(record.get("fields", ())) - known <= {*TIMING, "timing_notes"}


def opening(records, since, *, has_new_decision=False) -> str:
    """One sentence; `since` is such as 'Sinds editie 1'."""
    if not records and has_new_decision:
        return f"{since} bleef de tekst gelijk: alleen het besluit is nieuw."
    if not records:
        return f"{since} is er niets gewijzigd."
    groups = goals_by_what_happened(records)
    clauses = [
        one if len(groups[what]) == 1 else more.format(len(groups[what]))
        for what, (one, more) in CLAUSES.items()
        if groups[what]
    ]
    if not clauses:
        return f"{since} bleven alle doelen gelijk; er veranderde wel iets anders."
    *first, last = clauses
    return f"{since} {', '.join(first)} en {last}." if first else f"{since} {last}."


def goals_by_what_happened(records) -> dict[str, list[str]]:
    """{what: uids of goals}, all of CLAUSES; what was split or merged stands under its old uid."""
    happened, heirs = {}, set()
    for record in records:
        for uid, what in _told_of_goals(record, heirs):
            happened[uid] = min(what, happened.get(uid, what), key=RANK.__getitem__)
    groups = {what: [] for what in CLAUSES}
    for uid, what in happened.items():
        groups[what].append(uid)
    return groups


def _told_of_goals(record, heirs):
    """(uid, what) of each goal that a record says something of; `heirs` are told with the old."""
    if record["kind"] != "goal":
        home_kind, home = record.get("home", ("", ""))
        ways = ways_told(record)
        if home_kind == "goal" and home not in heirs and ways:
            yield home, "retimed" if ways == ["retimed"] else "changed"
        return
    way, ways, lines = record["way"], set(record["is"]), record.get("stems_from", ())
    if way == "kept":
        lines = [line for line in lines if line[1] in ("split", "merged")]
    if lines:
        heirs.add(record["uid"])
        yield from ((old, how if how == "merged" else "split") for old, how in lines)
    elif way == "gone":
        yield record["uid"], next((how for how in ("removed", "split") if how in ways), "merged")
    else:
        yield record["uid"], "added" if way == "new" else _what_of_kept(set(ways_told(record)))


def _what_of_kept(ways):
    for what in ("reworded", "moved", "changed"):
        if what in ways:
            return what
    if ways & {"renumbered", "reordered"}:
        return "placed"
    return "retimed" if ways else "continued"
