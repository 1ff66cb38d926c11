"""A city of the demonstration that went from one plan to the next, goal by goal."""

from actionplans.carrying import passage as carrying
from actionplans.editions import publish
from actionplans.models import CarryOverChoice

from .plans import decision_of, noon, row_at


def carry_over(plan, told, *, by):
    """Choose as told, let the rest go on, make the next plan and publish it; returns the plan."""
    first, last = told["period"]
    passage = carrying.start(
        plan,
        framework=plan.framework,
        theme=plan.theme,
        period_from=first,
        period_until=last,
        by=by,
    )
    for choice in told["choices"]:
        uid = row_at(plan, "goal", choice["goal"]).uid
        values = dict(choice.get("values", {}))
        if "into" in values:
            values["into"] = str(row_at(plan, "goal", values["into"]).uid)
        carrying.choose(passage, uid, choice["decision"], values, seen=0, by=by)
    carrying.choose_many(passage, decision=CarryOverChoice.Decision.CONTINUE, by=by)
    _, fingerprint = carrying.prepare(passage)
    made = carrying.finish(passage, by=by, seen=fingerprint)
    publish(
        made,
        note=told["note"],
        by=by,
        decision=decision_of(told["decision"]),
        at=noon(told["published_on"]),
    )
    return made
