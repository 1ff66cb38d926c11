"""A visitor who follows every link and asks for every file reads nothing that is not public.

Secrets are planted wherever a draft, a member's page or an open vote keeps one.
"""

import re
from html import unescape
from io import BytesIO
from urllib.parse import urlencode
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from actionplans.editions import draft_of
from actionplans.models import Commitment
from network.dossiers.making import make_waiting
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_indicator,
    make_measurement,
    make_note,
    make_participation,
    make_plan,
)
from tests.matrix import RULES
from tests.network_world import Network
from tests.networks import (
    make_document,
    make_item,
    make_notice,
    make_position,
    make_report,
    make_summary,
    make_task,
    make_vote,
)
from tests.world import World, addresses

pytestmark = pytest.mark.django_db
SECRET = "Zwijgzaamheid"
LINK = re.compile(r'(?:href|action|src)="(/[^"#]*)')
# Pictures and sheets of the portal itself, the administrator's pages, and forms that only answer.
NOT_FOLLOWED = ("/static/", "/beheer/", "/account/", "/media/")
MOST_PER_PAGE, MOST = 4, 700


@pytest.fixture
def world():
    world = World()
    plan = world.own.plan
    _plant_in_draft(plan, world)
    hidden = make_plan(city=plan.city, period_from=2032, period_until=2037, title=f"{SECRET} plan")
    make_goal(chapter=make_chapter(plan=hidden, title=f"{SECRET} thema"), title=f"{SECRET} doel")
    # Said to be public, of a plan that is not.
    make_summary(plan=hidden, title=f"{SECRET} summary", text=SECRET, is_public=True)
    _plant_for_members(world.network, world)
    make_waiting()
    return world


def _plant_in_draft(plan, world):
    chapter = make_chapter(plan=plan, title=f"{SECRET} hoofdstuk", commitments=(3,))
    goal = make_goal(chapter=chapter, title=f"{SECRET} operationeel", explanation=SECRET)
    make_action(goal=goal, text=f"{SECRET} actie")
    make_participation(goal=goal, label=f"{SECRET} partner")
    make_note(plan=plan, number=9, text=f"{SECRET} voetnoot")
    make_measurement(indicator=make_indicator(goal=goal, name=f"{SECRET} cijfer"))
    draft = draft_of(plan)
    draft.introduction = f"{SECRET} inleiding"
    draft.save()
    report = make_report(plan=plan, year_from=2022, year_until=2023)
    commitment = Commitment.objects.get(number=1)
    report.parts.update_or_create(commitment=commitment, defaults={"measures": f"{SECRET} verslag"})


def _plant_for_members(network: Network, world):
    meeting = network.meeting
    meeting.minutes, meeting.link = f"{SECRET} notulen", "https://zwijgzaamheid.example/"
    meeting.save()
    make_item(meeting=meeting, title=f"{SECRET} punt", text=SECRET, for_members=True)
    make_task(meeting=meeting, text=f"{SECRET} taak")
    city = world.own.plan.city
    meeting.attendances.create(city=city, reply="comes", people=f"{SECRET} Peeters")
    make_notice(city=city, text=f"{SECRET} gezocht")
    make_vote(
        ballot=network.ballot,
        proposal=network.proposal,
        city=world.other.plan.city,
        by=world.other.people["alderman"],
    )
    make_document(meeting=meeting, title=f"{SECRET} nota")
    withdrawn = make_position(title="Over iets anders", state="withdrawn")
    for position in (network.draft_position, network.open_position, withdrawn):
        position.title = f"{SECRET} standpunt"
        position.withdrawn_because = f"{SECRET} reden"
        position.save()
    text = network.open_position.versions.get()
    text.comments.create(text=f"{SECRET} opmerking", by=text.by)
    network.focal_points[city.pk].name = f"{SECRET} Janssens"
    network.focal_points[city.pk].save()


def text_of(content):
    """The words of an answer; of a Word or Excel file those inside it."""
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as file:
        return " ".join(file.read(name).decode(errors="replace") for name in file.namelist())


def crawl(world):
    """{address: answer} of all that a visitor can reach, a few questions per page."""
    client = Client()
    todo = ["/", "/sitemap.xml"]
    for name, rule in RULES.items():
        if rule.answers["visitor"] == "enters" and "GET" in rule.methods:
            todo += addresses(name, world.own, world.own)
    found, per_page = {}, {}
    while todo and len(found) < MOST:
        address = todo.pop(0)
        path = address.split("?")[0]
        per_page[path] = per_page.get(path, 0) + 1
        if address in found or per_page[path] > MOST_PER_PAGE or path.startswith(NOT_FOLLOWED):
            continue
        response = client.get(address)
        body = text_of(response.getvalue())
        found[address] = response, body
        todo += [unescape(link) for link in LINK.findall(body)]
        todo += re.findall(r"<loc>http://testserver(/[^<]*)</loc>", body)
    return found


def test_a_visitor_who_follows_every_link_reads_no_secret(world):
    found = crawl(world)

    assert len(found) > 150
    dossier = world.network.dossier.get_absolute_url()
    assert "Roeselare" in found[dossier][1]
    assert [one for one in found if one.endswith((".xlsx", ".docx"))]
    assert [one for one, (answer, _) in found.items() if answer.status_code >= 500] == []
    assert [one for one, (_, body) in found.items() if SECRET.lower() in body.lower()] == []


@pytest.mark.parametrize("asked", [SECRET, SECRET[:7], f'"{SECRET} plan"', SECRET[:-1] + "x"])
def test_the_search_finds_no_secret_and_suggests_none(world, asked):
    body = Client().get(reverse("network:search"), {"q": asked}).content.decode()

    # What was typed stays on the screen; nothing else may hold it.
    told = body.replace(escape(asked), "").replace(urlencode({"q": asked}), "")
    assert SECRET.lower() not in told.lower()
