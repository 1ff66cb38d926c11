"""Sharing an ECCAR report: by the coordinator, as it was looked at, and back again."""

import pytest
from django.urls import reverse
from django.utils import timezone

from actionplans.models import EccarReport, EccarReportPart
from actionplans.reports import shared
from actionplans.reports.parts import parts_of
from cities.models import LogEntry
from tests.counting import queries_of
from tests.factories import make_member, make_plan, published_plan
from tests.networks import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return published_plan(period_from=2020)


@pytest.fixture
def report(plan):
    return make_report(plan=plan)


@pytest.fixture
def coordinator(client, plan):
    person = make_member(city=plan.city, name="Zeger Zandman")
    client.force_login(person)
    return person


def address(report, name="report_share"):
    plan = report.plan
    return reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug, report.year_until])


def is_shared():
    return EccarReport.objects.get().shared_at is not None


def seen(report):
    return {"seen": shared.stand_of(parts_of(report))}


def logged():
    return list(
        LogEntry.objects.filter(verb__in=("report shared", "withdrawn")).values_list("verb")
    )


def test_coordinator_shares_and_takes_it_back(client, coordinator, report):
    before = client.get(address(report, "report_public")).status_code

    client.post(address(report), seen(report))
    first, listed = is_shared(), shared.shared_reports(report.plan)
    client.post(address(report), {"deed": "stop"})

    assert (before, first, listed, is_shared()) == (404, True, [report], False)
    assert logged() == [("withdrawn",), ("report shared",)]
    assert client.get(address(report, "report_public")).status_code == 404


def test_double_click_shares_once(client, coordinator, report):
    for _ in range(2):
        client.post(address(report), seen(report))

    assert (is_shared(), logged()) == (True, [("report shared",)])


def test_what_a_colleague_changed_meanwhile_is_looked_at_first(client, coordinator, report):
    looked_at = seen(report)
    EccarReportPart.objects.filter(commitment__number=3).update(version=2)

    page = client.post(address(report), looked_at)

    assert (page.status_code, is_shared(), logged()) == (409, False, [])


def test_a_report_of_a_plan_that_is_not_public_stays_in_the_city(client):
    report = make_report(plan=make_plan(period_from=2020))
    client.force_login(make_member(city=report.plan.city))

    page = client.post(address(report), seen(report))
    EccarReport.objects.update(shared_at=timezone.now())

    assert (page.status_code, logged()) == (422, [])
    assert client.get(address(report, "report_public")).status_code == 404
    assert shared.of_city(report.plan.city) == []


@pytest.mark.parametrize("role", ["alderman", "contributor"])
def test_who_is_no_coordinator_does_not_share(client, report, role):
    client.force_login(make_member(city=report.plan.city, role=role))

    response = client.post(address(report), seen(report))

    assert (response.status_code, is_shared()) == (403, False)


def test_a_report_that_was_thrown_away_is_not_shared(report):
    standing, by = EccarReport.objects.get(), make_member(city=report.plan.city)
    looked_at = seen(report)["seen"]
    report.parts.all().delete()
    report.delete()

    with pytest.raises(shared.CannotShareError):
        shared.share(standing, seen=looked_at, by=by)

    assert logged() == []


# --- what everybody reads ------------------------------------------------------------------------
@pytest.fixture
def public(report):
    EccarReport.objects.update(shared_at=timezone.now())
    first = EccarReportPart.objects.filter(commitment__number=1)
    first.update(measures="Wat we deden\n- <b>een</b>", measures_en="What we did")
    return report


def test_everybody_reads_a_shared_report_without_names(client, public):
    member = make_member(city=public.plan.city, name="Zeger Zandman")
    EccarReportPart.objects.update(changed_by=public.made_by)
    EccarReport.objects.update(shared_by=public.made_by)

    page = client.get(address(public, "report_public"))

    words = page.content.decode()
    told = ["<li>&lt;b&gt;een&lt;/b&gt;</li>", "What we did", "Over deze verbintenis zegt het"]
    assert [word in words for word in told] == [True] * 3
    assert (public.made_by.label in words, member.name in words) == (False, False)


def test_city_finds_its_shared_reports_of_all_plans(public):
    other = published_plan(city=public.plan.city, period_from=2015, period_until=2019)
    older = make_report(plan=other, year_from=2018, year_until=2019, shared_at=timezone.now())
    make_report(plan=other, year_from=2016, year_until=2017)

    assert shared.of_city(public.plan.city) == [public, older]


def test_history_of_the_plan_leads_to_it(client, public):
    plan = public.plan
    page = client.get(reverse("actionplans:history", args=[plan.city.slug, plan.slug]))

    assert address(public, "report_public") in page.content.decode()


def test_word_file_of_a_shared_report_is_public(client, public):
    response = client.get(address(public, "report_public_docx"))

    name = f"eccar-verslag-{public.plan.city.slug}-2024-2025.docx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_number_of_queries_of_the_pages_does_not_grow(client):
    counts = []
    for goals in (1, 3, 6):
        report = make_report(
            plan=published_plan(goals=goals, actions=goals), shared_at=timezone.now()
        )
        counts.append(queries_of(client, address(report, "report_public")))

    assert len(set(counts)) == 1
