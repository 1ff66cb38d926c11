"""The register of consent: which pictures a city brought, by what right, for what and until when.

A city sees its own, a moderator all that was handed in. Withdrawn pictures stay in it: that is what
a register is for.
"""

import csv

from django.db.models import Q
from django.utils.timezone import localdate

from cities.models import Membership
from cities.permissions import can_moderate
from cities.spreadsheet import plain_cell

from ..models import PracticeImage

HEADS = [
    *("fiche", "titel", "stad", "rechten", "licentie", "bron", "herkenbare personen"),
    *("toestemming", "bewaard bij", "minderjarigen", "waarvoor", "geldig tot en met"),
    *("toegevoegd op", "ingetrokken op", "reden"),
]


def register_for(user):
    """The pictures whose consent this person keeps, the newest first."""
    rows = PracticeImage.objects.select_related(
        *("city", "practice__city", "practice__published_version", "practice__working_version"),
        *("practice__author", "uploaded_by"),
    ).order_by("-uploaded_at", "-pk")
    if can_moderate(user):
        # A draft is its author's own business; a picture that hangs on a proposal, its author's.
        rows = rows.exclude(practice__state="draft", practice__asks_help=False)
        return rows.exclude(proposal__state="draft")
    own = Membership.objects.filter(user=user).values("city")
    of_the_city = Q(city__in=own) | Q(city=None, proposal=None, practice__city__in=own)
    return rows.filter(of_the_city | Q(uploaded_by__user=user))


def purposes_of(image) -> str:
    names = dict(PracticeImage.Purpose.choices)
    return ", ".join(names.get(code, str(code)) for code in image.purposes)


def write_csv(images, file) -> None:
    # As a Belgian spreadsheet opens it.
    writer = csv.writer(file, delimiter=";")
    writer.writerow(HEADS)
    for image in images:
        writer.writerow(map(plain_cell, _cells(image)))


def _cells(image):
    practice = image.practice
    return [
        *(practice.code, practice.title, image.city or practice.place),
        *(image.get_rights_display(), image.licence, image.source_url, image.get_people_display()),
        *(_yes(image.has_consent), image.consent_kept_at, _yes(image.has_minors)),
        *(purposes_of(image), image.valid_until or "", _day(image.uploaded_at)),
        *(_day(image.withdrawn_at), image.withdrawn_reason),
    ]


def _yes(is_so):
    return "ja" if is_so else "nee"


def _day(moment):
    return localdate(moment).isoformat() if moment else ""
