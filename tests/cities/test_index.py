"""Writing what can be searched: in the transaction of the deed, without doubles or leftovers."""

from uuid import uuid4

import pytest
from django.db import connection, transaction

from cities import index
from cities.finding.spelling import better_spelling, nearest
from cities.models import SearchEntry, SearchPlace, SearchWord
from cities.stems import read_query
from tests.concurrency import at_once
from tests.factories import make_city

pytestmark = pytest.mark.django_db


def entry(**values):
    row = {"kind": "goal", "uid": uuid4(), "title": "Meldpunt", "text": "Bel ons.", "url": "/x/"}
    return {**row, **values}


def places():
    return set(SearchPlace.objects.values_list("word__word", "in_title"))


def test_an_entry_has_its_words_and_knows_those_of_the_title():
    city = make_city(name="Gent")

    index.put(**entry(title="Café", text="Een café\nin de wijk", labels="Wonen", city=city))

    row = SearchEntry.objects.get()
    assert (row.title, row.text, row.city) == ("Café", "Een café in de wijk", city)
    assert places() == {
        ("cafe", True),
        *((word, False) for word in ("een", "in", "de", "wijk", "wonen")),
    }


def test_a_word_is_kept_as_it_was_written_with_its_stem():
    index.put(**entry(title="Ideeën", text="E\u0301en"))

    known = list(SearchWord.objects.order_by("word").values_list("word", "stem", "shown"))
    assert known == [("een", "een", "éen"), ("ideeen", "ideeen", "ideeën")]


def test_putting_again_takes_the_place_of_the_first():
    row = entry()
    index.put(**row)
    before = SearchEntry.objects.get().pk

    index.put(**{**row, "title": "Sport", "text": ""})

    assert SearchEntry.objects.get().pk == before
    assert places() == {("sport", True)}


def test_the_last_of_two_rows_of_one_thing_counts():
    row = entry()

    index.put_many([row, {**row, "title": "Sport", "text": ""}])

    assert places() == {("sport", True)}


def test_forgetting_takes_the_entry_and_its_places_and_keeps_the_words():
    gone, stays = entry(title="Weg", text=""), entry(title="Blijft", text="")
    index.put_many([gone, stays])

    count = index.forget(gone["uid"])

    assert (count, places()) == (1, {("blijft", True)})
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"weg", "blijft"}


def test_forgetting_a_page_takes_its_parts_and_may_name_kinds():
    page = uuid4()
    index.put_many([entry(parent=page), entry(parent=page, kind="action"), entry()])

    counts = [index.forget(parent=page, kinds=("action",)), index.forget(parent=page)]

    assert (counts, SearchEntry.objects.count()) == ([1, 1], 1)


def test_forgetting_nothing_takes_nothing():
    index.put(**entry())

    assert (index.forget(), index.forget(kinds=("goal",)), SearchEntry.objects.count()) == (0, 0, 1)


def test_replacing_a_page_forgets_what_is_no_longer_on_it():
    page, kept = uuid4(), uuid4()
    index.put_many([entry(uid=kept, parent=page), entry(parent=page), entry(title="Elders")])

    index.replace(page, [entry(uid=kept, parent=page, title="Nieuw")])

    titles = set(SearchEntry.objects.values_list("title", flat=True))
    assert titles == {"Nieuw", "Elders"}


def test_a_refused_deed_leaves_no_words():
    with transaction.atomic():
        index.put(**entry())
        transaction.set_rollback(True)

    assert (SearchEntry.objects.count(), SearchWord.objects.count()) == (0, 0)


def test_what_no_database_keeps_is_left_out():
    index.put(**entry(title="A\x00B" + "c" * 400, text="d" * 100, url="/" * 500))

    row = SearchEntry.objects.get()
    assert (len(row.title), len(row.url), "\x00" in row.title) == (300, 400, False)
    assert max(len(word) for word, _ in places()) == 60


def test_queries_do_not_grow_with_the_rows(django_assert_max_num_queries):
    rows = [entry(title=f"Woord{number} en nog iets") for number in range(100)]

    with django_assert_max_num_queries(9):
        index.put_many(rows)

    assert SearchEntry.objects.count() == 100


def test_the_uid_of_a_city_is_the_same_every_time():
    uids = {index.uid_of("city", 1), index.uid_of("city", 1)}

    assert len(uids | {index.uid_of("city", 2), index.uid_of("plan", 1)}) == 3


@pytest.mark.django_db(transaction=True)
def test_two_deeds_at_once_with_the_same_new_words_both_succeed(database_of_many):
    words = [f"woord{number}" for number in range(60)]

    def put(order):
        def deed():
            with transaction.atomic():
                index.put(**entry(title=" ".join(order[:30]), text=" ".join(order)))
            connection.close()

        return deed

    outcomes = at_once(put(words), put(words[::-1]), put(words[30:] + words[:30]))

    assert outcomes == [None] * 3
    assert (SearchWord.objects.count(), SearchPlace.objects.count()) == (60, 180)


@pytest.mark.django_db(transaction=True)
def test_two_that_write_the_same_entry_at_once_leave_one(database_of_many):
    row = entry()

    def put(title):
        return lambda: index.put(**{**row, "title": title, "text": ""})

    outcomes = at_once(put("Eerst"), put("Daarna"))

    title = SearchEntry.objects.get().title
    assert (outcomes, places()) == ([None, None], {(title.lower(), True)})


# --- another spelling ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("huisvestign", "huisvesting"),
        ("uisvesting", "huisvesting"),
        ("discriminatei", ""),
        ("praktijktset", "praktijktesten"),
        ("kafé", "café"),
        ("sportklub fiets", "sportclub fiets"),
        ("huisvesting", ""),
        ("xqzwv", ""),
        ("a", ""),
    ],
)
def test_another_spelling_comes_from_words_that_stand_somewhere(typed, better):
    index.put(**entry(title="Huisvesting", text="praktijktesten café sportclub fiets"))

    assert better_spelling(read_query(typed), kinds=("goal",)) == better


def test_a_word_that_stands_nowhere_any_more_is_told_to_nobody():
    row = entry(title="Geheimzinnigheid", text="")
    index.put(**row)
    told = nearest("geheimzinnigheit", kinds=("goal",))

    index.forget(row["uid"])

    assert (told, nearest("geheimzinnigheit", kinds=("goal",))) == ("geheimzinnigheid", "")


def test_a_slip_that_somebody_made_is_not_preferred_to_the_word():
    slip = entry(title="Dicriminatie", text="")
    index.put_many([slip, *(entry(title="Discriminatie", text="") for _ in range(12))])

    assert better_spelling(read_query("dicriminatie"), kinds=("goal",)) == "discriminatie"
