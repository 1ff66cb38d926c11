"""A dossier is frozen with its meeting: by the rule, and by the database itself."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.db.utils import InternalError

from network.dossiers import asking, freezing, paper
from network.models import Dossier, DossierFile
from tests.dossiers import TODAY, UNTIL, asked, made, noon
from tests.networks import make_meeting, make_moderator

pytestmark = pytest.mark.django_db

REFUSED = (IntegrityError, InternalError)


@pytest.fixture(autouse=True)
def known_day(time_machine, monkeypatch):
    time_machine.move_to(noon(TODAY), tick=False)
    monkeypatch.setattr(paper, "_compile", lambda text, standard: b"%PDF /Type /Page ")


@pytest.fixture
def frozen():
    dossier = made()
    freezing.freeze(dossier.meeting, by=make_moderator())
    return Dossier.objects.get(pk=dossier.pk)


def test_ready_dossier_is_frozen_with_its_meeting():
    dossier = made()

    freezing.freeze(dossier.meeting, by=make_moderator())

    assert Dossier.objects.get().frozen_at == noon(TODAY)


def test_meeting_without_a_dossier_has_nothing_to_freeze():
    assert freezing.freeze(make_meeting(), by=make_moderator()) is None


def test_freezing_twice_is_once(frozen):
    freezing.freeze(frozen.meeting, by=make_moderator())

    assert Dossier.objects.get().version == frozen.version


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("waiting", freezing.IS_BUSY),
        ("making", freezing.IS_BUSY),
        ("failed", freezing.HAS_FAILED),
    ],
)
def test_dossier_that_is_not_ready_is_refused(state, sentence):
    dossier = asked(state=state)

    with pytest.raises(freezing.DossierNotReadyError, match=sentence[:30]):
        freezing.freeze(dossier.meeting, by=make_moderator())

    assert Dossier.objects.get().frozen_at is None


DEEDS = {
    "its content": lambda: Dossier.objects.update(content={}),
    "its state": lambda: Dossier.objects.update(state="waiting", frozen_at=None),
    "a file": lambda: DossierFile.objects.update(content=b"anders"),
    "a file away": lambda: DossierFile.objects.all().delete(),
    "a file more": lambda: DossierFile.objects.create(
        dossier=Dossier.objects.get(), kind="docx", content=b"x", sha256="x"
    ),
    "all away": lambda: Dossier.objects.all()._raw_delete("default"),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_database_refuses_any_change_to_a_frozen_dossier(frozen, deed):
    with pytest.raises(REFUSED), transaction.atomic():
        DEEDS[deed]()

    assert Dossier.objects.get().content == frozen.content
    assert DossierFile.objects.count() == 2


def test_frozen_dossier_is_not_asked_again_nor_removed(frozen):
    period = asking.period_since(frozen.meeting, day=date(2026, 4, 1))

    with pytest.raises(asking.DossierRefusedError, match="bevroren"):
        asking.ask(frozen.meeting, period, seen=frozen.version, by=make_moderator())
    with pytest.raises(asking.DossierRefusedError, match="bevroren"):
        asking.remove(frozen, seen=frozen.version, by=make_moderator())


def test_next_dossier_starts_the_day_after_the_frozen_one_ended():
    meeting = make_meeting(day=UNTIL + timedelta(days=20))
    frozen = made(meeting)
    freezing.freeze(meeting, by=make_moderator())
    later = make_meeting(day=UNTIL + timedelta(days=200))

    with time_machine.travel(noon(later.day), tick=False):
        period = asking.period_since(later, previous=meeting)

    assert period.since_on == frozen.until_on + timedelta(days=1)


def test_next_dossier_starts_after_the_meeting_when_nothing_was_frozen():
    before = make_meeting(day=date(2026, 3, 22))
    later = make_meeting(day=date(2026, 5, 30))

    period = asking.period_since(later, previous=before)

    assert (period.since_on, period.until_on) == (date(2026, 3, 23), date(2026, 5, 30))


def test_dossier_of_a_coming_meeting_tells_up_to_today():
    meeting = make_meeting(day=date(2026, 12, 1))

    assert asking.period_since(meeting, day=date(2026, 1, 1)).until_on == TODAY
