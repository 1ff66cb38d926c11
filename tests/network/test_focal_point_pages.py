"""Where a city keeps its focal points: its own people, its alderman reads, VVSG may help."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cities.models import FocalPoint
from network.views import focal_points as views
from tests.factories import make_city, make_member, make_user
from tests.networks import make_focal_point, make_moderator

pytestmark = pytest.mark.django_db

VALUES = {"name": "An Peeters", "function": "Welzijn", "email": "an@stad.example"}


@pytest.fixture
def city():
    return make_city(name="Gent")


@pytest.fixture
def url(city):
    return reverse("network:focal_points", args=[city.slug])


@pytest.fixture
def point(city):
    return make_focal_point(city=city, name="Bob")


def change_url(point):
    return reverse("network:focal_point_change", args=[point.city.slug, point.uid])


def end_url(point):
    return reverse("network:focal_point_end", args=[point.city.slug, point.uid])


def names():
    return list(FocalPoint.objects.order_by("pk").values_list("name", flat=True))


@pytest.mark.parametrize("role", ["contributor", "coordinator", "moderator"])
def test_who_may_adds_a_focal_point(client, city, url, role):
    is_of_vvsg = role == "moderator"
    client.force_login(make_moderator() if is_of_vvsg else make_member(city=city, role=role))

    response = client.post(url, VALUES)

    assert (response["Location"], names()) == (url, ["An Peeters"])


def test_alderman_reads_and_is_told_whom_to_ask(client, city, url, point):
    client.force_login(make_member(city=city, role="alderman"))

    page, refusals = (
        client.get(url),
        [
            client.post(address, VALUES).status_code
            for address in (url, change_url(point), end_url(point))
        ],
    )

    words = page.content.decode()
    assert ("Bob" in words, "<form" in words.split("<main")[1], refusals) == (
        True,
        False,
        [403] * 3,
    )
    assert names() == ["Bob"]


@pytest.mark.parametrize("maker", [make_member, lambda: make_user(network_role="administrator")])
def test_others_do_not_find_the_page(client, url, point, maker):
    client.force_login(maker())

    statuses = [client.get(url).status_code, client.post(change_url(point), VALUES).status_code]

    assert (statuses, names()) == ([404, 404], ["Bob"])


def test_visitor_is_sent_to_sign_in(client, url):
    response = client.post(url, VALUES)

    assert response["Location"] == f"{reverse('account_login')}?next={url}"


def test_nobody_without_address_or_number_and_what_was_typed_stays(client, city, url):
    client.force_login(make_member(city=city))

    page = client.post(url, {"name": "An & <b>Co</b>", "email": "", "phone": ""})

    assert (page.status_code, names()) == (422, [])
    assert "An &amp; &lt;b&gt;Co&lt;/b&gt;" in page.content.decode()


@pytest.mark.parametrize(
    "bad", [{"phone": "bel mij"}, {"email": "geen adres"}, {"name": ""}, {"since": "gisteren"}]
)
def test_bad_input_is_refused(client, city, url, bad):
    client.force_login(make_member(city=city))

    page = client.post(url, {**VALUES, **bad})

    assert (page.status_code, names()) == (422, [])


def test_point_of_another_city_is_not_found_at_my_address(client, city, point):
    mine = make_member()
    client.force_login(mine)
    own = mine.memberships.get().city

    response = client.post(
        reverse("network:focal_point_change", args=[own.slug, point.uid]), VALUES
    )

    assert (response.status_code, names()) == (404, ["Bob"])


def test_change_is_saved(client, city, point, url):
    client.force_login(make_member(city=city))

    response = client.post(change_url(point), {**VALUES, "version": 1})

    point.refresh_from_db()
    assert (response["Location"], point.name, point.version) == (url, "An Peeters", 2)


def test_overtaken_change_shows_both_and_then_saves(client, city, point):
    client.force_login(make_member(city=city))
    FocalPoint.objects.update(name="Cas", version=2)

    page = client.post(change_url(point), {**VALUES, "version": 1})
    version = page.context["form"]["version"].value()
    again = client.post(change_url(point), {**VALUES, "version": version})

    words = page.content.decode()
    assert (page.status_code, "Cas" in words, "An Peeters" in words) == (409, True, True)
    assert (version, again.status_code, names()) == (2, 302, ["An Peeters"])


def test_who_stopped_is_kept_apart(client, city, point, url):
    client.force_login(make_member(city=city))

    client.post(end_url(point), {"version": 1})
    page = client.get(url)

    assert FocalPoint.objects.get().until == timezone.localdate()
    assert (page.context["points"], page.context["former"]) == ([], [point])


def test_stopping_what_a_colleague_changed_is_refused(client, city, point):
    client.force_login(make_member(city=city))
    FocalPoint.objects.update(name="Cas", version=2)

    response = client.post(end_url(point), {"version": 1})

    assert (response.status_code, FocalPoint.objects.get().until) == (409, None)


def test_who_stopped_cannot_be_changed_but_typed_words_stay(client, city, point, url):
    client.force_login(make_member(city=city))
    day = timezone.localdate() - timedelta(days=9)
    FocalPoint.objects.update(until=day, version=2)

    statuses = [client.get(change_url(point)).status_code]
    pages = [client.post(change_url(point), {**VALUES, "version": seen}) for seen in (1, 2)]

    words = pages[1].content.decode()
    assert statuses + [page.status_code for page in pages] == [404, 409, 409]
    assert (names(), "intussen weg" in words, "An Peeters" in words) == (["Bob"], True, True)
    assert f'action="{url}"' in words


def test_stopping_twice_keeps_the_first_day(client, city, point):
    client.force_login(make_member(city=city))
    day = timezone.localdate() - timedelta(days=9)
    FocalPoint.objects.update(until=day, version=2)

    statuses = [client.post(end_url(point), {"version": seen}).status_code for seen in (1, 2)]

    kept = FocalPoint.objects.get()
    assert (statuses, kept.until, kept.version) == ([302, 302], day, 2)


@pytest.mark.parametrize("address", [change_url, end_url])
def test_who_is_forgotten_meanwhile_is_told_kindly(client, city, point, address, monkeypatch):
    client.force_login(make_member(city=city))
    real = views.get_object_or_404

    def found_and_gone(*arguments, **wanted):
        row = real(*arguments, **wanted)
        FocalPoint.objects.all().delete()
        return row

    monkeypatch.setattr(views, "get_object_or_404", found_and_gone)

    page = client.post(address(point), {**VALUES, "version": 1})

    assert (page.status_code, "intussen weg" in page.content.decode()) == (409, True)
