"""What must be known of a picture before it may be used, and which pictures readers get."""

from datetime import timedelta

import pytest
from django.utils import timezone

from practices.forms.images import ImageUploadForm
from practices.images.completeness import incomplete
from practices.images.shown import images_of, images_of_many
from practices.models import Practice, PracticeImage
from tests.counting import queries_of
from tests.factories import make_city, make_member
from tests.fiches import make_practice, make_proposal
from tests.pictures import CONSENT, make_image, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(db):
    return make_practice(state="draft")


def told(practice):
    return incomplete(practice, practice.working_version.content)


# --- what misses ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"people": "crowd"},
        CONSENT,
        {"rights": "third"},
        {"rights": "stock", "licence": "Standaard", "source_url": "https://stock.example/1"},
        {"rights": "cc", "licence": "CC BY 4.0"},
    ],
)
def test_a_complete_picture_misses_nothing(practice, columns):
    make_image(practice=practice, **columns)

    assert told(practice) == []


def test_a_decorative_picture_needs_no_words(practice):
    make_image(practice=practice, entry={"decorative": True, "alt": ""})

    assert told(practice) == []


@pytest.mark.parametrize(
    ("columns", "entry", "misses"),
    [
        ({}, {"alt": ""}, "beschrijf wat erop te zien is"),
        ({}, {"credit": ""}, "noem wie het maakte"),
        ({"rights": ""}, {}, "waarom je het mag gebruiken"),
        ({"rights": "stock", "source_url": "https://a.example"}, {}, "noem de licentie"),
        ({"rights": "stock", "licence": "Standaard"}, {}, "waar het stockbeeld staat"),
        ({"rights": "cc"}, {}, "welke Creative Commons"),
        ({"people": ""}, {}, "herkenbare personen"),
        ({**CONSENT, "has_consent": False}, {}, "moet toestemming geven"),
        ({**CONSENT, "consent_kept_at": ""}, {}, "waar de toestemming bewaard"),
        ({**CONSENT, "purposes": []}, {}, "waarvoor de toestemming geldt"),
        ({**CONSENT, "purposes": ["print"]}, {}, "niet voor een website"),
    ],
)
def test_each_gap_is_told_by_its_number(practice, columns, entry, misses):
    make_image(practice=practice)
    make_image(practice=practice, entry=entry, **columns)

    found = told(practice)

    assert len(found) == 1
    assert found[0].startswith("Beeld 2: ")
    assert misses in found[0]


def test_nothing_is_asked_about_what_was_withdrawn_and_what_is_not_there_is_told(practice):
    make_image(practice=practice, rights="", withdrawn_at=timezone.now())
    other = make_image(rights="")
    content = practice.working_version.content
    strange = [{"uid": str(other.uid)}, {"uid": "geen uid"}, {"uid": None}, {}]

    assert incomplete(practice, {"images": [*content["images"], *strange]}) == [
        "Beeld 2: dit beeld is er niet. Haal het weg, en voeg het opnieuw toe."
    ]
    assert images_of(practice, {"images": strange}) == []
    assert incomplete(practice, {}) == []


# --- what readers get ----------------------------------------------------------------------------
def test_readers_get_pictures_in_their_order_with_their_words():
    practice = make_practice()
    first = make_image(practice=practice, entry={"caption": "Op het plein"})
    second = make_image(practice=practice, entry={"decorative": True, "alt": "oud", "credit": "X"})
    PracticeImage.objects.update(widths=[480, 960, 1200], width=1200, height=800)
    content = practice.published_version.content
    content = {"images": content["images"][::-1]}

    shown = images_of(practice, content)

    assert [one.uid for one in shown] == [str(second.uid), str(first.uid)]
    assert (shown[0].alt, shown[0].credit, shown[1].caption) == ("", "X", "Op het plein")
    assert (shown[1].width, shown[1].height) == (1200, 800)
    assert shown[1].src == f"/beelden/{first.key}-960.webp"
    assert shown[1].srcset.split(", ")[0] == f"/beelden/{first.key}-480.webp 480w"
    assert "?deel=abc" in images_of(practice, content, share_key="abc")[0].srcset


@pytest.mark.parametrize(
    "columns",
    [
        {"withdrawn_at": timezone.now()},
        {"valid_until": timezone.localdate() - timedelta(days=1)},
        {**CONSENT, "purposes": ["newsletter"]},
        {**CONSENT, "purposes": []},
        {"purposes": ["print"]},
    ],
)
def test_readers_do_not_get_what_may_not_be_shown(columns):
    practice = make_practice()
    shown = make_image(practice=practice)
    make_image(practice=practice, **columns)

    content = practice.published_version.content

    assert len(content["images"]) == 2
    assert [one.uid for one in images_of(practice, content)] == [str(shown.uid)]
    found = images_of_many([practice])
    assert {pk: [one.uid for one in many] for pk, many in found.items()} == {
        practice.pk: [str(shown.uid)]
    }


def test_a_list_asks_one_query_for_all_pictures(django_assert_num_queries):
    for _ in range(3):
        make_image()
    practices = list(Practice.objects.for_list())

    with django_assert_num_queries(1):
        found = images_of_many(practices)
    with django_assert_num_queries(0):
        images_of_many([])

    assert {pk: len(many) for pk, many in found.items()} == {one.pk: 1 for one in practices}


def test_a_page_with_more_pictures_asks_no_more_queries(client):
    practice, counts = make_practice(), []
    for _ in range(3):
        make_image(practice=practice)
        counts.append(queries_of(client, practice.get_absolute_url()))

    assert len(set(counts)) == 1


# --- the form for a photo that is proposed --------------------------------------------------------
def whole(**changed):
    told = {
        "alt": "Een vrouw spreekt een zaal toe",
        "credit": "Beeld Stad Kortrijk",
        "rights": "own",
        "people": "none",
    }
    return {**told, **changed}


def form_of(*, name="foto.jpg", **changed):
    files = {"upload": upload(picture(), name)}
    return ImageUploadForm(whole(**changed), files, must_be_complete=True)


def test_a_proposed_photo_comes_with_all_that_is_asked():
    city = make_city()
    somebody = make_member(city=city, role="contributor")
    proposal = make_proposal(kind="photo", by=somebody)
    form = form_of()

    assert form.is_valid(), form.errors
    image = form.add_to(proposal.practice, by=somebody, proposal=proposal)

    assert (image.proposal, image.rights, image.people) == (proposal, "own", "none")
    assert form.entry_for(image)["credit"] == "Beeld Stad Kortrijk"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"alt": ""}, "alt"),
        ({"credit": ""}, "credit"),
        ({"rights": ""}, "rights"),
        ({"rights": "cc"}, "licence"),
        ({"people": ""}, "people"),
        ({"people": "yes"}, "has_consent"),
    ],
)
def test_a_proposed_photo_is_refused_while_something_misses(changed, field):
    form = form_of(**changed)

    assert (form.is_valid(), field in form.errors) == (False, True)


def test_a_name_that_speaks_of_consent_is_asked_about_and_not_believed():
    form = ImageUploadForm({}, {"upload": upload(picture(), "Toestemming_Jan.jpg")})

    assert form.is_valid() is False
    assert list(form.errors) == ["has_consent"]
    assert "Jan" not in str(form.errors)
