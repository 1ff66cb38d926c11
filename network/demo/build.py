"""The demonstration: real cities and facts, plans in our own words, one account per role.

It is for an empty database on somebody's own machine. On a database that holds anything real it
refuses and touches nothing; a run that is cut off halfway leaves nothing behind.
"""

import json
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from actionplans.models import Plan
from cities.log import record
from cities.models import City, LogEntry, User

from .. import facts
from .accounts import accounts_in_words, make_accounts, new_password
from .passage import carry_over
from .plans import backdate, make_plan, noon, record_descent, revise, span
from .practices import make_practices
from .progress import ask_partner, make_last_round, measure, open_this_round, tell_progress
from .proposals import make_proposals
from .together import make_network

DATA = Path(facts.__file__).parent / "data"

# Old enough to be reminded of.
UNPUBLISHED_DAYS = 40


class NotHereError(Exception):
    """Why no demonstration is made in this database, and what to do instead."""


def check_allowed():
    """Raise NotHereError unless this is a local database without anything real in it."""
    if not (settings.DEMO or settings.DEBUG):
        raise NotHereError(
            "This is not a demonstration: set DEMO=1 (and a DATABASE_URL of its own) to make one."
        )
    if User.objects.filter(is_demo=False).exists():
        raise NotHereError(_real("accounts that are not demo accounts"))
    if Plan.objects.exclude(created_by__user__is_demo=True).exists():
        raise NotHereError(_real("plans that were not made by demo accounts"))


def _real(what):
    return (
        f"This database holds {what}, so it stays as it is. "
        "Set DATABASE_URL to an empty database and run `migrate` and `demo` there."
    )


def is_there():
    return User.objects.filter(is_demo=True).exists()


@transaction.atomic
def build():
    """Fill the database; returns the text about the accounts, which nobody can see again.

    Only with DEMO on, the text is also kept in a file beside the database, for `make run`.
    """
    facts.load()
    story = _read(DATA / "demo_story.json")
    password = new_password()
    users = make_accounts(story["accounts"], password)
    plans, spans = _make_plans(story, users)
    spans += _tell_how_far(plans, story, users)
    backdate(spans)
    practices = make_practices(DATA / "practices", users)
    make_proposals(_read(DATA / "demo_proposals.json"), practices, users)
    make_network(_read(DATA / "demo_network.json"), plans, users)
    record(LogEntry.Verb.DEMO_MADE, "demo")
    text = accounts_in_words(story["accounts"], password)
    if settings.DEMO:
        _keep(text)
    return text


def _make_plans(story, users):
    """Each by its own city's coordinator, in the order in which they were published."""
    told = {path.stem: _read(path) for path in sorted((DATA / "demo").glob("*.json"))}
    cities = {city.slug: city for city in City.objects.all()}
    plans, spans = {}, []
    for name, plan in sorted(told.items(), key=lambda item: item[1]["published_on"]):
        by = users[f"coordinator@{plan['city']}.example"]
        plans[name] = make_plan(plan, city=cities[plan["city"]], by=by)
        spans.append(span(plans[name], noon(plan["published_on"])))
    record_descent(plans, story["lineage"])
    waiting = (timezone.now() - timedelta(days=UNPUBLISHED_DAYS)).date().isoformat()
    for change in (*story["later_editions"], *story["unpublished"]):
        plan = plans[change["plan"]]
        revise(plan, change, by=users[change["by"]])
        spans.append(span(plan, noon(change.get("published_on", waiting))))
    return plans, spans


def _tell_how_far(plans, story, users):
    """Rounds, figures, a partner's answer, and a city that went on to its next plan."""
    told = _read(DATA / "demo_progress.json")
    people = {name: users[f"coordinator@{plan.city.slug}.example"] for name, plan in plans.items()}
    moderator, today = users["moderator@vvsg.example"], timezone.localdate()
    last = make_last_round(by=moderator, today=today)
    tell_progress(plans, told["last_round"], last, people=people)
    passage = story["carried_over"]
    following = carry_over(plans[passage["plan"]], passage, by=users[passage["by"]])
    # Now that every city has the plan that this round asks after.
    now = open_this_round(by=moderator, today=today)
    tell_progress(plans, told["this_round"], now, people=people)
    measure(plans, told["indicators"], people=people)
    ask_partner(plans, told["question"], people=people)
    return [span(following, noon(passage["finished_on"]))]


def _read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def _keep(text):
    """For the owner's eyes only, from the first byte."""
    path = Path(settings.DEMO_ACCOUNTS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")
