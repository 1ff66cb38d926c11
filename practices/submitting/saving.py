"""Saving a draft, also when a colleague saved it since the page was opened.

Who writes for the city may change a fiche while it is a draft or while VVSG asks for changes. A
page saves the fields that it shows and no others. What two people changed in different fields goes
together; where both changed the same field nothing is written and both texts are shown. A save
without a change makes no version.
"""

from django.db import transaction
from django.utils import timezone

from ..fiche.content import changed_fields
from ..fiche.fields import LISTS, PARTS, field_at, path_of
from ..fiche.merging import merge
from ..fiche.versions import StaleTextError, add_version
from ..models import Practice
from ..transitions import RefusedError

# A save that meets another at the same moment is tried again on what the other made of it.
ATTEMPTS = 5
CLOSED = "Deze fiche kan je nu niet wijzigen: {}."
WHY_CLOSED = {
    Practice.State.SUBMITTED: "ze wacht op nazicht bij VVSG. Haal ze eerst terug",
    Practice.State.PUBLISHED: "ze staat online. Doe een voorstel om iets te wijzigen",
}


class ConflictError(Exception):
    """Two people changed the same field; nothing was written.

    merged: {path: value} of the form, with mine where both differ. conflicts: {path: {"base",
    "theirs", "mine"}}. version: the text of the colleague, on which the next save is based.
    """

    def __init__(self, *, merged, conflicts, version):
        super().__init__("Een collega heeft dit intussen ook gewijzigd. Er is niets overschreven.")
        self.merged = merged
        self.conflicts = conflicts
        self.version = version


def save_draft(practice, values, *, seen, by):
    """The next version with these fields changed, or None when nothing differs.

    values: {"shared": {...}, "section": {...}} with only the fields of the form that was shown.
    seen: the number of the version that the form was made from.
    """
    for left in reversed(range(ATTEMPTS)):
        practice.refresh_from_db()
        require_editable(practice)
        try:
            return _save(practice, values, seen=seen, by=by)
        except StaleTextError:
            if not left:
                raise
    return None


def require_editable(practice):
    if practice.state not in Practice.EDITABLE:
        why = WHY_CLOSED.get(practice.state, f"ze is {practice.get_state_display().lower()}")
        raise RefusedError(CLOSED.format(why))


@transaction.atomic
def _save(practice, values, *, seen, by):
    now = practice.working_version
    mine = _by_path(values)
    if now.number != seen:
        base = practice.versions.filter(number=seen).first()
        if base is None:
            raise RefusedError("Deze pagina is te oud. Open het onderdeel opnieuw.")
        mine, conflicts = merge(flat(base), flat(now), mine)
        if conflicts:
            raise ConflictError(merged=mine, conflicts=conflicts, version=now)
    content, section = dict(now.content), dict(now.section)
    for path, value in mine.items():
        part, _, name = path.rpartition(".")
        (section if part == "section" else content)[name] = value
    if not changed_fields("section", now.section, section):
        section = now.section
    version = add_version(practice, content, section, by=by)
    # Only now this row is ours alone: somebody may have handed the fiche in a moment ago.
    if version and not _is_still_open(practice):
        raise StaleTextError
    return version


def _is_still_open(practice):
    open_ones = Practice.objects.filter(pk=practice.pk, state__in=Practice.EDITABLE)
    return bool(open_ones.update(touched_at=timezone.now()))


def _by_path(values) -> dict:
    return {
        path_of(part, PARTS[part][name]): value
        for part, own in values.items()
        for name, value in own.items()
    }


def joined(practice, version, values, *, seen) -> list[str]:
    """The paths of lists that a colleague changed too since `seen`: `version` holds both."""
    if version is None or version.number == seen + 1:
        return []
    base, saved = flat(practice.versions.get(number=seen)), flat(version)
    return [
        path
        for path, value in _by_path(values).items()
        if field_at(path)[1].kind in LISTS
        and (value or None) not in (base.get(path) or None, saved.get(path) or None)
    ]


def flat(version) -> dict:
    """{path: value} of a whole text."""
    found = dict(version.content)
    return found | {f"section.{name}": value for name, value in (version.section or {}).items()}
