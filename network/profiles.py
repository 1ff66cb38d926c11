"""What the portal shows of a city: its memberships and its plans, side by side.

A city appears whether or not it is a member of the network; being a member is said in words. All
cities together cost a fixed number of queries.
"""

from collections import defaultdict
from dataclasses import dataclass

from actionplans.models import Plan
from actionplans.overview import main_plan, published_plans
from cities.models import City, Coalition, CoalitionMembership


@dataclass(frozen=True)
class Profile:
    """One city with what visitors may read of it."""

    city: City
    memberships: list[tuple[Coalition, CoalitionMembership | None]]
    plans: list[Plan]

    @property
    def main_plan(self):
        return main_plan(self.plans)


def other_coalitions():
    """The coalitions that are not this network: the columns beside it."""
    return list(Coalition.objects.filter(is_this_network=False))


def profiles(coalitions):
    """Every city, members first, each with its membership or none of every coalition, in order."""
    plans = defaultdict(list)
    for plan in published_plans():
        plans[plan.city_id].append(plan)
    found = [
        Profile(
            city=city,
            memberships=[(one, city.membership_in(one)) for one in coalitions],
            plans=plans[city.pk],
        )
        for city in City.objects.with_coalitions()
    ]
    return sorted(found, key=lambda profile: not profile.city.is_member)


def main_plans(plans):
    """The main plan of each city among `plans`, which are ordered by city."""
    by_city = defaultdict(list)
    for plan in plans:
        by_city[plan.city_id].append(plan)
    return [found for own in by_city.values() if (found := main_plan(own))]
