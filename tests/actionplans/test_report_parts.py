"""Writing a part of an ECCAR report: neither a colleague nor the portal overwrites anybody."""

import json

import pytest
from django.urls import reverse

from actionplans.models import EccarReportPart
from actionplans.reports.gaps import checks
from actionplans.reports.parts import TEXTS, is_untouched, parts_of, state_of
from tests.factories import make_member, published_plan, tell
from tests.networks import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return published_plan(period_from=2020)


@pytest.fixture
def report(plan):
    return make_report(plan=plan, year_from=2020, year_until=2026)


@pytest.fixture
def part(report):
    EccarReportPart.objects.filter(commitment__number=1).update(measures="Vooraf", results="Eerst")
    return report.parts.get(commitment__number=1)


@pytest.fixture
def url(report):
    plan = report.plan
    return reverse("actionplans:report_part", args=[plan.city.slug, plan.slug, 2026, 1])


@pytest.fixture
def officer(client, plan):
    person = make_member(city=plan.city, role="contributor", name="Jan")
    client.force_login(person)
    return person


def typed(part, **values):
    """What the browser sends from a form that was opened on this part."""
    base = state_of(part)
    return {**base, "base": json.dumps(base), "version": part.version, **values}


def by_colleague(part, **values):
    """A colleague saves first."""
    EccarReportPart.objects.filter(pk=part.pk).update(version=part.version + 1, **values)


def test_officer_saves_dutch_and_english(client, officer, part, url):
    response = client.post(url, typed(part, measures="Zelf", measures_en="Own"))

    part.refresh_from_db()
    assert response["Location"] == url.removesuffix("1/")
    assert (part.measures, part.measures_en, part.results) == ("Zelf", "Own", "Eerst")
    assert (part.version, part.changed_by.label) == (2, "Jan")


def test_saving_unchanged_says_that_it_was_read_and_only_once(client, officer, part, url):
    before = is_untouched(part)
    for _ in range(2):
        client.post(url, typed(part))

    part.refresh_from_db()

    assert (before, is_untouched(part), part.version) == (True, False, 2)


def test_save_and_next_goes_on_to_the_next_part(client, officer, part, url):
    response = client.post(url, typed(part, next="1"))

    assert response["Location"] == url.replace("/1/", "/2/")


def test_two_people_in_different_fields_are_both_kept(client, officer, part, url):
    by_colleague(part, results="Van de collega")

    page = client.post(url, typed(part, measures="Van mij"))
    form = page.context["form"]
    shown = {name: form[name].value() for name in (*TEXTS, "base", "version")}
    client.post(url, shown)

    part.refresh_from_db()
    assert (page.status_code, form.conflicts) == (409, {})
    assert (part.measures, part.results, part.version) == ("Van mij", "Van de collega", 3)


def test_two_people_in_one_field_choose(client, officer, part, url):
    by_colleague(part, measures="Van de collega")

    page = client.post(url, typed(part, measures="Van mij"))
    now = EccarReportPart.objects.get(pk=part.pk)
    form = page.context["form"]
    shown = {name: form[name].value() for name in (*TEXTS, "base", "version")}
    conflict = {"botsing_measures": json.dumps(form.conflicts["measures"])}
    unchosen = client.post(url, {**shown, **conflict})
    client.post(url, {**shown, **conflict, "keuze_measures": json.dumps("Van de collega")})

    part.refresh_from_db()
    words = page.content.decode()
    assert (page.status_code, now.measures, unchosen.status_code) == (409, "Van de collega", 422)
    assert [word in words for word in ("Vooraf", "Van de collega", "Van mij")] == [True] * 3
    assert part.measures == "Van de collega"


def test_what_a_colleague_did_elsewhere_in_the_part_lets_the_same_save_pass(
    client, officer, part, url
):
    by_colleague(part, changed_by=None)

    response = client.post(url, typed(part, measures="Van mij"))

    part.refresh_from_db()
    assert (response.status_code, part.measures, part.version) == (302, "Van mij", 3)


