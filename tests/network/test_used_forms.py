"""A form that is used twice: the same words are one thing, other words are never lost in silence.

Somebody saves, goes Back, types something else and saves again.
"""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from actionplans.models import Commitment
from network.models import JointPosition, Notice, ThemeProposal
from network.positions import texts
from network.themes import adopted
from tests.factories import join, make_city, make_member
from tests.network.polls import YEAR
from tests.networks import make_moderator, make_notice, make_position, make_theme

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 iets %%EOF"


def officer_of(*cities):
    person = None
    for name in cities:
        city = make_city(name=name)
        join(city=city)
        if person is None:
            person = make_member(city=city, role="contributor")
        else:
            person.memberships.create(city=city, role="contributor")
    return person


def notice(**values):
    commitment = Commitment.objects.get(number=6).pk
    typed = {"kind": "seeks", "commitment": commitment, "text": "Eerst", "meeting": ""}
    return {**typed, "deed": str(uuid.uuid4()), **values}


def proposal(**values):
    typed = {"city": "gent", "year": YEAR, "title": "Eerst", "reason": "", "domains": "wonen"}
    return {**typed, "uid": str(uuid.uuid4()), **values}


def position(**values):
    typed = {"title": "Eerst", "addressee": "ECCAR", "text": "Een."}
    return {**typed, "deed": str(uuid.uuid4()), **values}


CASES = {
    "notice": ("network:notice_new", notice, {"text": "Daarna"}, Notice, "text"),
    "proposal": ("network:theme_propose", proposal, {"title": "Daarna"}, ThemeProposal, "title"),
    "labels": ("network:theme_propose", proposal, {"domains": "werk"}, ThemeProposal, "title"),
    "position": ("network:position_new", position, {"title": "Daarna"}, JointPosition, "title"),
    "text": ("network:position_new", position, {"text": "Twee."}, JointPosition, "title"),
}


@pytest.mark.parametrize("what", CASES)
def test_other_words_in_a_used_form_are_refused_and_stay_on_the_screen(client, what):
    name, form, other, model, told = CASES[what]
    is_position = model is JointPosition
    client.force_login(make_moderator() if is_position else officer_of("Gent"))
    first = form()
    client.post(reverse(name), first)

    response = client.post(reverse(name), {**first, **other})

    stands = list(model.objects.values_list(told, flat=True))
    kept = {field: response.context["form"].data[field] for field in other}
    assert (response.status_code, stands, kept) == (409, ["Eerst"], other)
    again = client.post(reverse(name), response.context["form"].data)
    assert (again.status_code, model.objects.count()) == (302, 2)


def test_who_goes_back_and_picks_the_other_city_is_refused(client):
    client.force_login(officer_of("Gent", "Leuven"))
    data = notice(city="gent")
    client.post(reverse("network:notice_new"), data)

    response = client.post(reverse("network:notice_new"), {**data, "city": "leuven"})

    assert (response.status_code, Notice.objects.get().city.name) == (409, "Gent")


def test_the_notice_of_another_city_says_nothing_to_who_posts_its_name(client):
    other = make_notice(text="Van ons")
    client.force_login(officer_of("Gent"))

    data = notice(text="Van ons", deed=str(other.uid))
    response = client.post(reverse("network:notice_new"), data)

    assert (response.status_code, Notice.objects.get()) == (409, other)


def test_a_used_form_of_another_moderator_makes_nothing(client):
    data = position()
    for _ in range(2):
        client.force_login(make_moderator())
        response = client.post(reverse("network:position_new"), data)

    assert (response.status_code, JointPosition.objects.count()) == (409, 1)


# --- at the same moment --------------------------------------------------------------------------
def test_two_positions_with_one_title_at_once_are_two(monkeypatch):
    make_position(title="Wonen")
    free = iter(["wonen", "wonen-2"])
    monkeypatch.setattr(texts, "_free_slug", lambda title: next(free))

    values = {"title": "Wonen", "addressee": "ECCAR", "text": "Een."}
    made = texts.make(uid=uuid.uuid4(), by=make_moderator(), **values)

    assert (made.slug, made.versions.count()) == ("wonen-2", 1)


def test_a_year_that_was_just_taken_is_refused_in_words(monkeypatch):
    theme = make_theme(year=2020)
    monkeypatch.setattr(adopted, "_check_no_vote", lambda year: make_theme(year=year, title="X"))

    values = {"values": {"year": 2019}, "terms": None, "seen": 1}
    with pytest.raises(adopted.ThemeRefusedError) as refused:
        adopted.mend(theme, by=make_moderator(), **values)

    assert (refused.value.field, str(refused.value)) == (
        "year",
        "Een collega schreef net een thema voor 2019. Kijk eerst wat er staat.",
    )
    theme.refresh_from_db()
    assert (theme.year, theme.version) == (2020, 1)


# --- the letter ----------------------------------------------------------------------------------
def send(client, sent, content):
    today = timezone.localdate().isoformat()
    letter = SimpleUploadedFile("brief.pdf", content)
    url = reverse("network:position_send", args=[sent.slug])
    return client.post(url, {"seen": 1, "sent_on": today, "document": letter})


def test_a_second_press_with_the_same_letter_is_no_clash(client):
    client.force_login(make_moderator())
    sent = make_position(state="adopted")

    answers = [send(client, sent, PDF).status_code for _ in range(2)]

    sent.refresh_from_db()
    with sent.document.open() as file:
        assert (answers, sent.version, file.read()) == ([302, 302], 2, PDF)


def test_a_second_press_with_another_letter_is_refused_and_changes_nothing(client):
    client.force_login(make_moderator())
    sent = make_position(state="adopted")
    send(client, sent, PDF)

    response = send(client, sent, PDF.replace(b"iets", b"meer"))

    sent.refresh_from_db()
    with sent.document.open() as file:
        assert (response.status_code, file.read()) == (409, PDF)
