"""The practices that go with goals and actions of many cities, asked once for a whole page."""

from actionplans.beside import put_beside
from practices.planlinks.beside import practices_beside_plans_of


def put_practices_beside(goals) -> None:
    """Give each goal and each of its actions `beside`; as many queries as for one plan."""
    told = practices_beside_plans_of({goal.city.pk for goal in goals}) if goals else {}
    for goal in goals:
        put_beside((goal, *goal.action_list), told)
