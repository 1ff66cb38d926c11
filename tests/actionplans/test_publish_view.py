"""Publishing in the browser: what is published is what the coordinator looked at."""

from datetime import date

import pytest

from actionplans.archive import content_checksum
from tests.actionplans.desk import Desk, errors_of, form_of, messages_of
from tests.factories import fill_plan, make_plan
from tests.reading import all_words, page_of

pytestmark = pytest.mark.django_db

NOTE = "De eerste versie."
CHANGED_MEANWHILE = "Het ontwerp is intussen gewijzigd. Bekijk het opnieuw en publiceer dan."
NOTHING_CHANGED = "Er is niets gewijzigd sinds editie 1: er kwam geen nieuwe bij."


@pytest.fixture
def desk():
    return Desk(plan=fill_plan())


@pytest.fixture
def url(desk):
    return desk.address("publish")


def editions(desk):
    return list(desk.plan.editions.published().order_by("number"))


def test_coordinator_publishes_the_first_edition(desk, url):
    response = desk.save(url, note=NOTE)

    [edition] = editions(desk)
    assert (edition.number, edition.note, edition.published_by.user) == (1, NOTE, desk.person)
    assert edition.content_sha256 == content_checksum(desk.tree)
    assert response["Location"] == desk.plan.get_absolute_url()
    back = f'<a href="{desk.plan.get_editor_url()}">Terug naar het ontwerp</a>'
    assert messages_of(response) == [f"Editie 1 staat online. {back}"]


def test_second_edition_gets_the_next_number_and_the_first_keeps_its_address(desk, url):
    desk.save(url, note=NOTE)
    desk.save(desk.edit(desk.goal), title="Anders")

    desk.save(url, note="Doel 1.1 is scherper.")

    first, second = editions(desk)
    assert (first.number, second.number) == (1, 2)
    assert "Anders" not in desk.get(first.get_absolute_url()).content.decode()
    assert "Anders" in desk.get(second.get_absolute_url()).content.decode()


DECISION = {
    "decision_body": "council",
    "decision_date": "2026-03-30",
    "decision_reference": "2026_GR_00123",
    "decision_link": "https://lokaal.example/besluit/123",
}


def test_decision_is_kept_with_the_edition(desk, url):
    desk.save(url, note=NOTE, **DECISION)

    [edition] = editions(desk)
    told = {name: getattr(edition, name) for name in DECISION}
    assert told == {**DECISION, "decision_date": date(2026, 3, 30)}


