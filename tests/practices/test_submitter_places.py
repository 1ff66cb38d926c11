"""A submitter speaks for a city only from its own mail domain; else the city is only a name."""

import pytest
from django.urls import reverse

from practices.fiche.versions import add_version
from practices.mails.writing import place_of as place_in_mails
from practices.models import ChangeProposal, Practice
from practices.moderating.declining import into_section
from practices.moderating.publishing import publish
from practices.moderating.undoing import undo
from practices.proposing import starting
from practices.proposing.overview import beside
from practices.queue import waiting
from practices.queue.rows import place_of
from practices.submitters.places import speaks_for
from tests.factories import make_city, make_member
from tests.fiches import (
    COMPLETE,
    COMPLETE_SECTION,
    make_moderator,
    make_practice,
    make_proposal,
    make_section,
    make_submitter,
    put_in_state,
)
from tests.practices.personal_links import enter_as

pytestmark = pytest.mark.django_db
CLAIMED = "Roeselare (opgegeven, domein niet herkend)"


@pytest.fixture
def roeselare():
    return make_city(name="Roeselare", website="https://www.roeselare.example/")


@pytest.fixture
def stranger(roeselare):
    return make_submitter(email="vreemde@gmail.example", city=roeselare)


def begin(submitter) -> tuple[Practice, str]:
    """The fiche that this browser begins, with its page of beginning."""
    client = enter_as(submitter)
    page = client.get(reverse("practices:new"))
    client.post(reverse("practices:new"), {"deed": page.context["form"]["deed"].value()})
    return Practice.objects.get(submitter=submitter), page.content.decode()


def shown(practice):
    return {"lock": practice.lock_version, "seen": practice.working_version.number}


def waiting_fiche(submitter):
    practice, _ = begin(submitter)
    add_version(practice, {"title": "Buurtgesprek", **COMPLETE}, COMPLETE_SECTION, by=submitter)
    return put_in_state(practice, "submitted")


@pytest.mark.parametrize(
    ("email", "chosen", "typed", "speaks", "named"),
    [
        ("an@roeselare.example", True, "", True, ""),
        ("an@wijk.roeselare.example", True, "", True, ""),
        ("an@gent.example", True, "", False, "Roeselare"),
        ("an@gmail.example", True, "", False, "Roeselare"),
        ("an@roeselare.example", False, "roeselare", True, ""),
        ("an@gmail.example", False, "Roeselare", False, "Roeselare"),
        ("an@gmail.example", False, "Lierde", False, "Lierde"),
    ],
)
def test_the_domain_of_that_very_city_decides(roeselare, email, chosen, typed, speaks, named):
    make_city(name="Gent", website="https://gent.example")
    submitter = make_submitter(email=email, city=roeselare if chosen else None, place_name=typed)

    assert speaks_for(submitter) == {"city": roeselare if speaks else None, "place_name": named}


def test_a_city_without_a_known_website_is_only_named():
    submitter = make_submitter(email="an@stad.example", city=make_city(name="Lier", website=""))

    assert speaks_for(submitter) == {"city": None, "place_name": "Lier"}


def test_the_fiche_of_a_stranger_is_not_seen_in_that_city(client, roeselare, stranger):
    client.force_login(make_member(city=roeselare, role="coordinator"))

    practice, page = begin(stranger)
    own = client.get("/mijn-fiches/").content.decode()

    assert (practice.city, practice.place_name) == (None, "Roeselare")
    assert ("Je collega’s" in page, "Roeselare" in page) == (False, True)
    assert (practice.code in own, client.get(f"/mijn-fiches/{practice.code}/").status_code) == (
        *(False, 404),
    )


def test_who_writes_from_the_city_shares_the_fiche_with_colleagues(client, roeselare):
    client.force_login(make_member(city=roeselare, role="coordinator"))

    practice, page = begin(make_submitter(email="an@roeselare.example", city=roeselare))

    assert (practice.city, practice.place_name) == (roeselare, "")
    assert "Je collega’s kunnen er ook aan werken" in page
    assert client.get(f"/mijn-fiches/{practice.code}/").status_code == 200


def test_the_proposal_of_a_stranger_is_of_no_city(roeselare, stranger):
    practice = make_practice()

    own = starting.start(practice, kind="remark", by=stranger)
    known = make_submitter(email="bo@roeselare.example", city=roeselare)
    of_the_city = starting.start(practice, kind="remark", by=known)

    assert (own.city, of_the_city.city) == (None, roeselare)
    member = make_member(city=roeselare, role="coordinator")
    assert list(ChangeProposal.objects.visible_to(member)) == [of_the_city]


def test_a_moderator_reads_that_the_city_was_only_named(client, roeselare, stranger):
    practice = waiting_fiche(stranger)
    moderator = make_moderator()
    client.force_login(moderator)

    (row,) = waiting.new_rows(moderator)
    page = client.get(reverse("practices:review", args=[practice.code])).content.decode()

    assert (row.place, row.city, place_of(practice)) == (CLAIMED, "", CLAIMED)
    assert CLAIMED in page
    assert place_in_mails(practice) == "een indiener uit Roeselare"


def test_the_domain_of_another_municipality_is_told_as_that(roeselare):
    make_city(name="Gent", website="https://gent.example")
    waiting_fiche(make_submitter(email="an@gent.example", city=roeselare))

    (row,) = waiting.new_rows(make_moderator())

    assert [one.text for one in row.signals] == ["domein van een andere gemeente"]


def test_at_publication_the_section_goes_to_the_city_of_that_name(roeselare, stranger):
    practice, moderator = waiting_fiche(stranger), make_moderator()

    publish(practice, by=moderator, **shown(practice))

    practice.refresh_from_db()
    section = practice.sections.get()
    assert (section.city, section.place_name) == (roeselare, "")
    # The fiche itself does not become the city's, and the city confirmed nothing.
    assert (practice.city, practice.confirmed_by) == (None, "VVSG")


def test_at_publication_a_name_outside_the_list_stays_a_name():
    submitter = make_submitter(place_name="Lierde")
    practice = waiting_fiche(submitter)

    publish(practice, by=make_moderator(), **shown(practice))

    section = practice.sections.get()
    assert (section.city, section.place_name) == (None, "Lierde")


def test_a_publication_with_a_named_city_can_be_taken_back(stranger):
    practice, moderator = waiting_fiche(stranger), make_moderator()
    event = publish(practice, by=moderator, **shown(practice))

    undo(event, by=moderator)

    practice.refresh_from_db()
    assert (practice.state, practice.sections.count()) == ("submitted", 0)


def test_into_another_fiche_the_text_joins_the_section_of_the_named_city(roeselare, stranger):
    practice, target, moderator = waiting_fiche(stranger), make_practice(), make_moderator()
    make_section(practice=target, city=roeselare, text="Zo doen wij het.")

    into_section(practice, target=target, by=moderator, choice="merge", **shown(practice))

    section = target.sections.get(city=roeselare)
    assert target.sections.filter(city=None).count() == 0
    assert section.version.content["text"].startswith("Zo doen wij het.")
    assert COMPLETE_SECTION["text"] in section.version.content["text"]


def test_beside_a_proposal_stands_where_the_other_is_from():
    practice = make_practice()
    one = make_proposal(practice=practice, title="Anders")
    for by in (make_submitter(place_name="Lierde"), make_submitter()):
        make_proposal(practice=practice, by=by, kind="photo")

    assert [other.place for other in beside(one)] == [
        "een indiener uit Lierde",
        "een indiener zonder account",
    ]
