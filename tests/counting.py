"""How many queries a page asks: it must not grow with the rows on it."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(url)
    assert response.status_code == 200
    return len(captured)
