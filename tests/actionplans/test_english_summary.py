"""The English summary of a plan: a first text, who shares it, and nobody overwritten."""

import json
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.editions import current_edition
from actionplans.models import PlanSummary, Withdrawal
from actionplans.reports import summaries
from cities.log import actor_of
from cities.models import LogEntry
from tests.factories import make_member, make_plan, make_user, published_plan
from tests.networks import make_report, make_summary

pytestmark = pytest.mark.django_db

COUNCIL = {"decision_body": "council", "decision_date": date(2026, 2, 23)}
TYPED = {"title": "Ghent for all", "text": "What we do.\n\n- one\n- two"}


@pytest.fixture
def plan():
    return published_plan(period_from=2020, period_until=2025, chapters=2, decision=COUNCIL)


@pytest.fixture
def url(plan):
    return reverse("actionplans:summary", args=[plan.city.slug, plan.slug])


@pytest.fixture
def public_url(plan):
    return reverse("actionplans:summary_public", args=[plan.city.slug, plan.slug])


def sign_in(client, plan, role="coordinator"):
    client.force_login(make_member(city=plan.city, role=role))


def test_first_text_tells_period_decision_counts_and_commitments(client, plan, url):
    sign_in(client, plan)

    form = client.get(url).context["form"]

    assert form["title"].value() == f"ECCAR ten-point action plan of {plan.city} 2020–2025"
    assert form["text"].value().split("\n\n") == [
        f"This plan of {plan.city} (Flanders, Belgium) runs from 2020 to 2025. It was adopted by"
        " the municipal council on 23 February 2026.",
        "It has 2 chapters, 2 operational goals and 2 actions.",
        "The plan works on 2 of the ten commitments of ECCAR. Most goals concern “Greater Vigilance"
        " Against Racism” (1) and “Assessing Racism and Discrimination and Monitoring Municipal"
        " Policies” (1).",
    ]
    assert not PlanSummary.objects.exists()


def test_a_plan_that_nobody_reads_gives_no_first_text():
    assert summaries.first_text(make_plan()) == summaries.BLANK


def test_officer_writes_it_and_only_the_coordinator_makes_it_public(client, plan, url, public_url):
    sign_in(client, plan, "contributor")
    client.post(url, {**TYPED, "is_public": "on"})
    hidden = PlanSummary.objects.get().is_public, client.get(public_url).status_code
    sign_in(client, plan)

    client.post(url, {**TYPED, "is_public": "on", "version": 1})

    summary = PlanSummary.objects.get()
    assert (hidden, summary.is_public, summary.version) == ((False, 404), True, 2)
    assert list(LogEntry.objects.filter(subject__startswith="Engelse").values_list("verb")) == [
        ("published",)
    ]


def test_everybody_reads_a_public_summary_in_english_beside_the_dutch(client, plan, public_url):
    make_summary(plan=plan, is_public=True, **TYPED)

    page = client.get(public_url)

    words = page.content.decode()
    told = [
        '<div lang="en"',
        "<li>one</li>",
        "official",
        "Greater Vigilance Against Racism",
        f'hreflang="nl-BE" href="{plan.get_absolute_url()}"',
    ]
    assert [word in words for word in told] == [True] * 5
    assert page.context["reach"][:3] == [
        (1, "Greater Vigilance Against Racism", 1),
        (2, "Assessing Racism and Discrimination and Monitoring Municipal Policies", 1),
        (3, "Better Support for the Victims of Racism and Discrimination", 0),
    ]
    assert summaries.summary_of(plan) == PlanSummary.objects.get()


def test_a_summary_of_a_plan_that_nobody_reads_is_not_public(client):
    plan = make_plan()
    make_summary(plan=plan, is_public=True)

    address = reverse("actionplans:summary_public", args=[plan.city.slug, plan.slug])

    assert (client.get(address).status_code, summaries.summary_of(plan)) == (404, None)


