"""The radar names words that may have become untrue, to the city and VVSG, and acts on nothing."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.models import LinkCheck
from practices.freshness.addresses import addresses
from practices.freshness.radar import past_years, rules, signal_of, signals_in_words
from practices.freshness.scanning import scan, scan_what_is_due
from practices.models import CitySection, PlanLink, Practice, RadarFlag
from practices.sections.writing import put_section
from tests.factories import make_city, make_member, make_plan, published_plan
from tests.fiches import make_moderator, make_practice, make_section
from tests.practices.plan_links import adopt

LINK = {"title": "Brochure", "url": "https://stad.example/brochure"}


def rules_in(text, *, domains=(), year=2026):
    return {rule for rule, _words in signals_in_words(text, domains=domains, year=year)}


# --- words ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Op dit moment zijn er twee meldpunten.", {("now", "Op dit moment")}),
        ("Momenteel loopt een proef.", {("now", "Momenteel")}),
        (
            "Sinds kort, nu is er een team.",
            {("now_there_is", "Sinds kort"), ("now_there_is", "nu is er")},
        ),
        ("De stad werkt aan een charter.", {("busy", "werkt aan een")}),
        ("Binnenkort volgt meer.", {("soon", "Binnenkort")}),
        ("Het plan 2020-2025 loopt.", {("past_years", "2020-2025")}),
        ("Tegen 2024 is dat klaar.", {("past_years", "Tegen 2024")}),
        ("Momentopname van een monument.", set()),
        ("Een gewone zin.", set()),
    ],
)
def test_words_that_age_are_named_as_they_stand(text, found):
    assert signals_in_words(text, domains=(), year=2026) == found


@pytest.mark.parametrize(
    ("text", "domains", "found"),
    [
        ("Bel het meldpunt van Unia.", ["wonen"], {"vmri"}),
        ("Bel Unia.", ["sport"], set()),
        ("Bel Unia of het VMRI.", ["wonen"], set()),
    ],
)
def test_unia_and_renting_asks_about_the_flemish_institute(text, domains, found):
    assert rules_in(text, domains=domains) == found


@given(st.integers(1990, 2060), st.integers(1990, 2060), st.sampled_from(["-", "–", " tot ", "/"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_period_is_named_only_when_it_is_over(first, last, sign):
    text = f"Het plan {first}{sign}{last} en nummer 12020-20253."

    is_over = first <= last < 2026

    assert past_years(text, 2026) == ({f"{first}{sign}{last}"} if is_over else set())


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_words_that_are_named_stand_in_the_text(text):
    for _rule, words in signals_in_words(text, domains=["wonen"], year=2026):
        assert words in text


def test_each_rule_explains_itself_and_fits_its_column():
    assert all(rule.explanation and len(rule.code) <= 40 for rule in rules())
    assert len({rule.code for rule in rules()}) == len(rules())


# --- keeping them --------------------------------------------------------------------------------
@pytest.fixture
def practice(db):
    return make_practice(description="Op dit moment telt de stad.", links=[LINK])


def flags():
    return sorted(RadarFlag.objects.values_list("rule", "field", "words", "section"))


def test_signal_names_its_field_and_its_section(practice):
    section = make_section(practice=practice, text="Binnenkort meer.")

    scan(Practice.objects.all())

    assert flags() == [
        ("now", "description", "Op dit moment", None),
        ("soon", "section.text", "Binnenkort", section.pk),
    ]
    signal = signal_of(RadarFlag.objects.get(rule="now"))
    assert (signal.words, signal.label) == ("Op dit moment", "Beschrijving")


def test_signal_keeps_its_day_and_goes_with_its_words(practice):
    section = make_section(practice=practice, text="Binnenkort meer.")
    scan(Practice.objects.all())
    before = RadarFlag.objects.get(rule="now")
    CitySection.objects.filter(pk=section.pk).update(state="hidden")

    changed = scan(Practice.objects.all())

    assert (changed, RadarFlag.objects.get()) == (1, before)


def test_practice_that_is_not_online_has_no_signals(practice):
    scan(Practice.objects.all())
    Practice.objects.filter(pk=practice.pk).update(state="archived")

    scan(Practice.objects.all())

    assert flags() == []


def test_link_that_does_not_answer_is_named(practice):
    LinkCheck.objects.create(url=LINK["url"], failures=2, failing_since=timezone.now())

    scan(Practice.objects.all())

    assert ("dead_link", "links", LINK["url"], None) in flags()


def test_worker_asks_after_the_links_of_what_is_online(practice):
    make_section(practice=practice, contact="www.genk.example/samen")
    make_section(practice=practice, contact="https://verborgen.example/", state="hidden")
    make_practice(state="draft", links=[{"title": "x", "url": "https://concept.example/"}])

    assert addresses() == {LINK["url"], "https://www.genk.example/samen"}


def link(practice, plan, row_uid):
    return PlanLink.objects.create(
        practice=practice,
        city=plan.city,
        plan=plan,
        kind=PlanLink.Kind.TAKEN_OVER,
        row_kind=PlanLink.RowKind.GOAL,
        row_uid=row_uid,
    )


@time_machine.travel("2026-05-04 12:00")
def test_plan_that_is_over_is_told_to_its_own_city(practice):
    plan = published_plan(period_from=2020, period_until=2025)
    section = make_section(practice=practice, city=plan.city)
    link(practice, plan, plan.editions.published().first().goals.first().uid)

    scan(Practice.objects.all())

    flag = RadarFlag.objects.get(rule="plan_ended")
    assert flag.section == section
    assert signal_of(flag).sentence == (
        f"De periode van het plan “{plan} (tot en met 2025)” is voorbij. Loopt de praktijk verder?"
    )


@time_machine.travel("2026-05-04 12:00")
def test_what_only_the_draft_of_a_published_plan_took_over_is_told_to_nobody(practice):
    plan = published_plan(period_from=2020, period_until=2025)
    make_section(practice=practice, city=plan.city)
    adopt(practice, plan=plan)

    scan(Practice.objects.all())

    assert not RadarFlag.objects.filter(rule="plan_ended").exists()


@time_machine.travel("2026-05-04 12:00")
def test_plan_that_is_only_a_draft_is_told_to_nobody(practice):
    plan = make_plan(city=practice.city, period_from=2020, period_until=2025)
    link(practice, plan, uuid.uuid4())

    scan(Practice.objects.all())

    assert not RadarFlag.objects.filter(rule="plan_ended").exists()


def test_queries_do_not_grow_with_the_practices(practice):
    counts = []
    for _ in range(3):
        make_section(practice=make_practice(goals="Momenteel"), text="Binnenkort")
        with CaptureQueriesContext(connection) as queries:
            scan(Practice.objects.all())
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


# --- when ----------------------------------------------------------------------------------------
def test_changed_text_is_read_within_the_minute(practice):
    with time_machine.travel("2026-05-04 12:00") as clock:
        Practice.objects.update(changed_at=timezone.now() - timedelta(days=1))
        first = scan_what_is_due()
        clock.shift(60)
        nothing = scan_what_is_due()
        clock.shift(60)
        put_section(
            *(practice,),
            city=make_city(),
            content={"text": "Binnenkort"},
            by=make_moderator(),
            is_checked=True,
        )
        clock.shift(1)
        after = scan_what_is_due()

    assert (first, nothing, after) == (1, 0, 1)


def test_night_reads_everything_again(practice):
    with time_machine.travel("2026-12-31 12:00") as clock:
        Practice.objects.update(changed_at=timezone.now() - timedelta(days=1))
        CitySection.objects.update(state="hidden")
        scan_what_is_due()
        LinkCheck.objects.create(url=LINK["url"], failures=2, failing_since=timezone.now())
        clock.move_to("2027-01-01 01:00")
        too_early = scan_what_is_due()
        clock.move_to("2027-01-01 04:00")
        at_night = scan_what_is_due()

    assert (too_early, at_night) == (0, 1)


# --- who reads it --------------------------------------------------------------------------------
def test_city_and_vvsg_read_it_and_readers_never(client, practice):
    city = make_city(name="Genk")
    noor = make_member(city=city, role="contributor")
    section = make_section(practice=practice, city=city, by=noor, text="Iets")
    RadarFlag.objects.create(practice=practice, section=section, rule="soon", words="Weldra ooit")
    edit = reverse("practices:section_edit", args=[practice.slug, "genk"])
    pages = [practice.get_absolute_url(), edit, reverse("practices:my_sections")]

    visitor = client.get(pages[0]).content.decode()
    client.force_login(noor)
    seen = [client.get(url).content.decode() for url in pages]
    client.force_login(make_moderator())
    check = client.get(reverse("practices:section_check", args=[section.uid])).content.decode()

    assert [("Weldra ooit" in page) for page in (visitor, *seen, check)] == [
        *(False, False, True, True, True)
    ]


def test_signal_changes_no_text_and_no_state(practice):
    before = Practice.objects.values().get(pk=practice.pk)

    scan(Practice.objects.all())

    assert Practice.objects.values().get(pk=practice.pk) == before
