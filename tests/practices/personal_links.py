"""Asking for a personal link and coming in by it, as tests need it."""

import re

import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cities.models import OutboxMail
from practices.submitters.links import link_for
from tests.factories import make_city

START = "/praktijken/zonder-account/"
ADDRESS = re.compile(r"https?://[^/\s]+(/\S+)")


def stamp_of(page) -> str:
    return re.search(r'name="stamp" value="([^"]+)"', page.content.decode()).group(1)


def ask(client, *, seconds=5, **typed):
    """Open the page, fill it in as a person does, and send it `seconds` later."""
    cache.clear()
    with time_machine.travel("2026-03-02 10:00+01:00", tick=False) as traveller:
        stamp = stamp_of(client.get(START))
        traveller.shift(seconds)
        return send(client, stamp=stamp, **typed)


def send(client, *, email="an@voorbeeld.example", city=None, **typed):
    city = city or make_city()
    return client.post(START, {"email": email, "city": city.pk, **typed})


def links_mailed() -> list[str]:
    mails = OutboxMail.objects.filter(kind="personal_link").order_by("pk")
    return [ADDRESS.search(mail.body).group(1) for mail in mails]


def enter_as(submitter, *, path="") -> Client:
    """A browser in which the button of the link was pressed."""
    client = Client()
    client.post(link_for(submitter, path))
    return client


def own_page():
    return reverse("practices:submitter")
