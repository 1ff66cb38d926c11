"""What was decided in the last ninety days: who, when, with which outcome. What was taken back
within its minute was never decided.

The list can be saved for a spreadsheet. A text that a spreadsheet would read as a formula is given
an apostrophe in front: titles are written by people whom we do not know.
"""

import csv
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from ..models import PracticeEvent
from .rows import Row, Signal, labels_in, place_of

KEPT = timedelta(days=90)
OUTCOMES = {
    "publish": "gepubliceerd",
    "improve_and_publish": "verbeterd en gepubliceerd",
    "decline": "niet opgenomen",
    "into_section": "stadssectie geworden",
    "merge": "samengevoegd",
    "redact": "redactie VVSG",
    "archive": "gearchiveerd",
    "republish": "opnieuw gepubliceerd",
    "take_offline": "offline gehaald",
    "back_online": "terug online",
    "apply": "toegepast",
    "apply_partly": "deels toegepast",
    "answer": "beantwoord",
    "outdate": "achterhaald",
    "section_check": "nagekeken",
    "section_revert": "teruggezet",
    "section_hide": "verborgen",
    "steward_checked": "nagekeken",
}
HEADS = ("Titel", "Soort", "Stad", "Uitkomst", "Door", "Datum")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def handled():
    """The decisions, the last first."""
    since = timezone.now() - KEPT
    decided = PracticeEvent.objects.filter(step__in=OUTCOMES, undone_by=None, at__gte=since)
    return decided.order_by("-at", "-pk")


def handled_rows(user) -> list[Row]:
    related = ("actor", "submitter", "practice__city", "proposal__city")
    related += ("practice__submitter__city", "proposal__submitter__city")
    versions = ("practice__published_version", "practice__working_version", "section__city")
    found = handled().select_related(*related, *versions)
    return [handled_row(event, user) for event in found]


def handled_row(event, user) -> Row:
    practice, proposal, section = event.practice, event.proposal, event.section
    subject = proposal or practice
    version = practice.shown_version
    row = Row(
        key=f"deed:{event.uid}",
        title=practice.title,
        url=address_of(event),
        kind=proposal.get_kind_display() if proposal else "stadssectie" if section else "fiche",
        place=section.place if section else place_of(subject),
        subject=event,
        moment=event.at,
        since=timezone.localdate(event.at),
        state=Signal(OUTCOMES[event.step]),
        is_of_me=event.actor is not None and event.actor.user_id == user.pk,
        is_without_account=section is None and subject.submitter_id is not None,
        **labels_in(version.content if version else {}),
    )
    city = section.city if section else subject.city
    row.city = city.slug if city else ""
    return row


def address_of(event) -> str:
    if event.proposal:
        return reverse("practices:proposal_decide", args=[event.proposal.uid])
    return reverse("practices:review", args=[event.practice.code])


def by_whom(event) -> str:
    return str(event.actor) if event.actor else "automatisch"


def write_csv(rows, file) -> None:
    writer = csv.writer(file)
    writer.writerow(HEADS)
    for row in rows:
        words = (row.title, row.kind, row.place, row.state.text, by_whom(row.subject))
        writer.writerow([*map(plain_cell, words), date_format(row.moment, "Y-m-d")])


def plain_cell(text) -> str:
    """The text as a spreadsheet shows it, never one that it works out."""
    text = str(text)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text