WRONG = {
    "no note": ({"note": " "}, {"note": ["Dit veld is verplicht."]}),
    "a NUL": ({"note": "a\0b"}, {"note": ["Null-tekens zijn niet toegestaan."]}),
    "a decision of nobody": (
        {"decision_body": ""},
        {"decision_body": ["Kies welk orgaan het besluit nam."]},
    ),
    "a decision without its day": (
        {"decision_date": ""},
        {"decision_date": ["Vul in wanneer het besluit genomen is."]},
    ),
    "an unknown body": (
        {"decision_body": "raad"},
        {"decision_body": ["Selecteer een geldige keuze. raad is geen beschikbare keuze."]},
    ),
    "a date of words": (
        {"decision_date": "lente"},
        {"decision_date": ["Voer een geldige datum in."]},
    ),
    "a link that runs": (
        {"decision_link": "javascript:alert(1)"},
        {"decision_link": ["Schrijf de link volledig, zoals https://www.stad.be/besluit."]},
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_told_and_the_rest_stays(desk, url, case):
    typed, errors = WRONG[case]

    response = desk.save(url, **{"note": NOTE, **DECISION, **typed})

    assert (response.status_code, errors_of(response), editions(desk)) == (422, errors, [])
    assert form_of(response)["decision_reference"] == [DECISION["decision_reference"]]


def test_draft_that_changed_since_it_was_looked_at_is_not_published(desk, url):
    opened = {**desk.open(url), "note": NOTE}
    colleague = desk.colleague()
    colleague.save(colleague.edit(desk.goal), title="Ongezien")

    response = desk.post(url, opened)

    assert (response.status_code, editions(desk)) == (422, [])
    assert errors_of(response) == {"": [CHANGED_MEANWHILE]}
    assert CHANGED_MEANWHILE in all_words(response, "//main//li")
    assert form_of(response)["note"] == [NOTE]
    desk.post(url, form_of(response))
    assert len(editions(desk)) == 1


@pytest.mark.parametrize("seen", ["", "nep", "a\0b"])
def test_page_that_was_not_looked_at_is_not_published(desk, url, seen):
    response = desk.save(url, note=NOTE, seen=seen)

    assert (response.status_code, editions(desk)) == (422, [])


def test_draft_that_says_the_same_is_not_published_again(desk, url):
    opened = {**desk.open(url), "note": NOTE}
    desk.post(url, opened)

    response = desk.post(url, opened)

    assert (response.status_code, len(editions(desk))) == (422, 1)
    assert errors_of(response) == {"": [NOTHING_CHANGED]}
    assert NOTHING_CHANGED in all_words(response, "//main//li")


def test_plan_without_goals_is_not_published():
    desk = Desk(plan=make_plan())
    url = desk.address("publish")

    shown = desk.get(url)
    posted = desk.post(url, {"note": NOTE, "seen": content_checksum(desk.tree)})

    assert page_of(shown).xpath("//main//textarea") == []
    assert (posted.status_code, editions(desk)) == (422, [])


def test_nothing_posted_at_all_is_a_form_with_errors(desk, url):
    response = desk.post(url)

    assert (response.status_code, list(errors_of(response)), editions(desk)) == (422, ["note"], [])


@pytest.mark.parametrize("role", ["contributor", "alderman"])
def test_only_the_coordinator_publishes(desk, url, role):
    other = Desk(plan=desk.plan, role=role)
    opened = {**desk.open(url), "note": NOTE}

    answers = [other.get(url), other.post(url, opened)]

    assert ([answer.status_code for answer in answers], editions(desk)) == ([403, 403], [])


def test_coordinator_of_another_city_finds_nothing(desk, url):
    other = Desk(plan=fill_plan())

    answers = [other.get(url), other.post(url, {"note": NOTE})]

    assert ([answer.status_code for answer in answers], editions(desk)) == ([404, 404], [])


def test_author_sees_whether_there_is_something_to_publish(desk, url):
    def badge():
        editor = desk.get(desk.plan.get_editor_url())
        return all_words(editor, "//div[@id='stand']//span[contains(@class, 'badge')]")

    first = badge()
    desk.save(url, note=NOTE)
    published = badge()
    desk.save(desk.edit(desk.goal), title="Anders")
    changed = badge()
    desk.save(desk.edit(desk.goal), title="Meldpunten zijn bekend")

    assert (first, published, changed, badge()) == (
        ["nog niet gepubliceerd"],
        ["gelijk aan wat bezoekers lezen"],
        ["niet gepubliceerde wijzigingen"],
        ["gelijk aan wat bezoekers lezen"],
    )


def test_badge_follows_a_row_saved_in_place(desk, url):
    desk.save(url, note=NOTE)

    response = desk.save(desk.edit(desk.goal), htmx=True, title="Anders")

    state = all_words(response, "//div[@id='stand']//span[contains(@class, 'badge')]")
    assert state == ["niet gepubliceerde wijzigingen"]


def test_preview_shows_the_draft_as_visitors_will_read_it(desk):
    desk.save(desk.edit(desk.goal), title="Nog niet gepubliceerd doel")

    response = desk.get(desk.address("preview"))

    assert response.status_code == 200
    assert "Nog niet gepubliceerd doel" in page_of(response).find(".//main").text_content()


def test_form_that_was_open_while_a_colleague_published_still_saves(desk, url):
    opened = desk.open(desk.edit(desk.goal))
    desk.colleague().save(url, note=NOTE)

    response = desk.post(desk.edit(desk.goal), {**opened, "title": "Na het publiceren"}, htmx=True)

    [edition] = editions(desk)
    assert (response.status_code, desk.goal.title) == (200, "Na het publiceren")
    assert edition.goals.filter(title="Na het publiceren").count() == 0
