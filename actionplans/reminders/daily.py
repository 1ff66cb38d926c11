"""What time brings, told once and in one mail a day per person.

A round that closes within a week, to who works on a plan whose city has not closed it. A plan whose
period ends within six months, unless the next one exists. Changes that wait for publication for
more than a month, to the coordinators, who alone can publish. What was told is written down in the
transaction that posts the mail, so nobody hears the same twice and nothing is lost in between. It
names the day that it is about: a round that was lengthened, and changes of later, are told again.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from cities.models import Heartbeat, Membership, OutboxMail, ReminderKind, ReminderTold
from cities.optouts import DAILY, kinds_off

from ..deadlines import closes_soon, ends_soon, is_followed
from ..models import Deed, Edition, Plan
from ..progress.rounds import cities_in, current_round
from ..unpublished import unpublished_since
from .telling import day, people_of, place, post_reminder, progress_url

DONE_TODAY = "daily reminders"
FROM_HOUR = 7
# Who heard yesterday that a short round opened is not told today that it closes.
QUIET_DAYS = 3
UNPUBLISHED_DAYS = 30


@dataclass(frozen=True)
class Item:
    """One thing that one person is told: the words of the mail, and where to go."""

    kind: str
    about: str
    text: str
    url: str


def remind() -> int:
    """Once a day, from seven in the morning: how many mails were posted."""
    now = timezone.localtime()
    if now.hour < FROM_HOUR or _was_done_on(now.date()):
        return 0
    by_person = defaultdict(list)
    for found in (closing_rounds, ending_periods, unpublished_changes):
        for person, item in found(now.date()):
            by_person[person].append(item)
    told = sum(tell(person, items, today=now.date()) for person, items in by_person.items())
    Heartbeat.objects.update_or_create(name=DONE_TODAY, defaults={"at": timezone.now()})
    return told


def _was_done_on(today):
    at = Heartbeat.objects.filter(name=DONE_TODAY).values_list("at", flat=True).first()
    return at is not None and timezone.localdate(at) >= today


def tell(person, items, *, today) -> bool:
    """One mail with what this person was not told yet and still wants; False when that is none."""
    key = f"daily:{today}:{person.pk}"
    off = kinds_off(person)
    told = set(ReminderTold.objects.filter(user=person).values_list("kind", "about"))
    items = [item for item in items if item.kind not in off and (item.kind, item.about) not in told]
    if not items or OutboxMail.objects.filter(key=key).exists():
        return False
    try:
        with transaction.atomic():
            ReminderTold.objects.bulk_create(
                ReminderTold(user=person, kind=item.kind, about=item.about) for item in items
            )
            return _post(person, items, key=key, today=today)
    except IntegrityError:
        return False  # another worker tells this person at this moment


def _post(person, items, *, key, today):
    by_kind = defaultdict(list)
    for item in items:
        by_kind[item.kind].append(item)
    subjects = {
        ReminderKind.ROUND_CLOSING: "een voortgangsronde sluit",
        ReminderKind.PERIOD_ENDING: "de periode van een plan eindigt",
        ReminderKind.UNPUBLISHED: "wijzigingen wachten op publicatie",
    }
    what = ", ".join(subjects[kind] for kind in subjects if kind in by_kind)
    groups = [(subjects[kind].capitalize(), by_kind[kind]) for kind in subjects if kind in by_kind]
    return post_reminder(
        person,
        kind=DAILY,
        key=key,
        subject=f"{day(today)}: {what}",
        template="mail/daily.txt",
        context={"groups": groups},
    )


# --- what there is to tell -----------------------------------------------------------------------
def closing_rounds(today):
    """(person, item) for each plan in the open round that its city did not close yet."""
    round = current_round(today)
    if round is None or not closes_soon(round, today):
        return
    if today - round.opens_on < timedelta(days=QUIET_DAYS):
        return
    waiting = {one.plan: one.tally for one in cities_in(round, public=False) if one.closing is None}
    for person, plans in people_of(waiting).items():
        for plan in plans:
            yield person, _closing(round, plan, waiting[plan])


def _closing(round, plan, tally):
    if tally.left:
        verb = "is" if tally.left == 1 else "zijn"
        state = f"{tally.left} van de {tally.due} doelen {verb} nog niet bijgewerkt."
    else:
        state = "Elk doel is bijgewerkt. Sluit de ronde af als het klopt."
    return Item(
        ReminderKind.ROUND_CLOSING,
        f"{round.uid}:{plan.uid}:{round.closes_on}",
        f"{plan}: “{round}” loopt tot en met {day(round.closes_on)}. {state}",
        progress_url(plan),
    )


def ending_periods(today):
    """(person, item) for each published plan in its last half year that no other plan follows."""
    plans = Plan.objects.published().filter(~is_followed(), period_until=today.year).for_list()
    for person, own in people_of(plan for plan in plans if ends_soon(plan, today)).items():
        for plan in own:
            text = f"{plan}: de periode eindigt op 31 december {today.year}. Maak er het volgende "
            text += "plan van: per doel kies je wat doorgaat, wijzigt of stopt."
            about = f"{plan.uid}:{plan.period_until}"
            yield person, Item(ReminderKind.PERIOD_ENDING, about, text, place("editor", plan))


def unpublished_changes(today):
    """(person, item) for each draft that has said something else for more than a month."""
    for plan, current in _with_old_deeds():
        since = unpublished_since(plan, current=current)
        if since is None or timezone.localdate(since) > today - timedelta(days=UNPUBLISHED_DAYS):
            continue
        item = _unpublished(plan, current, timezone.localdate(since))
        for person in people_of([plan], roles=[Membership.Role.COORDINATOR]):
            yield person, item


def _unpublished(plan, current, since):
    if current.is_withdrawn:
        text = f"{plan}: editie {current.number} is ingetrokken. Sinds {day(since)} wacht het "
        text += "ontwerp op publicatie; tot dan lezen bezoekers niets geldigs."
    else:
        text = f"{plan}: sinds {day(since)} zegt het ontwerp iets anders dan editie "
        text += f"{current.number}, die bezoekers lezen. Publiceer, of maak ongedaan."
    about = f"{plan.uid}:{current.number}:{since}"
    return Item(ReminderKind.UNPUBLISHED, about, text, place("draft_difference", plan))


def _with_old_deeds():
    """The few drafts worth a comparison: someone worked on them over a month ago, unpublished."""
    before = timezone.now() - timedelta(days=UNPUBLISHED_DAYS - 1)
    old_deeds = Deed.objects.filter(
        plan=OuterRef("plan"), at__gt=OuterRef("published_at"), at__lt=before
    )
    current = Edition.objects.current().without_archive().filter(Exists(old_deeds))
    for edition in current.select_related("plan__city", "withdrawal"):
        yield edition.plan, edition
