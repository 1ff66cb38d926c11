"""Mails about positions, to the aldermen of the member cities.

They are asked when a text is put before the cities, and once more three days before the last day
when their city did not speak. Who spoke hears what became of it. One mail per person, whatever the
number of their cities; whoever was asked and whose question fell away before the mail left, is not
written to.
"""

from datetime import timedelta

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator

from cities.models import City, Membership, OutboxMail, ReminderKind
from cities.optouts import off_path
from cities.outbox import absolute, post, take_back

from ..models import JointPosition
from .answers import answers_on

PREFIX = "[Stedennetwerk] "
DAYS_BEFORE = 3
# Nobody is reminded at night, nor on the day that they were asked.
FROM_HOUR = 8


def tell_opened(position) -> int:
    """Ask the aldermen of the cities that did not speak on this text; how many mails."""
    subject = f"Wat zegt je stad? “{_short(position)}”, antwoord tegen {_day(position.deadline)}"
    cities = answers_on(position).silent
    key = _key(position, "opened", position.version)
    return _tell(position, cities, key=key, subject=subject, template="opened")


def remind() -> int:
    """Three days before the last day, whose city did not speak; each once per last day."""
    now = timezone.localtime()
    if now.hour < FROM_HOUR:
        return 0
    last = now.date() + timedelta(days=DAYS_BEFORE)
    due = JointPosition.objects.filter(
        state=JointPosition.State.OPEN, deadline__gte=now.date(), deadline__lte=last
    )
    return sum(_remind(position) for position in due)


def _remind(position):
    key = _key(position, "reminder", position.deadline)
    asked_lately = OutboxMail.objects.filter(
        key__startswith=_key(position, "opened"), created_at__gt=timezone.now() - timedelta(days=1)
    )
    told = OutboxMail.objects.filter(key__startswith=key)
    leave = {*asked_lately.values_list("user", flat=True), *told.values_list("user", flat=True)}
    subject = f"Nog tot {_day(position.deadline)}: wat zegt je stad over “{_short(position)}”?"
    cities = answers_on(position).silent
    return _tell(position, cities, key=key, subject=subject, template="reminder", leave_out=leave)


def tell_adopted(position, answers) -> int:
    """Whoever spoke hears that it is adopted, and in the name of which cities."""
    return _tell(
        position,
        [one.city for one in answers.spoken],
        key=_key(position, "adopted"),
        subject=f"Aangenomen: “{_short(position)}”",
        template="adopted",
        answers=answers,
    )


def tell_withdrawn(position) -> int:
    """Whoever was asked hears why nothing comes of it."""
    return _tell(
        position,
        list(City.objects.members()),
        key=_key(position, "withdrawn"),
        subject=f"Ingetrokken: “{_short(position)}”",
        template="withdrawn",
    )


def forget_waiting(position) -> int:
    """Questions that did not leave yet stay here: there is nothing to answer any more."""
    asked = OutboxMail.objects.filter(key__startswith=_key(position, ""))
    return take_back(asked)


# --- to whom, and how ----------------------------------------------------------------------------
def _tell(position, cities, *, key, subject, template, leave_out=(), **context):
    told = 0
    for person, theirs in _aldermen_of(cities).items():
        if person.pk in leave_out:
            continue
        mail = post(
            key=f"{key}{person.pk}",
            kind=ReminderKind.POSITION,
            user=person,
            subject=PREFIX + subject,
            body=render_to_string(
                f"mail/position_{template}.txt",
                {
                    **context,
                    "position": position,
                    "person": person,
                    "cities": theirs,
                    "url": absolute(position.get_absolute_url()),
                    "links": [(city, _link(position, city)) for city in theirs],
                    "off_url": absolute(off_path(person, ReminderKind.POSITION)),
                },
            ).strip(),
        )
        told += mail is not None
    return told


def _aldermen_of(cities):
    """{person: their cities among these}, by name; one query."""
    memberships = Membership.objects.filter(
        city__in=[city.pk for city in cities],
        role=Membership.Role.ALDERMAN,
        user__is_active=True,
    ).select_related("user", "city")
    people = {}
    for membership in memberships.order_by("city__name", "user"):
        people.setdefault(membership.user, []).append(membership.city)
    return people


def aldermen(city) -> list:
    """Who can speak for a city, for whoever asks whom to turn to."""
    return list(_aldermen_of([city]))


def _link(position, city):
    return absolute(reverse("network:position_speak", args=[position.slug, city.slug]))


def _key(position, what, once=""):
    """'position:<uid>:opened:3:': every mail about a position begins with the same words."""
    return f"position:{position.uid}:" + (f"{what}:" if what else "") + (f"{once}:" if once else "")


def _short(position):
    return Truncator(position.title).chars(70)


def _day(date):
    return date_format(date, "j F Y")
