"""How far goals and actions came: what a city told in the period, beside what it had told before.

A goal of a next plan moves on from where the goal stood that it descends from. What was only
confirmed is counted; what came with words is told, also where nothing moved.
"""

from actionplans.progress.due import NO_UPDATE, state_of

from . import words


def moves(reading, city) -> dict:
    """`moved`: the state or the planning changed; `told`: words without a move; `confirmed`: n."""
    told = {"moved": [], "told": [], "confirmed": 0}
    for goal in reading.goals[city.pk]:
        for row in (goal, *goal.action_list):
            entry = _newest(reading.words, reading, row.uid)
            if entry is None or not reading.days.holds(entry.at):
                continue
            before = _newest(reading.words_then, reading, row.uid)
            line = _line(goal, row, before, entry)
            if _stand(before) != _stand(entry):
                told["moved"].append(line)
            elif entry.text and entry.text != before.text:
                told["told"].append(line)
            else:
                told["confirmed"] += 1
    return told


def counts(reading, city) -> list[dict]:
    """How many goals are how far, now and then; nothing of a plan of which nobody told yet."""
    now = _states(reading.goals[city.pk])
    then = reading.states_then.get(city.pk, [])
    if not any(state != NO_UPDATE for state in (*now, *then)):
        return []
    return [
        {
            "state": state,
            "label": words.state_label(state),
            "now": now.count(state),
            "then": then.count(state),
        }
        for state in words.STATES
        if state in now or state in then
    ]


def _states(goals):
    return [state_of(goal.told.entry, goal.told.round) for goal in goals]


def _newest(told, reading, uid):
    """The newest word on a row: its own, else that on the nearest it descends from."""
    for one in (uid, *reading.ancestors.get(uid, ())):
        if one in told:
            return told[one]
    return None


def _stand(entry):
    return entry and (entry.state, entry.schedule, entry.reason)


def _line(goal, row, before, entry):
    is_action = row is not goal
    line = words.goal(goal)
    line["action"] = row.text if is_action else ""
    return line | {"before": words.word(before), "now": words.word(entry)}
