"""The index made anew from what is public now, by command and by the worker."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from cities import index
from cities.models import City, Heartbeat, PolicyDomain, SearchEntry, SearchPlace
from network.searching import rebuilding
from network.searching.rebuilding import INDEX_VERSION, NAME, rebuild, rebuild_when_old
from practices.models import Practice
from tests.factories import make_city, make_user, published_plan
from tests.fiches import make_practice
from tests.networks import make_meeting, make_position, make_theme

pytestmark = pytest.mark.django_db


def content():
    """Everything in the index but its keys."""
    entries = SearchEntry.objects.values_list(
        "kind", "uid", "parent", "url", "city", "title", "text"
    )
    places = SearchPlace.objects.values_list("word__word", "entry__uid", "kind", "in_title")
    return set(entries), set(places)


@pytest.fixture
def public():
    """One of everything that can be found."""
    published_plan(city=make_city(name="Gent"))
    make_practice()
    make_meeting()
    make_position(state="adopted")
    make_theme()


def test_an_empty_index_is_filled_from_what_is_public(public):
    rebuild()
    made = content()
    SearchEntry.objects.all().delete()

    rebuild()

    kinds = {"plan", "chapter", "goal", "action", "practice", "practice_section"}
    kinds |= {"city", "meeting", "position", "theme"}
    assert set(SearchEntry.objects.values_list("kind", flat=True)) == kinds
    assert content() == made


def test_what_the_deeds_wrote_is_what_is_made_anew():
    published_plan(city=make_city(name="Gent"))
    make_practice(city=City.objects.get())
    deeds = content()

    rebuild()
    index.forget_all(kinds=["city"])

    assert content() == deeds


def test_what_is_not_public_any_more_disappears(public):
    rebuild()
    kept = content()
    for kind in index.KINDS:
        row = {"kind": kind, "uid": uuid4(), "parent": uuid4(), "url": "/"}
        index.put(**row, title="Overgebleven", text="")
    Practice.objects.update(state="archived")

    rebuild()

    entries, _ = content()
    assert {row[5] for row in entries} & {"Overgebleven"} == set()
    assert {row for row in kept[0] if not row[0].startswith("practice")} == entries


def test_a_renamed_label_is_found_after_a_rebuild():
    practice = make_practice(domains=["wonen"])
    PolicyDomain.objects.filter(code="wonen").update(label="Onderdak")

    rebuild()

    words = SearchPlace.objects.filter(entry__uid=practice.uid).values_list("word__word", flat=True)
    assert "onderdak" in words


def test_the_command_prints_what_it_made(public):
    printed = StringIO()

    call_command("reindex", stdout=printed)

    lines = printed.getvalue().splitlines()
    assert {"plan: 4", "meeting: 1", "position: 1", "theme: 1"} <= set(lines)
    assert lines[-1] == f"In all: {SearchEntry.objects.count()}"


def test_the_worker_fills_an_index_that_was_never_made(public):
    SearchEntry.objects.all().delete()

    counts = [rebuild_when_old(), rebuild_when_old()]

    assert counts == [SearchEntry.objects.count(), 0]
    assert Heartbeat.objects.get(name=NAME).note == str(INDEX_VERSION)


def test_the_worker_makes_an_older_index_anew(public):
    rebuild()
    Heartbeat.objects.filter(name=NAME).update(note=str(INDEX_VERSION - 1))

    assert rebuild_when_old() == SearchEntry.objects.count() > 0


def test_a_rebuild_that_stops_halfway_is_done_again(public, monkeypatch):
    def stop(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(rebuilding, "_some_at_a_time", stop)
    with pytest.raises(KeyboardInterrupt):
        rebuild()

    assert rebuilding.is_old()


def test_things_of_which_there_are_many_are_done_some_at_a_time(django_assert_max_num_queries):
    for _ in range(rebuilding.AT_ONCE + 1):
        make_practice()
    before = content()

    with django_assert_max_num_queries(400):
        rebuild()

    assert content()[0] >= before[0]


def test_loading_the_facts_writes_the_cities():
    call_command("load_facts", stdout=StringIO())

    gent = City.objects.get(slug="gent")
    entry = SearchEntry.objects.get(uid=index.uid_of("city", gent.pk))
    assert (entry.title, entry.url) == ("Gent", gent.get_absolute_url())


def test_a_city_that_the_administrator_changes_is_found_by_its_new_note(client):
    city = make_city(name="Gent")
    client.force_login(make_user(network_role="administrator"))
    typed = {
        **{"name": "Gent", "kind": "stad", "nis_code": city.nis_code, "province": city.province},
        **{"latitude": "51", "longitude": "4", "note": "Met een haven"},
        **{f"coalition_memberships-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")},
    }

    response = client.post(reverse("admin:cities_city_change", args=[city.pk]), typed)

    entry = SearchEntry.objects.get(uid=index.uid_of("city", city.pk))
    assert (response.status_code, entry.text) == (302, "Stad in Oost-Vlaanderen. Met een haven")
