"""`/netwerk/vergaderingen/<slug>/dossier/`: for everybody, with contacts for members; its files."""

import re

import pytest
from django.urls import reverse

from network.dossiers import freezing, paper
from network.models import Dossier
from tests.counting import queries_of
from tests.dossiers import (
    INSIDE,
    TODAY,
    UNTIL,
    asked,
    made,
    make_member_city,
    noon,
    plan_of,
    reword,
    tell_on,
)
from tests.factories import make_member
from tests.networks import make_focal_point, make_meeting, make_moderator

pytestmark = pytest.mark.django_db

NO_PAPER = b"%PDF /Type /Page "


@pytest.fixture(autouse=True)
def known_day(time_machine):
    time_machine.move_to(noon(TODAY), tick=False)


@pytest.fixture
def no_paper(monkeypatch):
    monkeypatch.setattr(paper, "_compile", lambda text, standard: NO_PAPER)


@pytest.fixture
def meeting():
    return make_meeting(title="Schepenoverleg", day=UNTIL)


def url(meeting, page=""):
    return reverse(f"network:dossier{page}", args=[meeting.slug])


def text_of(response):
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.split())


# --- reading --------------------------------------------------------------------------------------
def test_visitor_reads_old_beside_new(client, meeting, no_paper):
    city = make_member_city(name="Aalter")
    reword(plan_of(city), "Huurders kennen hun rechten", "Huurders kennen al hun rechten")
    made(meeting)

    response = client.get(url(meeting))

    assert response.status_code == 200
    assert '<ins><span class="visually-hidden">toegevoegd: </span>al </ins>' in (
        response.content.decode()
    )
    assert "<script" not in response.content.decode()


@pytest.mark.parametrize("page", ["", "_bundle"])
def test_contact_is_for_members_only(client, meeting, no_paper, page):
    make_focal_point(city=make_member_city(), email="samen@stad.example")
    made(meeting)

    as_visitor = client.get(url(meeting, page))
    client.force_login(make_member(role="alderman"))
    as_member = client.get(url(meeting, page))

    assert "samen@stad.example" not in as_visitor.content.decode()
    assert "samen@stad.example" in as_member.content.decode()


def test_contacts_stand_in_a_members_pdf_and_not_in_the_kept_one(client, meeting, monkeypatch):
    compiled = []
    monkeypatch.setattr(paper, "_compile", lambda text, _: compiled.append(text) or NO_PAPER)
    make_focal_point(city=make_member_city(), email="samen@stad.example")
    made(meeting)

    client.get(url(meeting, "_pdf"))
    client.force_login(make_member(role="alderman"))
    client.get(url(meeting, "_pdf"))

    assert ["samen@stad.example" in text for text in compiled] == [False, True]


def test_page_of_somebody_signed_in_is_kept_by_nobody_else(client, meeting, no_paper):
    made(meeting)
    client.force_login(make_member())

    caching = [client.get(url(meeting, page))["Cache-Control"] for page in ("", "_pdf", "_bundle")]

    assert caching == ["private, no-cache"] * 3


def test_frozen_dossier_says_so_and_is_not_made_anew(client, meeting, no_paper):
    dossier = made(meeting)
    freezing.freeze(meeting, by=make_moderator())
    client.force_login(make_moderator())

    response = client.get(url(meeting))

    assert dossier.sha256 in response.content.decode()
    assert url(meeting, "_ask") not in response.content.decode()


def test_meeting_without_a_dossier_has_no_such_page(client, meeting):
    pages = ("", "_status", "_pdf", "_bundle")

    assert [client.get(url(meeting, page)).status_code for page in pages] == [404] * 4


def test_page_asks_as_much_for_three_cities_as_for_one(client, no_paper):
    counted = []
    client.force_login(make_member())
    for number in range(2):
        for _ in range(1 + number):
            city = make_member_city()
            make_focal_point(city=city)
            tell_on(INSIDE, plan_of(city))
        meeting = make_meeting(title=f"Overleg met {number}", day=UNTIL)
        made(meeting)
        counted.append(queries_of(client, url(meeting)))

    assert counted[0] == counted[1]


# --- while it is made -----------------------------------------------------------------------------
def test_page_of_a_dossier_that_is_made_says_how_far_it_is(client, meeting):
    asked(meeting, state="making", steps_done=7, steps=14)

    response = client.get(url(meeting), follow=True)

    assert response.redirect_chain == [(url(meeting, "_status"), 302)]
    assert "stap 7 van 14" in text_of(response)
    assert response["Refresh"] == "3"


def test_refreshing_can_be_switched_off(client, meeting):
    asked(meeting)

    response = client.get(url(meeting, "_status"), {"vanzelf": "nee"})

    assert "Refresh" not in response


def test_dossier_that_is_made_anew_stays_readable(client, meeting, no_paper):
    made(meeting)
    Dossier.objects.update(state="waiting")

    response = client.get(url(meeting))

    assert response.status_code == 200
    assert "wordt opnieuw gemaakt" in text_of(response)


