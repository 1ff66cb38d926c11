"""Two colleagues who save the same task of a fiche: what goes together, and what is asked."""

import pytest
from django.urls import reverse

from practices.fiche.versions import add_version
from practices.submitting.saving import save_draft
from tests.factories import make_city, make_member
from tests.fiches import make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor", name="Sofie")


@pytest.fixture
def colleague(city):
    return make_member(city=city, role="coordinator", name="Bart Jans")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer, title="Eerst")


@pytest.fixture
def asked(city, officer):
    return make_practice(state="changes_requested", city=city, by=officer, title="Eerst")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def task(practice, number=1):
    return reverse("practices:fiche_task", args=[practice.code, number])


def named(practice, **others):
    """What the first task of this fiche would send, with what is typed in it."""
    content = practice.working_version.content
    names = ("title", "summary", "summary_en")
    return {"seen": 1, **{name: content[name] for name in names}, **others}


def content_of(practice):
    practice.refresh_from_db()
    return practice.working_version.content


# --- two colleagues ------------------------------------------------------------------------------
def test_different_fields_of_one_task_go_together(signed_in, draft, colleague):
    save_draft(draft, {"shared": {"summary": "Hun tekst."}, "section": {}}, seen=1, by=colleague)
    first = draft.versions.get(number=1).content

    posted = {"seen": 1, "title": "Mijn titel", "summary": first["summary"]}
    response = signed_in.post(task(draft), posted)

    content = content_of(draft)
    assert response.status_code == 302
    assert (content["title"], content["summary"]) == ("Mijn titel", "Hun tekst.")


@pytest.fixture
def clash(signed_in, draft, colleague):
    """Both changed the title; the officer saved last and got the question."""
    save_draft(draft, {"shared": {"title": "Hun titel"}, "section": {}}, seen=1, by=colleague)
    posted = named(draft, title="Mijn titel", summary="Mijn samenvatting", seen=1)
    return signed_in.post(task(draft), posted)


def test_the_same_field_shows_both_texts_and_writes_nothing(clash, draft):
    page = clash.content.decode()

    line = clash.context["lines"][0]
    assert (clash.status_code, content_of(draft)["title"]) == (409, "Hun titel")
    assert (line.theirs.value, line.box.value()) == ("Hun titel", "Mijn titel")
    assert clash.context["form"]["summary"].value() == "Mijn samenvatting"
    assert ("Bart Jans" in page, clash.context["seen"]) == (True, 2)


@pytest.mark.parametrize(
    ("choice", "outcome"), [("collega", "Hun titel"), ("mijn", "Onze titel samen")]
)
def test_the_choice_is_saved_with_the_rest(clash, signed_in, draft, choice, outcome):
    posted = {"title": "Onze titel samen", "summary": "Mijn samenvatting", "seen": 2}

    response = signed_in.post(task(draft), {**posted, "botsing": ["title"], "keuze-title": choice})

    content = content_of(draft)
    assert response.status_code == 302
    assert (content["title"], content["summary"]) == (outcome, "Mijn samenvatting")


def test_who_does_not_choose_is_asked_again(clash, signed_in, draft):
    posted = {"title": "Mijn titel", "summary": "Mijn samenvatting", "seen": 2}

    response = signed_in.post(task(draft), {**posted, "botsing": ["title"]})

    line = response.context["lines"][0]
    assert (response.status_code, content_of(draft)["title"]) == (422, "Hun titel")
    assert (line.theirs.value, line.box.value()) == ("Hun titel", "Mijn titel")


def test_a_choice_beside_bad_input_is_kept(clash, signed_in, draft):
    posted = {"title": "Mijn titel", "summary": "s" * 300, "seen": 2}

    response = signed_in.post(
        task(draft), {**posted, "botsing": ["title"], "keuze-title": "collega"}
    )

    line = response.context["lines"][0]
    assert (response.status_code, line.choice, line.box.value()) == (422, "collega", "Mijn titel")
    assert response.context["form"]["summary"].value() == "s" * 300


def test_a_third_save_in_between_is_merged_again(clash, signed_in, draft, colleague):
    draft.refresh_from_db()
    content = {**draft.working_version.content, "summary_en": "Theirs."}
    add_version(draft, content, draft.working_version.section, by=colleague)
    posted = {"title": "Mijn titel", "summary": "Mijn samenvatting", "seen": 2}

    response = signed_in.post(task(draft), {**posted, "botsing": ["title"], "keuze-title": "mijn"})

    content = content_of(draft)
    assert response.status_code == 302
    assert (content["title"], content["summary_en"]) == ("Mijn titel", "Theirs.")
