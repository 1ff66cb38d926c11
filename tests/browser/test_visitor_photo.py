"""A visitor without account proposes a photo; VVSG takes it over, and it stands online."""

import re

import pytest
from django.core.cache import cache

from cities.models import OutboxMail
from practices.models import ChangeProposal, Practice, PracticeImage, Submitter
from practices.proposing.applying import Choice, apply
from tests.factories import make_city
from tests.fiches import make_moderator, make_practice
from tests.pictures import photo_of_a_phone

ADDRESS, NAME = "an.aerts@gent.example", "An Aerts"


@pytest.fixture(autouse=True)
def nothing_counted():
    cache.clear()


def ask_link(page):
    """From the page of the practice, by the sign-in, to the form without account."""
    page.get_by_role("link", name="Bezorg een foto").click()
    page.get_by_role("link", name="Verder met mijn e-mailadres").click()
    page.get_by_label("E-mailadres").fill(ADDRESS)
    page.get_by_label("Stad of gemeente").select_option(label="Gent")
    page.get_by_label("Je naam").fill(NAME)
    # A person takes a moment; the page asks for a second and a half.
    page.wait_for_timeout(1_600)
    page.get_by_role("button", name="Mail mij de link").click()
    page.get_by_role("heading", name="Kijk in je mailbox").wait_for()
    return re.search(r"https?://[^/]+(/fiche-link/\S+)", OutboxMail.objects.get().body)[1]


def fill_in_photo(page, name="IMG_toestemming_An.jpg"):
    file = {"name": name, "mimeType": "image/jpeg", "buffer": photo_of_a_phone()}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_label("Wat is erop te zien?").fill("Twee buren praten aan een voordeur.")
    page.get_by_label("Wie maakte het?").fill("Beeld Stad Gent")
    page.get_by_label("eigen beeld van de stad").check()
    page.get_by_label("nee", exact=True).check()


@pytest.mark.parametrize("has_script", [True, False])
def test_a_visitor_proposes_a_photo(open_page, has_script):
    practice = make_practice(city=make_city(name="Gent"), title="Buren aan de deur")
    page = open_page(width=360, java_script_enabled=has_script)
    page.goto(practice.get_absolute_url())
    link = ask_link(page)

    # Another browser, as a mail program often opens; looking alone confirms nothing.
    phone = open_page(width=360, java_script_enabled=has_script)
    phone.goto(link)
    assert Submitter.objects.get().confirmed_at is None
    phone.get_by_role("button", name="Ga verder").click()
    phone.get_by_role("heading", name="Voeg een foto toe").wait_for()
    fill_in_photo(phone)
    phone.get_by_role("button", name="Bewaar en kijk na").click()
    phone.get_by_role("button", name="Dien dit voorstel in").click()
    phone.locator(".status .badge", has_text="Ingediend").wait_for()

    proposal = ChangeProposal.objects.get()
    assert (proposal.state, proposal.submitter) == ("submitted", Submitter.objects.get())
    before = page.goto(practice.get_absolute_url()).text()
    assert "voordeur" not in before

    take_over(proposal)
    after = page.goto(practice.get_absolute_url()).text()
    told = [word for word in (NAME, ADDRESS, "toestemming_An") if word in after]
    assert ("Twee buren praten aan een voordeur." in after, told) == (True, [])
    assert PracticeImage.objects.get().practice == Practice.objects.get(pk=practice.pk)


def take_over(proposal):
    """As the decision screen does, which the moderator's path tries by keyboard."""
    read = {"lock": proposal.lock_version, "seen": proposal.number, "published": 1}
    apply(proposal, by=make_moderator(), choices={"images": Choice("accept")}, **read)
