"""What a reader is told about the age of a text: who confirmed it and when, when it was last
changed, or that it was taken over and nobody confirmed it yet.

Sixty days after it should have been looked at again, that is said too. A practice that stopped in
a city is told with its year: what went before is useful all the same.
"""

from datetime import date, timedelta

from django.utils.formats import date_format

PATIENCE = timedelta(days=60)
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
) -> list[str]:
    """The sentences under a text, the most telling one first."""
    lines = []
    if has_stopped:
        lines.append(f"Gestopt in {stopped_year}" if stopped_year else "Gestopt")
    if confirmed_on:
        by = f" door {confirmed_by}" if confirmed_by else ""
        lines.append(f"Bevestigd{by} op {in_words(confirmed_on)}")
    elif is_imported:
        lines.append(IMPORTED)
    if updated_on and (not confirmed_on or updated_on > confirmed_on):
        lines.append(f"Laatst bijgewerkt {in_words(updated_on)}")
    since = confirmed_on or updated_on
    if since and not has_stopped and is_long_unconfirmed(review_on, today):
        lines.append(f"Niet bevestigd sinds {in_words(since)}")
    return lines


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
        updated_on=version.at.date() if version else None,
        review_on=practice.review_on,
        is_imported=practice.is_imported,
    )
