"""Somebody of a city opens `/mijn-stad/`: what waits there, and where its buttons lead."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from actionplans.editions import publish
from actionplans.models import ProgressRound
from tests.factories import (
    make_action,
    make_chapter,
    make_goal,
    make_member,
    make_participation,
    make_plan,
)
from tests.reading import all_words, page_of

ADDRESS = "/mijn-stad/"
TURN = "//ol[@class='turns']/li"
TEN = range(1, 11)
ROLES = ("coordinator", "contributor", "alderman")


def ask_in(plan, role="coordinator", **person):
    client = Client()
    client.force_login(make_member(city=plan.city, role=role, **person))
    return client.get(ADDRESS)


def told(response, about=""):
    """The sentences of what waits, the plan check left out."""
    lines = all_words(response, f"{TURN}/p/text()[last()]/..")
    sentences = [line.split("2031", 1)[-1].lstrip(" ·") for line in lines]
    return [one for one in sentences if about in one and "om eens naar te kijken" not in one]


def buttons(response):
    """{word of a button: where it leads}, the plan check left out."""
    found = {}
    for link in page_of(response).xpath(f"{TURN}/a"):
        found[link.text] = link.get("href")
    found.pop("Open de plancheck", None)
    return found


def follow_all(response):
    """The statuses behind every button of a page."""
    client = response.client
    return {client.get(url).status_code for url in page_of(response).xpath(f"{TURN}/a/@href")}


def open_round(days=30, name="voorjaar 2026"):
    today = timezone.localdate()
    return ProgressRound.objects.create(
        slug="nu",
        name=name,
        opens_on=today - timedelta(days=1),
        closes_on=today + timedelta(days=days),
    )


def quiet_plan(**values):
    """A published plan in which the plan check finds nothing."""
    plan = make_plan(**values)
    for number in range(2):
        chapter = make_chapter(plan=plan, number=str(number), commitments=TEN[number::2])
        make_participation(chapter=chapter, role="organiser")
        make_action(goal=make_goal(chapter=chapter, timing_kind="ongoing"))
    publish(plan, note="", by=None)
    return plan
