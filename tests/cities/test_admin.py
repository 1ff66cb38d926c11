"""`/beheer/`: for the administrator only, through the same sign-in as everybody else."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.urls import reverse

from actionplans.models import Commitment, ExampleAction
from cities.log import actor_of, record
from cities.models import LogEntry, Membership, User
from cities.outbox import send_due
from network import facts
from tests.factories import make_city, make_goal, make_member, make_plan, make_user

pytestmark = pytest.mark.django_db

ADD_USER = "/beheer/cities/user/add/"
NO_MEMBERSHIPS = {
    "memberships-TOTAL_FORMS": "0",
    "memberships-INITIAL_FORMS": "0",
}


@pytest.fixture
def administrator(client):
    user = make_user(network_role="administrator", name="Beheerder")
    client.force_login(user)
    return user


def user_form(**values):
    form = {"email": "noor@gent.example", "name": "Noor", "network_role": "none", "is_active": "on"}
    return {**form, **NO_MEMBERSHIPS, **values}


def change_url(row):
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


# --- the door ------------------------------------------------------------------------------------
def test_visitor_is_sent_to_the_same_sign_in(client):
    response = client.get("/beheer/", follow=True)

    assert [url.split("?")[0] for url, _ in response.redirect_chain] == [
        "/beheer/login/",
        "/account/login/",
    ]
    assert response.status_code == 200


def test_sign_in_page_of_the_admin_accepts_no_password(client):
    user = make_user(network_role="administrator", password="een zin die niemand raadt")

    response = client.post(
        "/beheer/login/", {"username": user.email, "password": "een zin die niemand raadt"}
    )

    assert response["Location"].startswith("/account/login/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("role", ["none", "moderator"])
@pytest.mark.parametrize("path", ["/beheer/login/", ADD_USER])
def test_anybody_else_stays_out(client, role, path):
    client.force_login(make_user(network_role=role))

    assert client.get(path, follow=True).status_code == 403


def test_coordinator_stays_out(client):
    client.force_login(make_member(role="coordinator"))

    assert client.get("/beheer/", follow=True).status_code == 403


# --- every page ----------------------------------------------------------------------------------
def test_every_list_opens_and_searches(client, administrator):
    facts.load()
    record("gelukt", "iets", city=make_city())

    for model, model_admin in admin.site._registry.items():
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        query = {"q": "a"} if model_admin.search_fields else {}
        assert client.get(url, query).status_code == 200, url


def test_every_row_opens(client, administrator):
    facts.load()
    record("gelukt", "iets", city=make_city())

    for model in admin.site._registry:
        row = model.objects.first()
        assert client.get(change_url(row)).status_code == 200, model


def test_plans_practices_and_drafts_are_not_in_the_administration():
    names = {model._meta.label for model in admin.site._registry}

    assert names == {
        "cities.User",
        "cities.City",
        "cities.Mandate",
        "cities.Coalition",
        "cities.CoalitionMembership",
        "cities.Organisation",
        "cities.Ground",
        "cities.PolicyDomain",
        "cities.Track",
        "cities.TargetGroup",
        "cities.SustainableGoal",
        "cities.LogEntry",
        "actionplans.Commitment",
        "actionplans.ExampleAction",
        "network.Agreement",
        "network.Signature",
        "practices.Category",
        "practices.PracticeSettings",
        "practices.TextBlock",
    }


# --- accounts ------------------------------------------------------------------------------------
def test_new_account_is_ready_for_choosing_a_password(client, administrator):
    response = client.post(ADD_USER, user_form(email="Noor@Gent.example"))

    user = User.objects.get(name="Noor")
    addresses = EmailAddress.objects.filter(user=user)
    assert response.status_code == 302
    assert user.email == "noor@gent.example"
    assert not user.has_usable_password()
    assert list(addresses.values_list("email", "primary", "verified")) == [
        ("noor@gent.example", True, True)
    ]


def test_new_account_can_choose_a_password_by_mail(client, administrator, mailoutbox):
    client.post(ADD_USER, user_form())
    client.logout()

    client.post("/account/password/reset/", {"email": "noor@gent.example"})
    send_due()

    assert [mail.to for mail in mailoutbox] == [["noor@gent.example"]]
    assert "/account/password/reset/key/" in mailoutbox[0].body


def test_role_is_given_with_the_account(client, administrator):
    city = make_city()
    role = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-0-city": city.pk,
        "memberships-0-role": "coordinator",
    }

    client.post(ADD_USER, user_form(**role))

    membership = Membership.objects.get(user__name="Noor")
    assert (membership.city, membership.role) == (city, "coordinator")


@pytest.mark.parametrize(
    "email", ["bezet@gent.example", "BEZET@gent.example", "tweede@gent.example"]
)
def test_address_of_somebody_else_is_refused(client, administrator, email):
    other = make_user(email="bezet@gent.example")
    EmailAddress.objects.create(user=other, email="tweede@gent.example", verified=True)

    response = client.post(ADD_USER, user_form(email=email))

    assert "email" in response.context["adminform"].form.errors
    assert not User.objects.filter(name="Noor").exists()


def test_changed_address_becomes_the_one_to_sign_in_with(client, administrator):
    user = make_user(email="oud@gent.example")

    client.post(change_url(user), user_form(email="nieuw@gent.example"))

    addresses = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    assert list(addresses) == ["nieuw@gent.example"]


def test_password_of_an_account_stays_its_owners(client, administrator):
    user = make_user(email="noor@gent.example", password="een zin die niemand raadt")

    client.post(change_url(user), user_form(password="iets anders"))
    page = client.get(change_url(user)).content.decode()

    user.refresh_from_db()
    assert user.check_password("een zin die niemand raadt")
    assert user.password not in page


def test_nobody_becomes_a_demo_account_by_hand(client, administrator):
    client.post(ADD_USER, user_form(is_demo="on"))

    assert User.objects.get(name="Noor").is_demo is False


def test_page_of_an_account_says_who_chooses_the_password(client, administrator):
    pages = [client.get(url).content.decode() for url in (ADD_USER, change_url(administrator))]

    assert [page.count("de eigenaar kiest het zelf") for page in pages] == [1, 1]


def test_account_is_closed_and_never_deleted(client, administrator):
    user = make_user()

    response = client.post(f"/beheer/cities/user/{user.pk}/delete/", {"post": "yes"})

    assert response.status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


# --- what only the portal writes -----------------------------------------------------------------
@pytest.mark.parametrize("deed", ["change", "delete"])
def test_log_cannot_be_rewritten(client, administrator, deed):
    line = record("gelukt", "iets")

    response = client.post(
        f"/beheer/cities/logentry/{line.pk}/{deed}/", {"verb": "anders", "post": "yes"}
    )

    assert response.status_code == 403
    assert list(LogEntry.objects.values_list("verb", flat=True)) == ["gelukt"]


def test_log_cannot_be_added_to_by_hand(client, administrator):
    assert client.get("/beheer/cities/logentry/add/").status_code == 403


@pytest.mark.parametrize("verb", LogEntry.ABOUT_DRAFTS)
def test_administrator_reads_nothing_about_a_draft(client, administrator, verb):
    city = make_city(name="Gent")
    told = record(verb, "Geheim plan", by=actor_of(make_user()), city=city, detail="Geheim")
    record(LogEntry.Verb.PUBLISHED, "Open plan", city=city)
    list_url = reverse("admin:cities_logentry_changelist")

    pages = [client.get(list_url), client.get(list_url, {"q": "Geheim"})]
    page = client.get(change_url(told), follow=True)

    shown = [[line.subject for line in found.context["cl"].result_list] for found in pages]
    assert shown == [["Open plan"], []]
    assert page.redirect_chain == [("/beheer/", 302)]
    assert "Geheim plan" not in page.content.decode()


def test_making_a_plan_is_told_of_a_draft():
    plan = make_plan()

    told = LogEntry.objects.filter(verb__in=LogEntry.ABOUT_DRAFTS).values_list("subject", flat=True)
    assert list(told) == [str(plan)]


def test_the_ten_commitments_stay_ten(client, administrator):
    first = Commitment.objects.first()

    answers = [
        client.post("/beheer/actionplans/commitment/add/", {"number": 10}).status_code,
        client.post(f"/beheer/actionplans/commitment/{first.pk}/delete/").status_code,
    ]

    assert (answers, Commitment.objects.count()) == ([403, 403], 10)


def test_words_of_a_commitment_can_be_improved(client, administrator):
    first = Commitment.objects.first()
    title = first.title_en
    form = {"number": 9, "title_en": "x", "title_nl": "Beter", "short_nl": "Beter", "meaning": ""}

    client.post(change_url(first), form)

    first.refresh_from_db()
    assert (first.number, first.title_en, first.title_nl) == (1, title, "Beter")


def test_example_that_a_plan_uses_is_not_deleted(client, administrator):
    example = ExampleAction.objects.first()
    make_goal(example=example)

    client.post(f"/beheer/actionplans/exampleaction/{example.pk}/delete/", {"post": "yes"})

    assert ExampleAction.objects.filter(pk=example.pk).exists()
