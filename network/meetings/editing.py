"""Making a meeting and changing what it is.

A meeting gets its address when it is made and keeps it: it stands in agendas and mails. Once the
cities are invited its kind stays, and it moves only to a day that is still to come; every move is
told to who was invited. Once it is closed its day, its kind and its rounds stay as they are; the
rest can be corrected. A day that is past is fine for a meeting that was already held.
"""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify

from cities.log import actor_of, record
from cities.models import LogEntry

from ..models import AgendaItem, Meeting
from .indexing import write_entry
from .locking import hold
from .refusals import (
    IS_CANCELLED,
    MeetingRefusedError,
    SentBeforeError,
    StaleMeetingError,
    differing,
    plain,
    same,
    swap,
)
from .telling import tell_change

FIRST_YEAR, YEARS_AHEAD = 2000, 5
# What a calendar shows of a meeting, and what the invited hear of when it changes.
IN_CALENDAR = ("title", "day", "starts_at", "ends_at", "place", "host", "introduction")
TOLD = ("day", "starts_at", "ends_at", "place", "host", "link")
HELD_BY_DOSSIER = ("kind", "day")
LINES = ("title", "place")


# --- making --------------------------------------------------------------------------------------
def make(*, by, deed=None, like=None, rounds=(), **values) -> Meeting:
    """A new meeting; `deed` names the form, so that sending it twice makes one.

    `like` is a former meeting of which the agenda is taken over, without what was decided.
    Raises MeetingRefusedError, and SentBeforeError for the same form with other words.
    """
    values = _clear(values)
    check(values)
    deed = deed or uuid.uuid4()
    for _ in range(10):
        if made := Meeting.objects.filter(uid=deed).first():
            return _made_before(made, values, rounds)
        try:
            return _make(values, deed=deed, like=like, rounds=rounds, by=by)
        except IntegrityError:
            continue  # somebody took this address, or the other click of this form was first
    raise MeetingRefusedError("Dit lukte niet. Probeer het opnieuw.")


def _made_before(made, values, rounds):
    if set(made.rounds.all()) != set(rounds):
        raise SentBeforeError
    return same(made, values)


@transaction.atomic
def _make(values, *, deed, like, rounds, by):
    actor = actor_of(by)
    slug = _free_slug(values["title"], values["day"])
    meeting = Meeting.objects.create(uid=deed, slug=slug, made_by=actor, **values)
    meeting.rounds.set(rounds)
    if like is not None:
        _copy_agenda(like, meeting)
    record(LogEntry.Verb.MEETING_CHANGED, meeting, by=actor, detail="gemaakt")
    write_entry(meeting)
    return meeting


def _copy_agenda(former, meeting):
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting,
            position=position,
            **{name: getattr(item, name) for name in ("title", "text", "duration", "for_members")},
        )
        for position, item in enumerate(former.agenda.all(), start=1)
    )


def _free_slug(title, day) -> str:
    """'schepenoverleg-2026'; the second one of that name and year is numbered."""
    stem = slugify(title)[:66].strip("-") or "vergadering"
    if str(day.year) not in stem.split("-"):
        stem = f"{stem}-{day.year}"
    taken = set(Meeting.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


# --- changing ------------------------------------------------------------------------------------
@transaction.atomic
def change(meeting, *, seen, by, rounds=None, **values) -> Meeting:
    """Correct or move a meeting. The same values twice leave no trace.

    Raises MeetingRefusedError, StaleMeetingError and Meeting.DoesNotExist.
    """
    now = hold(meeting.pk)
    values = _clear(values)
    changed = differing(now, values)
    old_rounds = set(now.rounds.values_list("pk", flat=True))
    new_rounds = old_rounds if rounds is None else {one.pk for one in rounds}
    if not changed and new_rounds == old_rounds:
        return now
    if now.version != seen:
        raise StaleMeetingError
    _check_change(now, values, changed, rounds_change=new_rounds != old_rounds)
    stamp = {"changed_at": timezone.now()} if set(changed) & set(IN_CALENDAR) else {}
    swap(now, seen=seen, **values, **stamp)
    if new_rounds != old_rounds:
        now.rounds.set(new_rounds)
    after = Meeting.objects.select_related("host").get(pk=now.pk)
    record(LogEntry.Verb.MEETING_CHANGED, after, by=actor_of(by), detail=_told(now, after, changed))
    write_entry(after)
    if set(changed) & set(TOLD):
        tell_change(after, before=now)
    return after


@transaction.atomic
def write_report(meeting, *, report, minutes, seen, by) -> Meeting:
    """What everybody reads afterwards, and the minutes for the members.

    Raises StaleMeetingError.
    """
    now = hold(meeting.pk)
    values = {"report": plain(report), "minutes": plain(minutes)}
    changed = differing(now, values)
    if not changed:
        return now
    swap(now, seen=seen, **values)
    words = {"report": "openbaar verslag", "minutes": "notulen"}
    detail = ", ".join(words[name] for name in changed)
    record(LogEntry.Verb.MEETING_CHANGED, now, by=actor_of(by), detail=detail)
    after = Meeting.objects.select_related("host").get(pk=now.pk)
    write_entry(after)
    return after


# --- what cannot be ------------------------------------------------------------------------------
def _clear(values):
    clear = {name: " ".join(values[name].split()) for name in LINES if name in values}
    if "introduction" in values:
        clear["introduction"] = plain(values["introduction"])
    return {**values, **clear}


def check(values):
    """What cannot be, whatever stands there now. Raises MeetingRefusedError."""
    if not FIRST_YEAR <= values["day"].year <= timezone.localdate().year + YEARS_AHEAD:
        raise MeetingRefusedError("Klopt het jaar van deze dag?", field="day")
    starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
    if ends_at and not starts_at:
        raise MeetingRefusedError("Geef ook het begin.", field="starts_at")
    if ends_at and ends_at <= starts_at:
        raise MeetingRefusedError("Het einde kan niet voor het begin liggen.", field="ends_at")


def _check_change(now, values, changed, *, rounds_change):
    if now.is_cancelled:
        raise MeetingRefusedError(f"{IS_CANCELLED} Maak een nieuwe in plaats daarvan.")
    check({"day": now.day, **values})
    if now.is_closed:
        kept = [name for name in changed if name in HELD_BY_DOSSIER]
        if kept or rounds_change:
            raise MeetingRefusedError(
                "De vergadering is afgesloten: de dag, de soort en de rondes liggen vast.",
                field=kept[0] if kept else "rounds",
            )
    if now.invited_at and "kind" in changed:
        sentence = "De uitnodiging is verstuurd: de soort ligt vast."
        raise MeetingRefusedError(sentence, field="kind")
    if now.invited_at and "day" in changed and values["day"] < timezone.localdate():
        sentence = "De steden zijn uitgenodigd: kies een dag die nog komt, of gelast ze af."
        raise MeetingRefusedError(sentence, field="day")


def _told(before, after, changed) -> str:
    """What the log says; of a move both days."""
    if "day" in changed:
        old, new = (date_format(one.day, "j F Y") for one in (before, after))
        return f"{old} werd {new}"
    names = [str(Meeting._meta.get_field(name).verbose_name) for name in changed]
    return ", ".join(names or ["voortgangsrondes"])
