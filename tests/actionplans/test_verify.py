"""Anybody checks a checksum or a file: which edition it is, and whether the archive is whole."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.editions import current_edition, draft_of, publish, withdraw
from actionplans.freeze import maintenance
from actionplans.models import Edition
from actionplans.story.citation import citation
from actionplans.story.verification import UnreadableSumError, read_sum, sum_of
from tests.counting import queries_of
from tests.factories import make_city, make_goal, make_member, published_plan
from tests.reading import all_words, main_of, page_of

ADDRESS = "/controle/"
UNKNOWN = "Het netwerk kent geen editie met dit controlegetal"
SUM = "0123456789abcdef" * 4

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    with time_machine.travel("2026-03-22 12:00 +0100", tick=False):
        plan = published_plan(city=make_city(name="Gent"))
    return current_edition(plan)


def ask(client, typed):
    return client.get(ADDRESS, {"som": typed})


def upload(client, data, name="gent.json"):
    return client.post(ADDRESS, {"bestand": SimpleUploadedFile(name, data)})


def answer(response):
    return all_words(response, "//h2[@id='antwoord']")


def notes(response):
    return all_words(response, "//section//*[contains(@class, 'note')]")


def errors(response):
    return all_words(response, "//main//*[contains(@class, 'invalid-feedback')]")


def publish_again(plan):
    make_goal(chapter=draft_of(plan).chapters.first(), title="Een nieuw doel")
    with time_machine.travel("2026-05-01 12:00 +0200", tick=False):
        return publish(plan, note="", by=None)


# --- what it says ----------------------------------------
def test_page_stands_at_its_address_and_loads_no_script(client):
    page = client.get(ADDRESS)

    assert (reverse("actionplans:verify"), page.status_code) == (ADDRESS, 200)
    assert (answer(page), errors(page), page_of(page).xpath("//script")) == ([], [], [])


def test_checksum_of_an_edition_tells_which_one(client, edition):
    page = ask(client, edition.sha256)

    assert answer(page) == ["Ja, dit is editie 1 van Gent"]
    assert all_words(page, "//section//dd") == [
        "Stad Gent",
        f"{edition.title} {edition.plan.kind_and_period}",
        "1, gepubliceerd op 22 maart 2026",
        "Bij deze editie is geen besluit vermeld.",
        citation(edition),
        edition.sha256,
    ]
    assert "Het is de huidige editie van dit plan." in all_words(page, "//section/p")


def test_downloaded_file_is_recognised(client, edition):
    file = client.get(f"{edition.get_absolute_url()}export.json").content

    page = upload(client, file)

    assert answer(page) == ["Ja, dit is editie 1 van Gent"]


def test_file_with_one_space_more_is_not(client, edition):
    page = upload(client, bytes(edition.canonical) + b" ")

    assert (page.status_code, answer(page)) == (200, [UNKNOWN])


def test_older_edition_leads_to_the_current_one(client, edition):
    publish_again(edition.plan)

    page = ask(client, edition.sha256)

    assert notes(page)[1] == "Er is een nieuwere: editie 2, van 1 mei 2026."


def test_withdrawn_edition_says_why(client, edition):
    with time_machine.travel("2026-04-02 12:00 +0200", tick=False):
        withdraw(edition, reason="Fout in 1.1.", by=make_member(city=edition.plan.city))

    page = ask(client, edition.sha256)

    assert notes(page)[1] == (
        "Gent heeft deze editie ingetrokken op 2 april 2026. Ze geldt niet meer. Fout in 1.1."
    )
    assert "Het is de huidige editie van dit plan." not in all_words(page, "//section/p")


def test_archive_that_no_longer_gives_its_checksum_is_told(client, edition):
    with maintenance("a test breaks the archive"):
        Edition.objects.filter(pk=edition.pk).update(canonical=b"{}")

    page = ask(client, edition.sha256)

    assert answer(page) == ["Dit getal hoort bij editie 1 van Gent, maar er is iets mis"]
    assert notes(page)[0].startswith("Het archief van het portaal geeft een ander getal.")


def test_unknown_checksum_says_what_it_can_mean(client, edition):
    page = ask(client, SUM)

    assert (page.status_code, answer(page)) == (200, [UNKNOWN])
    assert len(all_words(page, "//section//li")) == 3


def test_nothing_is_told_of_a_draft(client, edition):
    draft = draft_of(edition.plan)
    Edition.objects.filter(pk=draft.pk).update(sha256=SUM)

    pages = [ask(client, typed) for typed in ("", SUM, edition.content_sha256)]

    assert [answer(page) for page in pages] == [[], [UNKNOWN], [UNKNOWN]]


# --- how it is typed ----------------------------------------
@pytest.mark.parametrize(
    "typed",
    [
        SUM,
        SUM.upper(),
        f"  {SUM}\n",
        f"sha256:{SUM}",
        f"SHA-256: {SUM}",
        f"SHA256 (gent.json) = {SUM}",
        f"{SUM}  gent-editie-1.json\n",
        f"{SUM} *gent.json",
        " ".join(SUM[start : start + 8] for start in range(0, 64, 8)),
        f"{SUM[:40]}\u00ad\u200b\n{SUM[40:]}",
    ],
)
def test_checksum_is_read_as_people_paste_it(typed):
    assert read_sum(typed) == SUM


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Vul een controlegetal in."),
        ("sha256:", "Vul een controlegetal in."),
        (
            SUM[:12],
            "Dit zijn 12 tekens en een controlegetal telt er 64. "
            "Een deel bewijst niets: neem het hele getal over.",
        ),
        (SUM + "0", "Dit zijn 65 tekens en een controlegetal telt er 64."),
        (
            "g" * 64,
            "Een controlegetal bestaat alleen uit de cijfers 0 tot 9 en de letters a tot f.",
        ),
        (
            f"{SUM[:12]}…",
            "Een controlegetal bestaat alleen uit de cijfers 0 tot 9 en de letters a tot f.",
        ),
    ],
)
def test_what_is_no_checksum_is_told_in_words(typed, sentence):
    with pytest.raises(UnreadableSumError) as refusal:
        read_sum(typed)

    assert str(refusal.value) == sentence


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_checksum_or_a_clear_no(typed):
    try:
        found = read_sum(typed)
    except UnreadableSumError:
        return

    assert (len(found), set(found) <= set("0123456789abcdef")) == (64, True)


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50))
def test_file_has_one_checksum_in_whatever_pieces_it_comes(data, size):
    pieces = [data[start : start + size] for start in range(0, len(data), size)]

    assert sum_of(pieces) == sum_of([data])


def test_mistake_stays_on_the_screen_with_its_reason(client):
    page = ask(client, "abc")

    assert (page.status_code, len(errors(page))) == (422, 1)
    assert page_of(page).xpath("//input[@name='som']/@value") == ["abc"]
    assert all_words(page, "//title")[0].startswith("Fout: ")


# --- bad input ----------------------------------------
@pytest.mark.parametrize("typed", ["\x00" * 64, "a" * 5000, "<script>", "%", "é" * 64, " "])
def test_hostile_number_is_refused_with_words(client, typed):
    page = ask(client, typed)

    assert (page.status_code, len(errors(page))) == (422, 1)
    assert "<script>" not in main_of(page)


def test_two_numbers_in_the_address_count_as_the_last(client, edition):
    page = client.get(f"{ADDRESS}?som=abc&som={edition.sha256}")

    assert answer(page) == ["Ja, dit is editie 1 van Gent"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Kies eerst een bestand."),
        ({"bestand": "tekst, geen bestand"}, "Kies eerst een bestand."),
        ({"bestand": SimpleUploadedFile("leeg.json", b"")}, "Dit bestand is leeg."),
    ],
)
def test_upload_without_a_file_is_told(client, data, sentence):
    page = client.post(ADDRESS, data)

    assert (page.status_code, errors(page)[0].startswith(sentence)) == (422, True)


def test_two_files_count_as_the_last(client, edition):
    files = [SimpleUploadedFile("a.json", b"iets"), SimpleUploadedFile("b.json", edition.canonical)]

    assert answer(client.post(ADDRESS, {"bestand": files})) == ["Ja, dit is editie 1 van Gent"]


@pytest.mark.parametrize("data", [b'{"a":', b"\xef\xbb\xbf \n{}", b"{" * 5000])
def test_file_of_any_name_that_begins_as_json_is_only_counted(client, data):
    page = upload(client, data, name="../../etc/pass\u202ewd\n.json")

    assert (page.status_code, answer(page)) == (200, [UNKNOWN])


@pytest.mark.parametrize("data", [b"%PDF-1.7 {", b"PK\x03\x04", b"\x00\xff" * 100, b" ", b"[{}]"])
def test_file_that_is_no_archive_is_told_so(client, data):
    page = upload(client, data)

    assert (page.status_code, answer(page)) == (422, [])
    assert errors(page)[0].startswith("Dit is geen archiefbestand (JSON).")


def test_page_says_what_a_checksum_proves_and_what_not(client):
    sentences = all_words(client.get(ADDRESS), "//main/p")

    assert any("wat de stad op dit portaal publiceerde" in line for line in sentences)


def test_too_large_a_file_is_refused_before_it_is_read(client, settings):
    settings.MAX_REQUEST_BYTES = 1000

    assert upload(client, b"x" * 1000).status_code == 413


def test_page_with_an_upload_form_is_kept_by_nobody_else(client):
    assert set(client.get(ADDRESS)["Cache-Control"].split(", ")) == {"private", "no-cache"}


def test_number_of_queries_does_not_grow(client, edition):
    counts = []
    for _ in range(3):
        counts.append(queries_of(client, f"{ADDRESS}?som={edition.sha256}"))
        publish_again(edition.plan)

    assert counts[0] == counts[1] == counts[2]
