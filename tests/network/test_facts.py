"""The facts that the portal starts with: complete, sourced, and never overwritten."""

import pytest
from django.core.management import call_command

from cities.models import (
    City,
    Coalition,
    CoalitionMembership,
    Mandate,
    Organisation,
    SearchEntry,
)
from network import facts
from network.models import Agreement, Meeting, Signature

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    return facts.load()


def test_twelve_of_fourteen_cities_are_members(loaded):
    cities = City.objects.with_coalitions()

    outside = [city.slug for city in cities if not city.is_member]

    assert (cities.count(), outside) == (14, ["antwerpen", "hoeilaart"])
    assert City.objects.members().count() == 12


def test_hasselt_has_the_code_of_after_its_merger(loaded):
    hasselt = City.objects.get(slug="hasselt")

    assert (hasselt.nis_code, hasselt.former_nis_code) == ("71072", "71022")


def test_denderleeuw_and_hoeilaart_are_municipalities(loaded):
    municipalities = City.objects.filter(kind=City.Kind.MUNICIPALITY)

    assert [city.slug for city in municipalities] == ["denderleeuw", "hoeilaart"]


def test_one_coalition_is_this_network(loaded):
    own = Coalition.objects.filter(is_this_network=True)

    assert [coalition.slug for coalition in own] == ["vlaams-stedennetwerk"]
    assert Coalition.objects.count() == 3


def test_every_membership_names_its_source(loaded):
    memberships = CoalitionMembership.objects.all()

    assert memberships.count() == 27
    assert not memberships.filter(source="").exists()


@pytest.mark.parametrize(
    ("city", "coalition", "words", "is_confirmed"),
    [
        ("gent", "eccar", "2007", True),
        ("brugge", "eccar", "3 december 2020", True),
        ("mechelen", "eccar", "oktober 2018", True),
        ("kortrijk", "eccar", "uiterlijk 28 juni 2020", False),
        ("oostende", "eccar", "jaar niet bekend", False),
        ("gent", "rainbow-cities", "2014", False),
        ("roeselare", "rainbow-cities", "januari 2023", True),
    ],
)
def test_year_of_joining_is_as_sure_as_its_source(loaded, city, coalition, words, is_confirmed):
    membership = CoalitionMembership.objects.get(city__slug=city, coalition__slug=coalition)

    assert (membership.since_in_words, membership.is_confirmed) == (words, is_confirmed)


@pytest.mark.parametrize(
    ("city", "represented_by", "elsewhere"),
    [
        ("denderleeuw", "Jürgen Ruysseveldt", "Jurgen Ruyssevelt"),
        ("leuven", "Denise Vandevort", "Denise Vandevoort"),
        ("roeselare", "Filiep Bouckenooghe", "Filiep Bouckenoghe"),
    ],
)
def test_both_spellings_are_kept(loaded, city, represented_by, elsewhere):
    signature = Signature.objects.get(city__slug=city)
    mandate = Mandate.objects.get(city__slug=city, office="alderman")

    assert signature.represented_by == mandate.name == represented_by
    assert [spelling["name"] for spelling in signature.spellings_elsewhere] == [elsewhere]
    assert mandate.name_variant == elsewhere


@pytest.mark.parametrize(
    ("city", "signed_by", "on_behalf_of"),
    [
        ("brugge", "Tom Feys", "Dirk De Fauw"),
        ("turnhout", "Bieke Van Riel", "Peter Segers"),
        ("gent", "Resul Tapmaz", ""),
        ("mechelen", "", ""),
    ],
)
def test_who_in_fact_signed_is_kept_apart(loaded, city, signed_by, on_behalf_of):
    signature = Signature.objects.get(city__slug=city)

    assert (signature.signed_by, signature.on_behalf_of) == (signed_by, on_behalf_of)


def test_every_signature_has_a_secretary_who_is_told_as_mandate(loaded):
    signed = set(Signature.objects.values_list("city__slug", "secretary"))

    assert signed == set(
        Mandate.objects.filter(office="secretary").values_list("city__slug", "name")
    )
    assert len(signed) == 12


def test_agreement_has_its_objectives_tracks_and_differences(loaded):
    agreement = Agreement.objects.get()

    assert [track.code for track in agreement.tracks.all()] == [
        "onderzoek",
        "preventie_sensibilisering",
        "curatie",
        "handhaving",
    ]
    assert len(agreement.objectives) == 3
    assert agreement.domains.count() == 10
    assert (agreement.signed_on.isoformat(), agreement.in_force_until) == ("2018-03-22", None)


def test_difference_names_the_full_source(loaded):
    difference = Agreement.objects.get().differences_by_source[0]

    assert difference == {
        "matter": "Aantal ondertekenaars",
        "voices": [
            {
                "source": "overeenkomst van 22 maart 2018",
                "says": "Twaalf besturen, Mechelen inbegrepen.",
            },
            {
                "source": "persbericht Stad Gent, 22 maart 2018",
                "says": "Elf steden; Mechelen staat er niet bij.",
            },
        ],
    }


def test_loading_twice_adds_nothing(loaded):
    again = facts.load()

    assert set(again.values()) == {0}
    assert loaded[City] == 14


def test_what_was_changed_in_the_portal_stays(loaded):
    City.objects.filter(slug="gent").update(website="https://gent.example")
    Agreement.objects.update(vision="Anders")
    Organisation.objects.filter(slug="unia").update(name="Unia (nieuw)")

    facts.load()

    assert City.objects.get(slug="gent").website == "https://gent.example"
    assert Agreement.objects.get().vision == "Anders"
    assert Organisation.objects.get(slug="unia").name == "Unia (nieuw)"


def test_what_is_missing_comes_back(loaded):
    Signature.objects.filter(city__slug="gent").delete()

    added = facts.load()

    assert added[Signature] == 1


def test_command_says_what_it_added(capsys):
    call_command("load_facts")

    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "14 steden en gemeenten",
        "3 coalities",
        "27 lidmaatschappen van coalities",
        "24 mandaten",
        "29 organisaties",
        "1 overeenkomsten",
        "12 handtekeningen",
        "3 vergaderingen",
    ]


def test_the_meetings_that_led_here_are_there_with_their_source(loaded):
    meetings = Meeting.objects.order_by("day")

    assert [one.day.isoformat() for one in meetings] == ["2017-03-22", "2017-10-04", "2018-03-22"]
    assert [one.host.slug for one in meetings] == ["gent"] * 3
    assert not meetings.filter(source="").exists()


def test_a_meeting_that_was_mended_stays_as_it_is(loaded):
    Meeting.objects.filter(day="2018-03-22").update(title="Beter verwoord")

    facts.load()

    assert Meeting.objects.get(day="2018-03-22").title == "Beter verwoord"
    assert Meeting.objects.count() == 3


def test_meetings_that_it_brings_are_found(loaded):
    entries = SearchEntry.objects.filter(kind="meeting")

    signing = entries.get(url="/netwerk/vergaderingen/ondertekening-2018-03-22/")
    assert entries.count() == 3
    assert "De overeenkomst ondertekenen" in signing.text


def test_meeting_that_was_there_keeps_its_entry(loaded):
    SearchEntry.objects.filter(kind="meeting").delete()

    facts.load()

    assert SearchEntry.objects.filter(kind="meeting").count() == 0
