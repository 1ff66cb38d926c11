"""Which practices are alike, and the reasons that readers get."""

import pytest

from practices.finding.similar import looks_like, similar
from practices.models import Practice
from tests.fiches import make_practice

pytestmark = pytest.mark.django_db

BARE = {"is_complete": False, "categories": ["antidiscriminatie"]}


def titles(found):
    return [one.practice.title for one in found]


def test_a_shared_domain_weighs_more_than_a_shared_goal_of_the_united_nations():
    own = make_practice(**BARE, title="Eigen", domains=["wonen"], sdgs=[5])
    make_practice(**BARE, title="Buurt", sdgs=[5])
    make_practice(**BARE, title="Huren", domains=["wonen"])

    found = similar(own)

    assert titles(found) == ["Huren"]
    assert found[0].reasons == [
        "zelfde domein Wonen",
        "zelfde categorie Antidiscriminatie en -racisme",
    ]


def test_a_title_that_resembles_is_told_first():
    own = make_practice(title="Praktijktesten op de huurmarkt")
    make_practice(title="Praktijktests voor de huurmarkt in Gent")

    assert similar(own)[0].reasons[0] == "titel lijkt sterk (90 %)"


def test_a_practice_is_never_like_itself():
    own = make_practice(title="Alleen hier")

    assert (similar(own), looks_like("Alleen hier", exclude=own)) == ([], [])


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "withdrawn", "archived", "offline", "merged"]
)
def test_what_is_not_listed_is_named_to_nobody(state):
    own = make_practice(title="Zelfde titel")
    other = make_practice(title="Zelfde titel")
    assert titles(looks_like("Zelfde titel", exclude=own)) == ["Zelfde titel"]

    target = own if state == "merged" else None
    Practice.objects.filter(pk=other.pk).update(state=state, merged_into=target)

    # Also before anybody took its words away.
    assert (similar(own), looks_like("Zelfde titel", exclude=own)) == ([], [])


def test_a_draft_is_compared_by_what_its_author_saved():
    make_practice(title="Meldpunt in het Sociaal Huis")
    draft = make_practice(state="draft", title="Een meldpunt in het Sociaal Huis")

    assert titles(similar(draft)) == ["Meldpunt in het Sociaal Huis"]


@pytest.mark.parametrize("typed", ["", "de van", "\x00", "%", "🙂" * 500])
def test_an_empty_title_is_like_nothing(typed):
    make_practice(title="Meldpunt")

    assert looks_like(typed) == []


def test_a_typing_error_is_seen_through():
    make_practice(title="Meldpunt discriminatie")

    assert titles(looks_like("Meldpnut discriminatie")) == ["Meldpunt discriminatie"]


@pytest.mark.parametrize("count", [1, 3, 9])
def test_the_queries_do_not_grow(count, django_assert_num_queries):
    own = make_practice(title="Eigen")
    for _ in range(count):
        make_practice(title="Ander")

    with django_assert_num_queries(6):
        similar(own)
