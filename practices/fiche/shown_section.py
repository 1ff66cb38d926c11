"""What a reader is told about the age of a text: who confirmed it and when, when it was last
changed, or that it was taken over and nobody confirmed it yet.

Sixty days after it should have been looked at again, that is said instead. A practice that stopped
in a city is told with its year: what went before is useful all the same, but nobody confirms it.
"""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

PATIENCE = timedelta(days=60)
REDACTION = ", redactie VVSG"
IMPORTED = "Overgenomen uit de VVSG-databank, nog niet bevestigd"


def in_words(day: date) -> str:
    return date_format(day, "j F Y")


def age_lines(
    *,
    today: date,
    confirmed_on: date | None = None,
    confirmed_by: str = "",
    updated_on: date | None = None,
    review_on: date | None = None,
    is_imported: bool = False,
    has_stopped: bool = False,
    stopped_year: int | None = None,
    is_by_vvsg: bool = False,
) -> list[str]:
    """The sentences under a text, the most telling one first."""
    lines = []
    is_late = not has_stopped and is_long_unconfirmed(review_on, today)
    if has_stopped:
        confirmed_on = None
        lines.append(f"Gestopt in {stopped_year}" if stopped_year else "Gestopt")
    if confirmed_on:
        lines.append(_confirmed(in_words(confirmed_on), confirmed_by, is_late))
    elif is_imported:
        lines.append(IMPORTED)
    if updated_on and (not confirmed_on or updated_on > confirmed_on):
        is_said = is_late and not confirmed_on and not is_imported
        told = "Niet bevestigd sinds de laatste wijziging op" if is_said else "Laatst bijgewerkt"
        lines.append(f"{told} {in_words(updated_on)}" + (REDACTION if is_by_vvsg else ""))
    return lines


def _confirmed(day, by, is_late):
    """One sentence: that it was confirmed, or that this was too long ago."""
    if is_late:
        return f"Niet bevestigd sinds {day}" + (f" (toen door {by})" if by else "")
    return f"Bevestigd door {by} op {day}" if by else f"Bevestigd op {day}"


def is_long_unconfirmed(review_on: date | None, today: date) -> bool:
    return review_on is not None and today >= review_on + PATIENCE


def lines_of_section(section, *, today) -> list[str]:
    return age_lines(
        today=today,
        confirmed_on=section.confirmed_on,
        confirmed_by=section.confirmed_by,
        updated_on=section.updated_on,
        review_on=section.review_on,
        is_imported=section.is_imported,
        has_stopped=section.state == section.State.STOPPED,
        stopped_year=section.stopped_year,
    )


def lines_of_practice(practice, version, *, today) -> list[str]:
    """The same about the part that all cities share."""
    return age_lines(
        today=today,
        confirmed_on=practice.confirmed_on,
        confirmed_by=practice.confirmed_by,
        updated_on=timezone.localdate(version.at) if version else None,
        is_by_vvsg=bool(version and version.is_by_moderator),
        review_on=practice.review_on,
        is_imported=practice.is_imported,
    )
