"""Publishing a plan.

The draft is copied into new rows that nobody can change any more; the draft itself stays, so that
open pages keep working. An edition that says exactly what the previous one says is refused: two
people who press at once get one edition and one clear message. Only a decision that came later
makes an edition of the same words: the council adopts what stood online already.
"""

from django.db import transaction
from django.utils import timezone

from cities.log import actor_of, record
from cities.models import LogEntry

from . import searching
from .archive import (
    SCHEMA_VERSION,
    archive_bytes,
    checksum,
    checksum_of,
    content_checksum,
    content_of,
)
from .differences.kept import keep
from .models import Edition, Plan, Withdrawal
from .rows import Tree
from .shape import BRANCHES, EDITION_FIELDS

DECISION_FIELDS = ("decision_body", "decision_date", "decision_reference", "decision_link")


class CannotPublishError(Exception):
    """Why this draft cannot become an edition now, in words for the officer."""


def draft_of(plan):
    return plan.editions.drafts().without_archive().get()


def current_edition(plan):
    """The newest published edition, or None."""
    editions = plan.editions.published().without_archive().select_related("withdrawal")
    return editions.order_by("-number").first()


def has_unpublished_changes(tree, current, *, content_sum=None):
    """Whether the draft says anything else than the edition that visitors read.

    `content_sum` is the checksum of the draft, when the caller has made it already.
    """
    if current is None:
        return len(tree) > 0
    if current.is_withdrawn:
        return True
    return (content_sum or content_checksum(tree)) != content_sum_of(current)


def content_sum_of(edition):
    """What the edition says, as a checksum that today's drafts can be compared with."""
    if edition.schema_version == SCHEMA_VERSION:
        return edition.content_sha256
    return content_checksum(Tree(edition))


def decision_of(values):
    """What a decision says, of an edition or as `publish` gets it, so that equal is equal."""
    if isinstance(values, Edition):
        values = {name: getattr(values, name) for name in DECISION_FIELDS}
    return {name: (values or {}).get(name) or None for name in DECISION_FIELDS}


def brings_decision(older, decision):
    """Whether this decision is news beside that of an edition; taking one away is none."""
    return bool(decision["decision_body"]) and decision != decision_of(older)


@transaction.atomic
def publish(plan, *, note, by, decision=None, seen=None, at=None):
    """Freeze the draft as the plan's next edition and return it.

    `decision` holds values for DECISION_FIELDS; `seen` is the content checksum of the draft that
    the coordinator looked at: anything else is refused, so that nobody publishes unseen text.
    `at` is for demonstration data and restoring only; an edition is dated now.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("city").get(pk=plan.pk)
    tree = Tree(draft_of(plan))
    content = content_of(tree)
    content_sum = checksum_of(content)
    previous = current_edition(plan)
    _check_publishable(tree, content_sum, previous, seen=seen, decision=decision)
    edition = _sealing_edition(
        plan,
        tree.edition,
        content,
        number=previous.number + 1 if previous else 1,
        note=note,
        decision=decision,
        at=at or timezone.now(),
    )
    edition.content_sha256 = content_sum
    edition.published_by = actor_of(by)
    edition.save(force_insert=True)
    _copy_rows(tree, edition)
    edition.state = Edition.State.PUBLISHED
    edition.save(update_fields=["state"])
    if previous:
        keep(previous, edition)
    record(
        LogEntry.Verb.PUBLISHED,
        edition,
        by=edition.published_by,
        city=plan.city,
        detail=edition.sha256,
    )
    searching.put(plan, tree)
    return edition


def _check_publishable(tree, content_sum, previous, *, seen, decision):
    if not tree.goals:
        raise CannotPublishError(
            "Dit plan heeft nog geen doelen. Voeg er een toe of lees een document in."
        )
    if seen is not None and seen != content_sum:
        raise CannotPublishError(
            "Het ontwerp is intussen gewijzigd. Bekijk het opnieuw en publiceer dan."
        )
    is_shown = previous and not previous.is_withdrawn
    is_same = is_shown and content_sum_of(previous) == content_sum
    if is_same and not brings_decision(previous, decision_of(decision)):
        raise CannotPublishError(
            f"Er is niets gewijzigd sinds editie {previous.number}: er kwam geen nieuwe bij."
        )


def _sealing_edition(plan, draft, content, *, number, note, decision, at):
    edition = Edition(
        plan=plan,
        state=Edition.State.SEALING,
        number=number,
        note=note,
        published_at=at,
        schema_version=SCHEMA_VERSION,
        **{name: getattr(draft, name) for name in EDITION_FIELDS},
        **{name: value for name, value in (decision or {}).items() if value},
    )
    publication = {
        "number": number,
        "note": note,
        "date": timezone.localdate(edition.published_at),
        **{name: getattr(edition, name) for name in DECISION_FIELDS},
    }
    edition.canonical = archive_bytes(content, plan=plan, publication=publication)
    edition.sha256 = checksum(edition.canonical)
    return edition


def _copy_rows(tree, edition):
    """Copy level by level; `copies` maps (kind, old pk) to the new row."""
    copies = {}
    by_kind = {}
    for kind, row in tree.rows():
        by_kind.setdefault(kind, []).append(row)
    for branch in BRANCHES:
        rows = by_kind.get(branch.kind, [])
        new_rows = [_copy_of(row, branch, edition, copies) for row in rows]
        branch.model.objects.bulk_create(new_rows)
        copies |= {(branch.kind, row.pk): new for row, new in zip(rows, new_rows, strict=True)}
        _copy_links(branch, rows, copies)


def _copy_of(row, branch, edition, copies):
    values = {name: getattr(row, name) for name in (*branch.fields, *branch.references)}
    for name in branch.parents:
        old_id = getattr(row, f"{name}_id")
        values[name] = copies[name, old_id] if old_id else None
    return branch.model(
        edition=edition, uid=row.uid, position=row.position, version=row.version, **values
    )


def _copy_links(branch, rows, copies):
    for name in branch.links:
        link = branch.model._meta.get_field(name)
        source, target = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
        through = link.remote_field.through
        through.objects.bulk_create(
            through(
                **{
                    source: copies[branch.kind, row.pk].pk,
                    target: copies["note", entry.pk].pk if name in branch.notes else entry.pk,
                }
            )
            for row in rows
            for entry in getattr(row, name).all()
        )


@transaction.atomic
def withdraw(edition, *, reason, by):
    """Take an edition back: its address stays and shows the reason."""
    actor = actor_of(by)
    withdrawal, is_new = Withdrawal.objects.get_or_create(
        edition=edition, defaults={"reason": reason, "by": actor}
    )
    if is_new:
        record(LogEntry.Verb.WITHDRAWN, edition, by=actor, city=edition.plan.city, detail=reason)
        searching.refresh(edition.plan)
    return withdrawal
