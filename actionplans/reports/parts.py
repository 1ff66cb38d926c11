"""Writing one part of an ECCAR report: what it says on one commitment, in Dutch and in English.

What somebody typed is never overwritten, not by a colleague and not by the portal. A save that
comes after a colleague's writes nothing when both changed the same field, and shows both. What the
portal can tell by now is only ever added below, and only the lines that somebody ticked.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cities.log import actor_of

from ..models import EccarReportPart
from .based import StaleTextError, merged
from .harvest import FIELDS, as_text, not_in

ENGLISH = tuple(f"{name}_en" for name in FIELDS)
TEXTS = (*FIELDS, *ENGLISH)
NOTHING = dict.fromkeys(TEXTS, "")


def parts_of(report) -> list[EccarReportPart]:
    """All ten, each with its commitment and who saved it last; one query."""
    parts = list(report.parts.select_related("commitment", "changed_by"))
    for part in parts:
        part.report = report
    return parts


def state_of(part) -> dict:
    return {name: getattr(part, name) for name in TEXTS}


def is_untouched(part) -> bool:
    """Whether it still says what the portal filled in: nobody saved it yet."""
    return part.changed_by_id is None


@transaction.atomic
def save(part, values, *, base, seen, by) -> EccarReportPart:
    """Save what was typed in a form that showed `base` and was opened at version `seen`.

    Who saves a part that was filled in beforehand says that it was read, also without a change.
    Raises StaleTextError.
    """
    now = EccarReportPart.objects.select_related("changed_by").get(pk=part.pk)
    current = state_of(now)
    if now.version != seen:
        values = merged(now, current, values, base=base, blank=NOTHING)
    values = {name: text for name, text in values.items() if current[name] != text}
    if not values and not is_untouched(now):
        return now
    rows = EccarReportPart.objects.filter(pk=now.pk, version=now.version)
    stamp = {"changed_by": actor_of(by), "changed_at": timezone.now()}
    if not rows.update(version=F("version") + 1, **stamp, **values):
        # Somebody saved between our look and our write: look again.
        return save(part, {**current, **values}, base=base, seen=seen, by=by)
    now.refresh_from_db()
    return now


# --- filling up ----------------------------------------------------------------------------------
def news_for(part, lines) -> dict:
    """{field: lines of the harvest that the part does not hold}; only the fields with any."""
    found = {name: not_in(getattr(part, name), lines[name]) for name in FIELDS}
    return {name: missing for name, missing in found.items() if missing}


def add_lines(part, chosen, *, seen, by) -> EccarReportPart:
    """Add lines ({field: lines}) below what the part says. Raises StaleTextError."""
    values = {
        name: "\n\n".join(filter(None, [getattr(part, name).rstrip(), as_text(lines)]))
        for name, lines in chosen.items()
    }
    if part.version != seen:
        raise StaleTextError(part, state_of(part), merged=values, conflicts={})
    return save(part, values, base=state_of(part), seen=seen, by=by)
