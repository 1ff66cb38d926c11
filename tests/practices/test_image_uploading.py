"""A picture comes in: its files, its row, and what happens when one of both fails."""

import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction
from django.utils import timezone

from practices.images import storing, sweeping, uploading
from practices.images.pictures import UnusableImageError
from practices.images.storing import NotStoredError
from practices.images.uploading import add_image, entry_of
from practices.models import Attachment, Practice, PracticeImage
from practices.submitting.leaving import delete_draft
from practices.transitions import RefusedError
from tests.concurrency import at_once
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal, make_submitter
from tests.pictures import make_attachment, make_image, photo_of_a_phone, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(db):
    return make_city(name="Roeselare")


@pytest.fixture
def officer(city):
    return make_member(city=city, role="contributor")


@pytest.fixture
def draft(city, officer):
    return make_practice(state="draft", city=city, by=officer)


@pytest.fixture
def disk(settings, tmp_path):
    """A real folder instead of the memory."""
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    return tmp_path


def files_on(disk):
    return sorted(path.name for path in disk.rglob("*") if path.is_file())


# --- adding --------------------------------------------------------------------------------------
def test_officer_adds_a_picture(draft, officer, city, disk):
    image = add_image(draft, upload(photo_of_a_phone(), "Jan_Peeters.jpg"), by=officer)

    kept = PracticeImage.objects.get()
    assert (kept.practice, kept.city, kept.uploaded_by.user) == (draft, city, officer)
    assert (kept.width, kept.height, kept.widths) == (480, 640, [480])
    assert (kept.original_name, kept.rights, kept.purposes) == ("Jan_Peeters.jpg", "", [])
    assert files_on(disk) == [f"{image.key}-480.webp"]
    stored = storing.read(f"beelden/{image.key}-480.webp")
    assert (stored[8:12], b"Geheime" in stored) == (b"WEBP", False)


def test_submitter_without_account_adds_a_picture():
    somebody = make_submitter()
    draft = make_practice(state="draft", by=somebody)

    image = add_image(draft, upload(), by=somebody, rights="own")

    image.refresh_from_db()
    assert (image.submitter, image.uploaded_by, image.city) == (somebody, None, None)
    assert image.rights == "own"


def test_a_picture_of_a_proposal_is_of_who_proposes(city, officer):
    proposal = make_proposal(kind="photo", by=officer)
    type(proposal).objects.filter(pk=proposal.pk).update(city=city)
    proposal.refresh_from_db()

    image = add_image(proposal.practice, upload(), by=officer, proposal=proposal)

    assert (image.proposal, image.city, image.practice) == (proposal, city, proposal.practice)


def test_the_same_form_twice_makes_one_picture_also_when_there_is_no_more_room(
    draft, officer, disk, monkeypatch
):
    monkeypatch.setattr(uploading, "MOST_IMAGES", 1)
    key = uuid.uuid4()

    first = add_image(draft, upload(), by=officer, uid=key)
    second = add_image(draft, upload(), by=officer, uid=key)

    assert (first, PracticeImage.objects.count(), len(files_on(disk))) == (second, 1, 2)


def test_the_key_of_another_fiche_opens_nothing(draft, officer):
    other = make_image()

    with pytest.raises(RefusedError):
        add_image(draft, upload(), by=officer, uid=other.uid)

    assert PracticeImage.objects.get() == other


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_second_make_one_picture(database_of_many):
    officer = make_member(city=make_city(), role="contributor")
    draft = make_practice(state="draft", by=officer)
    key = uuid.uuid4()

    def press():
        return add_image(Practice.objects.get(), upload(), by=officer, uid=key).pk

    answers = at_once(press, press)

    assert (len(set(answers)), PracticeImage.objects.count()) == (1, 1)
    names = default_storage.listdir("beelden")[1]
    key = PracticeImage.objects.get().key
    assert len([name for name in names if name.startswith(key)]) == 2
    assert draft.pk == PracticeImage.objects.get().practice_id


def test_a_fiche_has_room_for_so_many_pictures(draft, officer, monkeypatch):
    monkeypatch.setattr(uploading, "MOST_IMAGES", 1)
    make_image(practice=draft, by=officer)

    with pytest.raises(RefusedError) as refused:
        add_image(draft, upload(), by=officer)

    assert "plaats voor 1" in str(refused.value)


@pytest.mark.parametrize("content", [picture()[:4000], b"PK\x03\x04zip", b""])
def test_what_is_no_picture_leaves_nothing(draft, officer, disk, content):
    with pytest.raises(UnusableImageError):
        add_image(draft, upload(content), by=officer)

    assert (PracticeImage.objects.count(), files_on(disk)) == (0, [])


