"""Editions keep their address; a page that did not change is not sent twice."""

import hashlib
import json

import pytest
import time_machine
from django.core.cache import caches
from django.urls import reverse

from actionplans.editions import current_edition, draft_of, publish, withdraw
from tests.counting import queries_of
from tests.factories import make_city, make_goal, make_member, published_plan
from tests.reading import all_words, main_of

pytestmark = pytest.mark.django_db

NOTICES = "//main//*[starts-with(@class, 'note ')]"


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pages"].clear()


@pytest.fixture
def plan():
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        return published_plan(city=make_city(name="Gent"), note="Het begin.")


def publish_again(plan, *, title="Een nieuw doel"):
    make_goal(chapter=draft_of(plan).chapters.first(), title=title)
    return publish(plan, note="Er kwam iets bij.", by=make_member(city=plan.city))


def address(name, plan, *number):
    return reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug, *number])


# --- addresses -----------------------------------------------------------------------------------
def test_edition_keeps_its_text_when_a_newer_one_comes(client, plan):
    before = all_words(client.get(address("edition", plan, 1)), "//table//td")
    publish_again(plan)

    old, new = (client.get(address("edition", plan, number)) for number in (1, 2))

    assert all_words(old, "//table//td") == before
    assert len(all_words(new, "//table//tbody/tr")) == 2


def test_old_edition_leads_to_the_current_one(client, plan):
    publish_again(plan)

    old, new = (client.get(address("edition", plan, number)) for number in (1, 2))

    assert all_words(old, NOTICES) == [
        "Dit is editie 1; de huidige is editie 2. "
        "Wie hier op een doel klikt, leest hoe het nu luidt."
    ]
    assert all_words(old, f"//a[@href='{plan.get_absolute_url()}']") != []
    assert all_words(new, NOTICES) == []


def test_current_page_is_the_newest_edition(client, plan):
    publish_again(plan)

    page = client.get(plan.get_absolute_url())

    assert page.context["edition"].number == 2
    assert all_words(page, NOTICES) == []


def test_withdrawn_edition_shows_the_reason_at_both_its_addresses(client, plan):
    with time_machine.travel("2026-08-02 12:00 +0200", tick=False):
        withdraw(
            current_edition(plan), reason="Er stond een fout in.", by=make_member(city=plan.city)
        )

    pages = [client.get(address("edition", plan, 1)), client.get(plan.get_absolute_url())]

    banner = (
        "Gent heeft editie 1 ingetrokken op 2 augustus 2026. Ze geldt niet meer. "
        "Er stond een fout in."
    )
    assert [all_words(page, NOTICES) for page in pages] == [[banner], [banner]]


def test_list_of_editions_tells_each_one_the_newest_first(client, plan):
    second = publish_again(plan)
    withdraw(plan.editions.get(number=1), reason="Fout.", by=make_member(city=plan.city))

    page = client.get(address("editions", plan))

    assert all_words(page, "//article/h2") == [
        "Editie 2 huidige editie",
        "Editie 1 ingetrokken",
    ]
    assert all_words(page, "//article[1]/p[2]") == ["Er kwam iets bij."]
    assert f"{second.sha256[:12]}…" in all_words(page, "//article[1]//code")


@pytest.mark.parametrize("name", ["edition", "edition_json"])
@pytest.mark.parametrize("number", [0, 2, 99999999999999999999999])
def test_edition_that_does_not_exist_is_not_found(client, plan, name, number):
    assert client.get(address(name, plan, number)).status_code == 404


def test_download_is_the_archive_that_the_checksum_is_of(client, plan):
    edition = current_edition(plan)

    response = client.get(address("edition_json", plan, 1))

    assert hashlib.sha256(response.content).hexdigest() == edition.sha256
    assert json.loads(response.content)["publication"]["number"] == 1
    assert (response["Content-Type"], response["ETag"], response["Content-Disposition"]) == (
        "application/json",
        f'"{edition.sha256}"',
        f'attachment; filename="gent-{plan.slug}-editie-1.json"',
    )


def test_download_that_the_visitor_has_is_not_sent_again(client, plan):
    url = address("edition_json", plan, 1)
    etag = client.get(url)["ETag"]

    response = client.get(url, headers={"if-none-match": etag})

    assert (response.status_code, response.content) == (304, b"")


