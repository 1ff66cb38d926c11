"""Whom pages name for help: one setting, told everywhere."""

from pathlib import Path

import pytest
from django.conf import settings as portal

from tests.factories import make_user

LINK = '<a href="mailto:hulp@netwerk.example">hulp@netwerk.example</a>'


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/account/login/", "/account/signup/", "/account/password/reset/", "/account/inactive/"],
)
def test_account_page_names_the_address_of_the_settings(client, settings, address):
    settings.HELP_ADDRESS = "hulp@netwerk.example"

    page = client.get(address).content.decode()

    assert page.count(LINK) == 1


@pytest.mark.django_db
def test_refusal_names_the_address_of_the_settings(client, settings):
    settings.HELP_ADDRESS = "hulp@netwerk.example"
    client.force_login(make_user())

    page = client.get("/beheer/", follow=True).content.decode()

    assert page.count(LINK) == 1


def test_no_template_names_an_address_of_its_own():
    templates = list((Path(portal.BASE_DIR) / "templates").rglob("*.*"))

    assert [path.name for path in templates if "@vvsg" in path.read_text()] == []
    assert len(templates) > 50
