"""A difference in one sentence and a few figures."""

from collections import Counter, defaultdict

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
}
COUNTED = {
    "goal": "Doelen",
    "action": "Acties",
    "chapter": "Hoofdstukken",
    "participation": "Werkgroepen",
    "note": "Voetnoten",
}
# Beside these a goal only stands elsewhere or has another number.
PLACE = {"moved", "reordered", "renumbered", "continued"}
CLAUSES = {
    "added": ("kwam er 1 doel bij", "kwamen er {} doelen bij"),
    "removed": ("verdween er 1 doel", "verdwenen er {} doelen"),
    "split": ("is er 1 doel opgesplitst", "zijn er {} doelen opgesplitst"),
    "merged": ("is er 1 doel samengevoegd", "zijn er {} doelen samengevoegd"),
    "changed": ("is er 1 doel gewijzigd", "zijn er {} doelen gewijzigd"),
    "placed": (
        "kreeg 1 doel een andere plaats of een ander nummer",
        "kregen {} doelen een andere plaats of een ander nummer",
    ),
    "continued": ("gaat 1 doel ongewijzigd verder", "gaan {} doelen ongewijzigd verder"),
}


def visible(account) -> list[dict]:
    """The records that tell a reader something; others only follow a row under another uid."""
    return [record for record in account["rows"] if record["is"]]


def counts(records) -> list[tuple[str, list[tuple[int, str]]]]:
    """[('Doelen', [(3, 'nieuw'), …]), …]: only what occurs, in a fixed order."""
    found = Counter((record["kind"], way) for record in records for way in record["is"])
    by_kind = (
        (name, [(found[kind, way], word) for way, word in WAYS.items() if found[kind, way]])
        for kind, name in COUNTED.items()
    )
    return [(name, figures) for name, figures in by_kind if figures]


def opening(records, since) -> str:
    """One sentence; `since` is such as 'Sinds editie 1'."""
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


def goals_by_what_happened(records) -> dict[str, set[str]]:
    """{what: uids of goals}: each goal at the one thing that says most about it."""
    groups, told = defaultdict(set), set()
    for record in (record for record in records if record["kind"] == "goal"):
        uid, ways = record["uid"], record["is"]
        for old_uid, how in record.get("stems_from", ()):
            if how in ("split", "merged"):
                groups[how].add(old_uid)
        if {"added", "removed", "split", "merged"} & set(ways):
            told.add(uid)
            if ways[0] in ("added", "removed"):
                groups[ways[0]].add(uid)
    for record in records:
        uid = _goal_of(record)
        if uid is None or uid in told:
            continue
        ways = set(record["is"]) if record["kind"] == "goal" else {"changed"}
        if ways - PLACE:
            groups["changed"].add(uid)
        else:
            groups["continued" if ways == {"continued"} else "placed"].add(uid)
    groups["placed"] -= groups["changed"]
    groups["continued"] -= groups["changed"]
    return groups


def _goal_of(record):
    """The goal that a record is about, or whose action or group it is."""
    if record["kind"] == "goal":
        return record["uid"]
    home_kind, home = record.get("home", ("", ""))
    return home if home_kind == "goal" else None
