"""A moderator goes through the queue with the keyboard alone, and sees where it is."""

from cities.models import OutboxMail
from practices.models import Point, Practice
from tests.browser.test_every_page import ALL, AXE, COLOURS, violations
from tests.factories import make_city
from tests.fiches import make_moderator, make_point, make_practice, make_section

# What has the focus: its words, and whether something is drawn around it.
FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at);
  const name = at.labels?.length ? at.labels[0].innerText : at.innerText;
  const isDrawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
  return [(name || '').replace(/\\s+/g, ' ').trim(), isDrawn || style.boxShadow !== 'none'];
}"""
MOST_STEPS = 120


class Keyboard:
    """Tab until something has the focus, and no mouse."""

    def __init__(self, page):
        self.page = page

    def go_to(self, words):
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            name, is_visible = self.page.evaluate(FOCUSED)
            if name.startswith(words):
                assert is_visible, f"nobody sees that {words} has the focus"
                return
        raise AssertionError(f"the keyboard never came to {words}")

    def press(self, words):
        """Go there and press Enter; a link or button then brings another page."""
        self.go_to(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def open(self, words):
        self.go_to(words)
        self.page.keyboard.press("Enter")

    def write(self, label, text):
        self.go_to(label)
        self.page.keyboard.insert_text(text)


def test_a_moderator_handles_the_queue_by_keyboard(open_page):
    gent = make_city(name="Gent")
    first, second, third = (
        make_practice(state="submitted", city=gent, title=title)
        for title in ("Eerste fiche", "Tweede fiche", "Derde fiche")
    )
    anke = make_moderator(name="Anke")
    page = open_page(anke, java_script_enabled=True)
    keys = Keyboard(page)
    page.goto("/nazicht/")

    # Two points on the first.
    keys.press("Neem de volgende")
    page.get_by_role("heading", name="Eerste fiche", level=1).wait_for()
    assert page.get_by_text("Jij kijkt dit na.").is_visible()
    keys.press("Naar de beslissingen")
    keys.press("Vraag aanpassing")
    keys.open("Punt toevoegen over Titel")
    keys.write("Punt over: Titel", "Maak dit korter.")
    keys.open("Punt toevoegen over Uitdagingen")
    keys.write("Punt over: Uitdagingen", "Noem er nog een.")
    keys.press("Vraag deze aanpassingen en mail Gent")
    page.get_by_text("De vraag is gesteld.").wait_for()

    # The second is published, taken back, and published again.
    keys.press("Volgende")
    page.get_by_role("heading", name="Tweede fiche", level=1).wait_for()
    keys.press("Publiceer")
    keys.press("Publiceer versie 1 en mail Gent")
    page.get_by_text("De fiche staat online.").wait_for()
    keys.press("Ongedaan maken")
    page.get_by_text("De beslissing is ongedaan gemaakt.").wait_for()
    keys.press("Publiceer")
    keys.press("Publiceer versie 1 en mail Gent")
    page.get_by_text("De fiche staat online.").wait_for()

    # The third is not taken up.
    keys.press("Volgende")
    page.get_by_role("heading", name="Derde fiche", level=1).wait_for()
    keys.press("Niet opnemen")
    keys.go_to("Reden")
    page.keyboard.press("v")
    keys.write("Uitleg voor de indiener", "Dit past hier niet.")
    keys.press("Neem niet op en mail Gent")
    page.get_by_text("De fiche is niet opgenomen.").wait_for()
    keys.press("Volgende")
    page.get_by_text("Er is niets meer vrij in deze lijst.").wait_for()

    assert list(Point.objects.values_list("field", flat=True)) == ["title", "challenges"]
    states = dict(Practice.objects.values_list("pk", "state"))
    assert states == {
        first.pk: "changes_requested",
        second.pk: "published",
        third.pk: "declined",
    }
    assert OutboxMail.objects.count() == 3


def test_the_moderators_pages_are_accessible_and_fit_a_narrow_screen(open_page):
    gent = make_city(name="Gent")
    waiting = make_practice(state="submitted", city=gent, title="Een meldpunt in de wijk")
    online = make_practice(city=gent, title="Een meldpunt in de stad")
    make_section(practice=online, is_checked=False)
    make_point(subject=make_practice(state="changes_requested", city=gent))
    review = f"/nazicht/{waiting.code}/"
    addresses = [
        *(f"/nazicht/?tab={tab}" for tab in ("nieuw", "achteraf", "indiener", "afgehandeld")),
        *(f"{review}{word}/" for word in ("publiceren", "aanpassing-vragen", "niet-opnemen")),
        *(review, f"{review}naar-stadssectie/", f"{review}naar-stadssectie/?target={online.code}"),
        *(f"/nazicht/{online.code}/{word}/" for word in ("redactie", "archiveren")),
    ]
    page = open_page(make_moderator(), width=320, bypass_csp=True)
    troubles = []
    for address in addresses:
        page.emulate_media(color_scheme="light")
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        troubles += [(address, f"{width} px wide")] if width > 320 else []
        page.evaluate(AXE)
        troubles += [(address, *found) for found in violations(page, ALL)]
        page.emulate_media(color_scheme="dark")
        troubles += [(address, "dark", *found) for found in violations(page, COLOURS)]

    assert troubles == []
