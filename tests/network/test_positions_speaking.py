"""A city endorses or abstains, by one of its aldermen; and what members comment."""

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone

from network.models import Endorsement, JointPosition, PositionComment
from network.positions import commenting, steps, texts
from network.positions.refusals import NewTextError, PositionRefusedError, StaleAnswerError
from network.positions.speaking import speak
from tests.factories import join, make_city, make_member
from tests.networks import make_moderator, make_position

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    city = make_city(name="Gent")
    join(city=city)
    return city


@pytest.fixture
def alderman(gent):
    return make_member(city=gent, role="alderman", name="Fatma")


@pytest.fixture
def position():
    days = timedelta(days=10)
    return make_position(state="open", deadline=timezone.localdate() + days)


@pytest.fixture
def url(position, gent):
    return reverse("network:position_speak", args=[position.slug, gent.slug])


def answer(**values):
    return {"kind": "endorses", "reason": "", "tekst": 1, "seen": 0, **values}


def told(city):
    found = Endorsement.objects.filter(city=city).values_list("kind", "reason", "edits")
    return list(found)


# --- who ---------------------------------------------------------------------------------------
def test_an_alderman_speaks_for_the_city(client, alderman, gent, position, url):
    client.force_login(alderman)

    response = client.post(url, answer(kind="abstains", reason="Onze raad besliste nog niet."))

    assert response["Location"] == position.get_absolute_url()
    assert told(gent) == [("abstains", "Onze raad besliste nog niet.", 1)]
    assert str(Endorsement.objects.get().by) == "Fatma"


@pytest.mark.parametrize("role", ["contributor", "coordinator"])
def test_an_officer_hears_which_alderman_to_ask(client, alderman, gent, url, role):
    client.force_login(make_member(city=gent, role=role))

    response = client.post(url, answer())

    assert (response.status_code, told(gent)) == (403, [])
    assert "Vraag het aan Fatma." in response.content.decode()


def test_an_alderman_of_another_city_is_refused(client, gent, url):
    client.force_login(make_member(role="alderman"))

    response = client.post(url, answer())

    assert (response.status_code, told(gent)) == (403, [])


def test_a_visitor_is_sent_to_sign_in(client, gent, url):
    response = client.post(url, answer())

    assert response["Location"] == f"{reverse('account_login')}?next={url}"


def test_only_a_member_city_of_that_day_speaks(client, position):
    aalst = make_city(name="Aalst")
    join(city=aalst, until=timezone.localdate())
    client.force_login(make_member(city=aalst, role="alderman"))
    url = reverse("network:position_speak", args=[position.slug, aalst.slug])

    response = client.post(url, answer(reason="Wij ook."))

    assert (response.status_code, told(aalst)) == (409, [])
    assert "Wij ook." in response.content.decode()


# --- when --------------------------------------------------------------------------------------
@pytest.mark.parametrize("data", [{}, answer(kind="tegen"), answer(tekst=""), answer(seen="x")])
def test_an_unclear_answer_is_none(client, alderman, gent, url, data):
    client.force_login(alderman)

    assert (client.post(url, data).status_code, told(gent)) == (422, [])


def test_pressing_twice_is_one_answer(alderman, gent, position):
    for _ in range(2):
        speak(position, city=gent, kind="endorses", reason="", text=1, seen=0, by=alderman)

    position.refresh_from_db()
    assert (told(gent), position.version) == ([("endorses", "", 1)], 2)


def test_the_answer_can_be_changed_by_a_colleague_who_saw_it(alderman, gent, position):
    speak(position, city=gent, kind="endorses", reason="", text=1, seen=0, by=alderman)
    colleague = make_member(city=gent, role="alderman", name="Resul")

    speak(position, city=gent, kind="abstains", reason="", text=1, seen=1, by=colleague)

    assert (told(gent), str(Endorsement.objects.get().by)) == ([("abstains", "", 2)], "Resul")


def test_of_two_aldermen_at_once_the_second_sees_what_the_first_said(
    client, alderman, gent, position, url
):
    colleague = make_member(city=gent, role="alderman", name="Resul")
    speak(position, city=gent, kind="abstains", reason="Nog niet.", text=1, seen=0, by=colleague)
    client.force_login(alderman)

    response = client.post(url, answer(reason="Van harte."))

    page = response.content.decode()
    assert (response.status_code, told(gent)) == (409, [("abstains", "Nog niet.", 1)])
    assert [word in page for word in ("Resul", "Nog niet.", "Van harte.")] == [True] * 3
    again = response.context["form"].data
    client.post(url, again)
    assert told(gent) == [("endorses", "Van harte.", 2)]


