"""When a text asks for attention, and whose: two weeks before its date the city sees it coming,
sixty days after it readers are told that nobody confirmed it, and after half a year VVSG gets the
advice to call the city or to archive. Nothing is archived by itself.

The lines that readers get are those of `fiche.shown_section`.
"""

from datetime import timedelta

from ..fiche.shown_section import in_words

AHEAD, FORGOTTEN = timedelta(days=14), timedelta(days=180)


def is_coming(subject, today) -> bool:
    """Whether the city is to look at it now, or within two weeks."""
    return subject.review_on is None or subject.review_on <= today + AHEAD


def is_forgotten(subject, today) -> bool:
    return subject.review_on is not None and today >= subject.review_on + FORGOTTEN


def advice(subject, today) -> str:
    """What VVSG is advised to do; '' while the city has time."""
    if is_forgotten(subject, today):
        last = subject.confirmed_on or getattr(subject, "updated_on", None)
        told = f"Niet bevestigd sinds {in_words(last)}" if last else "Nog nooit bevestigd"
        return f"{told}: neem contact op met de stad, of archiveer."
    return ""