@pytest.mark.parametrize(("is_moderator", "told"), [(True, True), (False, False)])
def test_what_to_do_about_a_failure_is_for_the_moderator(client, meeting, is_moderator, told):
    asked(meeting, state="failed", error="Het lukte niet.")
    client.force_login(make_moderator() if is_moderator else make_member())

    response = client.get(url(meeting, "_status"))

    assert ("Het lukte niet." in text_of(response), "Refresh" in response) == (told, False)


# --- files ----------------------------------------------------------------------------------------
def test_kept_pdf_is_tagged_and_counts_its_pages(client, meeting):
    reword(plan_of(make_member_city()), "Huurders kennen hun rechten", "Huurders kennen er veel")
    dossier = made(meeting)

    response = client.get(url(meeting, "_pdf"))

    kept = dossier.files.get(kind="pdf")
    assert response.content == bytes(kept.content)
    assert response.content.startswith(b"%PDF-")
    assert [mark in response.content for mark in (b"/StructTreeRoot", b"pdfuaid")] == [True, True]
    assert kept.pages == 2
    assert response["Content-Disposition"] == ('attachment; filename="dossier-schepenoverleg.pdf"')


def test_sign_that_no_font_has_is_written_out_and_counted(client, meeting):
    plan = plan_of(make_member_city(), "Feest")
    reword(plan, "Feest", "Feest \U0001f389 en \U0001f389 en \x01\x0b\uf0b7 plan")
    dossier = made(meeting)

    result = paper.make_pdf(dossier.content)

    # The name of the goal, and its new wording beside the old one.
    assert (result.replaced, result.is_accessible, result.content[:5]) == (4, True, b"%PDF-")
    assert dossier.files.get(kind="pdf").pages == 2


def test_hidden_signs_are_left_out_of_the_paper():
    given = {"a": ["e\u0301\x01", "\uf0b7 punt\n", 3, None]}

    assert paper.cleaned(given) == {"a": ["é", "• punt\n", 3, None]}


@pytest.mark.parametrize(
    ("sign", "is_known"), [("é", True), ("→", True), ("\U0001f389", False), ("漢", False)]
)
def test_typst_is_asked_which_signs_it_has(sign, is_known):
    assert paper.has_glyph(sign) == is_known


def test_too_long_a_dossier_makes_no_paper(client, meeting, no_paper, monkeypatch):
    made(meeting)
    monkeypatch.setattr(paper, "LONGEST", 10)

    response = client.get(url(meeting, "_pdf"), {"verbintenis": "7"}, follow=True)

    assert response.redirect_chain == [(url(meeting), 302)]
    assert "te lang om af te drukken" in text_of(response)


def test_paper_that_others_wait_for_is_refused_kindly(client, meeting, no_paper, monkeypatch):
    made(meeting)
    monkeypatch.setattr(paper, "LONGEST_WAIT", 0)

    with paper._one_at_a_time:
        response = client.get(url(meeting, "_pdf"), {"verbintenis": "7"}, follow=True)

    assert "Probeer het over een minuut opnieuw" in text_of(response)


def test_bundle_holds_the_texts_of_all_cities_and_fetches_nothing(client, meeting, no_paper):
    plan_of(make_member_city(name="Aalter"), "Alle huurders tellen mee", number=7)
    made(meeting)

    response = client.get(url(meeting, "_bundle"))

    html = response.content.decode()
    assert "Alle huurders tellen mee" in html
    assert re.findall(r"<(?:script|link|img|iframe)|url\(|@import|src=", html) == []
    assert all(link.startswith(("#", "http")) for link in re.findall(r'href="([^"]*)"', html))
    assert response["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    assert response["Content-Disposition"].startswith("attachment")


def test_anchors_of_the_bundle_lead_somewhere(client, meeting, no_paper):
    reword(plan_of(make_member_city()), "Huurders kennen hun rechten", "Huurders weten alles")
    made(meeting)

    html = client.get(url(meeting, "_bundle")).content.decode()

    ids = re.findall(r' id="([^"]*)"', html)
    assert set(re.findall(r'href="#([^"]*)"', html)) <= {*ids}
    assert len(ids) == len({*ids})


def test_bundle_tells_when_it_was_made_how_far_goals_are_and_whether_it_is_frozen(
    client, meeting, no_paper
):
    plan = plan_of(make_member_city(name="Aalter"), "Alle huurders tellen mee", number=7)
    tell_on(INSIDE, plan, state="running")
    made(meeting)

    before = text_of(client.get(url(meeting, "_bundle")))
    freezing.freeze(meeting, by=make_moderator())
    after = text_of(client.get(url(meeting, "_bundle")))

    assert "Gemaakt op 1 juni 2026, 12.00 uur" in before
    assert "In uitvoering (verteld op 1 april 2026)" in before
    assert ["Nog niet bevroren" in text for text in (before, after)] == [True, False]
    assert "Bevroren op 1 juni 2026" in after


def test_texts_of_cities_are_one_tap_away(client, meeting, no_paper):
    plan_of(make_member_city(), "Alle huurders tellen mee", number=7)
    made(meeting)

    html = client.get(url(meeting, "_bundle")).content.decode()

    inside = html[html.index('id="punt-7"') : html.index("Alle huurders tellen mee")]
    assert "<details" not in inside
