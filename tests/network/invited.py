"""An invited city with one person of every role, and the mails that they get."""

from datetime import date, timedelta

from django.utils import timezone

from cities.models import OutboxMail
from tests.factories import join, make_city, make_member
from tests.networks import make_meeting

DAY = date(2026, 6, 10)


def make_gent():
    """A member; beside it stands a city that left, with an alderman too."""
    city, left = make_city(name="Gent"), make_city(name="Boom")
    join(city=city)
    join(city=left, until="2020-01-01")
    for role in ("alderman", "contributor", "coordinator"):
        make_member(city=city, role=role, email=f"{role}@gent.example")
    make_member(city=left, role="alderman", email="alderman@boom.example")
    return city


def make_invited(**values):
    invited_at = timezone.now() - timedelta(days=10)
    return make_meeting(**{"title": "Overleg", "day": DAY, "invited_at": invited_at, **values})


def posted():
    """[(to whom, first words of the subject)] of all mails, in the order of the addresses."""
    mails = OutboxMail.objects.order_by("address", "pk").values_list("address", "subject")
    return [(to, subject.removeprefix("[Stedennetwerk] ").split(":")[0]) for to, subject in mails]


def addressed():
    return [to for to, _ in posted()]


def values_of(meeting, **others):
    """What `change` takes: all as it is, but for `others`."""
    names = ("kind", "title", "day", "starts_at", "ends_at", "place", "host", "link")
    now = {name: getattr(meeting, name) for name in (*names, "introduction")}
    return {**now, **others}