def test_page_of_a_withdrawn_plan_shows_no_figures(client, plan, public_url):
    make_summary(plan=plan, is_public=True, **TYPED)
    by = actor_of(make_member(city=plan.city))
    Withdrawal.objects.create(edition=current_edition(plan), reason="Fout", by=by)

    words = client.get(public_url).content.decode()

    assert ("withdrawn" in words, "Greater Vigilance" in words) == (True, False)


def test_overtaken_save_shows_both_and_writes_nothing(client, plan, url):
    made = make_summary(plan=plan, title="Old", text="Old text")
    sign_in(client, plan)
    opened = json.dumps({"title": "Old", "text": "Old text", "is_public": False})
    PlanSummary.objects.update(title="Theirs", version=2)

    page = client.post(url, {"title": "Mine", "text": "New", "version": 1, "base": opened})

    made.refresh_from_db()
    words = page.content.decode()
    assert (page.status_code, made.title, made.text) == (409, "Theirs", "Old text")
    assert [word in words for word in ("Theirs", "Mine", "New")] == [True] * 3


def test_two_colleagues_who_make_the_first_one_see_each_other(client, plan, url):
    sign_in(client, plan)
    opened = json.dumps(summaries.first_text(plan))
    make_summary(plan=plan, title="Theirs", text="Their text")

    page = client.post(url, {**TYPED, "base": opened})

    assert (page.status_code, PlanSummary.objects.get().title) == (409, "Theirs")


def test_double_click_is_one_save(client, plan, url):
    sign_in(client, plan)
    for _ in range(2):
        client.post(url, {**TYPED, "base": json.dumps(summaries.first_text(plan))})

    assert PlanSummary.objects.get().version == 1


@pytest.mark.parametrize(
    "bad", [{"title": ""}, {"text": "  "}, {"title": "x" * 251}, {"text": "x" * 30_001}]
)
def test_bad_input_is_refused_and_stays_on_the_screen(client, plan, url, bad):
    sign_in(client, plan)

    page = client.post(url, {**TYPED, **bad})

    name, value = next(iter(bad.items()))
    assert (page.status_code, page.context["form"][name].value()) == (422, value)
    assert not PlanSummary.objects.exists()


def test_a_forged_choice_about_who_reads_it_changes_nothing(client, plan, url):
    make_summary(plan=plan)
    sign_in(client, plan, "contributor")
    forged = {"base": True, "theirs": True, "mine": True}
    conflict = {"botsing_is_public": json.dumps(forged)}

    answers = [
        client.post(url, {**TYPED, "version": 1, **conflict, **choice}).status_code
        for choice in ({"keuze_is_public": "true"}, {})
    ]

    assert (answers, PlanSummary.objects.get().is_public) == ([302, 302], False)


def test_alderman_reads_and_others_do_not(client, plan, url):
    make_summary(plan=plan, title="Not yet")
    sign_in(client, plan, "alderman")
    page = client.get(url)
    mine = ("Not yet" in page.content.decode(), client.post(url, TYPED).status_code)

    others = []
    for person in (make_member(), make_user(network_role="moderator")):
        client.force_login(person)
        others.append(client.get(url).status_code)

    assert (mine, others) == ((True, 403), [404, 404])


def test_page_of_the_plan_links_to_what_is_shared_and_is_then_another_version(client, plan):
    address, told = plan.get_absolute_url(), []
    for make in (
        lambda: make_summary(plan=plan, title="Not yet", is_public=False),
        lambda: PlanSummary.objects.update(title="Ghent for all", is_public=True),
        lambda: make_report(plan=plan, shared_at=timezone.now()),
    ):
        make()
        page = client.get(address)
        words = page.content.decode()
        told.append(("in-english/" in words, "eccar-verslag/2025/" in words, page["ETag"]))

    assert [one[:2] for one in told] == [(False, False), (True, False), (True, True)]
    assert len({version for _, _, version in told}) == 3
