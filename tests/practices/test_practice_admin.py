"""Lists and settings of the practice database in `/beheer/`, for the administrator only."""

import pytest
from django.urls import reverse

from cities.models import LogEntry
from practices.models import Category, PracticeSettings, TextBlock
from tests.factories import make_user
from tests.fiches import make_moderator

pytestmark = pytest.mark.django_db
VALUES = {
    "steward_fields": ["links", "partners"],
    "review_months": "6",
    "first_mail_month": "4",
    "second_mail_month": "11",
    "sections_checked_first": "on",
}


@pytest.fixture
def url():
    row, _ = PracticeSettings.objects.get_or_create(pk=1)
    return reverse("admin:practices_practicesettings_change", args=[row.pk])


@pytest.fixture
def administrator(client):
    user = make_user(network_role="administrator")
    client.force_login(user)
    return user


def test_administrator_changes_the_settings_and_the_log_tells(client, administrator, url):
    response = client.post(url, VALUES)

    row = PracticeSettings.objects.get()
    line = LogEntry.objects.get(verb=LogEntry.Verb.LIST_CHANGED)
    assert response.status_code == 302
    assert (row.review_months, row.steward_fields) == (6, ["links", "partners"])
    assert line.actor.user == administrator
    assert "bevestigen na 6 maanden" in line.detail


@pytest.mark.parametrize(
    "wrong",
    [
        {"review_months": "2"},
        {"review_months": "25"},
        {"steward_fields": ["title"]},
        {"steward_fields": ["bestaat niet"]},
        {"second_mail_month": "4"},
        {"first_mail_month": "13"},
    ],
)
def test_settings_that_cannot_be_are_refused(client, administrator, url, wrong):
    response = client.post(url, {**VALUES, **wrong})

    assert (response.status_code, PracticeSettings.objects.get().review_months) == (200, 12)


def test_settings_stay_one_row(client, administrator, url):
    add = client.get(reverse("admin:practices_practicesettings_add"))
    delete = client.post(
        reverse("admin:practices_practicesettings_delete", args=[1]), {"post": "y"}
    )

    assert (add.status_code, delete.status_code) == (403, 403)


@pytest.mark.parametrize("model", [Category, TextBlock])
def test_code_of_an_entry_never_changes(client, administrator, model):
    more = {"text": "Schrijf korter"} if model is TextBlock else {}
    entry = model.objects.create(code="proef", label="Proef", position=99, **more)
    name = f"admin:practices_{model._meta.model_name}_change"
    data = {"code": "anders", "label": "Beter", "position": "3", **more}

    client.post(reverse(name, args=[entry.pk]), data)

    entry.refresh_from_db()
    assert (entry.code, entry.label) == ("proef", "Beter")


def test_moderator_does_not_change_the_settings(client, url):
    client.force_login(make_moderator())

    response = client.post(url, VALUES)

    assert response["Location"].startswith("/beheer/login/")
    assert PracticeSettings.objects.get().review_months == 12
