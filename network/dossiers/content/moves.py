"""How far goals and actions came: what a city told in the period, beside what it had told before.

A goal of a next plan moves on from where the goal stood that it descends from. What was only
confirmed is counted; what came with words is told, also where nothing moved. How far the goals are
is counted by what was told last, in whatever round.
"""

from collections import Counter

from actionplans.progress.due import NO_UPDATE

from . import words


def moves(reading, city) -> dict:
    """`moved`: the state or the planning changed; `told`: words without a move; `confirmed`: n."""
    told = {"moved": [], "told": [], "confirmed": 0}
    for goal in reading.goals[city.pk]:
        for row in (goal, *goal.action_list):
            entry = reading.last_word(row.uid)
            if entry is None or not reading.days.holds(entry.at):
                continue
            before = reading.last_word_then(row.uid)
            line = _line(goal, row, before, entry)
            if _stand(before) != _stand(entry):
                told["moved"].append(line)
            elif entry.text and entry.text != before.text:
                told["told"].append(line)
            else:
                told["confirmed"] += 1
    return told


def counts(reading, city) -> list[dict]:
    """How many goals are how far, `told` of them in the period; nothing while nobody told any."""
    last = [reading.last_word(goal.uid) for goal in reading.goals[city.pk]]
    now = Counter(entry.state if entry else NO_UPDATE for entry in last)
    if now.total() == now[NO_UPDATE]:
        return []
    told = Counter(entry.state for entry in last if entry and reading.days.holds(entry.at))
    return words.counted(now, told)


def _stand(entry):
    return entry and (entry.state, entry.schedule, entry.reason)


def _line(goal, row, before, entry):
    is_action = row is not goal
    line = words.goal(goal)
    line["action"] = row.text if is_action else ""
    return line | {"before": words.word(before), "now": words.word(entry)}
