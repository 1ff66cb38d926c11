"""The list asks as much of the database with three thousand practices as with twelve."""

import pytest
from django.urls import reverse

from tests.counting import queries_of
from tests.practices.many import add_practices, some_cities

pytestmark = pytest.mark.django_db

ASKED = ["", "?q=school+samen&domein=werk&gemeente=plaats-1&sorteer=titel", "?q=xqzwv&sdg=5"]


def test_the_queries_are_the_same_with_12_300_and_3000_practices(client):
    cities, counts = some_cities(), []
    address = reverse("practices:list")
    for more in (12, 288, 2700):
        add_practices(more, cities=cities)
        counts.append([queries_of(client, address + asked) for asked in ASKED])

    assert counts[1:] == counts[:-1]
