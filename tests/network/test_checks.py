"""`manage.py check --deploy`: no demo accounts in the open world, and mail that really leaves."""

import pytest
from django.core.checks import Tags, run_checks
from django.db import OperationalError

from cities.models import User
from network.checks import no_demo_accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings):
    settings.DEMO = settings.DEBUG = settings.MAIL_TO_FILES = False


def found():
    messages = run_checks(tags=[Tags.security], include_deployment_checks=True)
    return [message.id for message in messages if message.id.startswith("network.")]


def test_demo_account_in_production_is_an_error(production):
    make_user(is_demo=True)

    assert found() == ["network.E001"]


def test_real_accounts_are_fine(production):
    make_user()

    assert found() == []


@pytest.mark.parametrize("name", ["DEMO", "DEBUG"])
def test_demo_account_on_a_local_site_is_fine(production, settings, name):
    setattr(settings, name, True)
    make_user(is_demo=True)

    assert found() == []


def test_mail_that_stays_in_the_house_is_said(production, settings):
    settings.MAIL_TO_FILES = True

    assert found() == ["network.W001"]


def test_check_is_for_deployment_only(production):
    make_user(is_demo=True)

    messages = run_checks(tags=[Tags.security])

    assert [message for message in messages if message.id == "network.E001"] == []


def test_database_that_does_not_answer_is_said_and_no_error(production, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(User.objects, "filter", gone)

    (message,) = no_demo_accounts(None)
    assert (message.id, message.is_serious()) == ("network.I001", False)
