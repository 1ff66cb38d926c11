"""A partner answers on a phone, without an account; the officer takes the answer over."""

import re

from actionplans.models import PartnerAnswer, ProgressEntry
from cities.models import OutboxMail
from tests.factories import make_city, make_member, published_plan


def test_a_partner_answers_and_the_officer_takes_it_over(open_page):
    plan = published_plan(city=make_city(name="Gent"))
    officer = make_member(city=plan.city, name="Noor Vandamme", email="noor@gent.example")
    goal = plan.editions.published().get().goals.get()

    desk = open_page(officer)
    desk.goto(f"{plan.get_editor_url()}doelen/{goal.uid}/vraag/")
    desk.get_by_label("Naam van de partner").fill("Huis van de Buren")
    desk.get_by_label("E-mailadres").fill("amina@huis.example")
    desk.get_by_role("button", name="Verstuur de vraag").click()
    desk.get_by_text("Je vraag aan Huis van de Buren is onderweg.").wait_for()

    link = re.search(r"https?://[^/]+(/vraag/\S+)", OutboxMail.objects.get().body)[1]
    phone = open_page(width=320, java_script_enabled=False)
    phone.goto(link)
    phone.get_by_role("heading", name="Een vraag van Gent").wait_for()
    phone.get_by_label("Je antwoord").fill("De eerste groep is gestart.")
    phone.get_by_label("Hoe ver staat het volgens jou?").select_option("running")
    phone.get_by_label("Je naam").fill("Amina")
    phone.get_by_role("button", name="Verstuur mijn antwoord").click()
    phone.get_by_role("heading", name="Bedankt, je antwoord is binnen").wait_for()

    desk.goto(f"{plan.get_editor_url()}partners/")
    desk.get_by_role("link", name="Bekijk en beslis").click()
    desk.get_by_role("button", name="Overnemen").click()
    desk.get_by_text("Het antwoord staat nu bij de voortgang van het doel.").wait_for()

    entry = ProgressEntry.objects.get()
    told = "Huis van de Buren antwoordt: “De eerste groep is gestart.”"
    assert (entry.text, entry.state, entry.origin) == (told, "running", "partner")
    assert PartnerAnswer.objects.get().outcome == "accepted"
