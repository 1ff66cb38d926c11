"""The archived file of an edition: the same bytes for the same words, and no account in it."""

import hashlib
import json
from datetime import UTC, date, datetime

import pytest

from actionplans.archive import canonical_bytes, content_checksum, content_of
from actionplans.editions import draft_of, publish
from actionplans.models import Edition
from actionplans.rows import Tree
from tests.factories import fill_plan, make_city, make_member, make_plan

pytestmark = pytest.mark.django_db

DECISION = {
    "decision_body": "council",
    "decision_date": date(2026, 9, 21),
    "decision_reference": "2026/114",
    "decision_link": "https://voorbeeld.example/besluit",
}


@pytest.fixture
def coordinator():
    return make_member(name="Noor Vandamme", email="noor.vandamme@voorbeeld.example")


@pytest.fixture
def plan():
    return fill_plan(plan=make_plan(city=make_city(name="Voorbeeldstad")), chapters=2, goals=2)


def test_archive_is_canonical_json_with_its_checksum(plan, coordinator):
    edition = publish(plan, note="De eerste", by=coordinator, decision=DECISION)

    stored = bytes(Edition.objects.get(pk=edition.pk).canonical)
    told = json.loads(stored)
    assert hashlib.sha256(stored).hexdigest() == edition.sha256
    assert stored == canonical_bytes(told)
    assert (told["schema"], edition.schema_version) == (1, 1)
    assert told["content"] == content_of(Tree(edition))


def test_archive_says_whose_plan_it_is_and_what_was_decided(plan, coordinator):
    midnight = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)

    edition = publish(plan, note="De eerste", by=coordinator, decision=DECISION, at=midnight)

    told = json.loads(bytes(edition.canonical))
    assert told["city"] == {"name": "Voorbeeldstad", "nis_code": plan.city.nis_code}
    assert told["plan"] == {
        "uid": str(plan.uid),
        "framework": "eccar",
        "theme": "",
        "period": [2026, 2031],
    }
    assert told["publication"] == {
        "number": 1,
        "note": "De eerste",
        "date": "2026-10-01",
        **DECISION,
        "decision_date": "2026-09-21",
    }


def test_archive_names_no_account(plan, coordinator):
    edition = publish(plan, note="", by=coordinator)

    archive = bytes(edition.canonical).decode()
    assert edition.published_by.label == coordinator.name
    assert [word for word in (coordinator.name, coordinator.email) if word in archive] == []
    assert '"label":"Dienst Samenleven"' in archive


def test_content_checksum_is_that_of_the_draft(plan, coordinator):
    seen = content_checksum(Tree(draft_of(plan)))

    edition = publish(plan, note="Anders", by=coordinator, decision=DECISION)

    assert edition.content_sha256 == seen == content_checksum(Tree(edition))
