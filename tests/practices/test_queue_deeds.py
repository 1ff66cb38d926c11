"""What is done from the list itself: the next, ticking off, reminding, a file for a spreadsheet."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import OutboxMail
from cities.outbox import absolute
from cities.spreadsheet import plain_cell
from practices.claims import claim
from practices.models import Practice, PracticeEvent
from practices.proposing.stewards import steward_edit
from practices.transitions import move
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_point, make_practice, make_proposal, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return reverse("practices:queue")


@pytest.fixture
def anke(client):
    anke = make_moderator(name="Anke")
    client.force_login(anke)
    return anke


# --- the next ------------------------------------------------------------------------------------
def test_the_next_is_the_first_that_nobody_has(client, anke):
    first = make_practice(state="submitted")
    second = make_practice(state="submitted")
    claim(first, by=make_moderator())

    response = client.post(reverse("practices:queue_next"), {"tab": "nieuw"})

    second.refresh_from_db()
    assert response["Location"] == reverse("practices:review", args=[second.code])
    assert second.claimed_by == anke


def test_the_next_proposal_can_be_taken_too(client, anke):
    proposal = make_proposal(title="Beter")

    response = client.post(reverse("practices:queue_next"), {"tab": "voorstellen"})

    proposal.refresh_from_db()
    assert response["Location"] == reverse("practices:proposal_decide", args=[proposal.uid])
    assert proposal.claimed_by == anke


@pytest.mark.parametrize("tab", ["achteraf", "indiener", "veroudering", "afgehandeld"])
def test_nothing_is_taken_where_nothing_can_be(client, anke, tab):
    make_section(is_checked=False)
    waiting = make_practice(state="submitted")
    move(waiting, "decline", by=anke, lock=waiting.lock_version)

    response = client.post(reverse("practices:queue_next"), {"tab": tab})

    assert response["Location"] == f"{reverse('practices:queue')}?tab={tab}"


def test_a_draft_that_asks_help_is_never_taken(client, anke, url):
    draft = make_practice(state="draft")
    Practice.objects.filter(pk=draft.pk).update(asks_help=True)

    response = client.post(reverse("practices:queue_next"), {"tab": "nieuw"})

    draft.refresh_from_db()
    assert (response["Location"], draft.claimed_by) == (f"{url}?tab=nieuw", None)


def test_going_on_without_taking_leaves_no_trace(client, anke):
    first, second = make_practice(state="submitted"), make_practice(state="submitted")
    events = PracticeEvent.objects.count()

    to_second = client.get(reverse("practices:queue_next"), {"na": f"praktijk:{first.code}"})
    to_end = client.get(reverse("practices:queue_next"), {"na": f"praktijk:{second.code}"})

    second.refresh_from_db()
    assert to_second["Location"] == reverse("practices:review", args=[second.code])
    assert to_end["Location"] == f"{reverse('practices:queue')}?tab=nieuw"
    assert (second.claimed_by, PracticeEvent.objects.count()) == (None, events)


def test_going_on_passes_over_what_somebody_has(client, anke):
    first, taken, free = (make_practice(state="submitted") for _ in range(3))
    claim(taken, by=make_moderator())

    response = client.get(reverse("practices:queue_next"), {"na": f"praktijk:{first.code}"})

    assert response["Location"] == reverse("practices:review", args=[free.code])


# --- many at once --------------------------------------------------------------------------------
def test_sections_are_ticked_off_together_as_they_were_shown(client, anke):
    seen = make_section(is_checked=False)
    changed = make_section(is_checked=False)
    later = changed.versions.create(number=2, content=changed.version.content)
    type(changed).objects.filter(pk=changed.pk).update(version=later)
    keys = [f"sectie:{one.uid}:1" for one in (seen, changed)]

    response = client.post(reverse("practices:queue_checked"), {"keuze": keys}, follow=True)

    assert "2 lijnen zijn nagekeken." in response.content.decode()
    assert [row.subject.pk for row in response.context["page_obj"]] == [changed.pk]


def test_a_correction_of_a_city_is_ticked_off_too(client, anke):
    city = make_city(name="Gent")
    practice = make_practice(city=city, title="Een meldpunt")
    by = make_member(city=city, role="contributor")
    steward_edit(practice, {"partners": ["Het wijkhuis"]}, by=by, seen=1)
    listed = client.get(reverse("practices:queue"), {"tab": "achteraf"}).context["page_obj"]
    (row,) = listed

    response = client.post(
        reverse("practices:queue_checked"), {"keuze": [row.key, "verbetering:x"]}, follow=True
    )

    assert (row.title, row.kind, row.place) == ("Een meldpunt", "verbetering", "Gent")
    assert "1 lijn is nagekeken." in response.content.decode()
    assert list(response.context["page_obj"]) == []


@pytest.mark.parametrize(
    "key", ["", "sectie:", "sectie:x:1", "sectie:{uid}:", "sectie:{uid}:9", "praktijk:{uid}:1"]
)
def test_a_box_that_names_nothing_changes_nothing(client, anke, key):
    section = make_section(is_checked=False)

    response = client.post(
        reverse("practices:queue_checked"), {"keuze": key.format(uid=section.uid)}, follow=True
    )

    section.refresh_from_db()
    assert (section.checked_number, response.status_code) == (0, 200)
    assert "kruis eerst aan wat je nakeek" in response.content.decode()


def test_authors_are_reminded_once_a_day(client, anke):
    author = make_member(role="contributor", email="an@stad.example")
    asked = make_practice(state="changes_requested", by=author, title="Een meldpunt")
    make_point(subject=asked, text="Vertel wat er moeilijk was")
    Practice.objects.filter(pk=asked.pk).update(changes_due_on=timezone.localdate())
    data = {"keuze": [f"praktijk:{asked.code}"]}

    first = client.post(reverse("practices:queue_remind"), data, follow=True)
    second = client.post(reverse("practices:queue_remind"), data, follow=True)

    mail = OutboxMail.objects.get()
    assert "Er vertrekt 1 herinnering." in first.content.decode()
    assert "Er vertrok niets" in second.content.decode()
    assert (mail.address, "Vertel wat er moeilijk was" in mail.body) == ("an@stad.example", True)


# --- for a spreadsheet ---------------------------------------------------------------------------
def test_what_was_handled_is_saved_with_the_same_filters(client, anke):
    for city, title in (("Gent", "=1+1"), ("Aalst", "Elders")):
        practice = make_practice(state="submitted", city=make_city(name=city), title=title)
        move(practice, "decline", by=anke, lock=practice.lock_version, seen=1, reason="Reclame")

    response = client.get(reverse("practices:queue_csv"), {"stad": "gent"})

    rows = csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";")
    today, gent = f"{timezone.localdate():%Y-%m-%d}", Practice.objects.get(city__name="Gent")
    assert list(rows) == [
        {
            **{"Code": gent.code, "Titel": "'=1+1", "Soort": "fiche", "Stad": "Gent"},
            **{"Uitkomst": "niet opgenomen", "Reden": "Reclame", "Door": "Anke"},
            **{"Datum": today, "Ingediend op": today},
            "Link": absolute(reverse("practices:review", args=[gent.code])),
        }
    ]


@pytest.mark.parametrize("text", ["=A1", "+1", "-1", "@x", "\t=A1", "\r=A1", "\n=A1", " =A1"])
def test_no_cell_is_worked_out(text):
    assert plain_cell(text) == f"'{text}"


def test_an_ordinary_cell_stays_as_it_is():
    assert plain_cell("Een meldpunt – stap 1") == "Een meldpunt – stap 1"
