"""VVSG looks at what cities wrote about themselves, after it came online.

It is right: the section leaves the list (T2), and nobody is mailed. It is not: the text that VVSG
looked at last comes back as a new version (T3), the city reads why, with both texts, and can write
again. A section of which VVSG never looked at a text has nothing to go back to: it can be hidden.
"""

from django.db import transaction

from ..fiche.content import normalised
from ..fiche.difference import field_differences
from ..mails.posting import to_city
from ..mails.writing import fiche_path, preview
from ..models import CitySection, Practice
from ..moderating.deciding import require_moderator
from ..transitions import OvertakenError, RefusedError, done_before
from .events import events_of, tell
from .words import as_text
from .writing import StaleSectionError, put_section

NO_REASON = "Schrijf waarom je de tekst terugdraait: de stad krijgt het te lezen."
# Stands in the mail that is shown for editing, until the reason is known.
REASON_HERE = "[de reden die je hierboven schrijft]"
NOTHING_TO_RETURN_TO = (
    "VVSG keek nog geen eerdere tekst van deze sectie na: er is niets om naar terug te gaan. "
    "Je kan de sectie wel verbergen."
)
STANDS_THERE = "De tekst die VVSG nakeek, staat er al weer. Kies ‘Nagekeken’."


def sections_to_check():
    """What cities wrote since VVSG last looked, the longest waiting first; for the queue."""
    return (
        CitySection.objects.to_check()
        .filter(practice__state__in=Practice.READABLE)
        .select_related(
            *("practice__published_version", "practice__city", "city"),
            *("version__author", "version__submitter"),
        )
        .order_by("version__at", "pk")
    )


def last_checked(section):
    """The newest text that VVSG looked at, or None."""
    looked_at = section.versions.filter(number__lte=section.checked_number)
    return looked_at.select_related("author", "submitter").order_by("-number").first()


def since_checked(section) -> list:
    """What differs from the text that VVSG looked at last."""
    before = last_checked(section)
    old = before.content if before else normalised("section", {})
    return field_differences("section", old, section.version.content)


@transaction.atomic
def mark_checked(section, *, by, seen, deed=None) -> bool:
    """Say that text `seen` is right (T2); False when there was nothing to say.

    What the city wrote after it stays in the list.
    """
    require_moderator(by)
    found = CitySection.objects.filter(
        pk=section.pk, checked_number__lt=seen, versions__number=seen
    )
    if not CitySection.objects.filter(pk__in=found.values("pk")).update(checked_number=seen):
        return False
    section.refresh_from_db()
    tell(section, "section_check", by=by, seen=seen, deed=deed)
    return True


@transaction.atomic
def revert(section, *, by, seen, reason, mail_body="", deed=None):
    """Bring back the text that VVSG looked at last (T3); the event.

    OvertakenError when the section got another text than the one that was read.
    """
    require_moderator(by)
    if done := done_before(section, "section_revert", deed):
        return done
    if not reason.strip():
        raise RefusedError(NO_REASON)
    section.refresh_from_db()
    before, now = last_checked(section), section.version
    # Looked at first: a city that puts the old text back itself has nothing turned back.
    if now.number != seen:
        raise OvertakenError(section, events_of(section).first())
    if before is None or before.number == now.number:
        raise RefusedError(NOTHING_TO_RETURN_TO)
    if before.content == now.content:
        raise RefusedError(STANDS_THERE)
    try:
        put_section(
            section.practice,
            city=section.city,
            place_name=section.place_name,
            content=before.content,
            by=by,
            is_checked=True,
            reason=reason.strip(),
            state=section.state,
            seen=seen,
            reverts_to=before.number,
        )
    except StaleSectionError as stale:
        raise OvertakenError(stale.section, events_of(section).first()) from stale
    section.refresh_from_db()
    event = tell(section, "section_revert", by=by, seen=seen, deed=deed, reason=reason.strip())
    to_city(
        *(event, "M14", section.city),
        body=mail_body.replace(REASON_HERE, reason.strip()),
        about=section,
        path=path_of(section),
        **words_of_revert(before, now, reason),
    )
    return event


def words_of_revert(before, now, reason="") -> dict:
    """The words of M14: why, and both texts."""
    return {
        "reason": reason.strip(),
        "old_text": as_text(now.content),
        "new_text": as_text(before.content),
    }


def mail_of_revert(section) -> str:
    """The mail as it would leave, for whoever edits it first; '' when there is no way back."""
    before = last_checked(section)
    if section.city is None or before is None:
        return ""
    return preview(section, "M14", **words_of_revert(before, section.version, REASON_HERE)).body


def path_of(section) -> str:
    """Where the mail leads: the section on the page of the practice."""
    return f"{fiche_path(section.practice)}#stad-{section.anchor}"
