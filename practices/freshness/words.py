"""When a text asks for attention, and whose: two weeks before its date the city sees it coming,
sixty days after it readers are told that nobody confirmed it, and after half a year VVSG gets the
advice to call the city or to archive. Nothing is archived by itself.

The lines that readers get are those of `fiche.shown_section`.
"""

from datetime import timedelta

from ..fiche.shown_section import is_long_unconfirmed, lines_of_section

AHEAD, FORGOTTEN = timedelta(days=14), timedelta(days=180)


def freshness_line(section, today) -> str:
    """All that a reader is told about the age of a section, on one line."""
    return " · ".join(lines_of_section(section, today=today))


def is_coming(subject, today) -> bool:
    """Whether the city is to look at it now, or within two weeks."""
    return subject.review_on is None or subject.review_on <= today + AHEAD


def is_unconfirmed(subject, today) -> bool:
    """So long after its date that readers are told."""
    return is_long_unconfirmed(subject.review_on, today)


def is_forgotten(subject, today) -> bool:
    return subject.review_on is not None and today >= subject.review_on + FORGOTTEN


def advice(subject, today) -> str:
    """What VVSG is advised to do; '' while the city has time."""
    if is_forgotten(subject, today):
        return "Al een half jaar niet bevestigd: neem contact op met de stad, of archiveer."
    return ""
