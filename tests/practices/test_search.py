"""Finding practices by words; the same hits on SQLite and PostgreSQL."""

import pytest

from cities.finding.alike import same_as
from cities.finding.excerpts import Marker
from cities.stems import read_query
from practices.finding.search import matching, sections_that_match
from practices.finding.spelling import better_spelling
from practices.models import Practice
from tests.factories import make_city
from tests.fiches import make_practice, make_section

pytestmark = pytest.mark.django_db

HOSTILE = ["%", "_", "'", '"', "\\", "a" * 5000, "🙂", "\x00", "' OR 1=1 --", "((", "*", "\ud800"]


@pytest.fixture
def practices():
    tests = make_practice(
        title="Praktijktesten op de huurmarkt",
        summary="Een team belt kantoren op.",
        description="Zo’n team telt wie een bezoek krijgt.",
        city=make_city(name="Gent"),
        section={"text": "In de lente belt het team.", "contact": "a@b.example"},
    )
    make_section(practice=tests, city=make_city(name="Kortrijk"), text="Samen met de sportclubs.")
    school = make_practice(
        title="Een café in elke school",
        summary="Ouders praten er met leerkrachten.",
        description="Elke week koffie.",
        domains=["onderwijs"],
        benefit_groups=[],
        city=make_city(name="Éeklo"),
        section={"text": "Vooral tegen racisme.", "contact": "a@b.example"},
    )
    return {tests.uid: "tests", school.uid: "school"}


def found(practices, typed):
    return {practices[uid] for uid in matching(read_query(typed))}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("praktijktest", {"tests"}),
        ("HUURMARKTEN", {"tests"}),
        ("huurmar", {"tests"}),
        ("cafe", {"school"}),
        ("cafés", {"school"}),
        ("éeklo", {"school"}),
        ("eeklo", {"school"}),
        ("scholen koffie", {"school"}),
        ("scholen huurmarkt", set()),
        # One word in the shared text, the other in what a city tells.
        ("huurmarkt lente", {"tests"}),
        ("huurmarkt sportclub", {"tests"}),
        ("kortrijk", {"tests"}),
        # A label is a word too.
        ("onderwijs", {"school"}),
        # The same by another word.
        ("voetbal", set()),
        ("leerkrachten", {"school"}),
        ("racistisch", {"school", "tests"}),
        ('"belt kantoren"', {"tests"}),
        ('"kantoren belt"', set()),
        ('"lente belt het"', {"tests"}),
        ('"belt kantoren" lente', {"tests"}),
        ('"belt kantoren" "elke week"', set()),
        ("van de", {"tests", "school"}),
    ],
)
def test_words_find_practices(practices, typed, expected):
    assert found(practices, typed) == expected


def test_hostile_words_mean_nothing_special(practices):
    hits = {typed[:9]: found(practices, typed) for typed in HOSTILE}

    assert set(map(frozenset, hits.values())) == {frozenset()}


def test_a_percent_sign_is_no_wildcard(practices):
    assert found(practices, "huur%kt") == set()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("huren", "huurmarkt"),
        ("huurder", "verhuring"),
        ("huurprijs", "verhuren"),
        ("verhuurders", "huurwoningen"),
        ("arbeidsmarkt", "tewerkstelling"),
        ("werk", "arbeidsmarkt"),
        ("tewerkst", "werknemers"),
        ("onderwijskansen", "scholen"),
        ("school", "onderwijsinstelling"),
        ("discriminerende", "discriminaties"),
        ("racisten", "racisme"),
    ],
)
def test_words_that_mean_the_same_find_each_other(typed, told):
    practice = make_practice(title="Iets", description=f"Over {told} praten.", domains=[])

    pieces = Marker(read_query(typed)).excerpt(f"Over {told} praten.")

    assert practice.uid in matching(read_query(typed))
    assert [one.text for one in pieces if one.is_hit] == [told]


@pytest.mark.parametrize("typed", ["nieuw", "haat", "wer", "kinderen"])
def test_the_beginning_of_another_word_means_nothing_else(typed):
    assert same_as(typed) == ()


def test_it_is_told_which_city_has_the_word(practices):
    listed = list(Practice.objects.listed())

    matched = sections_that_match(listed, read_query("sportclub"))

    assert [[one.title for one in found] for found in matched.values()] == [["Kortrijk"]]


def test_an_excerpt_marks_the_word_in_its_sentence():
    pieces = Marker(read_query("sportclub")).excerpt("Samen met de sportclubs van de wijk.")

    assert [(one.text, one.is_hit) for one in pieces] == [
        ("Samen met de ", False),
        ("sportclubs", True),
        (" van de wijk.", False),
    ]


def test_an_excerpt_marks_a_word_that_means_the_same():
    pieces = Marker(read_query("racistisch")).excerpt("Vooral tegen racisme.")

    assert [one.text for one in pieces if one.is_hit] == ["racisme"]


def test_an_excerpt_of_a_long_text_stands_around_the_word():
    text = f"{'voor ' * 60}testen {'na ' * 200}"

    words = "".join(one.text for one in Marker(read_query("test")).excerpt(text))

    assert (words.startswith("… voor"), "testen" in words, words.endswith(" …")) == (True,) * 3
    assert len(words) < 260


def test_a_text_without_the_word_has_no_excerpt():
    assert Marker(read_query("school")).excerpt("Samen met de sportclubs.") == []


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("praktijktset", "praktijktesten"),
        ("huurmarkt sportklubs", "huurmarkt sportclubs"),
        ("praktijktesten", ""),
        ("xqzwv", ""),
    ],
)
def test_another_spelling_comes_from_the_practices_themselves(practices, typed, better):
    assert better_spelling(read_query(typed)) == better


def test_no_spelling_is_taken_from_what_is_not_online(practices):
    make_practice(state="draft", title="Geheimzinnigheid")

    assert better_spelling(read_query("geheimzinnigheit")) == ""
