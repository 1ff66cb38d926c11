"""A withdrawal is said once, of a published edition, and the database keeps it so."""

import pytest
from django.db import IntegrityError, connection, transaction

from actionplans.editions import current_edition, draft_of, withdraw
from actionplans.models import Withdrawal
from cities.log import actor_of
from tests.factories import make_member, published_plan

pytestmark = pytest.mark.django_db
TABLE = Withdrawal._meta.db_table


@pytest.fixture
def plan():
    return published_plan()


@pytest.fixture
def withdrawal(plan):
    person = make_member(city=plan.city)
    return withdraw(current_edition(plan), reason="De raad vroeg een nieuwe tekst.", by=person)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {TABLE} SET reason = 'Anders'",  # noqa: S608 - our own table
        f"DELETE FROM {TABLE}",  # noqa: S608 - our own table
    ],
)
def test_withdrawal_is_neither_changed_nor_taken_back(withdrawal, statement):
    with (
        pytest.raises(IntegrityError, match="frozen"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    withdrawal.refresh_from_db()
    assert withdrawal.reason == "De raad vroeg een nieuwe tekst."


def test_draft_is_not_withdrawn(plan):
    person = actor_of(make_member(city=plan.city))

    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        Withdrawal.objects.create(edition=draft_of(plan), reason="Nee", by=person)

    assert Withdrawal.objects.count() == 0
