import pytest

from cities.log import actor_of, record
from cities.models import Actor, LogEntry
from tests.factories import make_city, make_user

pytestmark = pytest.mark.django_db


def test_person_gets_one_lasting_name():
    user = make_user(name="Noor")

    actors = [actor_of(user), actor_of(user)]

    assert [actor.label for actor in actors] == ["Noor", "Noor"]
    assert Actor.objects.count() == 1


def test_name_stays_when_the_account_goes():
    user = make_user(name="Noor")
    actor = actor_of(user)

    user.delete()

    actor.refresh_from_db()
    assert (actor.label, actor.user) == ("Noor", None)


def test_line_of_the_log_says_who_did_what_where():
    city, actor = make_city(name="Gent"), actor_of(make_user())

    record("published", "Plan van Gent", by=actor, city=city, detail="editie 1")

    values = LogEntry.objects.values_list("verb", "subject", "actor", "city", "detail")
    assert list(values) == [("published", "Plan van Gent", actor.pk, city.pk, "editie 1")]


def test_line_is_called_by_what_was_done_in_dutch():
    line = record(LogEntry.Verb.PARTNER_DECIDED, "Plan van Gent")

    line.refresh_from_db()
    assert str(line) == "antwoord van een partner beoordeeld: Plan van Gent"
