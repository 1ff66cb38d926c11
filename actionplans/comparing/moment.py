"""How far goals were at the end of a day, for the plans of many cities at once.

As everywhere it is the newest word that counts, and "geen update" when the last round that asked
after a plan by that day got no word on a goal. Only what a visitor could read that day is read.
"""

from dataclasses import dataclass
from datetime import datetime, time

from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from ..days import end_of
from ..models import ProgressEntry, ProgressRound
from ..progress.asked import plans_in
from ..progress.due import NO_UPDATE
from ..progress.entries import newest, readable, telling
from ..progress.rounds import latest_round
from ..progress.shown import Told


@dataclass(frozen=True)
class Moment:
    """A day, with the round that counted then and the ids of the plans that it asked after."""

    end: datetime
    round: ProgressRound | None
    asked: frozenset

    def told(self, entry, plan) -> Told:
        return Told(entry, self.round if plan.pk in self.asked else None)

    def entries(self):
        return telling(readable(public=True, before=self.end)).filter(at__lt=self.end)

    def words_on(self, subjects) -> dict:
        """{(plan id, uid): the newest entry by then} of these uids; one query."""
        entries = newest(self.entries().filter(subject__in=subjects)) if subjects else ()
        return {(entry.plan_id, entry.subject): entry for entry in entries}

    def state_of_goal(self):
        """For a queryset of goals: the code of the state that counted, NO_UPDATE included."""
        own = self.entries().filter(plan=OuterRef("edition__plan"), subject=OuterRef("uid"))
        state = Case(*self._too_old(), default="state", output_field=CharField(max_length=15))
        found = own.order_by("-number").annotate(counted=state).values("counted")[:1]
        return Coalesce(Subquery(found), Value(NO_UPDATE))

    def _too_old(self):
        """The same as `due.is_fresh`, asked of the database."""
        if self.round is None:
            return []
        begun = timezone.make_aware(datetime.combine(self.round.opens_on, time.min))
        is_old = Q(plan__in=self.asked, at__lt=begun) & ~Q(state__in=ProgressEntry.ENDED)
        is_of_another = Q(round=None) | ~Q(round=self.round)
        return [When(is_old & is_of_another, then=Value(NO_UPDATE))]


def moment_of(day=None) -> Moment:
    """Of a day, or up to a moment of it; three queries, whatever the number of plans."""
    round = latest_round(day)
    asked = frozenset(plan.pk for plan in plans_in(round)) if round else frozenset()
    return Moment(end_of(day), round, asked)
