"""How an author reads who did what: officials' names are for who has an account of that city."""

import pytest
from django.urls import reverse

from cities.log import actor_of
from practices.mails.posting import to_author, to_person
from practices.mails.writing import preview
from practices.proposing import results
from practices.submitting.handing_in import submit
from practices.submitting.saving import save_draft
from practices.submitting.timeline import named_to, timeline_of
from practices.transitions import tell
from tests.factories import make_city, make_member
from tests.fiches import make_moderator, make_practice, make_proposal, make_submitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city(name="Genk", website="https://www.genk.example")


@pytest.fixture
def sofie(city):
    return make_member(city=city, role="contributor", name="Sofie Ambtenaar")


@pytest.fixture
def submitter(city):
    return make_submitter(city=city, email="an@genk.example", name="An")


def words(lines):
    return [line.words for line in lines]


def test_submitter_reads_the_city_and_a_colleague_reads_the_name(city, sofie, submitter):
    practice = make_practice(state="draft", by=submitter, city=city)
    submit(practice, by=sofie, lock=practice.lock_version, seen=1)
    colleague = make_member(city=city, role="contributor")

    told = [words(timeline_of(practice, one)) for one in (submitter, colleague, sofie)]

    assert told == [
        ["Genk diende de fiche in"],
        ["Sofie Ambtenaar diende de fiche in"],
        ["Jij diende de fiche in"],
    ]


def test_proposal_is_told_in_the_same_way(city, sofie, submitter):
    proposal = make_proposal(by=submitter, city=city)
    for step, by in (("withdraw", submitter), ("submit", sofie)):
        tell(proposal, step, by=by)

    told = words(results.timeline_of(proposal, submitter))

    assert told == ["Genk diende het voorstel in", "Jij trok het voorstel in"]


def test_without_a_city_it_is_vvsg(sofie, submitter):
    assert named_to(submitter, actor_of(sofie), None) == "VVSG"


def test_clash_names_no_official_to_a_submitter(client, city, sofie, submitter):
    practice = make_practice(state="draft", by=submitter, city=city, title="Eerst")
    save_draft(practice, {"shared": {"title": "Van Sofie"}}, seen=1, by=sofie)
    session = client.session
    session["submitter"] = [str(submitter.uid), submitter.key]
    session.save()

    url = reverse("practices:fiche_task", args=[practice.code, 1])
    page = client.post(url, {"seen": "1", "title": "Van An", "summary": "Kort"})

    assert (page.status_code, page.context["clash"]) == (409, "Genk")
    assert "Sofie Ambtenaar" not in page.content.decode()


# --- mails ---------------------------------------------------------------------------------------
def test_mail_greets_its_reader_by_name_but_no_submitter(city, sofie, submitter):
    moderator = make_moderator()
    ours = make_practice(state="submitted", by=sofie, city=city)
    theirs = make_practice(state="submitted", by=submitter)
    for practice in (ours, theirs):
        to_author(tell(practice, "publish", by=moderator), "M5")
    reminder = to_person("M13", key="M13:1", subject=ours, user=sofie)

    bodies = [mail.body.partition("\n")[0] for mail in type(reminder).objects.order_by("pk")]

    assert bodies == ["Dag Sofie Ambtenaar,", "Dag,", "Dag Sofie Ambtenaar,"]


@pytest.mark.parametrize(
    ("kind", "part", "subject", "sentence"),
    [
        ("change", "shared", "Je voorstel is toegepast", "Bedankt voor je voorstel bij"),
        ("change", "genk", "Je stadssectie is toegepast", "Bedankt voor je stadssectie bij"),
    ],
)
def test_decision_calls_it_by_what_it_is(city, sofie, kind, part, subject, sentence):
    proposal = make_proposal(by=sofie, city=city, kind=kind)
    proposal.part = part

    mail = preview(proposal, "M15")

    assert (mail.subject.startswith(subject), sentence in mail.body) == (True, True)


def test_receipt_speaks_of_a_fiche_as_ze(city, sofie):
    practice = make_practice(state="submitted", by=sofie, city=city)
    proposal = make_proposal(by=sofie, city=city)

    told = [preview(one, "M1").body for one in (practice, proposal)]

    assert "Iemand van VVSG leest ze na" in told[0]
    assert "Iemand van VVSG leest het na" in told[1]
