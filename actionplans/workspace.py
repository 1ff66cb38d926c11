"""What a person finds in their own room: each city with its plans and what waits there."""

from django.db.models import Prefetch

from .editions import current_edition, draft_of, has_unpublished_changes
from .models import ImportProposal, Plan
from .rows import Tree


def cities_with_plans(user):
    """The person's memberships; each city's `plan_list` tells what a visitor reads and what waits.

    A draft is compared with its edition in full: it takes some fifteen queries per plan, and a city
    has one to three plans.
    """
    memberships = list(
        user.memberships.select_related("city").prefetch_related(
            Prefetch("city__plans", Plan.objects.select_related("city"), to_attr="plan_list")
        )
    )
    for membership in memberships:
        for plan in membership.city.plan_list:
            tree = Tree(draft_of(plan))
            plan.tree = tree
            plan.current = current_edition(plan)
            plan.is_changed = has_unpublished_changes(tree, plan.current)
            plan.waiting_import = plan.imports.filter(state=ImportProposal.State.WAITING).first()
            plan.last_deed = plan.deeds.select_related("by").first()
    return memberships