def test_foot_names_the_edition_its_checksum_and_how_to_cite_it(client, plan):
    edition = current_edition(plan)

    page = client.get(plan.get_absolute_url())

    assert all_words(page, "//section[h2='Over deze editie']/p") == [
        "Editie 1, gepubliceerd op 1 juli 2026.",
        "Het begin.",
    ]
    assert all_words(page, "//div[h3='Citeer deze editie']//code") == [edition.sha256]
    foot = "//section[h2='Over deze editie']//div[@class='deeds']/a"
    assert all_words(page, foot) == [
        "Alle edities (1)",
        "Wat veranderde?",
        "Geschiedenis van het plan",
        "Open data (JSON)",
    ]


# --- what may be kept, and how long --------------------------------------------------------------
def test_unchanged_page_is_answered_with_304(client, plan):
    first = client.get(plan.get_absolute_url())

    again = client.get(plan.get_absolute_url(), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Vary"] == first["Vary"] == "Cookie"
    assert first["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_answer_304_costs_six_queries(client, plan, django_assert_num_queries):
    etag = client.get(plan.get_absolute_url())["ETag"]
    caches["pages"].clear()

    with django_assert_num_queries(6):
        client.get(plan.get_absolute_url(), headers={"if-none-match": etag})


@pytest.mark.parametrize("what", ["newer edition", "withdrawal", "next day", "new release"])
def test_page_that_may_look_different_is_sent_again(client, plan, what, monkeypatch):
    url = address("edition", plan, 1)
    with time_machine.travel("2026-07-01 12:00 +0200", tick=False):
        etag = client.get(url)["ETag"]
        if what == "newer edition":
            publish_again(plan)
        elif what == "withdrawal":
            withdraw(current_edition(plan), reason="Fout.", by=make_member(city=plan.city))
        elif what == "new release":
            monkeypatch.setattr("actionplans.reading.code_version", lambda: "volgende")
    day = "2026-07-02" if what == "next day" else "2026-07-01"

    with time_machine.travel(f"{day} 12:00 +0200", tick=False):
        response = client.get(url, headers={"if-none-match": etag})

    assert response.status_code == 200
    assert response["ETag"] != etag


def test_page_of_somebody_who_is_signed_in_is_theirs_alone(client, plan):
    visitor = client.get(plan.get_absolute_url())
    client.force_login(make_member())

    response = client.get(plan.get_absolute_url(), headers={"if-none-match": visitor["ETag"]})

    assert (response.status_code, "ETag" in response) == (200, False)
    assert (response["Cache-Control"], response["Vary"]) == ("private, no-cache", "Cookie")
    assert main_of(response) == main_of(visitor)


def test_page_with_a_message_on_it_is_never_kept(client, plan):
    client.force_login(make_member())
    client.post(reverse("account_logout"))

    with_message = client.get(plan.get_absolute_url())
    after = client.get(plan.get_absolute_url())

    assert len(all_words(with_message, "//*[contains(@class, 'message ')]")) == 1
    assert ("ETag" in with_message, with_message["Cache-Control"]) == (False, "private, no-cache")
    assert ("ETag" in after, after["Cache-Control"]) == (
        True,
        "public, max-age=0, must-revalidate",
    )


def test_developer_always_gets_a_fresh_page(client, plan, settings):
    settings.DEBUG = True

    assert "ETag" not in client.get(plan.get_absolute_url())


def test_every_reading_page_says_who_may_keep_it(client, plan):
    goal = draft_of(plan).goals.get()
    pages = ["/plannen/", "/plannen/gent/", address("editions", plan), f"/doelen/{goal.uid}/"]
    pages += [address("edition_json", plan, 1), f"/acties/{goal.actions.get().uid}/"]

    headers = {(client.get(url)["Cache-Control"], client.get(url)["Vary"]) for url in pages}

    assert headers == {("public, max-age=0, must-revalidate", "Cookie")}


def test_pages_of_editions_ask_as_many_queries_whatever_their_number(client, plan):
    counts = []
    for more in (0, 1, 3):
        for number in range(more):
            publish_again(plan, title=f"Doel {more}.{number}")
        caches["pages"].clear()
        urls = (address("editions", plan), address("edition", plan, 1))
        counts.append([queries_of(client, url) for url in urls])

    assert counts[0] == counts[1] == counts[2]