def test_the_entry_of_a_decorative_picture_has_no_words_for_it(draft):
    image = make_image(practice=draft, is_placed=False)

    entry = entry_of(image, {"alt": "Een plein", "decorative": True, "credit": " Beeld \n Stad "})

    assert entry == {
        "uid": str(image.uid),
        "alt": "",
        "decorative": True,
        "caption": "",
        "credit": "Beeld Stad",
    }


# --- when it cannot be kept ----------------------------------------------------------------------
def test_a_full_disk_leaves_nothing_half(draft, officer, disk, monkeypatch):
    real, written = FileSystemStorage.save, []

    def save(storage, path, content):
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return real(storage, path, content)

    monkeypatch.setattr(FileSystemStorage, "save", save)

    with pytest.raises(NotStoredError) as refused:
        add_image(draft, upload(), by=officer)

    assert str(refused.value) == storing.FULL
    assert (PracticeImage.objects.count(), files_on(disk), len(written)) == (0, [], 2)


def test_a_folder_that_is_no_folder_is_told_in_words(draft, officer, disk):
    (disk / "beelden").write_text("geen map")

    with pytest.raises(NotStoredError):
        add_image(draft, upload(), by=officer)

    assert PracticeImage.objects.count() == 0


def test_a_row_that_cannot_be_saved_leaves_no_files(draft, officer, disk):
    with pytest.raises(ValidationError):
        add_image(draft, upload(), by=officer, valid_until="invalid")

    assert (PracticeImage.objects.count(), files_on(disk)) == (0, [])


# --- sweeping ------------------------------------------------------------------------------------
def age(image, *, days):
    PracticeImage.objects.filter(pk=image.pk).update(
        uploaded_at=timezone.now() - timedelta(days=days)
    )


@pytest.fixture
def tomorrow(time_machine):
    """Two days on: files get the time of the machine, so they are old then."""

    def travel():
        time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)

    return travel


def test_files_of_a_deed_that_was_undone_go_after_a_day(draft, officer, tomorrow):
    with transaction.atomic():
        image = add_image(draft, upload(), by=officer)
        transaction.set_rollback(True)
    path = storing.image_path(image.key, 480)
    early = sweeping.sweep()
    still_there = default_storage.exists(path)

    tomorrow()

    assert (early, still_there) == (0, True)
    assert (sweeping.sweep() >= 2, default_storage.exists(path)) == (True, False)


def test_what_stands_in_a_fiche_stays(draft, officer, tomorrow):
    image = make_image(practice=draft, by=officer)
    file = make_attachment(practice=draft, by=officer)
    online = make_image()

    tomorrow()
    sweeping.sweep()

    assert set(PracticeImage.objects.all()) == {image, online}
    assert list(Attachment.objects.all()) == [file]
    paths = [*storing.paths_of(image), *storing.paths_of(online)]
    paths.append(storing.attachment_path(file.key, "pdf"))
    assert [default_storage.exists(path) for path in paths] == [True, True, True]


def test_what_was_taken_out_of_a_draft_goes_a_day_later(draft, officer, tomorrow):
    image = make_image(practice=draft, is_placed=False)
    of_a_proposal = make_image(practice=draft, is_placed=False, proposal=make_proposal())
    withdrawn = make_image(practice=draft, is_placed=False, withdrawn_at=timezone.now())

    sweeping.sweep()
    early = PracticeImage.objects.filter(pk=image.pk).exists()
    tomorrow()
    sweeping.sweep()

    assert early
    assert set(PracticeImage.objects.all()) == {of_a_proposal, withdrawn}
    assert default_storage.exists(storing.image_path(image.key, 300)) is False


def test_a_withdrawn_picture_keeps_no_file(tomorrow):
    image = make_image(withdrawn_at=timezone.now())

    tomorrow()
    sweeping.sweep()

    assert PracticeImage.objects.get() == image
    assert default_storage.exists(storing.image_path(image.key, 300)) is False


def test_files_of_a_draft_that_was_deleted_go(draft, officer, tomorrow):
    image = make_image(practice=draft, by=officer)
    path = storing.image_path(image.key, 300)
    delete_draft(draft, by=officer, lock=draft.lock_version)

    tomorrow()
    sweeping.sweep()

    assert default_storage.exists(path) is False


def test_the_worker_sweeps_once_an_hour(time_machine):
    cache.delete(sweeping.TURN)
    default_storage.save("beelden/niemand-480.webp", ContentFile(b"x"))
    time_machine.move_to(timezone.now() + timedelta(days=2), tick=False)

    first, second = sweeping.sweep_hourly(), sweeping.sweep_hourly()

    cache.delete(sweeping.TURN)
    assert (first >= 1, second) == (True, 0)
