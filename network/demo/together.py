"""What the demonstration's cities do together: meetings, a vote, positions, notices, a dossier.

Dates are counted from the day on which the demonstration is made, so that a meeting is always
coming and a vote is always open. Everything goes through the same rules as on the screens.
"""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from actionplans.models import Commitment, ProgressRound
from actionplans.reports import beginning, summaries
from cities import focal_points
from cities.models import City, Ground, OutboxMail, PolicyDomain, Track

from ..dossiers import asking
from ..exchange import notices
from ..meetings import agenda, answers, editing, inviting, tasks
from ..models import JointPosition, PositionVersion
from ..positions import commenting, speaking, steps, texts
from ..themes import adopted, ballots, proposals, voting

# The dossier tells of a year at least, and of the editions that the demonstration has of 2026.
A_YEAR, EDITIONS_SINCE = timedelta(days=365), date(2025, 12, 1)
# How long ago the cities adopted their position, and how long the aldermen can still vote.
ADOPTED_DAYS, SENT_DAYS, VOTE_DAYS = 120, 110, 21


def make_network(told, plans, users) -> None:
    """`plans` by the name of their file, `users` by address."""
    together = _Together(told, plans, users)
    together.name_focal_points()
    meetings = together.hold_meetings()
    together.choose_a_theme(meetings["aldermen"])
    together.take_positions()
    together.ask_and_offer(meetings["officers"])
    together.write_abroad()
    together.ask_for_the_dossier(meetings["aldermen"])


