"""Showing a draft to somebody: VVSG, when its author asks for help, or a colleague by a link.

Both are asked for by who writes the fiche and can be taken back at any moment. The link shows the
text to whoever has it, until the fiche is online, withdrawn or not taken up, or until its key is
taken away.
"""

import secrets

from django.db import transaction

from ..models import Practice
from ..transitions import RefusedError, tell


@transaction.atomic
def ask_help(practice, *, wanted, by) -> bool:
    """Let the moderators read this draft, or no longer; whether anything changed."""
    drafts = Practice.objects.filter(
        pk=practice.pk, state=Practice.State.DRAFT, asks_help=not wanted
    )
    changed = drafts.update(asks_help=wanted)
    practice.refresh_from_db()
    if practice.state != Practice.State.DRAFT:
        raise RefusedError("Alleen bij een concept kan je hulp vragen.")
    if changed:
        tell(practice, "ask_help" if wanted else "stop_help", by=by)
    return bool(changed)


@transaction.atomic
def open_link(practice, *, by) -> str:
    """The key of the link; the one that there is, when there is one."""
    if practice.state not in Practice.SHAREABLE:
        raise RefusedError("Van deze fiche is geen deellink nodig of mogelijk.")
    without = Practice.objects.filter(pk=practice.pk, state__in=Practice.SHAREABLE, preview_key="")
    if without.update(preview_key=secrets.token_urlsafe(16)):
        tell(practice, "open_link", by=by)
    practice.refresh_from_db()
    return practice.preview_key


@transaction.atomic
def close_link(practice, *, by):
    """The link that was handed out shows nothing any more."""
    with_key = Practice.objects.filter(pk=practice.pk).exclude(preview_key="")
    if with_key.update(preview_key=""):
        tell(practice, "close_link", by=by)
    practice.refresh_from_db()


def behind_link(key) -> Practice | None:
    """The fiche that this key shows now, if any."""
    found = Practice.objects.filter(preview_key=key, state__in=Practice.SHAREABLE) if key else None
    return found.select_related("working_version", "city").first() if found is not None else None
