"""Files of meetings and positions that a crash left behind go; those that a row names stay."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from practices.images import sweeping
from tests.networks import make_document, make_position

pytestmark = pytest.mark.django_db


def test_what_no_row_names_goes_a_day_later(time_machine):
    document = make_document()
    position = make_position(state="sent")
    position.document.save("brief.pdf", ContentFile(b"x"), save=False)
    type(position).objects.filter(pk=position.pk).update(document=position.document.name)
    kept = [document.file.name, position.document.name]
    left = [
        default_storage.save(f"{folder}/van-niemand.pdf", ContentFile(b"x"))
        for folder in ("vergaderingen", "standpunten")
    ]

    sweeping.sweep()
    early = [default_storage.exists(path) for path in left]
    time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)
    sweeping.sweep()

    assert early == [True, True]
    assert [default_storage.exists(path) for path in left] == [False, False]
    assert [default_storage.exists(path) for path in kept] == [True, True]
    assert [path.partition("/")[0] for path in kept] == ["vergaderingen", "standpunten"]


def test_folder_that_nobody_told_of_is_left_alone(time_machine):
    path = default_storage.save("elders/van-iemand.pdf", ContentFile(b"x"))
    time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)

    sweeping.sweep()

    assert default_storage.exists(path) is True
