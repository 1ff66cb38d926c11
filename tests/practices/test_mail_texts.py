"""What the mails about fiches say: each its subject, plain words, one address, where to ask."""

import re
from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone

from cities.models import OutboxMail
from practices.mails.posting import to_author
from practices.mails.writing import preview
from practices.moderating.publishing import publish
from practices.transitions import tell
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice

pytestmark = pytest.mark.django_db

TEXTS = Path(project.BASE_DIR) / "templates" / "practices" / "mails"


@pytest.fixture
def moderator():
    return make_moderator()


def all_codes():
    return sorted(path.stem for path in TEXTS.glob("M*.txt"))


@pytest.mark.parametrize("code", all_codes())
def test_text_has_a_subject_of_one_line_and_no_leftovers(code):
    practice = make_practice(title="R&D: <b>één</b> 'huis'")
    today = timezone.localdate()
    words = {
        "points": [{"field": "title", "text": "Korter & beter"}],
        **{"due_on": today, "until": today, "today": today, "count": 2, "month": "mei"},
        **{"target": "Andere", "reason": "Zo is het", "sections": ["Een"], "waiting": ["Een"]},
        "new": [{"title": "Een", "link": "https://x.example/"}],
        **{"reply": "Ja", "old_text": "a", "new_text": "b", "difference": "x"},
    }

    mail = preview(practice, code, **words)

    assert mail.subject
    assert "\n" not in mail.subject
    assert mail.body.startswith("Dag,\n\n")
    assert not re.search(r"\n{3,}|[{}]|&amp;|&#|<p|\bNone\b", mail.body)
    assert not re.search(r"\b(u|uw|U|Uw)\b", mail.body)


def test_every_mail_of_the_workflow_has_its_text():
    named = {*(f"M{number}" for number in range(1, 21)), "M3b", "M3c"}

    assert named <= set(all_codes())


def test_only_mails_that_ask_something_say_so():
    practice = make_practice()
    asking = {code for code in all_codes() if "[Actie" in preview(practice, code).subject}

    assert asking == {"M3", "M3b", "M18", "M20"}


def test_two_mails_about_two_fiches_of_one_name_have_two_subjects(moderator):
    author = make_member(city=make_city(), role="contributor")
    for _ in range(2):
        practice = make_practice(state="submitted", by=author, title="Campagne")
        to_author(tell(practice, "publish", by=moderator), "M5")

    subjects = set(OutboxMail.objects.values_list("subject", flat=True))
    assert subjects == {"Gepubliceerd: Campagne", "Gepubliceerd: Campagne (2)"}


def test_mail_names_the_lasting_address_and_where_to_ask(moderator, settings):
    settings.HELP_ADDRESS = "hulp@netwerk.example"
    settings.SITE_URL = "https://netwerk.example"
    practice = make_practice(state="submitted")

    publish(practice, by=moderator, lock=practice.lock_version, seen=1)

    body = OutboxMail.objects.get().body
    assert f"\nhttps://netwerk.example/praktijken/{practice.code}/\n" in body
    assert "hulp@netwerk.example" in body


def test_title_cannot_start_a_header(moderator):
    practice = make_practice(state="submitted")
    version = practice.working_version
    version.content["title"] = "Een\nBcc: iedereen@voorbeeld.example"

    mail = preview(practice, "M5")

    assert mail.subject == "Gepubliceerd: Een Bcc: iedereen@voorbeeld.example"
    assert mail.body.startswith("Dag,\n")
