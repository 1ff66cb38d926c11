"""A practice names a city that took it over once that city published it, and not before."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actionplans.drafting import delete
from actionplans.editions import draft_of, withdraw
from practices.models import Practice
from practices.planlinks.adoptions import adoption_counts, adoptions_of, shared_from
from practices.planlinks.beside import practices_beside
from practices.planlinks.sharing import share
from tests.factories import make_city, make_member, make_plan
from tests.fiches import make_practice, put_in_state
from tests.practices.plan_links import adopt, go_on, make_writer, plan_of, publish_plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice():
    return make_practice(city=make_city(name="Mechelen"), title="Praktijktesten op huur")


def told(practice):
    return [(one.city.name, one.words, one.url) for one in adoptions_of(practice)]


def set_columns(practice, **columns):
    Practice.objects.filter(pk=practice.pk).update(**columns)


def pages_of(practice):
    """All that a visitor, an alderman and a moderator read about it."""
    browsers = [Client() for _ in range(2)]
    browsers[1].force_login(make_member(role="alderman"))
    urls = (practice.get_absolute_url(), "/praktijken/", "/praktijken/?overgenomen=1")
    urls += ("/praktijken/export.json", "/praktijken/export.csv", "/praktijken/feed/")
    urls += (f"{practice.get_absolute_url()}export.json",)
    return "".join(one.get(url).content.decode() for one in browsers for url in urls)


def test_what_only_a_draft_holds_stands_nowhere(practice):
    plan = make_plan(city=make_city(name="Zottegem"))
    adopt(practice, plan=plan, title="Nog geheim doel")

    pages = pages_of(practice)

    assert (told(practice), adoption_counts()) == ([], {})
    assert ("Nog geheim" in pages, f"/steden/{plan.city.slug}/" in pages) == (False, False)


def test_once_published_the_city_is_named_with_its_goal(practice):
    uid = adopt(practice, plan=make_plan(city=make_city(name="Gent")), title="Testen als in M.")
    publish_plan(plan_of(uid))

    page = Client().get(practice.get_absolute_url()).content.decode()

    assert told(practice) == [("Gent", "Testen als in M.", f"/doelen/{uid}/")]
    assert adoption_counts([practice]) == {practice.pk: 1}
    assert f'href="/doelen/{uid}/"' in page


def test_an_action_is_named_by_its_own_address(practice):
    plan = make_plan(city=make_city(name="Gent"))
    uid = adopt(practice, plan=plan, kind="action", title="Dertig telefoons")
    publish_plan(plan)

    assert told(practice) == [("Gent", "Dertig telefoons", f"/acties/{uid}/")]


def test_an_edition_that_is_withdrawn_names_nobody(practice):
    uid = adopt(practice)
    edition = publish_plan(plan_of(uid))

    withdraw(edition, reason="Vergissing", by=make_writer(edition.plan, "coordinator"))

    assert (told(practice), adoption_counts()) == ([], {})
    assert f"/doelen/{uid}/" not in Client().get(practice.get_absolute_url()).content.decode()


def test_a_withdrawal_leaves_an_older_edition_with_the_row(practice):
    plan = make_plan(city=make_city(name="Gent"))
    uid = adopt(practice, plan=plan, title="Eerst zo")
    publish_plan(plan)
    goal = draft_of(plan).goals.get(uid=uid)
    adopt(practice, plan=plan, title="Nog een tweede")
    second = publish_plan(plan)
    withdraw(second, reason="Vergissing", by=make_writer(plan, "coordinator"))

    assert told(practice) == [("Gent", "Eerst zo", f"/doelen/{goal.uid}/")]


def test_what_the_city_took_out_again_keeps_the_last_wording(practice):
    plan = make_plan(city=make_city(name="Gent"))
    adopt(practice, plan=plan, title="Blijft")
    uid = adopt(practice, plan=plan, title="Gaat weg")
    publish_plan(plan)
    row = draft_of(plan).goals.get(uid=uid)
    delete(plan, "goal", uid, seen=row.version, by=make_writer(plan))
    publish_plan(plan)

    assert [words for _, words, _ in told(practice)] == ["Blijft", "Gaat weg"]
    assert Client().get(f"/doelen/{uid}/").status_code == 200


def test_the_link_follows_the_descent_into_the_next_plan_once_that_is_published(practice):
    uid = adopt(practice, plan=make_plan(city=make_city(name="Gent")), title="In het oude plan")
    publish_plan(plan_of(uid))
    following, goal = go_on(uid, title="In het nieuwe plan")

    before = told(practice)
    publish_plan(following)

    assert before == [("Gent", "In het oude plan", f"/doelen/{uid}/")]
    assert told(practice) == [("Gent", "In het nieuwe plan", f"/doelen/{goal.uid}/")]
    assert adoptions_of(practice)[0].plan == following


def test_a_descendant_that_is_published_speaks_for_a_row_that_never_was(practice):
    uid = adopt(practice, plan=make_plan(city=make_city(name="Gent")))
    following, goal = go_on(uid)
    publish_plan(following)

    assert [url for _, _, url in told(practice)] == [f"/doelen/{goal.uid}/"]


def test_the_row_of_another_city_that_has_the_same_ancestor_is_not_ours(practice):
    uid = adopt(practice, plan=make_plan(city=make_city(name="Gent")))
    strange, goal = go_on(uid)
    strange.city = make_city(name="Aalst")
    strange.save()
    publish_plan(strange)

    assert told(practice) == []


def test_the_submitting_city_itself_is_shown_and_does_not_count(practice):
    plan = make_plan(city=practice.city)
    adopt(practice, plan=plan)
    publish_plan(plan)

    assert [(one.city.name, one.is_elsewhere) for one in adoptions_of(practice)] == [
        ("Mechelen", False)
    ]
    assert adoption_counts([practice]) == {}


def test_a_city_with_two_goals_counts_once(practice):
    plan = make_plan(city=make_city(name="Gent"))
    adopt(practice, plan=plan, title="Een")
    adopt(practice, plan=plan, title="Twee")
    publish_plan(plan)

    assert (len(told(practice)), adoption_counts([practice])) == (2, {practice.pk: 1})


def test_after_a_merge_of_a_merge_the_last_one_has_the_cities(practice):
    first, second = make_practice(), make_practice()
    uid = adopt(first, plan=make_plan(city=make_city(name="Gent")), title="Van de eerste")
    publish_plan(plan_of(uid))
    set_columns(first, state="merged", merged_into=second)
    set_columns(second, state="merged", merged_into=practice)

    beside = practices_beside(plan_of(uid))

    assert told(practice) == [("Gent", "Van de eerste", f"/doelen/{uid}/")]
    assert adoption_counts() == {practice.pk: 1}
    assert [(one.text, one.url) for one in beside[uid]] == [
        ("Praktijktesten op huur", practice.get_absolute_url())
    ]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("published", ["Praktijktesten op huur"]),
        ("archived", ["Praktijktesten op huur (gearchiveerd)"]),
        ("offline", []),
    ],
)
def test_the_plan_tells_only_of_practices_that_everybody_reads(practice, state, words):
    uid = adopt(practice)
    set_columns(practice, state=state)

    found = practices_beside(plan_of(uid))

    assert [one.text for one in found.get(uid, [])] == words


def test_a_draft_that_was_shared_from_a_goal_stands_nowhere_until_it_is_published():
    uid = adopt(make_practice(), plan=make_plan(city=make_city(name="Gent")))
    plan = plan_of(uid)
    publish_plan(plan)
    goal = draft_of(plan).goals.get(uid=uid)
    fiche, _ = share(goal, "goal", by=make_writer(plan))
    before = practices_beside(plan)[uid]

    put_in_state(fiche, "published")

    labels = [one.label for one in practices_beside(plan)[uid]]
    assert [one.label for one in before] == ["Overgenomen uit de praktijk"]
    assert labels == ["Overgenomen uit de praktijk", "Gedeeld als praktijk"]
    assert [place.uid for place in shared_from(Practice.objects.get(pk=fiche.pk))] == [uid]


def queries(deed):
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


def test_queries_do_not_grow_with_adoptions():
    asked = []
    practice, city = make_practice(), make_city()
    for number in (1, 2, 6):
        for _ in range(number):
            uid = adopt(practice, plan=make_plan(city=make_city()))
            publish_plan(plan_of(uid))
            adopt(practice, plan=city.plans.first() or make_plan(city=city))
        asked.append(
            (
                queries(lambda: adoptions_of(practice)),
                queries(lambda: adoption_counts([practice])),
                queries(lambda: practices_beside(city.plans.first())),
            )
        )

    assert asked[0] == asked[1] == asked[2]
    assert len(adoptions_of(practice)) == 9
