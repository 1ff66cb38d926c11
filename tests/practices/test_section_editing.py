"""T1 and T6: who writes a section, what is online at once, and what VVSG reads first."""

import pytest
from django.urls import reverse

from cities.models import Membership
from practices.models import ChangeProposal, CitySection, PracticeEvent, PracticeSettings
from practices.sections.editing import needs_check_first, write_section
from practices.sections.writing import find_section, put_section
from practices.transitions import RefusedError
from tests.factories import make_city, make_member, make_user
from tests.fiches import make_moderator, make_practice, make_proposal, make_section

pytestmark = pytest.mark.django_db
TEXT = {"text": "Zo doen wij het.", "contact": "samen@genk.example"}
POSTED = {"section-text": "Nieuw van Genk", "section-contact": "samen@genk.example"}


@pytest.fixture
def genk():
    return make_city(name="Genk")


@pytest.fixture
def known(genk):
    """A contributor of whom VVSG checked something before."""
    user = make_member(city=genk, role="contributor")
    make_section(city=make_city(), by=user)
    return user


@pytest.fixture
def newcomer(genk):
    return make_member(city=genk, role="contributor")


@pytest.fixture
def practice():
    return make_practice(title="Praktijktesten")


@pytest.fixture
def url(practice, genk):
    return reverse("practices:section_edit", args=[practice.slug, genk.slug])


def section_of(practice, city):
    return find_section(practice, city=city)


# --- what waits for VVSG first -------------------------------------------------------------------
def test_somebody_without_approved_history_is_read_first(practice, newcomer):
    assert needs_check_first(practice, newcomer)


def test_own_text_that_nobody_checked_is_no_history(practice, newcomer):
    make_section(by=newcomer, is_checked=False)

    assert needs_check_first(practice, newcomer)


def test_checked_section_is_history(practice, known):
    assert not needs_check_first(practice, known)


def test_published_practice_is_history(practice, genk, newcomer):
    make_practice(city=genk, by=newcomer, section={})

    assert not needs_check_first(practice, newcomer)


@pytest.mark.parametrize(("state", "first"), [("applied", False), ("submitted", True)])
def test_applied_proposal_is_history(practice, newcomer, state, first):
    make_proposal(practice=make_practice(), by=newcomer, state=state)

    assert needs_check_first(practice, newcomer) is first


def test_locked_practice_is_read_first(practice, known):
    practice.is_locked = True

    assert needs_check_first(practice, known)


def test_setting_of_vvsg_asks_it_of_everybody(practice, known):
    PracticeSettings.objects.update_or_create(pk=1, defaults={"sections_checked_first": True})

    assert needs_check_first(practice, known)


# --- the rule ------------------------------------------------------------------------------------
def test_text_of_a_known_writer_is_online_and_waits_in_the_list(practice, genk, known):
    saved = write_section(practice, city=genk, content=TEXT, by=known, seen=0)

    section = section_of(practice, genk)
    assert (saved.version.number, section.state, section.checked_number) == (1, "visible", 0)
    assert list(CitySection.objects.to_check()) == [section]
    assert PracticeEvent.objects.get(section=section).step == "section_add"


def test_text_of_a_newcomer_is_a_proposal_and_changes_nothing(practice, genk, newcomer):
    saved = write_section(practice, city=genk, content=TEXT, by=newcomer, seen=0)

    assert section_of(practice, genk) is None
    assert (saved.proposal.state, saved.proposal.part) == ("submitted", "genk")
    assert saved.proposal.values == TEXT


def test_only_a_published_practice_takes_a_city(genk, known):
    practice = make_practice(state="archived")

    with pytest.raises(RefusedError):
        write_section(practice, city=genk, content=TEXT, by=known, seen=0)


def test_hidden_section_stays_hidden_when_its_text_changes(practice, genk, known):
    make_section(practice=practice, city=genk, state="hidden")

    write_section(practice, city=genk, content=TEXT, by=known, seen=1)

    assert section_of(practice, genk).state == "hidden"


def test_changes_of_two_colleagues_in_different_fields_are_both_kept(practice, genk, known):
    make_section(practice=practice, city=genk, **TEXT)
    put_section(
        *(practice,), city=genk, content={**TEXT, "service": "Van An"}, by=known, is_checked=False
    )

    saved = write_section(practice, city=genk, content={**TEXT, "text": "Bo"}, by=known, seen=1)

    content = section_of(practice, genk).version.content
    assert (saved.is_merged, content["service"], content["text"]) == (True, "Van An", "Bo")


def test_vvsg_writes_with_a_reason_where_nobody_has_an_account(practice):
    city, moderator = make_city(name="Hoeilaart", kind="gemeente"), make_moderator()

    write_section(
        practice, city=city, content=TEXT, by=moderator, seen=0, reason="Op vraag", still_true=True
    )

    section = section_of(practice, city)
    assert (section.version.reason, section.checked_number) == ("Op vraag", 1)
    assert section.confirmed_by == "VVSG"


def test_vvsg_without_a_reason_is_refused(practice):
    with pytest.raises(RefusedError):
        write_section(
            practice, city=make_city(), content=TEXT, by=make_moderator(), seen=0, reason=" "
        )


