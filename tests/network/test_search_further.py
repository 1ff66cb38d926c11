"""How the search helps a reader on, what it tells machines, and that it answers any text."""

import json
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cities import index
from cities.models import City
from tests.cities.corpus import write_corpus
from tests.counting import queries_of
from tests.factories import make_city
from tests.network.seeking import URL, add_goals, titles_of, url_of


@pytest.fixture
def corpus(db):
    return write_corpus()


# --- helping on ----------------------------------------------------------------------------------
def test_a_slip_of_the_pen_gets_another_spelling_with_the_same_choices(client, corpus):
    response = client.get(url_of(q="huurmrkt", stad="gent"))

    assert response.context["better"] == "huurmarkt"
    assert 'Bedoelde je <a href="?q=huurmarkt&amp;stad=gent">huurmarkt</a>?' in (
        response.content.decode()
    )


def test_enough_results_get_no_other_spelling(client, corpus):
    add_goals(3)

    assert client.get(url_of(q="fiets")).context["better"] == ""


def test_words_that_mean_the_same_are_told(client, corpus):
    response = client.get(url_of(q="huisvesting"))

    assert response.context["also"] == ["wonen", "woning"]
    assert "ook gezocht op: wonen, woning" in response.content.decode()


def test_nothing_found_offers_only_what_finds_something(client, corpus):
    response = client.get(url_of(q='school zzzz "kansen verdelen"', stad="gent", soort="steden"))

    assert titles_of(response) == {}
    assert [(one.label, one.count) for one in response.context["wider"]] == []
    assert "Niets gevonden voor" in response.content.decode()


def test_a_word_a_quote_or_a_choice_less_finds_something(client, corpus):
    word = client.get(url_of(q="school zzzz")).context["wider"]
    quote = client.get(url_of(q='"kansen verdelen"')).context["wider"]
    choice = client.get(url_of(q="school", stad="gent")).context["wider"]

    assert [(one.label, one.count) for one in word] == [("zonder ‘zzzz’", 2)]
    assert [(one.label, one.count) for one in quote] == [("zonder aanhalingstekens", 1)]
    assert [(one.label, one.count) for one in choice] == [("zonder deze keuzes", 2)]


def test_an_empty_question_tells_what_can_be_searched(client, corpus):
    index.put(kind="goal", uid=index.uid_of("x", 1), title="Sport", text="", url="/x/")

    response = client.get(URL)

    told = {one.label: one.count for one in response.context["sorts"]}
    assert told["Steden"] == 2
    assert (response.status_code, response.context["examples"]) == (
        200,
        ["wonen", "onderwijs", "sport"],
    )


def test_an_empty_index_says_so(client, db):
    page = client.get(URL).content.decode()

    assert "Er is nog niets om te doorzoeken" in page


# --- for machines --------------------------------------------------------------------------------
def test_the_json_has_the_same_results_with_documented_fields(client, corpus):
    answer = client.get(f"{URL}resultaten.json?q=speelplaats").json()

    [group] = answer.pop("groepen")
    [result] = group.pop("resultaten")
    assert answer == {
        **{"licentie": answer["licentie"], "velden": f"http://testserver{URL}#hergebruik"},
        **{"vraag": "speelplaats", "aantal": 1, "bedoelde_je": "", "pagina": 1, "paginas": 1},
    }
    assert group == {"soort": "doelen", "naam": "Doelen en acties", "aantal": 1}
    assert result == {
        **{"uid": str(index.uid_of("corpus", "plein")), "soort_resultaat": "goal"},
        **{"titel": "Pesten stopt", "fragment": "Op de speelplaats van elke school."},
        **{"adres": "http://testserver/plein/", "stad": "Éeklo", "staat_in": "Éeklo"},
    }
    documented = set(client.get(URL).context["fields"])
    assert {*result, "vraag", "aantal", "bedoelde_je", "groepen", "pagina"} == documented


def test_the_json_of_nothing_is_an_answer(client, db):
    answer = client.get(f"{URL}resultaten.json").json()

    assert (answer["aantal"], answer["groepen"]) == (0, [])


def test_a_browser_can_offer_this_search(client, db):
    response = client.get(f"{URL}opensearch.xml")

    assert response["Content-Type"] == "application/opensearchdescription+xml"
    assert 'template="http://testserver/zoeken/?q={searchTerms}"' in response.content.decode()


def test_pages_of_the_search_are_not_for_search_engines(client, corpus):
    assert 'content="noindex"' in client.get(url_of(q="school")).content.decode()
    assert 'content="noindex"' not in client.get(URL).content.decode()


# --- how much it asks, and any text --------------------------------------------------------------
@pytest.mark.parametrize("asked", [{"q": "fiets"}, {"q": "fiets", "soort": "doelen"}])
def test_queries_do_not_grow_with_what_is_found(client, db, asked):
    counts = []
    for count in (1, 3, 30):
        add_goals(count, city=City.objects.first() or make_city())
        counts.append(queries_of(client, url_of(**asked)))

    # From three on nobody asks for another spelling.
    assert counts[1] == counts[2] <= counts[0]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.text(max_size=80), rest=st.text(max_size=20))
@example(typed="a" * 5_000, rest="")
@example(typed="' OR 1=1; --", rest="%_\\")
@example(typed='"' * 90, rest="9" * 30)
@example(typed="\x00🙂 \ud800", rest="\x00")
@example(typed="((NEAR/2 *", rest="-1")
def test_any_text_is_answered(client, corpus, typed, rest):
    asked = {"q": typed, "soort": rest, "stad": rest, "pagina": rest, "lopend": rest}
    address = urlencode({key: text.encode("utf-8", "ignore") for key, text in asked.items()})

    responses = [client.get(f"{URL}{page}?{address}") for page in ("", "resultaten.json")]

    assert [one.status_code for one in responses] == [200, 200]
    json.loads(responses[1].content)
