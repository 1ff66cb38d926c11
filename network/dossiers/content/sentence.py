"""What happened to the goals of a city in one sentence, counted from the lists below it.

The sentence, the table at the top and the lists have one count, also when a reader chose some of
the commitments.
"""

from actionplans.differences.summary import CLAUSES

ENDED = {"removed": "verdwenen", "split": "opgesplitst", "merged": "samengevoegd"}
NEW, GONE = "added", "removed"
# A goal that stays and takes in others: those stand among the ended ones.
KEPT = CLAUSES | {"merged": ("nam 1 doel andere doelen op", "namen {} doelen andere doelen op")}


def sentence(text) -> str:
    """'Sinds editie 1 kwamen er 2 doelen bij en eindigde er 1 doel', '' without any goal."""
    kept = [row["what"] for row in (*text["changed"], *text["retimed"])]
    clauses = [_clause(NEW, len(text["new"]))]
    clauses += [_clause(what, kept.count(what)) for what in KEPT]
    clauses = [*filter(None, [*clauses, _ended([row["what"] for row in text["ended"]])])]
    if not clauses:
        return ""
    *first, last = clauses
    told = f"{', '.join(first)} en {last}" if first else last
    return f"{text['since']} {told}."


def _clause(what, n):
    one, more = KEPT[what]
    return n and (one if n == 1 else more.format(n))


def _ended(ways):
    """How they ended is said when it was not by being left out."""
    if not ways:
        return ""
    told = "eindigde er 1 doel" if len(ways) == 1 else f"eindigden er {len(ways)} doelen"
    if {*ways} == {GONE}:
        return told
    if len(ways) == 1:
        return f"{told} ({ENDED[ways[0]]})"
    parts = [f"{ways.count(way)} {word}" for way, word in ENDED.items() if way in ways]
    return f"{told} ({', '.join(parts)})"