class _Together:
    def __init__(self, told, plans, users):
        self.told, self.plans, self.users = told, plans, users
        self.moderator = users["moderator@vvsg.example"]
        self.cities = {city.slug: city for city in City.objects.all()}
        self.today = timezone.localdate()

    def _in_days(self, number):
        return self.today + timedelta(days=number)

    def _terms(self, told):
        return {
            "grounds": Ground.objects.none(),
            "tracks": Track.objects.none(),
            "domains": PolicyDomain.objects.filter(code__in=told["domains"]),
            "commitments": Commitment.objects.filter(number__in=told["commitments"]),
        }

    def name_focal_points(self):
        for told in self.told["focal_points"]:
            values = {name: told[name] for name in ("name", "function", "email")}
            focal_points.add(
                self.cities[told["city"]], {**values, "phone": "", "since": date(2025, 1, 1)}
            )

    # --- meetings ---
    def hold_meetings(self):
        return {told["code"]: self._meeting(told) for told in self.told["meetings"]}

    def _meeting(self, told):
        day = self._in_days(told["in_days"])
        host = self.cities.get(told.get("host"))
        meeting = editing.make(
            by=self.moderator,
            kind=told["kind"],
            title=told["title"],
            day=day,
            starts_at=time.fromisoformat(told["starts_at"]),
            ends_at=time.fromisoformat(told["ends_at"]),
            host=host,
            rounds=ProgressRound.objects.filter(opens_on__year=self.today.year),
            **{name: told[name] for name in ("place", "link", "introduction")},
        )
        for item in told["agenda"]:
            agenda.add(meeting, by=self.moderator, **item)
        meeting.refresh_from_db()
        inviting.invite(meeting, seen=meeting.version, by=self.moderator)
        meeting.refresh_from_db()
        for reply in told["replies"]:
            self._answer(meeting, **reply)
        for task in told.get("tasks", []):
            self._task(meeting, **task)
        return meeting

    def _answer(self, meeting, *, city, by, reply, people):
        answers.answer(
            meeting,
            self.cities[city],
            reply=reply,
            people=people,
            seen=0,
            moment=answers.moment_of(meeting),
            by=self.users[by],
        )

    def _task(self, meeting, *, text, in_days, city=None, done=False):
        values = {"text": text, "city": self.cities.get(city), "due_on": self._in_days(in_days)}
        task = tasks.add(meeting, by=self.moderator, **values)
        if done:
            tasks.finish(task, is_done=True, by=self.moderator)

    # --- theme ---
    def choose_a_theme(self, meeting):
        told = self.told["theme"]
        adopted.write_down(
            year=self.today.year,
            title=told["title"],
            text=told["text"],
            adopted_on=date(self.today.year - 1, 12, 11),
            terms=self._terms(told),
            by=self.moderator,
        )
        proposed = {one["code"]: self._propose(one) for one in self.told["proposals"]}
        ballot = ballots.open_ballot(
            year=self.today.year + 1,
            proposals=proposed.values(),
            closes_at=_evening(self._in_days(VOTE_DAYS)),
            meeting=meeting,
            by=self.moderator,
        )
        for vote in self.told["votes"]:
            city, by = self.cities[vote["city"]], self.users[vote["by"]]
            voting.cast(ballot, proposed[vote["for"]], city=city, by=by, seen=0)

    def _propose(self, told):
        return proposals.propose(
            uid=uuid.uuid4(),
            city=self.cities[told["city"]],
            year=self.today.year + 1,
            title=told["title"],
            reason=told["reason"],
            terms=self._terms(told),
            by=self.users[told["by"]],
        )

    # --- positions ---
    def take_positions(self):
        for told in self.told["positions"]:
            self._position(told)

    def _position(self, told):
        head = {"title": told["title"], "addressee": told["addressee"], "by": self.moderator}
        position = texts.make(uid=uuid.uuid4(), **head, **told["texts"][0])
        for text in told["texts"][1:]:
            position = texts.change(position, seen=position.version, **head, **text)
        for one in told["comments"]:
            newest, city = len(told["texts"]), self.cities[one["city"]]
            by = self.users[one["by"]]
            commenting.comment(position, text=newest, words=one["text"], city=city, by=by)
        position.refresh_from_db()
        deadline = self._in_days(VOTE_DAYS)
        position = steps.put_before_cities(
            position, deadline=deadline, seen=position.version, by=self.moderator
        )
        for one in told["endorsements"]:
            self._speak(position, len(told["texts"]), **one)
        if told["sent"]:
            self._adopt_long_ago(position)

    def _speak(self, position, text, *, city, by, kind, reason):
        city, by = self.cities[city], self.users[by]
        speaking.speak(position, city=city, kind=kind, reason=reason, text=text, seen=0, by=by)

    def _adopt_long_ago(self, position):
        """Its days are in the past: what the rules rightly refuse is set right afterwards."""
        rows = JointPosition.objects.filter(pk=position.pk)
        rows.update(deadline=self.today - timedelta(days=1))
        position.refresh_from_db()
        position = steps.adopt(position, seen=position.version, by=self.moderator)
        steps.send(position, sent_on=self.today, seen=position.version, by=self.moderator)
        rows.update(
            deadline=self._in_days(-ADOPTED_DAYS - 1),
            adopted_on=self._in_days(-ADOPTED_DAYS),
            sent_on=self._in_days(-SENT_DAYS),
        )
        # What was told then was read long ago.
        newest = PositionVersion.objects.filter(position=position).first()
        OutboxMail.objects.filter(kind="position", subject__contains=newest.position.title).delete()

    # --- the rest ---
    def ask_and_offer(self, meeting):
        for told in self.told["notices"]:
            notices.add(
                uid=uuid.uuid4(),
                city=self.cities[told["city"]],
                kind=told["kind"],
                commitment=Commitment.objects.get(number=told["commitment"]),
                text=told["text"],
                meeting=meeting,
                by=self.users[told["by"]],
            )

    def write_abroad(self):
        """A summary in English that everybody reads, and a report that is being written."""
        told = self.told["summary"]
        values = {"title": told["title"], "text": told["text"], "is_public": True}
        plan, by = self.plans[told["plan"]], self.users[told["by"]]
        summaries.save(plan, values, base=summaries.state_of(None), seen=0, by=by)
        told = self.told["report"]
        years = {name: told[name] for name in ("year_from", "year_until")}
        beginning.begin(self.plans[told["plan"]], **years, by=self.users[told["by"]])

    def ask_for_the_dossier(self, meeting):
        """The worker makes it within seconds of the start."""
        since = min(self.today - A_YEAR, EDITIONS_SINCE)
        period = asking.period_since(meeting, day=since)
        asking.ask(meeting, period, by=self.moderator)


def _evening(day):
    return timezone.make_aware(datetime.combine(day, time(18, 0)))
