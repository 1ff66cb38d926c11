"""Beginning an ECCAR report: the years, one report for a double click, and throwing it away."""

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actionplans.models import EccarReport
from actionplans.reports import beginning
from tests.factories import make_member, make_plan, make_user, published_plan, tell
from tests.networks import make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_2026")]


@pytest.fixture
def in_2026():
    with time_machine.travel("2026-11-23 12:00"):
        yield


@pytest.fixture
def plan():
    return published_plan(period_from=2020)


@pytest.fixture
def url(plan):
    return reverse("actionplans:reports", args=[plan.city.slug, plan.slug])


def years(first, last):
    return {"year_from": first, "year_until": last}


def spans():
    return list(EccarReport.objects.values_list("year_from", "year_until"))


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ((2020, 2031), (2024, 2025)),
        ((2015, 2019), (2018, 2019)),
        ((2025, None), (2025, 2025)),
        ((2026, 2031), (2026, 2026)),
    ],
)
def test_default_are_the_last_two_full_years_of_the_plan(period, expected):
    plan = make_plan(period_from=period[0], period_until=period[1])

    assert beginning.default_years(plan) == expected


def test_officer_begins_a_report_that_is_filled_in(client, plan, url):
    tell(plan=plan, text="Vier gesprekken.")
    client.force_login(make_member(city=plan.city, role="contributor"))

    response = client.post(url, years(2025, 2026))

    report = EccarReport.objects.get()
    first = report.parts.get(commitment__number=1)
    assert response["Location"] == f"{url}2026/"
    assert (report.parts.count(), "Vier gesprekken." in first.results) == (10, True)
    assert (first.measures_en, first.changed_by) == ("", None)


def test_double_click_gives_one_report(client, plan, url):
    client.force_login(make_member(city=plan.city))

    answers = [client.post(url, years(2024, 2025))["Location"] for _ in range(2)]

    assert (answers, spans()) == ([f"{url}2025/"] * 2, [(2024, 2025)])


def test_another_report_with_the_same_last_year_is_refused(client, plan, url):
    make_report(plan=plan)
    client.force_login(make_member(city=plan.city))

    page = client.post(url, years(2023, 2025))

    assert (page.status_code, spans()) == (422, [(2024, 2025)])
    assert "2024–2025" in str(page.context["form"].non_field_errors())


@pytest.mark.parametrize(
    "asked",
    [
        *(years(2025, 2024), years(2019, 2021), years(2026, 2027), years("2024'", 2025)),
        *(years("", ""), years(0, 99999999999999999999), years(2024, -1)),
    ],
)
def test_years_that_cannot_be_are_refused_and_stay_on_the_screen(client, plan, url, asked):
    client.force_login(make_member(city=plan.city))

    page = client.post(url, asked)

    assert (page.status_code, spans()) == (422, [])
    assert page.context["form"]["year_from"].value() == str(asked["year_from"])


def test_a_report_is_about_ten_years_at_most():
    plan = make_plan(period_from=2010, period_until=2031)

    beginning.check_years(plan, 2017, 2026)
    with pytest.raises(beginning.CannotBeginError):
        beginning.check_years(plan, 2016, 2026)


def test_a_city_without_progress_is_told_so(client):
    plan = published_plan(period_from=2020)
    make_report(plan=plan)
    client.force_login(make_member(city=plan.city))

    page = client.get(reverse("actionplans:report", args=[plan.city.slug, plan.slug, 2025]))

    assert "is over dit plan geen voortgang verteld" in page.content.decode()


def test_a_plan_without_edition_begins_with_empty_parts(client):
    plan = make_plan(period_from=2020)
    client.force_login(make_member(city=plan.city))

    client.post(reverse("actionplans:reports", args=[plan.city.slug, plan.slug]), years(2024, 2025))

    assert set(EccarReport.objects.get().parts.values_list("measures", flat=True)) == {""}


# --- who -----------------------------------------------------------------------------------------
def test_alderman_reads_the_list_and_begins_none(client, plan, url):
    make_report(plan=plan)
    client.force_login(make_member(city=plan.city, role="alderman"))

    statuses = [client.get(url).status_code, client.post(url, years(2020, 2021)).status_code]

    assert (statuses, spans()) == ([200, 403], [(2024, 2025)])


@pytest.mark.parametrize("maker", [make_member, lambda: make_user(network_role="moderator")])
def test_others_find_no_report_that_is_not_shared(client, plan, url, maker):
    make_report(plan=plan)
    client.force_login(maker())

    pages = [url, f"{url}2025/", f"{url}2025/7/", f"{url}2025/export.docx"]

    assert [client.get(page).status_code for page in pages] == [404] * 4


@pytest.mark.parametrize("year", ["2024", "0", "99999999999999999999"])
def test_a_year_without_report_is_not_found(client, plan, url, year):
    make_report(plan=plan)
    client.force_login(make_member(city=plan.city))

    assert client.get(f"{url}{year}/").status_code == 404


def test_coordinator_throws_a_report_away_unless_it_is_shared(client, plan, url):
    report = make_report(plan=plan, shared_at=timezone.now())
    client.force_login(make_member(city=plan.city))

    kept = client.post(f"{url}2025/weggooien/").status_code
    EccarReport.objects.update(shared_at=None)
    gone = client.post(f"{url}2025/weggooien/")["Location"]

    assert (kept, gone, spans(), beginning.drop(report)) == (422, url, [], True)
