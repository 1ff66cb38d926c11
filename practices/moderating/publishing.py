"""Putting a fiche online: as it was read (P6), improved (P7), or once more with corrections (P18).

What goes online is exactly the text that the moderator read: when the author saved since, nothing
happens. Every picture has its rights. Who wrote the fiche publishes it alone only with a reason.
What the city told about itself becomes its own section, which is hers from then on.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone

from ..fiche.content import changed_fields, is_blank, missing, normalised
from ..fiche.difference import difference_in_words
from ..fiche.fields import field_at
from ..fiche.versions import StaleTextError, add_version
from ..finding import index
from ..images.completeness import incomplete
from ..mails.posting import to_author, to_city
from ..models import CitySection, Practice
from ..sections.wholeness import settle
from ..sections.words import as_text
from ..sections.writing import home_of, put_section
from ..signing import writer_of
from ..transitions import RefusedError, done_before
from .confirming import is_of_the_city, of_section, of_shared
from .deciding import (
    decide,
    mail_text,
    overtaken,
    reason_of,
    require_moderator,
    require_other_eyes,
)
from .naming import free_slug

NOTHING_CHANGED = "Je veranderde niets aan de tekst. Kies dan gewoon ‘Publiceer’."
# So many times another fiche may take the same address at the same moment.
TRIES = 3


@transaction.atomic
def publish(practice, *, by, lock, seen, deed=None, mail_body="", alone_reason=""):
    """P6. `seen` is the number of the text that was read; `alone_reason` is for an own fiche."""
    if done := _checked(practice, "publish", by=by, deed=deed, alone_reason=alone_reason):
        return done
    version = _version_read(practice, seen)
    text = mail_text(practice, "M5", mail_body)
    decision = _put_online(
        practice,
        "publish",
        version,
        by=by,
        lock=lock,
        seen=seen,
        deed=deed,
        reason=alone_reason.strip(),
        memo={"mail": text},
    )
    if decision.is_new:
        to_author(decision.event, "M5", body=text)
    return decision.event


@transaction.atomic
def improve_and_publish(
    practice,
    *,
    by,
    lock,
    seen,
    content=None,
    section=None,
    deed=None,
    mail_body="",
    alone_reason="",
):
    """P7. `content` and `section` hold the fields that the moderator changed."""
    step = "improve_and_publish"
    if done := _checked(practice, step, by=by, deed=deed, alone_reason=alone_reason):
        return done
    old = _version_read(practice, seen)
    _require_same(practice, lock, seen)
    improved = {**old.content, **(content or {})}, {**old.section, **(section or {})}
    try:
        version = add_version(practice, *improved, by=by, is_by_moderator=True)
    except StaleTextError:
        if done := done_before(practice, step, deed):
            return done
        raise overtaken(practice) from None
    if version is None:
        raise RefusedError(NOTHING_CHANGED)
    difference = difference_of(old, version)
    text = mail_text(practice, "M6", mail_body, difference=difference)
    decision = _put_online(
        practice,
        step,
        version,
        by=by,
        # The version counted as a deed.
        lock=lock + 1,
        seen=version.number,
        deed=deed,
        reason=alone_reason.strip(),
        memo={"mail": text, "text_before": old.number},
        before=old,
    )
    to_author(decision.event, "M6", body=text, difference=difference)
    return decision.event


@transaction.atomic
def redact(practice, *, by, lock, seen, content, reason, deed=None):
    """P18: a next text online, with the reason; proposals that stand open see it as a change."""
    require_moderator(by)
    if done := done_before(practice, "redact", deed):
        return done
    reason = reason_of(reason)
    _require_same(practice, lock, seen)
    if practice.state != Practice.State.PUBLISHED:
        raise overtaken(practice)
    old = practice.published_version
    content = {**old.content, **content}
    changed = changed_fields("shared", old.content, content)
    if not changed:
        raise RefusedError("Je veranderde niets aan de tekst.")
    _require_whole(practice, content, old.section, fields=changed)
    try:
        version = add_version(practice, content, {}, by=by, reason=reason, is_by_moderator=True)
    except StaleTextError:
        raise overtaken(practice) from None
    event = decide(
        *(practice, "redact"),
        by=by,
        lock=lock + 1,
        seen=version.number,
        deed=deed,
        reason=reason,
        memo={"fields": changed},
        published_version=version,
        changed_at=timezone.now(),
    ).event
    settle(practice)
    index.refresh(practice)
    return event


def difference_of(old, new) -> str:
    """What VVSG changed, in words for a mail."""
    parts = [("shared", old.content, new.content)]
    if old.section or new.section:
        parts.append(("section", old.section, new.section))
    return "\n\n".join(told for part in parts if (told := difference_in_words(*part)))


def _checked(practice, step, *, by, deed, alone_reason):
    """The line of this click when it was done before; else who decides may decide."""
    require_moderator(by)
    if done := done_before(practice, step, deed):
        return done
    require_other_eyes(practice, by, alone_reason)
    return None


def _version_read(practice, seen):
    version = practice.versions.filter(number=seen).first()
    if version is None:
        raise overtaken(practice)
    return version


def _require_same(practice, lock, seen):
    """What is saved now must follow on what was read; `move` says so once more when it counts."""
    practice.refresh_from_db()
    if practice.lock_version != lock or practice.working_version.number != seen:
        raise overtaken(practice)


def _require_whole(practice, content, section, *, fields=None):
    """Everything that a reader may expect, unless the fiche was taken over as it was.

    `fields`: only these are looked at, for a text that stood online already.
    """
    paths = missing(content, section)
    if fields is not None:
        paths = [path for path in paths if path in fields]
    if practice.is_imported or practice.is_incomplete:
        paths = [path for path in paths if path == "title"]
    if paths:
        labels = ", ".join(field_at(path)[1].label for path in paths)
        raise RefusedError(f"Dit mag niet leeg zijn: {labels}.")
    if gaps := incomplete(practice, content):
        raise RefusedError(" ".join(gaps))


def _put_online(practice, step, version, *, memo, before=None, **deed):
    """`before` is the text that was handed in, when VVSG made `version` of it."""
    _require_whole(practice, version.content, version.section)
    now, changed = timezone.now(), _changed_parts(before, version)
    for attempt in range(TRIES):
        slug = practice.slug or free_slug(practice, version.content["title"])
        try:
            with transaction.atomic():
                decision = decide(
                    *(practice, step),
                    memo={**memo, "slug": slug},
                    slug=slug,
                    published_version=version,
                    published_at=now,
                    changed_at=now,
                    **of_shared(practice, is_changed="shared" in changed),
                    is_incomplete=bool(missing(version.content, version.section)),
                    changes_due_on=None,
                    preview_key="",
                    asks_help=False,
                    **deed,
                )
            break
        except IntegrityError:
            # Another fiche took this address just now.
            if attempt == TRIES - 1 or not _is_taken(practice, slug):
                raise
    if decision.is_new:
        _start_section(practice, version, decision.event, is_changed="section" in changed)
        # Its first section is no change: it came online in the same stroke.
        Practice.objects.filter(pk=practice.pk).update(changed_at=now)
        practice.refresh_from_db()
        index.refresh(practice)
    return decision


def _changed_parts(old, new) -> set:
    """Which parts VVSG wrote itself."""
    if old is None:
        return set()
    parts = (("shared", old.content, new.content), ("section", old.section, new.section))
    return {part for part, *texts in parts if changed_fields(part, *texts)}


def _is_taken(practice, slug):
    return Practice.objects.exclude(pk=practice.pk).filter(slug=slug).exists()


def _start_section(practice, version, event, *, is_changed):
    """What the submitting city told about itself, in its own name."""
    section = normalised("section", version.section)
    if not practice.place or all(is_blank(value) for value in section.values()):
        return
    home, by = home_of(practice), event.actor.user
    writer = writer_of(version, by)
    saved = put_section(practice, **home, content=section, by=writer, is_checked=True)
    if saved is None:
        return
    started = saved.section
    if clock := of_section(practice, is_changed=is_changed):
        CitySection.objects.filter(pk=started.pk).update(**clock)
    if home["city"] and not is_of_the_city(practice):
        to_city(event, "M5b", home["city"], about=started, text=as_text(section))
