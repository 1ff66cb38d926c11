"""One task of a fiche: what is saved, what stays on the screen, and two colleagues at once."""

import pytest
from django.urls import reverse

from practices.fiche.fields import TASKS
from practices.models import Practice
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, put_in_state

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


# --- saving --------------------------------------------------------------------------------------
def test_a_task_saves_its_fields_and_goes_to_the_next(signed_in, draft):
    response = signed_in.post(task(draft), named(draft, title="Daarna", klaar="ja"))

    assert response["Location"] == task(draft, 2)
    assert (content_of(draft)["title"], draft.working_version.number) == ("Daarna", 2)


def test_who_comes_back_later_returns_to_the_list(signed_in, draft):
    for choice in ({"klaar": "nee"}, {}):
        response = signed_in.post(task(draft, 3), {"seen": 1, "description": "Zo", **choice})

        assert response["Location"] == reverse("practices:fiche", args=[draft.code])


def test_the_last_task_leads_to_all_answers(signed_in, draft):
    response = signed_in.post(task(draft, 8), {"seen": 1, "klaar": "ja"})

    assert response["Location"] == reverse("practices:fiche_check", args=[draft.code])


def test_a_save_without_a_change_makes_no_version(signed_in, draft):
    signed_in.post(task(draft), named(draft))

    assert draft.versions.count() == 1


@pytest.mark.parametrize("number", TASKS)
def test_every_task_is_shown_filled_in_and_saved_empty(signed_in, draft, number):
    assert signed_in.get(task(draft, number)).status_code == 200

    response = signed_in.post(task(draft, number), {"seen": 1})

    assert response.status_code == 302


def test_the_city_part_is_saved_apart(signed_in, draft):
    signed_in.post(
        task(draft, 6),
        {"seen": 1, "section-contact": "x@gent.example", "section-status": "running"},
    )

    content_of(draft)
    section = draft.working_version.section
    assert (section["contact"], section["status"], section["text"]) == (
        "x@gent.example",
        "running",
        "",
    )


def test_word_bullets_become_a_list_and_html_stays_text(signed_in, draft):
    typed = "Inleiding\n•\tEen\n•\tTwee\nSlot <script>alert(1)</script>"

    signed_in.post(task(draft, 3), {"seen": 1, "description": typed})
    shown = signed_in.get(reverse("practices:fiche_check", args=[draft.code])).content.decode()

    assert content_of(draft)["description"] == (
        "Inleiding\n- Een\n- Twee\n\nSlot <script>alert(1)</script>"
    )
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown


def test_bad_input_keeps_everything_that_was_typed(signed_in, draft):
    typed = {"title": "t" * 104, "summary": "Nieuwe samenvatting", "summary_en": "English words"}

    response = signed_in.post(task(draft), {"seen": 1, **typed})

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, {"title"})
    assert {name: form[name].value() for name in typed} == typed
    assert draft.versions.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40])
def test_a_page_that_does_not_say_on_what_it_was_made_saves_nothing(signed_in, draft, seen):
    response = signed_in.post(task(draft), named(draft, title="Anders", seen=seen))

    assert response.status_code == 422
    assert response.context["form"]["title"].value() == "Anders"
    assert content_of(draft)["title"] == "Eerst"


def test_what_was_handed_in_meanwhile_is_not_changed_and_nothing_typed_is_lost(signed_in, draft):
    put_in_state(draft, "submitted")

    response = signed_in.post(task(draft), named(draft, title="Anders"))

    assert (response.status_code, content_of(draft)["title"]) == (409, "Eerst")
    assert response.context["form"]["title"].value() == "Anders"
    assert signed_in.get(task(draft))["Location"] == reverse("practices:fiche", args=[draft.code])


def test_a_title_like_another_gets_a_passive_hint(signed_in, draft):
    other = make_practice(title="Praktijktesten op de huurmarkt")

    saved = signed_in.post(task(draft), named(draft, title="Praktijktest op de huurmarkt"))
    page = signed_in.get(task(draft))

    assert saved.status_code == 302
    assert [one.practice for one in page.context["similar"]] == [other]
    add = reverse("practices:section_edit", args=[other.slug, "gent"])
    assert add in page.content.decode()


# --- who may -------------------------------------------------------------------------------------
def test_an_alderman_may_not_change(client, city, draft):
    client.force_login(make_member(city=city, role="alderman"))

    assert client.get(task(draft)).status_code == 403
    assert client.post(task(draft), named(draft, title="Anders")).status_code == 403
    assert content_of(draft)["title"] == "Eerst"


def test_another_city_and_vvsg_find_nothing(client, draft):
    for person in (make_member(role="coordinator"), make_moderator()):
        client.force_login(person)
        assert client.get(task(draft)).status_code == 404
        assert client.post(task(draft), named(draft, title="Anders")).status_code == 404
    assert content_of(draft)["title"] == "Eerst"


def test_there_are_eight_tasks(signed_in, draft):
    assert signed_in.get(task(draft, 0)).status_code == 404
    assert signed_in.get(task(draft, 9)).status_code == 404


# --- points --------------------------------------------------------------------------------------
def test_a_point_stands_at_its_field_and_is_ticked_off_with_the_text(signed_in, asked):
    point = make_point(subject=asked, field="title", text="Maak dit concreter")
    make_point(subject=asked, field="challenges", text="Staat elders")
    name = f"punt-{point.uid}"

    page = signed_in.get(task(asked))
    signed_in.post(task(asked), named(asked, title="Concreet", **{f"{name}-state": "done"}))

    point.refresh_from_db()
    told = [[one.point for one in line.points] for line in page.context["lines"]]
    assert told == [[point], [], []]
    assert (point.state, content_of(asked)["title"]) == ("done", "Concreet")


def test_an_answer_without_words_keeps_the_text_and_saves_nothing(signed_in, asked):
    point = make_point(subject=asked, field="title")
    name = f"punt-{point.uid}"

    response = signed_in.post(
        task(asked), named(asked, title="Anders", **{f"{name}-state": "answered"})
    )

    point.refresh_from_db()
    assert (response.status_code, point.state) == (422, "open")
    assert content_of(asked)["title"] == "Eerst"
    assert response.context["form"]["title"].value() == "Anders"


def test_a_point_about_pictures_is_shown_though_they_have_a_page_of_their_own(signed_in, asked):
    point = make_point(subject=asked, field="images", text="Wie maakte dit?")

    page = signed_in.get(task(asked, 7))

    assert [one.point for one in page.context["points_elsewhere"]] == [point]


def test_an_answer_stays_when_the_question_was_taken_back(signed_in, asked):
    point = make_point(subject=asked, field="title")
    name = f"punt-{point.uid}"
    point.delete()
    Practice.objects.filter(pk=asked.pk).update(state="submitted")

    response = signed_in.post(
        task(asked), named(asked, title="Anders", **{f"{name}-answer": "Mijn antwoord"})
    )

    assert (response.status_code, response.context["lost_answers"]) == (409, ["Mijn antwoord"])
    assert response.context["form"]["title"].value() == "Anders"
