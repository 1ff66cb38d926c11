"""What an author does with a whole fiche: points, handing in, leaving, help and the link."""

import uuid

import pytest
from django.urls import reverse

from cities.models import LogEntry, OutboxMail
from practices.claims import claim
from practices.fiche.versions import add_version
from practices.models import Practice
from tests.factories import make_city, make_member
from tests.fiches import (
    make_moderator,
    make_point,
    make_practice,
    put_in_state,
)

pytestmark = pytest.mark.django_db
S = Practice.State


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor", name="Sofie")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer, title="Praktijktesten")


@pytest.fixture
def signed_in(client, officer):
    client.force_login(officer)
    return client


def page(practice, deed=""):
    return reverse(f"practices:fiche{deed and '_' + deed}", args=[practice.code])


def keys(practice, **others):
    practice.refresh_from_db()
    number = practice.working_version.number
    return {"lock": practice.lock_version, "seen": number, "deed": str(uuid.uuid4()), **others}


def state_of(practice):
    return Practice.objects.values_list("state", flat=True).get(pk=practice.pk)


# --- points --------------------------------------------------------------------------------------
def test_points_are_answered_one_by_one(signed_in, city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer)
    point = make_point(subject=practice, field="")
    url = reverse("practices:fiche_point", args=[practice.code, point.uid])
    name = f"punt-{point.uid}"

    empty = signed_in.post(url, {f"{name}-state": "answered", f"{name}-answer": " "})
    good = signed_in.post(url, {f"{name}-state": "open", f"{name}-answer": "Dat klopt wel."})

    point.refresh_from_db()
    assert (empty.status_code, good["Location"]) == (422, page(practice))
    assert (point.state, point.answer) == ("answered", "Dat klopt wel.")


def test_an_answer_to_a_point_that_was_taken_away_is_given_back(signed_in, city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer)
    point = make_point(subject=practice)
    url = reverse("practices:fiche_point", args=[practice.code, point.uid])
    point.delete()

    response = signed_in.post(url, {f"punt-{point.uid}-answer": "Mijn woorden"})

    assert response.status_code == 409
    assert "Mijn woorden" in response.content.decode()


def test_a_point_of_another_fiche_is_not_found(signed_in, city, officer):
    practice = make_practice(state="changes_requested", city=city, by=officer)
    point = make_point()

    url = reverse("practices:fiche_point", args=[practice.code, point.uid])

    assert signed_in.post(url, {f"punt-{point.uid}-state": "done"}).status_code == 404