# --- the page ------------------------------------------------------------------------------------
def test_contributor_adds_the_city(client, practice, genk, known, url):
    client.force_login(known)

    response = client.post(url, {**POSTED, "seen": "0", "still_true": "on"})

    section = section_of(practice, genk)
    assert response["Location"] == section.get_absolute_url()
    assert section.version.content["text"] == "Nieuw van Genk"
    assert section.confirmed_by == "Stad Genk"


def test_newcomer_hears_that_vvsg_reads_first(client, practice, genk, newcomer, url):
    client.force_login(newcomer)

    page = client.get(url).content.decode()
    response = client.post(url, {**POSTED, "seen": "0"})

    assert "VVSG leest je tekst eerst na" in page
    proposal = ChangeProposal.objects.get()
    assert response["Location"] == reverse("practices:proposal", args=[proposal.uid])
    assert proposal.state == "submitted"
    assert "Nieuw van Genk" in client.get(url).content.decode()


def test_two_colleagues_choose_per_field(client, practice, genk, known, url):
    make_section(practice=practice, city=genk, **TEXT)
    an = {**TEXT, "text": "Van An", "service": "Dienst van An"}
    put_section(practice, city=genk, content=an, by=known, is_checked=False)
    client.force_login(known)
    bo = {"section-text": "Van Bo", "section-contact": TEXT["contact"], "still_true": "on"}

    clash = client.post(url, {**bo, "seen": "1"})
    page = clash.content.decode()
    kept = {**bo, "section-service": "Dienst van An", "seen": "2", "choice-text": "andere"}
    client.post(url, {**kept, "section-service": "Van Bo"})

    assert clash.status_code == 409
    assert 'name="choice-text"' in page
    assert 'name="choice-service"' not in page
    assert ("Van An" in page, "Van Bo" in page) == (True, True)
    content = section_of(practice, genk).version.content
    assert (content["text"], content["service"]) == ("Van An", "Van Bo")


def test_what_was_typed_stays_when_the_contact_misses(client, practice, genk, known, url):
    client.force_login(known)

    response = client.post(url, {"section-text": "Bewaar mij", "seen": "0"})

    assert response.status_code == 422
    assert "Bewaar mij" in response.content.decode()
    assert section_of(practice, genk) is None


def test_double_click_makes_one_version(client, practice, genk, known, url):
    client.force_login(known)

    for _ in range(2):
        client.post(url, {**POSTED, "seen": "0"})

    assert section_of(practice, genk).versions.count() == 1


@pytest.mark.parametrize("role", ["alderman", "other city", "moderator", "administrator"])
def test_others_are_refused(client, practice, genk, known, url, role):
    people = {
        "alderman": lambda: make_member(city=genk, role="alderman"),
        "other city": make_member,
        "moderator": make_moderator,
        "administrator": lambda: make_user(network_role="administrator"),
    }
    client.force_login(people[role]())

    response = client.post(url, {**POSTED, "seen": "0"})

    assert (response.status_code, section_of(practice, genk)) == (403, None)


def test_visitor_is_sent_to_sign_in(client, url):
    response = client.post(url, {**POSTED, "seen": "0"})

    assert response["Location"].startswith(f"{reverse('account_login')}?next=")


def test_vvsg_adds_a_place_that_is_not_in_the_list(client, practice):
    make_city(name="Genk")
    client.force_login(make_moderator())
    url = reverse("practices:section_edit", args=[practice.slug, "nieuw"])
    typed = {**POSTED, "seen": "0", "reason": "Op vraag"}

    listed = client.post(url, {**typed, "place_name": "genk"})
    added = client.post(url, {**typed, "place_name": "Hoeilaart"})

    section = CitySection.objects.get(city=None)
    assert (listed.status_code, added["Location"]) == (422, section.get_absolute_url())
    again = reverse("practices:section_edit", args=[practice.slug, section.anchor])
    assert "Nieuw van Genk" in client.get(again).content.decode()


def test_contributor_cannot_add_a_place_outside_the_list(client, practice, known):
    client.force_login(known)

    response = client.get(reverse("practices:section_edit", args=[practice.slug, "nieuw"]))

    assert response.status_code == 403


def test_who_writes_for_one_city_goes_straight_on(client, practice, known, url):
    client.force_login(known)

    response = client.get(reverse("practices:section_add", args=[practice.slug]))

    assert response["Location"] == url


def test_who_writes_for_two_cities_chooses(client, practice, genk, known):
    hasselt = make_city(name="Hasselt")
    Membership.objects.create(user=known, city=hasselt, role="coordinator")
    client.force_login(known)

    page = client.get(reverse("practices:section_add", args=[practice.slug])).content.decode()

    assert [name in page for name in ("Stad Genk", "Stad Hasselt")] == [True, True]


def test_draft_of_another_city_is_not_there(client, genk, known):
    draft = make_practice(state="draft")
    client.force_login(known)

    response = client.get(reverse("practices:section_edit", args=[draft.code, genk.slug]))

    assert response.status_code == 404


def test_vvsg_chooses_among_cities_where_nobody_writes(client, practice, genk, known):
    silent = make_city(name="Hoeilaart", kind="gemeente")
    make_member(city=silent, role="alderman")
    client.force_login(make_moderator())

    page = client.get(reverse("practices:section_add", args=[practice.slug])).content.decode()

    assert [name in page for name in ("Gemeente Hoeilaart", "Stad Genk")] == [True, False]
