"""A picture that hangs on a proposal: who knows of it, and where it goes when that begins again."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from practices.images.completeness import incomplete
from practices.images.reading import reads_before_all
from practices.models import Practice, PracticeImage
from practices.moderating.merging import clashes, merge
from practices.proposing import closing
from practices.proposing.starting import save, start
from practices.proposing.submitting import submit
from practices.transitions import RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_submitter
from tests.pictures import make_image
from tests.proposing import decide, keys, online

pytestmark = pytest.mark.django_db


def photo(practice, by, *, is_handed_in=False):
    """(the proposal, its picture)."""
    proposal = start(practice, kind="photo", by=by)
    image = make_image(
        practice=practice, proposal=proposal, city=proposal.city, by=by, is_placed=False
    )
    entry = {"uid": str(image.uid), "alt": "Een tekening", "decorative": False, "credit": "Genk"}
    shown = [*practice.published_version.content["images"], {**entry, "caption": ""}]
    save(proposal, {"images": shown}, by=by, seen=proposal.number)
    if is_handed_in:
        submit(proposal, by=by, **keys(proposal))
    proposal.refresh_from_db()
    return proposal, image


def registered(client, person):
    client.force_login(person)
    return list(client.get(reverse("practices:image_register")).context["page_obj"])


# --- who knows of it -----------------------------------------------------------------------------
@pytest.mark.parametrize("is_handed_in", [False, True])
def test_moderator_registers_it_once_it_was_handed_in(client, is_handed_in):
    _proposal, image = photo(make_practice(), make_member(), is_handed_in=is_handed_in)

    assert registered(client, make_moderator()) == ([image] if is_handed_in else [])


def test_city_of_the_practice_does_not_register_the_picture_of_a_submitter(client):
    practice = make_practice()
    own = make_image(practice=practice, city=None)
    photo(practice, make_submitter())

    assert registered(client, make_member(city=practice.city, role="alderman")) == [own]


def test_house_of_the_practice_does_not_read_what_another_city_writes():
    practice, author = make_practice(), make_member()
    proposal, image = photo(practice, author)
    house = make_member(city=practice.city, role="contributor")
    everybody = (author, house, make_moderator(), make_member(), AnonymousUser())

    before = [reads_before_all(image, user=one) for one in everybody]
    submit(proposal, by=author, **keys(proposal))
    after = [reads_before_all(image, user=one) for one in everybody]

    assert before == [True, False, False, False, False]
    assert after == [True, False, True, False, False]


def test_picture_that_came_online_is_of_the_practice_when_that_is_offline():
    practice, moderator = make_practice(), make_moderator()
    proposal, image = photo(practice, make_member(), is_handed_in=True)
    decide(proposal, moderator)
    Practice.objects.filter(pk=practice.pk).update(state="offline")
    image = PracticeImage.objects.get(pk=image.pk)

    assert reads_before_all(image, user=make_member(city=practice.city, role="contributor"))


# --- beginning again on the practice into which the first was merged -----------------------------
def test_pictures_move_along_and_come_online():
    practice, target, moderator = make_practice(), make_practice(), make_moderator()
    author = make_member()
    proposal, image = photo(practice, author, is_handed_in=True)
    choices = {one.key: "keep" for one in clashes(practice, target)}
    merge(
        practice, into=target, by=moderator, lock=practice.lock_version, reason="x", choices=choices
    )
    proposal.refresh_from_db()

    fresh = closing.begin_again(proposal, by=author)
    submit(fresh, by=author, **keys(fresh))
    decide(fresh, moderator)

    image.refresh_from_db()
    assert (image.practice, image.proposal) == (target, fresh)
    assert [entry["uid"] for entry in online(target)["images"]] == [str(image.uid)]


def test_entry_without_a_picture_is_told_and_does_not_come_online():
    practice, author = make_practice(), make_member()
    proposal, _image = photo(practice, author, is_handed_in=True)
    PracticeImage.objects.filter(proposal=proposal).update(practice=make_practice())

    with pytest.raises(RefusedError, match="dit beeld is er niet"):
        decide(proposal, make_moderator())

    assert online(practice)["images"] == []


def test_author_takes_an_entry_without_a_picture_out(client):
    author = make_member(city=make_city(), role="contributor")
    practice = make_practice(state="draft", by=author)
    image = make_image(practice=practice, by=author)
    PracticeImage.objects.filter(pk=image.pk).update(practice=make_practice())
    client.force_login(author)

    page = client.get(reverse("practices:images", args=[practice.code]))
    client.post(reverse("practices:image_remove", args=[practice.code, image.uid]))

    practice.refresh_from_db()
    assert [line.image for line in page.context["lines"]] == [None]
    assert practice.working_version.content["images"] == []
    assert incomplete(practice, practice.working_version.content) == []