def test_the_answer_to_a_point_stays_on_the_screen_when_it_was_taken_back(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    point = make_point(subject=practice)
    url = reverse("practices:fiche_point", args=[practice.code, point.uid])
    name = f"punt-{point.uid}"

    response = signed_in.post(url, {f"{name}-state": "answered", f"{name}-answer": "Mijn woorden"})

    point.refresh_from_db()
    assert (response.status_code, point.state) == (409, "open")
    assert "Mijn woorden" in response.content.decode()


# --- the answers in one page, and handing in -----------------------------------------------------
def test_the_check_page_links_to_what_is_missing(signed_in, city, officer):
    practice = make_practice(state="draft", city=city, by=officer, is_complete=False)

    response = signed_in.get(page(practice, "check"))

    told = [(one["task"], one["shown"].path) for one in response.context["lacking"]]
    assert told[0] == (1, "summary")
    assert told[-1] == (6, "section.contact") or (6, "section.contact") in told
    assert "Niet ingevuld" in response.content.decode()


def test_an_incomplete_fiche_is_not_handed_in_and_the_page_says_why(signed_in, city, officer):
    practice = make_practice(state="draft", city=city, by=officer, is_complete=False)

    response = signed_in.post(page(practice, "submit"), keys(practice))

    assert (response.status_code, state_of(practice)) == (422, S.DRAFT)
    assert "Nog in te vullen: Samenvatting" in response.context["refusal"]


def test_a_double_click_on_submit_is_one_event_and_one_set_of_mails(signed_in, draft, officer):
    moderator = make_moderator()
    posted = keys(draft)

    answers = [signed_in.post(page(draft, "submit"), posted) for _ in range(2)]

    assert [answer["Location"] for answer in answers] == [page(draft)] * 2
    assert list(draft.events.values_list("step", flat=True)) == ["submit"]
    told = OutboxMail.objects.values_list("address", flat=True)
    assert sorted(told) == sorted([officer.email, moderator.email])


def test_a_text_saved_since_the_page_was_read_is_not_handed_in(signed_in, draft, officer):
    posted = keys(draft)
    add_version(draft, {**draft.working_version.content, "title": "Anders"}, {}, by=officer)

    response = signed_in.post(page(draft, "submit"), posted)

    assert (response.status_code, state_of(draft)) == (409, S.DRAFT)


@pytest.mark.parametrize("posted", [{}, {"lock": "x", "deed": "y"}, {"lock": "1", "deed": "1"}])
def test_a_form_without_its_keys_does_nothing(signed_in, draft, posted):
    for deed in ("submit", "retract", "resubmit", "withdraw", "reopen", "copy", "delete"):
        assert signed_in.post(page(draft, deed), posted).status_code == 422
    for deed in ("help", "link"):
        assert signed_in.post(page(draft, deed), posted).status_code == 422

    assert (state_of(draft), draft.events.count()) == (S.DRAFT, 0)


# --- leaving -------------------------------------------------------------------------------------
def test_taking_back_and_what_is_read_is_refused(signed_in, city, officer):
    free = make_practice(state="submitted", city=city, by=officer)
    taken = make_practice(state="submitted", city=city, by=officer)
    claim(taken, by=make_moderator())

    assert signed_in.post(page(free, "retract"), keys(free))["Location"] == page(free)
    assert signed_in.post(page(taken, "retract"), keys(taken)).status_code == 422
    assert (state_of(free), state_of(taken)) == (S.DRAFT, S.SUBMITTED)


def test_withdrawing_names_who_reads_and_keeps_the_reason(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    claim(practice, by=make_moderator(name="Anke Maes"))

    asked = signed_in.get(page(practice, "withdraw"))
    signed_in.post(page(practice, "withdraw"), keys(practice, reason="Te vroeg"))

    assert "Anke Maes" in asked.content.decode()
    assert (state_of(practice), practice.events.get().reason) == (S.WITHDRAWN, "Te vroeg")


def test_a_withdrawal_that_came_too_late_keeps_what_was_typed(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)
    posted = keys(practice, reason="Mijn reden")
    put_in_state(practice, "published")

    response = signed_in.post(page(practice, "withdraw"), posted)

    assert (response.status_code, response.context["reason"]) == (409, "Mijn reden")


def test_reopening_and_copying(signed_in, city, officer):
    practice = make_practice(state="declined", city=city, by=officer, title="Eerst")

    copied = signed_in.post(page(practice, "copy"), keys(practice))
    signed_in.post(page(practice, "reopen"), keys(practice))

    copy = Practice.objects.exclude(pk=practice.pk).get()
    assert (copied["Location"], copy.title, state_of(practice)) == (page(copy), "Eerst", S.DRAFT)


def test_deleting_takes_two_steps(signed_in, draft):
    asked = signed_in.get(page(draft, "delete"))
    assert (asked.status_code, state_of(draft)) == (200, S.DRAFT)

    response = signed_in.post(page(draft, "delete"), keys(draft))

    assert (response["Location"], Practice.objects.count()) == (reverse("practices:fiches"), 0)
    assert LogEntry.objects.filter(subject=draft.code).count() == 1


def test_what_was_public_is_not_deleted(signed_in, city, officer):
    practice = make_practice(city=city, by=officer)

    assert signed_in.post(page(practice, "delete"), keys(practice)).status_code == 422
    assert state_of(practice) == S.PUBLISHED


# --- help and the link ---------------------------------------------------------------------------
def test_help_is_asked_and_no_longer_asked(signed_in, draft):
    for wanted, outcome in (("ja", True), ("ja", True), ("nee", False)):
        signed_in.post(page(draft, "help"), {"wanted": wanted})
        draft.refresh_from_db()
        assert draft.asks_help is outcome

    assert sorted(draft.events.values_list("step", flat=True)) == ["ask_help", "stop_help"]


def test_help_with_what_was_handed_in_is_refused(signed_in, city, officer):
    practice = make_practice(state="submitted", city=city, by=officer)

    assert signed_in.post(page(practice, "help"), {"wanted": "ja"}).status_code == 422


def test_the_link_shows_the_draft_to_anybody_until_it_is_closed(signed_in, client, draft):
    signed_in.post(page(draft, "link"), {"wanted": "ja"})
    draft.refresh_from_db()
    url = reverse("practices:preview", args=[draft.preview_key])
    client.logout()

    shown = client.get(url)

    assert shown.status_code == 200
    assert "Praktijktesten" in shown.content.decode()
    assert (shown["Cache-Control"], shown["X-Robots-Tag"].split(",")[0]) == (
        "no-store, private",
        "noindex",
    )
    Practice.objects.filter(pk=draft.pk).update(preview_key="")
    closed = client.get(url)
    assert (closed.status_code, "Praktijktesten" in closed.content.decode()) == (404, False)


def test_the_link_of_a_withdrawn_fiche_shows_nothing(client, city, officer):
    practice = make_practice(state="withdrawn", city=city, by=officer, title="Geheim")
    Practice.objects.filter(pk=practice.pk).update(preview_key="sleutel")

    response = client.get(reverse("practices:preview", args=["sleutel"]))

    assert (response.status_code, "Geheim" in response.content.decode()) == (404, False)
