"""A merger cannot be taken back: its page shows both texts, and says first what will happen."""

import pytest
from django.urls import reverse

from cities.models import OutboxMail
from practices.moderating.merging import merge
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_section
from tests.practices.deciding import seen_on, state_of, url_of

pytestmark = pytest.mark.django_db
FINAL = "Dit kan je niet ongedaan maken"


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


@pytest.fixture
def gone():
    return make_practice(title="Huurtesten", section={})


@pytest.fixture
def target():
    return make_practice(title="Praktijktesten", section={})


def both(gone, target):
    genk = make_city(name="Genk")
    mine = make_section(practice=gone, city=genk, text="Uit de huurtesten")
    make_section(practice=target, city=genk, text="Uit de praktijktesten", service="Wonen")
    return f"choice-{mine.uid}"


def test_page_shows_both_texts_and_says_what_happens(client, anke, gone, target):
    both(gone, target)
    make_section(practice=gone, city=make_city(name="Aalst"))
    make_proposal(practice=gone)

    response = client.get(url_of(gone, "samenvoegen"), {"target": target.code})

    form, page = response.context["form"], response.content.decode()
    (pair,) = form.side_by_side
    values = [(row.label, row.theirs and row.theirs.value, row.mine) for row in pair.rows]
    assert values[1:] == [("Dienst", "Wonen", None)]
    assert "Uit de huurtesten" in page
    assert "Uit de praktijktesten" in page
    assert FINAL in page
    shared, address, moving, proposals = form.foretold
    assert "die van “Praktijktesten” blijft" in shared
    assert "leidt voortaan naar “Praktijktesten”" in address
    assert moving == "Verhuizen mee, met hun eigen datum: Aalst."
    assert proposals.startswith("1 open voorstel vervalt")


def test_nothing_happens_before_the_second_click(client, anke, gone, target):
    typed = {"target": target.code, "reason": "Hetzelfde.", both(gone, target): "keep"}
    url = url_of(gone, "samenvoegen")
    seen = seen_on(gone, **typed)

    asked = client.post(url, seen)
    back = client.post(url, {**seen, "sure": "terug"})
    before = state_of(gone)
    hidden = {box.html_name: box.value() or "" for box in asked.context["form"]}
    client.post(url, {**hidden, "sure": "ja"})

    page = asked.content.decode()
    assert (asked.status_code, back.status_code) == (200, 200)
    assert (before, state_of(gone), gone.merged_into) == ("published", "merged", target)
    assert "Genk: wat daar al staat, blijft." in page
    assert (">Voeg samen en mail Genk</button>" in page, FINAL in page) == (True, True)
    assert back.context["form"]["reason"].value() == "Hetzelfde."


def test_button_counts_the_cities_where_somebody_reads_it(client, anke, gone, target):
    for name in ("Aalst", "Brugge", "Genk"):
        section = make_section(practice=gone, city=make_city(name=name))
        section.city.memberships.all().delete()
    make_member(city=section.city, role="contributor")

    response = client.get(url_of(gone, "samenvoegen"), {"target": target.code})

    assert response.context["act"] == "Voeg samen en mail Genk"


@pytest.mark.parametrize("word", ["redactie", "archivering-aankondigen", "archiveren", "offline"])
def test_decision_without_a_minute_says_so(client, anke, gone, word):
    page = client.get(url_of(gone, word)).content.decode()

    assert FINAL in page


def test_decision_that_can_be_taken_back_says_nothing_of_the_kind(client, anke):
    waiting = make_practice(state="submitted")

    pages = [client.get(url_of(waiting, word)) for word in ("publiceren", "niet-opnemen")]

    assert [FINAL in page.content.decode() for page in pages] == [False, False]


@pytest.mark.parametrize(
    ("word", "then", "more"),
    [
        ("archivering-aankondigen", "archiveren", {"urgent": "on"}),
        ("offline", "online", {}),
    ],
)
def test_mails_that_contradict_each_other_do_not_both_leave(client, anke, word, then, more):
    practice = make_practice(state="published")
    why = {"reason": "Zo is het."}
    client.post(url_of(practice, word), seen_on(practice, **why))
    first = set(OutboxMail.objects.values_list("pk", flat=True))

    client.post(url_of(practice, then), seen_on(practice, **why, **more))

    left = OutboxMail.objects.filter(pk__in=first).count()
    assert (bool(first), left, OutboxMail.objects.exists()) == (True, 0, then == "archiveren")


# --- for readers ---------------------------------------------------------------------------------
def merged(gone, target):
    moderator = make_moderator()
    merge(gone, into=target, by=moderator, lock=gone.lock_version, reason="Hetzelfde")


@pytest.mark.parametrize("name", ["detail", "history", "json"])
def test_every_address_of_what_was_merged_leads_on(client, gone, target, name):
    merged(gone, target)

    response = client.get(reverse(f"practices:{name}", args=[gone.slug]))

    assert response.status_code == 301
    assert response["Location"] == reverse(f"practices:{name}", args=[target.slug])
    assert response["Cache-Control"] == "no-cache"


def test_page_that_is_gone_for_now_is_kept_by_no_browser(client):
    practice = make_practice(state="offline")

    response = client.get(practice.get_absolute_url())

    assert (response.status_code, response["Cache-Control"]) == (410, "no-store")
