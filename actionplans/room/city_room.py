"""All that one page of `/mijn-stad/` shows to somebody who works for a city."""

from dataclasses import dataclass, field
from itertools import chain

from django.utils import timezone

from cities.models import Membership

from ..models import Plan, Presence, ProgressRound
from ..overview import main_plan
from ..presence import STAYS, Colleague, colleagues_at
from .other_cities import News, commitments_of, news_for
from .turns import Reader, Turn, turns
from .workspace import OwnPlan, colleagues_in, coordinators_of, in_a_line, own_plans


@dataclass(frozen=True)
class Room:
    """The chosen city of a person. `present` is who works on which plan at this moment.

    `main` is the main plan as visitors read it, or None; `commitments` are those of that plan.
    """

    membership: Membership
    reader: Reader
    plans: list[OwnPlan]
    turns: list[Turn]
    colleagues: list[Membership]
    present: list[tuple[Plan, list[Colleague]]]
    main: Plan | None
    commitments: list[int]
    news: list[News]
    others: list[tuple[Membership, list[str]]] = field(default_factory=list)


def room_of(
    user, membership: Membership, others: list[Membership], round: ProgressRound | None
) -> Room:
    """The room of the chosen membership, and a line for each other one."""
    city = membership.city
    by_city = own_plans([city, *(other.city for other in others)], round)
    for one in chain.from_iterable(by_city.values()):
        one.look_into()
    plans = by_city.get(city.pk, [])
    reader = Reader(membership.role, coordinators_of(city))
    editions = {one.plan: one.current for one in plans if one.current}
    main = main_plan(editions)
    commitments = commitments_of(editions.get(main))
    return Room(
        membership=membership,
        reader=reader,
        plans=plans,
        turns=turns(plans, round, reader),
        colleagues=colleagues_in(city),
        present=_present(plans, user),
        main=main,
        commitments=commitments,
        news=news_for(commitments, but=[city.pk]),
        others=[(other, in_a_line(by_city.get(other.city_id, []), other)) for other in others],
    )


def _present(plans, user):
    by_pk = {one.plan.pk: one.plan for one in plans}
    fresh = Presence.objects.filter(plan__in=by_pk, seen_at__gt=timezone.now() - STAYS)
    busy = set(fresh.exclude(user=user).values_list("plan", flat=True))
    found = [(by_pk[pk], colleagues_at(by_pk[pk], but=user)) for pk in by_pk if pk in busy]
    return [(plan, people) for plan, people in found if people]
