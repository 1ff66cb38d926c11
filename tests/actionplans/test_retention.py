"""What is forgotten in time, and what stays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from actionplans.models import PartnerQuestion, Presence
from actionplans.reminders.retention import forget_partners, forget_presences
from tests.factories import make_plan, make_question, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "is_forgotten"), [(89, False), (91, True)])
def test_address_of_a_partner_is_forgotten_after_a_while(days, is_forgotten):
    question = make_question(email="buurthuis@voorbeeld.example")
    expired = timezone.now() - timedelta(days=days)
    PartnerQuestion.objects.update(expires_at=expired)

    counts = [forget_partners(), forget_partners()]

    question.refresh_from_db()
    assert (question.email == "", counts) == (is_forgotten, [int(is_forgotten), 0])
    assert question.name == "Huis van de Buren"


@pytest.mark.parametrize(("hours", "left"), [(23, 1), (25, 0)])
def test_presence_of_yesterday_is_forgotten(hours, left):
    seen = timezone.now() - timedelta(hours=hours)
    plan = make_plan()
    Presence.objects.create(
        plan=plan, user=make_user(), table="goal", uid=plan.uid, since=seen, seen_at=seen
    )

    assert (forget_presences(), Presence.objects.count()) == (1 - left, left)
