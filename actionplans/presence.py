"""Who has a row of a draft open now: a hint for colleagues, never a lock.

Somebody is at one row of a plan at a time. An open page says every so often that it is still there;
who says nothing for a few minutes is left out, so a closed laptop bothers nobody for long.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from cities.permissions import EDITING_ROLES

from .drafting import short_name, shortened
from .editions import draft_of
from .models import Presence
from .shape import BRANCH

STAYS = timedelta(minutes=5)
# An open page speaks up about three times in this while: until then somebody is simply there.
IS_THERE = timedelta(seconds=75)


@dataclass(frozen=True)
class Colleague:
    """One colleague at one row, in plain values."""

    name: str
    kind: str
    uid: str
    row: str
    seen_at: datetime

    @property
    def minutes(self) -> int:
        """How long it has been quiet; 0 while the page is still open."""
        quiet = timezone.now() - self.seen_at
        return 0 if quiet < IS_THERE else max(1, round(quiet.total_seconds() / 60))

    @property
    def ago(self) -> str:
        return f", {self.minutes} min geleden" if self.minutes else ""

    def __str__(self):
        return f"{self.name} bewerkt {self.row}{self.ago}"


def arrive(plan, user, kind, uid):
    """This person opened the form of a row, or still has it open."""
    now = timezone.now()
    here = Presence.objects.filter(plan=plan, user=user)
    if here.filter(table=kind, uid=uid).update(seen_at=now):
        return
    at = {"table": kind, "uid": uid, "since": now, "seen_at": now}
    Presence.objects.update_or_create(plan=plan, user=user, defaults=at)


def leave(plan, user, kind, uid):
    """The form of this row was saved or closed."""
    Presence.objects.filter(plan=plan, user=user, table=kind, uid=uid).delete()


def stay(plan, user, rows):
    """An open page tells which forms [(kind, uid)] it shows: they stay this person's, if any."""
    here = Presence.objects.filter(plan=plan, user=user).first()
    if here and (here.table, here.uid) in rows:
        arrive(plan, user, here.table, here.uid)
    elif rows:
        arrive(plan, user, *rows[-1])


def colleagues_at(plan, *, but) -> list[Colleague]:
    """Who else works on this plan now, by name; only who still may."""
    fresh = Presence.objects.filter(
        plan=plan,
        seen_at__gt=timezone.now() - STAYS,
        user__is_active=True,
        user__memberships__city=plan.city_id,
        user__memberships__role__in=EDITING_ROLES,
    )
    found = list(fresh.exclude(user=but).select_related("user").order_by("user__name", "pk"))
    names = _names_of(plan, {(here.table, here.uid) for here in found})
    return [
        Colleague(
            name=str(here.user),
            kind=here.table,
            uid=str(here.uid),
            row=names[here.table, here.uid],
            seen_at=here.seen_at,
        )
        for here in found
        if (here.table, here.uid) in names
    ]


def told(colleagues) -> str:
    """All that a page shows of them; equal when nothing has to be shown anew."""
    return "; ".join(f"{one.uid} {one}" for one in colleagues)


def at_row(colleagues, kind, uid) -> list[Colleague]:
    return [one for one in colleagues if (one.kind, one.uid) == (kind, str(uid))]


def _names_of(plan, places) -> dict:
    """{(kind, uid): how people call the row}; one query per kind of row, none without people.

    A row that is gone has no name, and nobody is at it.
    """
    if not places:
        return {}
    draft = draft_of(plan)
    names = {("edition", draft.uid): "de titel en inleiding"}
    for kind in {kind for kind, _ in places if kind in BRANCH}:
        uids = [uid for of_kind, uid in places if of_kind == kind]
        rows = BRANCH[kind].model.objects.filter(edition=draft, uid__in=uids)
        rows = rows.select_related("goal") if kind == "action" else rows
        names |= {(kind, row.uid): _name_of(kind, row) for row in rows}
    return names


def _name_of(kind, row):
    if kind == "goal":
        return short_name(row)
    if kind == "chapter":
        return f"hoofdstuk {short_name(row)}"
    if kind == "note":
        return f"voetnoot {row.number}"
    if kind == "action":
        return f"een actie bij {short_name(row.goal)}"
    return f"deelnemer {shortened(row.label, 40)}"
