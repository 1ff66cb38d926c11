"""What may be out of date, for VVSG's tab *Veroudering*: texts that nobody confirmed for sixty days
after their date, signals of the radar, pictures whose consent runs out.

A list of things to look at; nothing on it happens by itself. The queries do not grow with it.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from ..fiche.shown_section import PATIENCE, in_words
from ..images.expiring import expiring_images
from ..models import CitySection, Practice, RadarFlag
from . import words
from .radar import Signal, signal_of


@dataclass(frozen=True)
class StaleItem:
    """`kind` is 'practice', 'section', 'radar' or 'image'; `reason` says why it is here."""

    kind: str
    subject: object
    practice: Practice
    title: str
    place: str
    since: date | None
    reason: str
    url: str
    advice: str = ""
    signals: tuple[Signal, ...] = ()


def stale_items() -> list[StaleItem]:
    """The longest waiting first."""
    today = timezone.localdate()
    found = [*_practices(today), *_sections(today), *_signals(), *_images(today)]
    return sorted(found, key=lambda item: (item.since or today, item.title))


def _practices(today):
    late = Practice.objects.listed().filter(review_on__lte=today - PATIENCE)
    for practice in late.select_related("published_version", "city"):
        yield StaleItem(
            *("practice", practice, practice, practice.title, practice.place or "VVSG"),
            practice.review_on,
            _unconfirmed("Het gedeelde deel", practice),
            practice.get_absolute_url(),
            words.advice(practice, today),
        )


def _sections(today):
    late = CitySection.objects.filter(
        state=CitySection.State.VISIBLE,
        practice__state=Practice.State.PUBLISHED,
        review_on__lte=today - PATIENCE,
    )
    for section in late.select_related("practice__published_version", "city", "version"):
        yield StaleItem(
            *("section", section, section.practice, section.practice.title, section.place),
            section.review_on,
            _unconfirmed("De stadssectie", section),
            section.get_absolute_url(),
            words.advice(section, today),
        )


def _unconfirmed(what, subject):
    last = subject.confirmed_on or getattr(subject, "updated_on", None)
    since = f" sinds {in_words(last)}" if last else ""
    return f"{what} is niet bevestigd{since}; na te kijken op {in_words(subject.review_on)}."


def _signals():
    """One item for each text with signals."""
    flags = RadarFlag.objects.filter(practice__state=Practice.State.PUBLISHED).select_related(
        *("practice__published_version", "practice__city", "section__city")
    )
    texts = {}
    for flag in flags.order_by("found_at", "pk"):
        texts.setdefault((flag.practice_id, flag.section_id), []).append(flag)
    for flags in texts.values():
        first = flags[0]
        subject = first.section or first.practice
        signals = tuple(signal_of(flag) for flag in flags)
        yield StaleItem(
            *("radar", subject, first.practice, first.practice.title, subject.place or "VVSG"),
            timezone.localdate(first.found_at),
            "; ".join(f"“{one.words}”" for one in signals),
            _address_of(first),
            signals=signals,
        )


def _address_of(flag):
    address = flag.practice.get_absolute_url()
    return f"{address}#stad-{flag.section.anchor}" if flag.section else address


def _images(today):
    for image in expiring_images():
        practice = image.practice
        yield StaleItem(
            *("image", image, practice, practice.title, practice.place or "VVSG"),
            image.valid_until,
            f"De toestemming voor een beeld geldt tot en met {in_words(image.valid_until)}.",
            reverse("practices:detail", args=[practice.slug or practice.code]),
        )
