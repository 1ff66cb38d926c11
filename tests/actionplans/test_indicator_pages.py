"""Typing an indicator on the officer's pages: what is saved, refused, merged and archived."""

import json
import uuid
from decimal import Decimal

import pytest

from actionplans import drafting
from actionplans.editions import publish
from actionplans.indicators import definitions as indicators
from actionplans.models import Indicator, IndicatorChange
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of
from tests.factories import fill_plan, make_city, make_indicator, make_member
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

TYPED = {
    **{"name": "Meldingen", "unit": "meldingen", "direction": "up", "note": "Zelf geteld"},
    **{"baseline": "1.234,5", "baseline_year": "2020", "target": "2 000", "target_year": "2031"},
}
NOTES = "//main//*[starts-with(@class, 'note')]"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def published(desk):
    publish(desk.plan, note="", by=desk.person)
    return desk


@pytest.fixture
def indicator(desk):
    return make_indicator(goal=desk.goal, target="40", target_year=2031)


def add_page(desk, goal=None):
    return desk.address("indicator_add", goal=(goal or desk.goal).uid)


def change_page(desk, indicator):
    return desk.address("indicator_change", uid=indicator.uid)


def radios(response, field):
    return page_of(response).xpath(f"//input[@type='radio'][@name='keuze_{field}']/@value")


# --- a new one -----------------------------------------------------------------------------------
def test_an_officer_adds_an_indicator(desk):
    response = desk.save(add_page(desk), **TYPED)

    made = Indicator.objects.get()
    assert response["Location"] == desk.address("indicator", uid=made.uid)
    assert (made.goal, made.made_by.label) == (desk.goal.uid, "Noor Vandamme")
    assert (made.baseline, made.baseline_year) == (Decimal("1234.5"), 2020)
    assert (made.target, made.target_year, made.note) == (2000, 2031, "Zelf geteld")


def test_a_second_press_makes_no_second_one(desk):
    opened = {**desk.open(add_page(desk)), **TYPED}

    first, second = (desk.post(add_page(desk), opened) for _ in range(2))

    assert (second["Location"], Indicator.objects.count()) == (first["Location"], 1)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"name": ""}, {"name": ["Dit veld is verplicht."]}),
        ({"direction": "sideways"}, None),
        ({"baseline": "veel"}, None),
        ({"target": "12 %"}, {"target": ["Dit is een percentage, maar je meet in “meldingen”."]}),
        ({"target_year": ""}, {"target_year": ["Schrijf ook het jaar."]}),
        (
            {"baseline": ""},
            {"baseline": ["Schrijf ook het cijfer, of laat het jaar leeg."]},
        ),
        (
            {"baseline_year": "1949"},
            {"baseline_year": ["Schrijf een jaar met vier cijfers, bijvoorbeeld 2027."]},
        ),
        ({"baseline": "1" * 14}, None),
    ],
)
def test_bad_input_is_refused_and_stays_on_the_screen(desk, typed, errors):
    response = desk.save(add_page(desk), **{**TYPED, **typed})

    assert (response.status_code, Indicator.objects.count()) == (422, 0)
    assert list(errors_of(response)) == list(typed)
    assert errors is None or errors_of(response) == errors
    shown = {name: values[-1] for name, values in form_of(response).items() if name in TYPED}
    expected = {**TYPED, **typed}
    assert {**expected, "direction": ""} == {**shown, "direction": ""}


def test_a_goal_that_a_colleague_deletes_meanwhile_loses_no_word(desk):
    page, goal = add_page(desk), desk.goal
    opened = desk.open(page)
    drafting.delete(desk.plan, "goal", goal.uid, seen=goal.version, by=desk.person)

    response = desk.post(page, {**opened, **TYPED})

    assert (response.status_code, Indicator.objects.count()) == (409, 0)
    assert form_of(response)["name"] == ["Meldingen"]
    assert "verwijderd" in errors_of(response)[""][0]
    assert desk.get(page).status_code == 404


@pytest.mark.parametrize("whose", ["nobody", "another city"])
def test_a_goal_that_is_not_of_this_plan_does_not_exist(desk, whose):
    uid = Desk().goal.uid if whose == "another city" else uuid.uuid4()

    response = desk.post(desk.address("indicator_add", goal=uid), TYPED)

    assert (response.status_code, Indicator.objects.count()) == (404, 0)


def test_an_officer_is_told_when_visitors_read_along(desk, indicator):
    before = desk.get(change_page(desk, indicator))
    publish(desk.plan, note="", by=desk.person)

    after = desk.get(change_page(desk, indicator))

    assert (before.context["is_public"], after.context["is_public"]) == (False, True)
    assert all_words(before, NOTES)[0].startswith("Dit doel is nog niet gepubliceerd")
    assert all_words(after, NOTES)[0].startswith("Wat je hier bewaart, staat meteen op de publieke")


