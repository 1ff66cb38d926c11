"""What the plan check advises, and to whom."""

import pytest

from tests.actionplans.desk import Desk
from tests.factories import fill_plan, make_plan
from tests.reading import all_words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "is_told"), [("contributor", True), ("coordinator", False)])
def test_who_makes_the_next_plan_is_told_to_the_others_only(role, is_told):
    desk = Desk(plan=fill_plan(plan=make_plan(period_from=2012, period_until=2018)), role=role)

    advice = all_words(desk.get(desk.address("plan_check")), "//details[@id='periode']/p")

    goes_on = "In een volgend plan neem je over wat verdergaat en sluit je af wat klaar is."
    who = " De coördinator van je stad zet dat klaar."
    assert advice == [goes_on + who if is_told else goes_on]
