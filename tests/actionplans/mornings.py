"""The morning on which reminders go out: its clock, and what the mails of that day say."""

from datetime import date

from django.urls import reverse

from actionplans.drafting import change
from actionplans.editions import draft_of
from actionplans.models import ProgressRound
from actionplans.reminders.daily import remind
from cities.models import OutboxMail
from cities.outbox import absolute
from tests.factories import make_user


class Mornings:
    """Puts the clock on half past seven of a day, and does what time brings."""

    def __init__(self, time_machine):
        self.clock = time_machine
        self.to("2026-02-01")

    def to(self, day, hour="07:30:00"):
        self.clock.move_to(f"{day} {hour}+01:00", tick=False)

    def __call__(self, day):
        self.to(day)
        return remind()


def make_round(**values):
    window = {"opens_on": date(2026, 2, 2), "closes_on": date(2026, 2, 27)}
    return ProgressRound.objects.create(
        name="voorjaar 2026", slug="voorjaar-2026", **{**window, **values}
    )


def retitle(plan, title="Anders"):
    draft = draft_of(plan)
    return change(plan, "edition", draft.uid, {"title": title}, seen=draft.version, by=make_user())


def subjects():
    return list(OutboxMail.objects.order_by("pk").values_list("subject", flat=True))


def page(name, plan):
    return absolute(reverse(f"actionplans:{name}", args=[plan.city.slug, plan.slug]))


def told_lines():
    """What the mails say: a sentence followed by an address."""
    lines = [line for mail in OutboxMail.objects.order_by("pk") for line in mail.body.splitlines()]
    pairs = zip(lines, lines[1:], strict=False)
    return [(text, url) for text, url in pairs if url.startswith("http") and ": " in text]