# --- changing ------------------------------------------------------------------------------------
def test_an_officer_changes_only_what_was_typed(desk, indicator):
    response = desk.save(change_page(desk, indicator), target="45,5")

    indicator.refresh_from_db()
    assert response["Location"] == desk.address("indicator", uid=indicator.uid)
    assert (indicator.target, indicator.version) == (Decimal("45.5"), 2)
    assert IndicatorChange.objects.get().field == "target"


def test_a_form_sent_back_untouched_changes_nothing(desk, indicator):
    indicators.change(
        indicator, {"baseline": "-1234567.125", "baseline_year": 2020}, seen=1, by=desk.person
    )

    desk.save(change_page(desk, indicator))

    assert (Indicator.objects.get().version, IndicatorChange.objects.count()) == (2, 2)


def test_bad_input_changes_nothing(desk, indicator):
    response = desk.save(change_page(desk, indicator), target="heel veel")

    assert (response.status_code, Indicator.objects.get().target) == (422, 40)
    assert form_of(response)["target"] == ["heel veel"]


def test_a_stale_save_shows_both_and_one_press_more_saves(desk, indicator):
    bram, page = desk.colleague("Bram Claes"), change_page(desk, indicator)
    opened = desk.open(page)
    bram.save(page, target="50", unit="zaken")

    response = desk.post(page, {**opened, "target": "60,5", "note": "Zelf geteld"})

    assert (response.status_code, IndicatorChange.objects.count()) == (409, 2)
    assert "Bram Claes heeft dit intussen ook gewijzigd." in all_words(response, NOTES)[0]
    assert radios(response, "target") == ['"40"', '"50"', '"60.5"', "vak"]
    merged = form_of(response)
    assert [merged[name] for name in ("unit", "note", "version")] == [
        ["zaken"],
        ["Zelf geteld"],
        ["2"],
    ]
    desk.post(page, {**merged, "keuze_target": json.dumps("50")})
    saved = Indicator.objects.get()
    assert (saved.target, saved.unit, saved.note, saved.version) == (50, "zaken", "Zelf geteld", 3)


def test_a_conflict_must_be_decided(desk, indicator):
    bram, page = desk.colleague("Bram Claes"), change_page(desk, indicator)
    opened = desk.open(page)
    bram.save(page, target="50")
    merged = form_of(desk.post(page, {**opened, "target": "60"}))

    response = desk.post(page, merged)

    assert (response.status_code, Indicator.objects.get().target) == (422, 50)
    assert errors_of(response) == {"target": ["Kies welke tekst je wilt houden."]}


@pytest.mark.parametrize("value", ['"1e999999"', "[1]", '"x"', "1", "{", '"\\ud800"'])
def test_a_forged_choice_is_refused_like_anything_typed(desk, indicator, value):
    page = change_page(desk, indicator)
    conflict = f'{{"base": {value}, "theirs": {value}, "mine": {value}}}'

    response = desk.save(page, keuze_target=value, botsing_target=conflict, target="zes")

    assert (response.status_code, Indicator.objects.get().version) == (422, 1)


def test_a_form_of_a_version_that_never_was_is_refused(desk, indicator):
    response = desk.save(change_page(desk, indicator), version="9", target="50")

    assert (response.status_code, Indicator.objects.get().target) == (422, 40)


# --- archiving -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "is_archived", "sentence"),
    [
        ("indicator_archive", True, "wordt niet meer gevolgd"),
        ("indicator_restore", False, "wordt weer gevolgd"),
    ],
)
def test_an_officer_archives_and_restores(desk, indicator, name, is_archived, sentence):
    if not is_archived:
        indicators.archive(indicator, by=desk.person)

    response = desk.post(desk.address(name, uid=indicator.uid))

    assert Indicator.objects.get().is_archived is is_archived
    assert response["Location"] == desk.address("indicator", uid=indicator.uid)
    assert sentence in messages_of(response)[0]


def test_another_citys_indicator_does_not_exist_here(desk, indicator):
    stranger = Desk(plan=fill_plan())
    pages = ("indicator", "indicator_change", "indicator_archive", "measurement_add")

    answers = [stranger.post(stranger.address(name, uid=indicator.uid)) for name in pages]

    # The first page has nothing to post to.
    assert [answer.status_code for answer in answers] == [405, 404, 404, 404]
    assert stranger.get(stranger.address("indicator", uid=indicator.uid)).status_code == 404
    outsider = make_member(city=make_city())
    desk.client.force_login(outsider)
    assert desk.get(desk.address("indicators")).status_code == 404
