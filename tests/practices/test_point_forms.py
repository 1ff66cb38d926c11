"""All points of VVSG in one form: what was typed about one is not lost by saving another."""

import pytest
from django.urls import reverse

from practices.moderating.points import answer_point
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
def asked(city, officer):
    return make_practice(state="changes_requested", city=city, by=officer)


@pytest.fixture
def two(asked):
    moderator = make_moderator()
    return [make_point(subject=asked, field=field, by=moderator) for field in ("title", "")]


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def address(practice, name="fiche_points"):
    return reverse(f"practices:{name}", args=[practice.code])


def shown(client, practice):
    """All that the form on the page would send, untouched."""
    page = page_of(client.get(address(practice, "fiche")))
    form = page.xpath("//form[contains(@action, '/punten/')]")[0]
    return {name: value or "" for name, value in form.form_values() if name.startswith("punt-")}


def standing(points):
    for one in points:
        one.refresh_from_db()
    return [(one.state, one.answer) for one in points]


def test_all_points_stand_in_one_guarded_form(signed_in, asked, two):
    page = page_of(signed_in.get(address(asked, "fiche")))

    forms = page.xpath("//section[@aria-labelledby='punten']//form")
    assert [form.get("action") for form in forms] == [address(asked)]
    assert "data-guard" in forms[0].attrib
    assert forms[0].xpath(".//button/text()") == ["Bewaar de punten"]


def test_saving_keeps_what_was_typed_about_every_point(signed_in, asked, two):
    first, second = two
    typed = {f"punt-{first.uid}-state": "done", f"punt-{second.uid}-answer": "Twee dagen."}

    response = signed_in.post(address(asked), {**shown(signed_in, asked), **typed})

    assert response["Location"] == address(asked, "fiche")
    assert standing(two) == [("done", ""), ("answered", "Twee dagen.")]


def test_one_answer_that_misses_saves_none_and_keeps_all(signed_in, asked, two):
    first, second = two
    typed = {f"punt-{first.uid}-state": "answered", f"punt-{second.uid}-answer": "Twee dagen."}

    response = signed_in.post(address(asked), {**shown(signed_in, asked), **typed})

    forms = [one["form"] for one in response.context["points"]]
    assert (response.status_code, standing(two)) == (422, [("open", ""), ("open", "")])
    assert forms[0].errors == {"answer": ["Schrijf wat je VVSG wil antwoorden."]}
    assert forms[1]["answer"].value() == "Twee dagen."


def test_a_point_that_nobody_touched_keeps_the_answer_of_a_colleague(
    signed_in, asked, two, officer
):
    first, second = two
    page = shown(signed_in, asked)
    answer_point(first, by=officer, state="answered", answer="Van een collega")

    signed_in.post(address(asked), {**page, f"punt-{second.uid}-state": "done"})

    assert standing(two) == [("answered", "Van een collega"), ("done", "")]


def test_two_answers_to_one_point_are_asked_about_once(signed_in, asked, two, officer):
    first, _second = two
    page = shown(signed_in, asked)
    answer_point(first, by=officer, state="answered", answer="Van een collega")
    typed = {**page, f"punt-{first.uid}-answer": "Van mij"}

    refused = signed_in.post(address(asked), typed)
    form = refused.context["points"][0]["form"]
    between = standing([first])
    signed_in.post(address(asked), {**typed, f"punt-{first.uid}-was": form.seen})

    assert (refused.status_code, form["answer"].value()) == (422, "Van mij")
    assert "Van een collega" in form.errors["answer"][0]
    assert (between, standing([first])) == (
        [("answered", "Van een collega")],
        [("answered", "Van mij")],
    )


def test_an_answer_to_a_point_that_was_taken_back_is_given_back(signed_in, asked, two):
    first, second = two
    typed = {
        **shown(signed_in, asked),
        f"punt-{first.uid}-answer": "Mijn woorden",
        f"punt-{second.uid}-answer": "Nog meer",
    }
    first.delete()

    response = signed_in.post(address(asked), typed)

    forms = [one["form"] for one in response.context["points"]]
    assert (response.status_code, standing([second])) == (409, [("open", "")])
    assert "Mijn woorden" in response.context["refusal"]
    assert [form["answer"].value() for form in forms] == ["Nog meer"]


def test_points_of_another_fiche_or_by_who_may_not_stay_open(client, asked, two, city):
    typed = {f"punt-{two[0].uid}-state": "done"}
    own = make_practice(state="changes_requested", city=city)
    client.force_login(make_member(city=city, role="contributor"))
    elsewhere = client.post(address(own), typed).status_code
    client.force_login(make_member(city=city, role="alderman"))
    alderman = client.post(address(asked), typed).status_code
    client.force_login(make_member(role="contributor"))
    stranger = client.post(address(asked), typed).status_code

    assert (elsewhere, alderman, stranger) == (422, 403, 404)
    assert standing(two) == [("open", "")] * 2
