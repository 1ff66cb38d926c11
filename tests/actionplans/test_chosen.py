"""What a reader chose to see: read from an address, asked of the goals, told in words."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actionplans.comparing.chosen import Chosen, choices
from actionplans.comparing.facets import FACETS
from actionplans.comparing.goals import goals_in
from actionplans.comparing.standing import standings
from actionplans.models import Commitment, Goal
from cities.models import Ground, PolicyDomain, SustainableGoal, Track
from tests.compared import city_plan, go_online, make_partner, on, shown, tagged
from tests.factories import make_goal, make_participation, make_round, tell

pytestmark = pytest.mark.django_db
FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(text):
    return Chosen.read(QueryDict(text))


def titles(chosen):
    return sorted(Goal.objects.filter(chosen.q()).values_list("title", flat=True))


@pytest.fixture(autouse=True)
def bodies(db):
    """The two that a reader may mix up."""
    return (
        make_partner(slug="unia", name="Unia", short_name="Unia"),
        make_partner(slug="vmri", name="Vlaams Mensenrechteninstituut", short_name="VMRI"),
    )


@pytest.fixture
def plan():
    return city_plan(name="Gent")


def term(model, code):
    return model.objects.get(code=code)


# --- reading -------------------------------------------------------------------------------------
def test_an_address_is_read_in_the_order_of_the_lists():
    chosen = read("domein=wonen&domein=werk&verbintenis=07&stand=geen&sdg=10&partner=unia")

    assert chosen == Chosen(
        domains=("werk", "wonen"),
        commitments=(7,),
        states=("geen",),
        sdgs=(10,),
        partner=("unia",),
    )
    assert chosen.unknown_message == ""


def test_what_no_list_knows_is_left_out_and_told():
    chosen = read("domein=wonen&domein=maan&verbintenis=11&stand=klaar")

    assert chosen == Chosen(domains=("wonen",))
    assert chosen.unknown_message == (
        "Deze keuzes kennen we niet: “11”, “maan”, “klaar”. Ze tellen niet mee."
    )


def test_one_strange_value_is_told_shortly():
    chosen = read("grond=" + "x" * 5000)

    assert chosen.is_empty
    assert chosen.unknown_message == f"Deze keuze kennen we niet: “{'x' * 40}…”. Ze telt niet mee."


def test_an_empty_field_of_the_form_says_nothing():
    chosen = read("domein=&stand=&verbintenis=")

    assert (chosen, chosen.unknown_message) == (Chosen(), "")


def test_an_archived_label_still_works_in_an_old_address():
    Ground.objects.filter(code="afkomst").update(is_archived=True)

    assert read("grond=afkomst").grounds == ("afkomst",)


@FEW
@given(st.dictionaries(st.sampled_from([one.name for one in FACETS]), st.lists(st.text())))
def test_nothing_in_an_address_is_an_error(asked):
    params = QueryDict(mutable=True)
    for name, values in asked.items():
        params.setlist(name, values)

    chosen = Chosen.read(params)

    assert Chosen.read(QueryDict(chosen.as_query())) == chosen
    assert list(Goal.objects.filter(chosen.q())) == []


# --- which goals ---------------------------------------------------------------------------------
def test_nothing_chosen_keeps_every_goal(plan):
    on(plan, 1, title="Eerste")
    on(plan, title="Eigen")

    assert titles(Chosen()) == ["Eerste", "Eigen"]
    assert Chosen().is_empty


def test_a_parent_domain_takes_along_the_ones_under_it(plan):
    tagged(plan, "Sport", domains=[term(PolicyDomain, "sport")])
    tagged(plan, "Vrije tijd", domains=[term(PolicyDomain, "vrije_tijd")])
    tagged(plan, "Werk", domains=[term(PolicyDomain, "werk")])

    assert titles(read("domein=vrije_tijd")) == ["Sport", "Vrije tijd"]
    assert titles(read("domein=sport")) == ["Sport"]


def test_own_commitments_replace_those_of_the_chapter(plan):
    follows = on(plan, 1, title="Volgt het hoofdstuk")
    own = make_goal(chapter=follows.chapter, title="Kiest zelf")
    own.commitments.set(Commitment.objects.filter(number=7))

    assert titles(read("verbintenis=1")) == ["Volgt het hoofdstuk"]
    assert titles(read("verbintenis=7")) == ["Kiest zelf"]


def test_every_list_must_be_met_and_one_label_of_it_will_do(plan):
    both = {
        "grounds": [term(Ground, "afkomst"), term(Ground, "huidskleur")],
        "tracks": [term(Track, "handhaving")],
    }
    tagged(plan, "Allebei", **both)
    tagged(plan, "Alleen grond", grounds=both["grounds"])
    tagged(plan, "Alleen spoor", tracks=both["tracks"])

    assert titles(read("grond=afkomst&grond=huidskleur&spoor=handhaving")) == ["Allebei"]
    assert titles(read("grond=afkomst&grond=huidskleur")) == ["Allebei", "Alleen grond"]


def test_an_sdg_is_asked_by_its_number(plan):
    tagged(plan, "Ongelijkheid", sdgs=[SustainableGoal.objects.get(number=10)])
    tagged(plan, "Onderwijs", sdgs=[SustainableGoal.objects.get(number=4)])

    assert titles(read("sdg=10")) == ["Ongelijkheid"]


def test_a_partner_works_on_a_goal_or_in_the_group_of_its_chapter(plan, bodies):
    unia, _ = bodies
    make_participation(goal=on(plan, 1, title="Zelf"), organisation=unia, label="Contactpunt")
    of_chapter = on(plan, 2, title="Met het hoofdstuk")
    make_participation(chapter=of_chapter.chapter, organisation=unia, label="Unia")
    make_participation(goal=on(plan, 3, title="Geschreven"), label="UNIA")
    make_participation(goal=on(plan, 4, title="Anders geschreven"), label="Unia, lokaal")
    on(plan, 5, title="Zonder")

    assert titles(read("partner=unia")) == ["Geschreven", "Met het hoofdstuk", "Zelf"]


def test_one_equality_body_never_stands_for_the_other(plan):
    make_participation(goal=on(plan, 1, title="Unia"), label="Unia")
    make_participation(goal=on(plan, 2, title="VMRI"), label="VMRI")

    assert (titles(read("partner=unia")), titles(read("partner=vmri"))) == (["Unia"], ["VMRI"])


def test_a_linked_name_belongs_to_whom_the_city_linked(plan):
    other = make_partner(name="Huis van de Mens")
    make_participation(goal=on(plan, 1, title="Doel"), label="Unia", organisation=other)

    assert titles(read("partner=unia")) == []
    assert titles(Chosen(partner=(other.slug,))) == ["Doel"]


@pytest.mark.parametrize("label", ["%", "_nia", "U%", "\\"])
def test_a_label_is_no_pattern(plan, label):
    make_participation(goal=on(plan, 1, title="Doel"), label=label)

    assert titles(read("partner=unia")) == []


def test_of_any_list_one_is_enough(plan):
    tagged(plan, "Wonen", domains=[term(PolicyDomain, "wonen")])
    on(plan, 7, title="Verbintenis")
    on(plan, 9, title="Niets")

    chosen = Chosen(domains=("wonen",), commitments=(7,), is_any=True)

    assert titles(chosen) == ["Verbintenis", "Wonen"]
    assert titles(Chosen(is_any=True)) == []


def test_within_another_choice_both_must_hold(plan):
    tagged(plan, "Wonen", domains=[term(PolicyDomain, "wonen")])
    tagged(plan, "Werk", domains=[term(PolicyDomain, "werk")])
    theme = Chosen(domains=("wonen",), is_any=True)

    chosen = Chosen(commitments=(1,), within=theme)

    assert titles(chosen) == ["Wonen"]
    assert chosen.as_query() == "verbintenis=1"
    assert not Chosen(within=theme).is_empty


# --- how far -------------------------------------------------------------------------------------
def goals_told(text):
    return [goal.title for goal in goals_in(standings(), only=read(text))]


def test_how_far_a_goal_is_is_asked_of_what_was_told(plan):
    silent, busy, done = (on(plan, number, title=f"Doel {number}") for number in (1, 2, 3))
    go_online(plan)
    tell(plan=plan, goal=shown(busy), state="running")
    tell(plan=plan, goal=shown(done), state="finished")

    assert goals_told("stand=geen") == [silent.title]
    assert goals_told("stand=running&stand=finished") == [busy.title, done.title]
    assert goals_told("stand=stopped") == []


def test_an_older_word_is_no_update_in_a_new_round(plan, time_machine):
    time_machine.move_to("2026-01-10 12:00 +0100", tick=False)
    goal = on(plan, 1, title="Doel 1")
    go_online(plan)
    tell(plan=plan, goal=shown(goal), state="running")
    time_machine.move_to("2026-03-10 12:00 +0100", tick=False)
    make_round()

    assert (goals_told("stand=running"), goals_told("stand=geen")) == ([], ["Doel 1"])


# --- the form and the words ----------------------------------------------------------------------
def test_the_lists_are_offered_in_a_fixed_number_of_queries():
    with CaptureQueriesContext(connection) as without:
        choices()
    chosen = read("domein=wonen&grond=afkomst&partner=unia&sdg=10&verbintenis=1")
    with CaptureQueriesContext(connection) as with_choice:
        choices(chosen)

    assert (len(without), len(with_choice)) == (6, 6)


def test_what_is_archived_is_offered_only_while_it_is_chosen():
    Ground.objects.filter(code="afkomst").update(is_archived=True)

    def offered(chosen):
        (grounds,) = (one for one in choices(chosen) if one.name == "grond")
        return [(option.code, option.is_chosen) for option in grounds.options]

    assert ("afkomst", False) not in offered(None)
    assert ("afkomst", True) in offered(read("grond=afkomst"))


def test_each_chip_takes_one_choice_away_and_keeps_the_rest():
    chosen = read("domein=werk&domein=wonen&stand=geen")

    chips = chosen.chips([("op", "2024-03-01")])

    assert [(chip.label, chip.address) for chip in chips] == [
        ("Beleidsdomein: Werk", "?op=2024-03-01&domein=wonen&stand=geen"),
        ("Beleidsdomein: Wonen", "?op=2024-03-01&domein=werk&stand=geen"),
        ("Voortgang: geen update", "?op=2024-03-01&domein=werk&domein=wonen"),
    ]


def test_a_choice_is_told_in_words_also_when_no_address_made_it():
    chosen = Chosen(commitments=(7,), domains=("werk", "wonen"))

    assert chosen.in_words() == "verbintenis: 7. Huisvesting; beleidsdomein: Werk of Wonen"
    assert Chosen().in_words() == ""