@pytest.mark.parametrize(
    "base", ["", "geen json", "[]", '{"measures": 7}', '"\\ud800"', "[" * 9999]
)
def test_a_base_that_is_none_overwrites_nobody(client, officer, part, url, base):
    by_colleague(part, measures="Van de collega")

    page = client.post(url, typed(part, measures="Van mij", base=base))

    part.refresh_from_db()
    assert (page.status_code, part.measures) == (409, "Van de collega")


@pytest.mark.parametrize(
    "text", ["x" * 12_000, "<script>é😀</script>\n- “lijst”", "a\u000bb\u0001"]
)
def test_nasty_and_long_texts_are_kept_and_shown_as_text(client, officer, part, url, text):
    response = client.post(url, typed(part, measures=text))
    page = client.get(url)

    part.refresh_from_db()
    assert (response.status_code, part.measures) == (302, text)
    assert "<script>é" not in page.content.decode()


def test_a_text_without_end_is_refused_and_stays(client, officer, part, url):
    page = client.post(url, typed(part, measures="x" * 30_001))

    assert (page.status_code, len(page.context["form"]["measures"].value())) == (422, 30_001)


def test_alderman_reads_the_part_without_a_form(client, part, url):
    client.force_login(make_member(city=part.report.plan.city, role="alderman"))

    page = client.get(url)

    words = page.content.decode()
    assert ("Vooraf" in words, "<textarea" in words) == (True, False)
    assert client.post(url, typed(part, measures="Anders")).status_code == 403


@pytest.mark.parametrize("number", ["0", "11", "99999999999999999999"])
def test_a_report_has_ten_parts(client, officer, url, number):
    assert client.get(url.replace("/1/", f"/{number}/")).status_code == 404


# --- filling up from the progress ----------------------------------------------------------------
def test_only_the_ticked_lines_are_added_below(client, officer, plan, part, url):
    tell(plan=plan, text="Nieuw.")
    page = client.get(f"{url}aanvullen/")
    lines = [key for key, _ in page.context["form"].fields["results"].choices]

    client.post(f"{url}aanvullen/", {"results": lines, "version": 1})

    part.refresh_from_db()
    start, _, added = part.results.partition("\n\n")
    assert (start, part.measures, len(lines)) == ("Eerst", "Vooraf", 1)
    assert added.split("\n")[1].endswith(": Nieuw.")


def test_what_is_there_already_is_not_offered_again(client, officer, plan, part, url):
    tell(plan=plan, text="Nieuw.")
    form = client.get(f"{url}aanvullen/").context["form"]
    keys = {name: [key for key, _ in form.fields[name].choices] for name in form.news}
    client.post(f"{url}aanvullen/", {**keys, "version": 1})

    page = client.get(f"{url}aanvullen/")

    assert (set(form.news), page.context["form"].news) == ({"measures", "results"}, {})


def test_filling_up_after_a_colleague_saved_adds_nothing(client, officer, plan, part, url):
    tell(plan=plan, text="Nieuw.")
    form = client.get(f"{url}aanvullen/").context["form"]
    keys = [key for key, _ in form.fields["results"].choices]
    by_colleague(part, results="Van de collega")

    page = client.post(f"{url}aanvullen/", {"results": keys, "version": 1})

    part.refresh_from_db()
    assert (page.status_code, part.results) == (409, "Van de collega")
    assert page.context["form"]["results"].value() == keys


@pytest.mark.parametrize("chosen", [{}, {"results": ["onbekend"]}])
def test_filling_up_with_nothing_or_with_what_is_not_there_is_refused(
    client, officer, plan, part, url, chosen
):
    tell(plan=plan, text="Nieuw.")

    page = client.post(f"{url}aanvullen/", {**chosen, "version": 1})

    part.refresh_from_db()
    assert (page.status_code, part.version) == (422, 1)


# --- what is not said yet ------------------------------------------------------------------------
def test_check_names_what_is_empty_or_has_no_english(report, part):
    EccarReportPart.objects.filter(pk=part.pk).update(measures_en="Measures")

    first, second, *_ = checks(parts_of(report))

    assert (first.empty, first.without_english) == (["moeilijkheden"], ["resultaten"])
    assert (first.is_untouched, second.is_blank, second.without_english) == (True, True, [])
