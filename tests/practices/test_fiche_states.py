"""What is archived, merged, offline or not online yet, at the one address of a practice."""

import pytest
import time_machine
from django.urls import reverse

from cities.log import actor_of
from practices.models import InternalNote, Practice, PracticeImage
from tests.factories import make_city, make_member, make_user
from tests.fiches import (
    make_moderator,
    make_point,
    make_practice,
    make_section,
    make_submitter,
    put_in_state,
    save_text,
)
from tests.reading import all_words, main_of, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def gent():
    return make_city(name="Gent")


@pytest.fixture
def practice(gent):
    return make_practice(city=gent, title="Huren zonder grenzen")


def url_of(practice):
    return reverse("practices:detail", args=[practice.slug or practice.code])


# --- states --------------------------------------------------------------------------------------
def test_an_archived_fiche_says_since_when_and_why_only_to_who_it_is_about(client, gent):
    with time_machine.travel("2026-03-12 10:00+01:00", tick=False):
        practice = make_practice(city=gent, state="archived")
        Practice.objects.filter(pk=practice.pk).update(
            state_reason="De dienst stopte.", touched_at="2026-03-12T09:00Z"
        )

    response = client.get(url_of(practice))

    since = (
        "Gearchiveerd op 12 maart 2026. "
        "Deze praktijk blijft te lezen, maar wordt niet meer bijgehouden."
    )
    why = "Reden: De dienst stopte. (Gewone lezers zien de reden niet.)"
    readers = {
        None: [since],
        make_member(role="coordinator"): [since],
        make_member(city=gent, role="contributor"): [since, why],
        make_section(practice=practice).version.author.user: [since, why],
        make_moderator(): [since, why],
    }
    for user, told in readers.items():
        client.force_login(user) if user else client.logout()
        page = client.get(url_of(practice))
        assert all_words(page, "//div[@class='note warn']/p") == told
    assert reverse("practices:proposal_start", args=[practice.slug, "foto"]) not in main_of(
        response
    )


def test_a_merged_fiche_leads_to_the_last_one_in_the_chain(client, practice):
    first = make_practice(state="merged", title="Een")
    second = make_practice(state="merged", title="Twee")
    Practice.objects.filter(pk=first.pk).update(merged_into=second)
    Practice.objects.filter(pk=second.pk).update(merged_into=practice)

    responses = [client.get(url_of(one)) for one in (first, second)]

    assert {(one.status_code, one["Location"]) for one in responses} == {(301, url_of(practice))}


def test_a_ring_of_merged_fiches_is_no_endless_road(client):
    first = make_practice(state="merged", title="Een")
    second = make_practice(state="merged", title="Twee")
    Practice.objects.filter(pk=first.pk).update(merged_into=second)
    Practice.objects.filter(pk=second.pk).update(merged_into=first)

    assert client.get(url_of(first)).status_code == 404


def test_a_fiche_that_is_offline_says_no_word_of_itself(client, gent):
    practice = make_practice(city=gent, state="offline", title="Zeergeheim")

    response = client.get(url_of(practice))
    outsider = make_member(role="coordinator")
    client.force_login(outsider)
    other = client.get(url_of(practice))

    assert [one.status_code for one in (response, other)] == [410, 410]
    assert "Zeergeheim" not in response.content.decode() + other.content.decode()


@pytest.mark.parametrize(
    "state",
    ["draft", "submitted", "changes_requested", "declined", "withdrawn", "offline"],
)
def test_who_may_read_what_is_not_online(client, gent, state):
    author = make_submitter()
    practice = make_practice(city=gent, by=author, state=state, title="Nog geheim")
    readers = {
        "visitor": None,
        "alderman": make_member(city=gent, role="alderman"),
        "colleague": make_member(city=gent, role="contributor"),
        "other city": make_member(role="coordinator"),
        "moderator": make_moderator(),
        "administrator": make_user(network_role="administrator"),
    }
    answers = {}
    for name, user in readers.items():
        client.logout()
        if user:
            client.force_login(user)
        response = client.get(url_of(practice))
        answers[name] = "Nog geheim" in response.content.decode()
        # A visitor may be somebody who has not signed in yet.
        closed = (302, 410) if name == "visitor" else (404, 410)
        assert response.status_code in ((200,) if answers[name] else closed)

    inside = {name for name, is_read in answers.items() if is_read}
    moderator = set() if state == "draft" else {"moderator"}
    assert inside == {"alderman", "colleague"} | moderator


