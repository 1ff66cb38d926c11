"""What an author is told while writing: what is finished, what is missing, what a colleague did."""

import pytest
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.urls import reverse

from practices.models import Practice
from practices.submitting.saving import save_draft
from practices.submitting.tasks import tasks_of
from practices.submitting.timeline import timeline_of
from practices.transitions import tell
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice
from tests.reading import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def draft_with(city, officer, **content):
    return make_practice(state="draft", city=city, by=officer, **content)


def task(practice, number):
    return reverse("practices:fiche_task", args=[practice.code, number])


def told(response):
    return [str(one) for one in get_messages(response.wsgi_request)]


# --- how far a task is ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("number", "content", "status"),
    [
        (2, {"benefit_groups": ["huurders"]}, "Bezig"),
        (2, {"benefit_groups": ["huurders"], "goals": "Doel"}, "Klaar"),
        (2, {"goals": "Doel"}, "Bezig"),
        (1, {"title": "Een", "summary": "Twee"}, "Klaar"),
        (8, {"categories": ["x"], "domains": ["wonen"]}, "Klaar"),
        (5, {"organisations": ["unia"]}, "Klaar"),
    ],
)
def test_a_task_without_a_text_to_write_is_not_finished(city, officer, number, content, status):
    practice = draft_with(city, officer, is_complete=False, **content)

    assert tasks_of(practice.working_version)[number - 1].status == status


@pytest.mark.parametrize("number", [1, 2, 8])
def test_every_part_ends_alike(signed_in, city, officer, number):
    page = page_of(signed_in.get(task(draft_with(city, officer), number)))

    form = page.xpath("//form[@data-guard]")[0]
    assert form.xpath(".//button/text()") == ["Bewaar"]
    assert form.xpath(".//input[@name='klaar']/@value") == ["ja", "nee"]


def test_what_is_needed_stands_in_the_label(signed_in, city, officer):
    form = signed_in.get(task(draft_with(city, officer), 8)).context["form"]

    needed = [box.name for box in form if box.label.endswith("(nodig om in te dienen)")]
    assert needed == ["categories", "domains"]
    assert not [box.name for box in form if "in te dienen" in box.help_text]


# --- an evaluation without its link --------------------------------------------------------------
def test_evaluated_without_a_link_is_saved_and_said(signed_in, city, officer):
    practice = draft_with(city, officer)
    typed = {"seen": 1, "categories": "antidiscriminatie", "domains": "wonen"}

    plain = told(signed_in.post(task(practice, 8), typed))
    saved = signed_in.post(task(practice, 8), {**typed, "evidence": "evaluated"})
    page = signed_in.get(task(practice, 8))

    practice.refresh_from_db()
    assert practice.working_version.content["evidence"] == "evaluated"
    assert (len(plain), len(told(saved)) - len(plain)) == (1, 2)
    assert "#div_id_evidence_url" in told(saved)[-1]
    assert page.context["evaluation"].startswith("Je koos ‘Geëvalueerd’.")
    assert signed_in.get(task(practice, 1)).context["evaluation"] == ""


# --- two colleagues and one empty field ----------------------------------------------------------
def test_two_who_fill_one_empty_list_are_told_that_both_are_there(signed_in, city, officer):
    practice = draft_with(city, officer, success_factors=[])
    theirs = {"shared": {"success_factors": ["Van hen"]}, "section": {}}
    save_draft(practice, theirs, seen=1, by=make_member(city=city, role="coordinator"))

    response = signed_in.post(
        task(practice, 4), {"seen": 1, "success_factors": "Van mij", "challenges": "Eerst"}
    )

    practice.refresh_from_db()
    assert sorted(practice.working_version.content["success_factors"]) == ["Van hen", "Van mij"]
    about = [one for one in told(response) if "collega" in one]
    assert len(about) == 1
    assert about[0].startswith(
        "Succesfactoren: een collega vulde dit intussen ook in; jullie regels staan nu onder"
        " elkaar."
    )
    assert f'href="{task(practice, 4)}#div_id_success_factors"' in about[0]


def test_a_list_that_only_a_colleague_changed_is_not_told(signed_in, city, officer):
    practice = draft_with(city, officer, partners=["Eerst"])
    theirs = {"shared": {"partners": ["Eerst", "Van hen"]}, "section": {}}
    save_draft(practice, theirs, seen=1, by=make_member(city=city, role="coordinator"))

    response = signed_in.post(task(practice, 5), {"seen": 1, "partners": "Eerst", "extra": "Nieuw"})

    practice.refresh_from_db()
    assert practice.working_version.content["partners"] == ["Eerst", "Van hen"]
    assert len(told(response)) == 1


def test_two_who_fill_one_empty_text_are_asked(signed_in, city, officer):
    practice = draft_with(city, officer, description="")
    theirs = {"shared": {"description": "Van hen"}, "section": {}}
    save_draft(practice, theirs, seen=1, by=make_member(city=city, role="coordinator"))

    response = signed_in.post(task(practice, 3), {"seen": 1, "description": "Van mij"})

    practice.refresh_from_db()
    assert response.status_code == 409
    assert practice.working_version.content["description"] == "Van hen"
    assert response.context["lines"][0].box.value() == "Van mij"


# --- the page with all answers -------------------------------------------------------------------
def buttons(client, practice):
    page = page_of(client.get(reverse("practices:fiche_check", args=[practice.code])))
    return page.xpath("//main//form//button/text()"), page.xpath("//*[@id='nog-nodig']//a/@href")


def test_what_misses_is_told_in_place_of_the_button(signed_in, city, officer):
    practice = draft_with(city, officer, title="")

    assert buttons(signed_in, practice) == ([], [f"{task(practice, 1)}#div_id_title"])


def test_what_is_complete_can_be_handed_in(signed_in, city, officer):
    found, missing = buttons(signed_in, draft_with(city, officer))

    assert (found, missing) == (["Dien deze fiche in bij VVSG"], [])


def test_an_open_point_holds_the_button_back(signed_in, city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer)
    point = make_point(subject=practice)

    held = buttons(signed_in, practice)[0]
    point.state = "done"
    point.save()

    assert (held, len(buttons(signed_in, practice)[0])) == ([], 1)


# --- the timeline --------------------------------------------------------------------------------
def test_what_happened_to_a_picture_is_told(city, officer):
    practice = draft_with(city, officer)
    tell(practice, "image_consent", by=officer)
    tell(practice, "image_withdrawn", by=make_moderator())

    assert [line.words for line in timeline_of(practice, officer)] == [
        "VVSG trok een beeld in",
        "Jij werkte de toestemming voor een beeld bij",
    ]


# --- too large -----------------------------------------------------------------------------------
def test_the_page_about_size_fits_plans_pictures_and_attachments():
    page = render_to_string("413.html")

    sizes = {"een plan: 25 MB", "een beeld: 15 MB", "een bijlage: 10 MB"}
    assert {size for size in sizes if size in page} == sizes
    assert "Word" not in page


def test_states_without_editing_have_no_button(signed_in, city, officer):
    practice = make_practice(state=Practice.State.SUBMITTED, city=city, by=officer)

    assert buttons(signed_in, practice) == ([], [])