def test_about_an_older_text_the_choice_waits_beside_the_new_one(
    client, alderman, gent, position, url
):
    by = make_moderator()
    client.force_login(alderman)
    back = steps.take_back(position, seen=1, by=by)
    values = {"title": position.title, "addressee": position.addressee}
    changed = texts.change(back, **values, text="Wij vragen nu meer.", seen=2, by=by)
    deadline = timezone.localdate() + timedelta(days=5)
    steps.put_before_cities(changed, deadline=deadline, seen=3, by=by)

    response = client.post(url, answer(reason="Van harte."))

    page = response.content.decode()
    assert (response.status_code, told(gent)) == (409, [])
    assert ("Wij vragen nu meer." in page, "Van harte." in page) == (True, True)
    assert client.post(url, response.context["form"].data).status_code == 302


@pytest.mark.parametrize("state", ["draft", "adopted", "sent", "withdrawn"])
def test_nobody_speaks_of_what_does_not_lie_before_the_cities(client, alderman, gent, state):
    position = make_position(state=state)
    client.force_login(alderman)
    url = reverse("network:position_speak", args=[position.slug, gent.slug])

    response = client.post(url, answer(reason="Te laat getypt."))

    assert (response.status_code, told(gent)) == (409, [])
    assert "Te laat getypt." in response.content.decode()


def test_the_database_itself_keeps_what_was_said_of_an_adopted_position(alderman, gent, position):
    speak(position, city=gent, kind="endorses", reason="", text=1, seen=0, by=alderman)
    position.refresh_from_db()
    steps.adopt(position, seen=position.version, by=make_moderator())

    for deed in (Endorsement.objects.all().delete, position.versions.all().delete):
        with pytest.raises(Error), transaction.atomic():
            deed()
    with pytest.raises(Error), transaction.atomic():
        Endorsement.objects.update(kind="abstains")

    assert told(gent) == [("endorses", "", 1)]


# --- comments ----------------------------------------------------------------------------------
NASTY = "<script>alert(1)</script>\n" + "𝕏 ' OR 1=1 -- " * 200


@pytest.mark.parametrize("state", ["draft", "open"])
def test_a_member_comments_on_the_text_as_it_is(client, gent, state):
    position = make_position(state=state)
    client.force_login(make_member(city=gent, role="contributor", name="An"))
    url = reverse("network:position_comment", args=[position.slug])

    response = client.post(url, {"words": NASTY, "tekst": 1})

    said = PositionComment.objects.get()
    page = client.get(position.get_absolute_url()).content.decode()
    assert response.status_code == 302
    assert (said.text, said.city, str(said.by)) == (NASTY.strip(), gent, "An")
    assert ("<script>alert" in page, "&lt;script&gt;alert(1)" in page) == (False, True)


def test_the_same_comment_twice_is_one_and_vvsg_comments_without_a_city(position):
    by = make_moderator()

    for _ in range(2):
        commenting.comment(position, text=1, words="Korter?", city=None, by=by)

    assert list(PositionComment.objects.values_list("text", "city")) == [("Korter?", None)]


@pytest.mark.parametrize("words", ["", "  ", "x" * 5001])
def test_an_empty_or_endless_comment_stays_on_the_screen(client, gent, position, words):
    client.force_login(make_member(city=gent))
    url = reverse("network:position_comment", args=[position.slug])

    response = client.post(url, {"words": words, "tekst": 1})

    assert (response.status_code, PositionComment.objects.count()) == (422, 0)
    assert response.context["form"].data["words"] == words


def test_a_comment_on_an_older_text_waits_beside_the_new_one(gent):
    by = make_moderator()
    position = make_position(by=by)
    values = {"title": position.title, "addressee": position.addressee}
    texts.change(position, **values, text="Nieuw.", seen=1, by=by)

    with pytest.raises(NewTextError):
        commenting.comment(position, text=1, words="Schrap dit.", city=gent, by=by)

    assert PositionComment.objects.count() == 0


def test_nobody_comments_on_what_is_adopted(client, gent):
    position = make_position(state="adopted")
    client.force_login(make_member(city=gent))
    url = reverse("network:position_comment", args=[position.slug])

    response = client.post(url, {"words": "Te laat getypt.", "tekst": 1})

    assert (response.status_code, PositionComment.objects.count()) == (409, 0)
    assert "Te laat getypt." in response.content.decode()


def test_the_rules_refuse_by_themselves_too(alderman, gent):
    position = make_position(state="open")
    JointPosition.objects.filter(pk=position.pk).update(state="withdrawn")

    with pytest.raises(PositionRefusedError):
        speak(position, city=gent, kind="endorses", reason="", text=1, seen=0, by=alderman)
    with pytest.raises(PositionRefusedError):
        commenting.comment(position, text=1, words="Toch?", city=gent, by=alderman)


def test_who_says_they_saw_an_answer_that_is_not_there_is_stale(alderman, gent, position):
    with pytest.raises(StaleAnswerError):
        speak(position, city=gent, kind="endorses", reason="", text=1, seen=3, by=alderman)