def test_a_submitter_without_account_reads_the_own_draft_and_no_other(client):
    submitter = make_submitter()
    own = make_practice(by=submitter, city=None, state="draft", title="Van mij")
    other = make_practice(by=make_submitter(), city=None, state="draft", title="Van een ander")
    session = client.session
    session["submitter"] = [str(submitter.uid), submitter.key]
    session.save()

    answers = [client.get(url_of(one)) for one in (own, other)]

    assert [one.status_code for one in answers] == [200, 404]
    assert set(answers[0]["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert reverse("practices:fiche", args=[own.code]) in main_of(answers[0])


def test_who_reads_a_draft_is_told_so_and_led_to_the_work(client, gent):
    practice = make_practice(
        city=gent, state="submitted", section={"text": "Eigen", "contact": "x"}
    )
    client.force_login(make_moderator())

    response = client.get(url_of(practice))

    banner = all_words(response, "//div[@class='note warn']/p")[0]
    assert banner.startswith("Ingediend. Dit staat nog niet online.")
    links = page_of(response).xpath("//div[@class='deeds no-print']//a/@href")
    assert links == [reverse("practices:review", args=[practice.code])]
    assert all_words(response, "//section[contains(@class, 'city-section')]/h2") == [
        "Deze praktijk in Gent"
    ]


def test_readers_see_what_is_published_while_its_author_writes_on(client, practice):
    save_text(practice, description="Nog geheim.")

    assert "Nog geheim" not in client.get(url_of(practice)).content.decode()


def test_the_code_of_a_published_fiche_leads_to_its_address(client, practice):
    response = client.get(reverse("practices:detail", args=[practice.code]))

    assert (response.status_code, response["Location"]) == (302, url_of(practice))


@pytest.mark.parametrize("word", ["bestaat-niet", "x" * 300, "praktijk"])
def test_an_unknown_address_is_a_404(client, word):
    assert client.get(f"/praktijken/{word}/").status_code == 404


def test_a_visitor_signs_in_for_a_code_whether_there_is_such_a_fiche_or_not(client, gent):
    draft = make_practice(city=gent, state="draft")
    codes = [draft.code, "p2222222"]

    asked = [client.get(f"/praktijken/{code}/")["Location"] for code in codes]
    client.force_login(make_member(role="coordinator"))
    refused = [client.get(f"/praktijken/{code}/").status_code for code in codes]

    assert asked == [f"{reverse('account_login')}?next=/praktijken/{code}/" for code in codes]
    assert refused == [404, 404]


@pytest.mark.parametrize(
    ("role", "way"), [("moderator", "review"), ("administrator", "remove"), ("none", "")]
)
def test_vvsg_goes_from_the_page_of_readers_to_its_own(client, practice, role, way):
    client.force_login(make_user(network_role=role))

    links = page_of(client.get(url_of(practice))).xpath("//div[@class='deeds no-print']//a/@href")

    assert links == ([reverse(f"practices:{way}", args=[practice.code])] if way else [])


# --- what stays inside ---------------------------------------------------------------------------
def test_nothing_of_the_moderators_is_on_a_public_page(client, gent):
    moderator = make_moderator(name="Anke Moderator")
    practice = make_practice(city=gent, state="changes_requested")
    make_point(subject=practice, text="Punt van VVSG", by=moderator)
    InternalNote.objects.create(practice=practice, text="Notitie van VVSG", by=actor_of(moderator))
    put_in_state(practice, "published")
    practice.images.create(original_name="toestemming-foto.jpg", width=1, height=1, checksum="x")
    practice.attachments.create(original_name="verslag-intern.docx", size=1, kind="pdf")

    for name in ("detail", "history", "json"):
        page = client.get(reverse(f"practices:{name}", args=[practice.slug])).content.decode()
        for secret in ("van VVSG", "Anke", "toestemming-foto", "verslag-intern", "Persoon "):
            assert secret not in page


def test_a_withdrawn_picture_is_gone_from_page_list_and_open_data(client, practice):
    image = PracticeImage.objects.create(
        practice=practice, width=800, height=600, widths=[480], checksum="x", rights="own"
    )
    content = practice.published_version.content
    entry = {"uid": str(image.uid), "alt": "Een deur", "caption": "", "credit": "Stad Gent"}
    practice = make_practice(city=practice.city, **{**content, "images": [entry]})
    PracticeImage.objects.filter(pk=image.pk).update(practice=practice)
    pages = [url_of(practice), reverse("practices:list"), reverse("practices:list_json")]
    before = [image.key in client.get(page).content.decode() for page in pages]

    PracticeImage.objects.filter(pk=image.pk).update(withdrawn_at="2026-01-01T00:00Z")

    after = [image.key in client.get(page).content.decode() for page in pages]
    assert (before, after) == ([True, True, True], [False, False, False])
