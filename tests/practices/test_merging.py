"""Two fiches become one: the address leads on, sections move along, proposals start again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cities.models import OutboxMail
from practices.fiche.content import normalised
from practices.fiche.targets import final_target
from practices.models import Practice, PracticeTag
from practices.moderating.merging import clashes, joined, merge
from practices.transitions import OvertakenError, RefusedError
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_section

pytestmark = pytest.mark.django_db

REASON = "Gaat over hetzelfde"


@pytest.fixture
def moderator():
    return make_moderator()


@pytest.fixture
def gone():
    return make_practice(title="Huurtesten")


@pytest.fixture
def target():
    return make_practice(title="Praktijktesten")


def do_merge(practice, into, by, **words):
    words = {"reason": REASON, **words}
    return merge(practice, into=into, by=by, lock=practice.lock_version, **words)


def test_merged_fiche_keeps_its_text_and_leads_to_the_other(gone, target, moderator):
    version, slug = gone.published_version_id, gone.slug

    event = do_merge(gone, target, moderator)

    assert (gone.state, gone.merged_into, final_target(gone)) == ("merged", target, target)
    assert (gone.published_version_id, gone.slug) == (version, slug)
    assert (event.reason, event.memo["target"]) == (REASON, target.code)
    assert not PracticeTag.objects.filter(practice=gone).exists()


def test_sections_move_along_and_their_cities_are_told(gone, target, moderator):
    genk = make_city(name="Genk")
    reader = make_member(city=genk, role="contributor")
    make_section(practice=gone, city=genk, text="In Genk")

    do_merge(gone, target, moderator)

    assert target.sections.get(city=genk).version.content["text"] == "In Genk"
    assert not gone.sections.exists()
    assert PracticeTag.objects.filter(practice=target, code=genk.slug).exists()
    mails = OutboxMail.objects.filter(subject="Samengebracht met Praktijktesten: Huurtesten")
    assert {reader, gone.author.user} <= {mail.user for mail in mails}


@pytest.mark.parametrize(
    ("choice", "text"),
    [("keep", "Daar"), ("replace", "Hier"), ("merge", "Daar\n\nHier")],
)
def test_city_in_both_gets_the_text_that_was_chosen(gone, target, moderator, choice, text):
    city = make_city(name="Genk")
    make_section(practice=gone, city=city, text="Hier")
    theirs = make_section(practice=target, city=city, text="Daar")
    (clash,) = clashes(gone, target)

    do_merge(gone, target, moderator, choices={clash.key: choice})

    theirs.refresh_from_db()
    assert theirs.version.content["text"] == text
    assert gone.sections.get(city=city).version.content["text"] == "Hier"


def test_city_in_both_asks_for_a_choice(gone, target, moderator):
    city = make_city(name="Genk")
    make_section(practice=gone, city=city)
    make_section(practice=target, city=city)

    with pytest.raises(RefusedError, match="een sectie: Genk"):
        do_merge(gone, target, moderator, choices={"iets": "keep"})

    gone.refresh_from_db()
    assert (gone.state, gone.sections.count(), gone.events.count()) == ("published", 2, 0)


def test_open_proposals_are_outdated_and_offered_on_the_target(gone, target, moderator):
    proposal = make_proposal(practice=gone)

    do_merge(gone, target, moderator)

    proposal.refresh_from_db()
    event = proposal.events.get()
    assert (proposal.state, event.memo["target"]) == ("outdated", target.code)
    mail = OutboxMail.objects.get(user=proposal.author.user)
    assert mail.subject == "Je voorstel is achterhaald: Huurtesten"
    assert "de fiche ging op in “Praktijktesten”" in mail.body


def test_chain_of_merges_leads_to_the_last(gone, target, moderator):
    last = make_practice()
    do_merge(gone, target, moderator)

    do_merge(target, last, moderator)

    gone.refresh_from_db()
    assert final_target(gone) == last


def test_merging_into_a_merged_fiche_goes_to_where_that_leads(gone, target, moderator):
    other = make_practice()
    do_merge(gone, target, moderator)

    do_merge(other, gone, moderator)

    assert other.merged_into == target


def test_merging_in_a_circle_is_refused(gone, target, moderator):
    do_merge(gone, target, moderator)

    with pytest.raises(RefusedError, match="in zichzelf"):
        do_merge(target, gone, moderator)

    target.refresh_from_db()
    assert target.state == "published"


@pytest.mark.parametrize("is_older", [True, False])
@pytest.mark.parametrize("state", ["draft", "submitted", "archived", "offline", "declined"])
def test_target_has_to_be_online(moderator, state, is_older):
    if is_older:
        target, gone = make_practice(state=state), make_practice()
    else:
        gone, target = make_practice(), make_practice(state=state)

    with pytest.raises(RefusedError, match="online"):
        do_merge(gone, target, moderator)

    gone.refresh_from_db()
    assert (gone.state, gone.events.count()) == ("published", 0)


def test_merging_needs_a_reason_a_moderator_and_the_last_lock(gone, target, moderator):
    with pytest.raises(RefusedError, match="Geef een reden"):
        do_merge(gone, target, moderator, reason=" ")
    with pytest.raises(RefusedError, match="nazicht"):
        do_merge(gone, target, gone.author.user)
    with pytest.raises(OvertakenError):
        merge(gone, into=target, by=moderator, lock=gone.lock_version - 1, reason=REASON)

    assert Practice.objects.filter(state="published").count() == 2


words = st.text(alphabet="ab \n", max_size=6)
sections = st.fixed_dictionaries(
    {},
    optional={"text": words, "partners": st.lists(words, max_size=3), "status": st.just("running")},
)


@settings(max_examples=40, deadline=None)
@given(sections, sections)
def test_joined_text_loses_nothing_of_either(first, second):
    first, second = normalised("section", first), normalised("section", second)

    both = joined(first, second)

    assert normalised("section", both) == both
    for one in (first, second):
        assert one["text"] in both["text"]
        assert set(one["partners"]) <= set(both["partners"])
        assert one["status"] in ("", both["status"])
