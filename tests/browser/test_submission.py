"""An officer tells a practice, VVSG asks two things, it goes back: with and without a script."""

import re

import pytest

from practices.models import Practice
from practices.moderating.asking import ask_changes
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style>
</head><body>
<script>document.title = "gekaapt"</script>
<h2 style="mso-list:none">Aanpak</h2>
<p class=MsoNormal>We deden het <b>samen</b> met <i>jongeren</i>,
zie <a href="https://stad.example/a(b)">de site</a> en <a href="javascript:alert(1)">dit</a>.</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><![endif]>Eerst luisteren</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span
style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>In groepjes</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span>Dan doen<o:p></o:p></p>
<ol><li>Een</li><li><p>Twee</p></li></ol>
<img src="https://elders.example/volg.gif" onerror="document.title='gekaapt'">
<p>Prijs: 5*3 &lt;b&gt;euro&lt;/b&gt;</p></body></html>"""
PASTED = """## Aanpak

We deden het **samen** met *jongeren*, zie [de site](https://stad.example/a%28b%29) en dit.

- Eerst luisteren
    - In groepjes
- Dan doen
1. Een
2. Twee

Prijs: 5\\*3 <b>euro</b>"""
PASTE = """
(box, html) => {
  box.focus();
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "zonder opmaak");
  const told = { clipboardData, bubbles: true, cancelable: true };
  box.dispatchEvent(new ClipboardEvent("paste", told));
}"""


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


def save(page, button="Bewaar"):
    page.get_by_role("button", name=button, exact=True).click()


def finish(page):
    page.get_by_label(re.compile("^Ja, ")).check()
    save(page)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_an_officer_submits_and_deals_with_two_points(open_page, officer, script):
    moderator = make_moderator()
    page = open_page(officer, java_script_enabled=script)

    page.goto("/praktijken/nieuw/")
    page.get_by_role("button", name="Begin een fiche").click()
    page.get_by_role("link", name="Geef je praktijk een naam").click()
    page.get_by_label("Titel").fill("Praktijktesten op de huurmarkt")
    page.get_by_label("Samenvatting (nodig om in te dienen)").fill("Een team belt huurkantoren op.")
    finish(page)
    page.get_by_label("Huurders").first.check()
    finish(page)
    page.get_by_label("Beschrijving").fill("Eerst een nulmeting, dan een gesprek.")
    finish(page)
    page.get_by_label("Succesfactoren").fill("• Iedereen was erbij")
    page.get_by_label("Uitdagingen").fill("Eerst wilde niemand meedoen")
    finish(page)
    finish(page)
    page.get_by_label("Contact (nodig om in te dienen)").fill("samenleven@gent.example")
    finish(page)
    save(page, "Ga verder")
    page.get_by_label("Antidiscriminatie en -racisme").check()
    page.get_by_label("Wonen").check()
    finish(page)
    page.get_by_role("button", name="Dien deze fiche in bij VVSG").click()
    page.get_by_role("heading", name="Ingediend, wacht op nazicht").wait_for()

    practice = Practice.objects.get()
    assert (practice.state, practice.title) == ("submitted", "Praktijktesten op de huurmarkt")
    ask_changes(
        practice,
        by=moderator,
        lock=practice.lock_version,
        seen=practice.working_version.number,
        points=[
            {"field": "title", "text": "Noem ook waar."},
            {"field": "", "text": "Wat kostte het?"},
        ],
    )

    page.reload()
    page.get_by_role("link", name="Titel").click()
    page.get_by_label("Titel").fill("Praktijktesten op de huurmarkt van Gent")
    page.get_by_label("Verwerkt in de tekst").check()
    save(page)
    page.get_by_label("Antwoord of toelichting").last.fill("Twee dagen werk per jaar.")
    page.get_by_role("button", name="Bewaar de punten").click()
    page.get_by_role("link", name="Controleer je antwoorden en dien in").click()
    page.get_by_role("button", name="Dien deze fiche opnieuw in bij VVSG").click()
    page.get_by_role("heading", name="Ingediend, wacht op nazicht").wait_for()

    practice.refresh_from_db()
    assert (practice.state, practice.title) == (
        "submitted",
        "Praktijktesten op de huurmarkt van Gent",
    )
    told = practice.points.order_by("pk").values_list("state", "answer")
    assert list(told) == [("done", ""), ("answered", "Twee dagen werk per jaar.")]
    steps = practice.events.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["start", "submit", "ask_changes", "resubmit"]


def test_a_text_from_word_is_pasted_as_our_own_markdown(open_page, city, officer):
    practice = make_practice(state="draft", city=city, by=officer, description="")
    page = open_page(officer)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/mijn-fiches/{practice.code}/onderdeel/3/")

    box = page.get_by_label("Beschrijving")
    box.evaluate(PASTE, WORD)
    value = box.input_value()
    finish(page)
    page.get_by_role("heading", name="Vertel wat werkt en wat moeilijk is").wait_for()

    practice.refresh_from_db()
    assert value == PASTED
    assert practice.working_version.content["description"] == PASTED
    assert [url for url in asked if "elders.example" in url] == []
    assert "gekaapt" not in page.title()


def test_a_plain_text_is_pasted_by_the_browser_itself(open_page, city, officer):
    practice = make_practice(state="draft", city=city, by=officer, description="Al hier")
    page = open_page(officer)
    page.goto(f"/mijn-fiches/{practice.code}/onderdeel/3/")

    box = page.get_by_label("Beschrijving")
    box.evaluate(PASTE, "")

    assert box.input_value() == "Al hier"


def test_leaving_with_unsaved_words_is_asked_about(open_page, city, officer):
    practice = make_practice(state="draft", city=city, by=officer)
    page = open_page(officer)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"/mijn-fiches/{practice.code}/onderdeel/1/")

    page.get_by_label("Titel").press_sequentially("x")
    page.get_by_role("link", name="Mijn fiches").first.click()
    page.get_by_role("heading", name="Mijn fiches").wait_for()

    assert asked == ["beforeunload"]
