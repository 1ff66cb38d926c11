"""What was decided in the last ninety days: who, when, with which outcome. What was taken back
within its minute was never decided.

A line is called as the fiche was when it was decided on: what its author writes since in a draft is
nobody's business. The list can be saved for a spreadsheet.
"""

import csv
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from cities.outbox import absolute
from cities.spreadsheet import plain_cell

from ..models import Practice, PracticeEvent, PracticeVersion
from .rows import Row, Signal, labels_in, place_of

KEPT = timedelta(days=90)
OUTCOMES = {
    "publish": "gepubliceerd",
    "improve_and_publish": "verbeterd en gepubliceerd",
    "decline": "niet opgenomen",
    "into_section": "stadssectie geworden",
    "merge": "samengevoegd",
    "redact": "redactie VVSG",
    "announce_archive": "archivering aangekondigd",
    "cancel_archive": "toch niet gearchiveerd",
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
HEADS = (
    *("Code", "Titel", "Soort", "Stad", "Uitkomst", "Reden", "Door", "Datum", "Ingediend op"),
    "Link",
)


def handled():
    """The decisions, the last first."""
    since = timezone.now() - KEPT
    decided = PracticeEvent.objects.filter(step__in=OUTCOMES, undone_by=None, at__gte=since)
    return decided.order_by("-at", "-pk")


def handled_rows(user) -> list[Row]:
    related = ("actor", "submitter", "practice__city", "proposal__city")
    related += ("practice__submitter__city", "proposal__submitter__city")
    found = handled().select_related(*related, "practice__published_version", "section__city")
    events = list(found)
    texts = texts_decided_on(events)
    return [handled_row(event, user, texts.get(event.pk, {})) for event in events]


def texts_decided_on(events) -> dict:
    """{pk: the text that everybody reads, else the one that was read then}; one query."""
    texts = {
        one.pk: one.practice.published_version.content
        for one in events
        if one.practice.published_version
    }
    others = [one for one in events if one.pk not in texts]
    versions = PracticeVersion.objects.filter(practice__in={one.practice_id for one in others})
    read = {
        (one.practice_id, one.number): one.content
        for one in versions.filter(number__in={one.seen for one in others if one.seen})
    }
    return texts | {one.pk: read.get((one.practice_id, one.seen), {}) for one in others}


def handled_row(event, user, text) -> Row:
    practice, proposal, section = event.practice, event.proposal, event.section
    subject = proposal or practice
    row = Row(
        key=f"deed:{event.uid}",
        title=text.get("title") or "Fiche zonder titel",
        url="" if is_back_with_its_author(practice) else address_of(event),
        kind=proposal.get_kind_display() if proposal else "stadssectie" if section else "fiche",
        place=section.place if section else place_of(subject),
        subject=event,
        moment=event.at,
        since=timezone.localdate(event.at),
        state=Signal(OUTCOMES[event.step]),
        is_of_me=event.actor is not None and event.actor.user_id == user.pk,
        is_without_account=section is None and subject.submitter_id is not None,
        **labels_in(text),
    )
    city = section.city if section else subject.city
    row.city = city.slug if city else ""
    return row


def is_back_with_its_author(practice) -> bool:
    """A draft is read by VVSG only when its author asks for help."""
    return practice.state == Practice.State.DRAFT and not practice.asks_help


def address_of(event) -> str:
    if event.proposal:
        return reverse("practices:proposal_decide", args=[event.proposal.uid])
    return reverse("practices:review", args=[event.practice.code])


def by_whom(event) -> str:
    return str(event.actor) if event.actor else "automatisch"


def write_csv(rows, file) -> None:
    # As a Belgian spreadsheet opens it.
    writer = csv.writer(file, delimiter=";")
    writer.writerow(HEADS)
    for row in rows:
        writer.writerow(map(plain_cell, _cells(row)))


def _cells(row):
    event = row.subject
    handed_in = None if event.section else (event.proposal or event.practice).submitted_at
    return [
        *(event.practice.code, row.title, row.kind, row.place, row.state.text, event.reason),
        *(by_whom(event), _day(row.moment), _day(handed_in)),
        absolute(row.url) if row.url else "",
    ]


def _day(moment) -> str:
    return date_format(timezone.localtime(moment), "Y-m-d") if moment else ""
