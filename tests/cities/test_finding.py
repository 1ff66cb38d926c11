"""What a question finds, and in which order: the same on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cities import index
from cities.finding import forms, ranking
from cities.finding.excerpts import Marker
from cities.finding.forms import forms_of
from cities.finding.ranking import Wanted, look_up, ranked
from cities.models import City, SearchEntry
from cities.stems import read_query, words
from tests.cities.corpus import ENTRIES, QUESTIONS, SORTS, write_corpus

pytestmark = pytest.mark.django_db
ANY_EXAMPLES = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def names():
    return write_corpus()


def found(names, typed, sorts=SORTS, **how):
    best = ranked(look_up(read_query(typed)), Wanted(sorts, **{"most": 50, **how}))
    keys = [key for group in best.values() for key in group.keys]
    uids = dict(SearchEntry.objects.filter(pk__in=keys).values_list("pk", "uid"))
    return [names[uids[key]] for key in keys]


def test_each_question_finds_what_is_written_down(names):
    answers = {typed: found(names, typed) for typed in QUESTIONS}

    assert answers == QUESTIONS


def test_each_group_has_its_own_count_and_best(names):
    sorts = {"goals": ("goal", "action"), "plans": ("plan", "chapter"), "cities": ("city",)}

    best = ranked(look_up(read_query("huurmarkt")), Wanted(sorts, most=1))

    keys = {name: (group.total, len(group.keys)) for name, group in best.items()}
    assert keys == {"goals": (2, 1), "plans": (1, 1)}


def test_the_next_page_goes_on_where_the_first_ended(names):
    pages = [found(names, "school", most=1, only="all", start=start) for start in range(3)]

    assert pages == [["school"], ["plein"], []]


def test_a_city_narrows_down(names):
    eeklo = City.objects.get(name="Éeklo")

    assert found(names, "stad", city=eeklo) == ["eeklo"]
    assert found(names, "stad") == ["gent", "eeklo", "plan"]


def test_what_stands_on_another_page_is_left_out(names):
    plan = index.uid_of("corpus", "plan")
    index.put(kind="goal", uid=index.uid_of("x", 1), title="School", text="", url="/", parent=plan)

    outside = SearchEntry.objects.filter(kind="plan").values("uid")

    assert found(names, "school", outside=outside) == ["school", "plein"]


def test_a_city_answers_beside_another_word_only(names):
    assert found(names, "gent") == ["gent", "dag"]
    assert found(names, "gids gent") == ["gids"]
    # A beginning is no name.
    assert found(names, "gids gen") == []


def test_the_word_itself_comes_before_another_ending_and_a_beginning():
    rows = [("Wijkagent", 1), ("Wijken", 2), ("Wijk", 3)]
    for title, number in rows:
        index.put(kind="goal", uid=index.uid_of("x", number), title=title, text="", url="/")

    best = ranked(look_up(read_query("wijk")), Wanted(SORTS, most=5))["all"]

    titles = [SearchEntry.objects.get(pk=key).title for key in best.keys]
    assert titles == ["Wijk", "Wijken", "Wijkagent"]


def test_more_words_in_the_title_come_first():
    for number, title in enumerate(["Fiets", "Fiets naar school"]):
        index.put(kind="goal", uid=index.uid_of("x", number), title=title, text="school", url="/")

    best = ranked(look_up(read_query("school fiets")), Wanted(SORTS, most=5))["all"]

    titles = [SearchEntry.objects.get(pk=key).title for key in best.keys]
    assert titles == ["Fiets naar school", "Fiets"]


def test_a_beginning_of_too_many_words_is_cut_and_said(names, monkeypatch):
    monkeypatch.setattr(forms, "MOST_FORMS", 1)

    cut, whole = forms_of("huu"), forms_of("gids")

    assert (len(cut.all), cut.is_cut, whole.is_cut) == (1, True, False)


def test_texts_of_phrases_are_read_to_a_limit_and_it_is_said(names, monkeypatch):
    monkeypatch.setattr(ranking, "MOST_READ", 1)

    best = ranked(look_up(read_query('"gelijke kansen"')), Wanted(SORTS, most=5))

    # The one that was read has the words in another order.
    assert best == {} or best["all"].is_cut


def test_queries_depend_on_the_question_only(django_assert_num_queries):
    index.put_many(
        {
            **{"kind": "goal", "uid": index.uid_of("x", number), "text": "fiets", "url": "/"},
            "title": f"School {number}",
        }
        for number in range(40)
    )

    with django_assert_num_queries(4):
        best = ranked(look_up(read_query("school fiets")), Wanted(SORTS, most=5))

    assert best["all"].total == 40


@ANY_EXAMPLES
@given(
    st.text(max_size=60) | st.lists(st.sampled_from(["school", "gent", '"', "%", "huur", "_", "'"]))
)
@example("\ud800")
@example('"' * 300)
@example("a" * 5_000)
def test_any_text_is_a_question_and_finds_no_more_than_its_words(names, typed):
    typed = typed if isinstance(typed, str) else " ".join(typed)
    query = read_query(typed)

    together = set(found(names, typed))
    each = [set(found(names, word)) for word in query.words]

    # Beside another word, a city's name is answered by what belongs to that city.
    is_city = [word in {"gent", "eeklo"} for word in query.words]
    for hits, names_a_city in zip(each, is_city, strict=True):
        assert names_a_city or together <= hits
    assert query or not together


@ANY_EXAMPLES
@given(st.sampled_from(sorted(ENTRIES)), st.integers(0, 30), st.integers(1, 12))
def test_every_word_of_an_entry_finds_it_and_is_marked(names, name, at, length):
    kind, title, text, labels, city = ENTRIES[name]
    told = words(f"{title} {text}")
    word = told[at % len(told)]
    typed = word[: max(length, 3)]

    hits = found(names, typed)
    marks = Marker(read_query(typed)).hits(f"{title} {text}")

    is_whole_or_long = typed == word or len(typed) >= 3
    assert not is_whole_or_long or (name in hits and marks != [])
