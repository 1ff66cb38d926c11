"""The text of a task and the answers to its points are saved together, or not at all."""

import pytest
from django.urls import reverse

from practices.models import PracticeVersion
from practices.transitions import RefusedError
from practices.views import fiche_points
from tests.factories import make_city, make_member
from tests.fiches import make_point, make_practice

pytestmark = pytest.mark.django_db


def test_text_is_not_saved_when_an_answer_is_refused(client, monkeypatch):
    city = make_city()
    author = make_member(city=city, role="contributor")
    practice = make_practice(state="changes_requested", city=city, by=author, title="Eerst")
    point = make_point(subject=practice, field="title")
    client.force_login(author)

    def refuse(*_args, **_kwargs):
        raise RefusedError("VVSG trok de vraag in.")

    monkeypatch.setattr(fiche_points, "answer_point", refuse)
    typed = {"seen": "1", "title": "Anders", "summary": "Kort", f"punt-{point.uid}-state": "done"}

    page = client.post(reverse("practices:fiche_task", args=[practice.code, 1]), typed)

    practice.refresh_from_db()
    assert (page.status_code, PracticeVersion.objects.count()) == (409, 1)
    assert practice.working_version.content["title"] == "Eerst"
    assert page.context["form"]["title"].value() == "Anders"
    assert "VVSG trok de vraag in." in page.content.decode()
