"""Keeping the signals of the radar: every night of all practices, and within the minute of those
whose public text changed. A signal that is still there keeps the day on which it was found.
"""

from django.db import transaction
from django.utils import timezone

from cities.links import failing_links
from cities.models import Heartbeat

from ..models import CitySection, PlanLink, Practice, RadarFlag
from ..planlinks.places import places_of
from .addresses import addresses_in
from .radar import LONGEST, PLAN_ENDED, Found, signals_in

SCANNED, SCANNED_ALL = "practices scanned", "all practices scanned"
FROM_HOUR = 3


def scan_what_is_due() -> int:
    """The job of the worker: how many signals came or went."""
    now = timezone.localtime()
    beats = dict(
        Heartbeat.objects.filter(name__in=[SCANNED, SCANNED_ALL]).values_list("name", "at")
    )
    last_night = beats.get(SCANNED_ALL)
    is_night = last_night is None or (
        timezone.localdate(last_night) < now.date() and now.hour >= FROM_HOUR
    )
    practices = Practice.objects.all()
    if not is_night and SCANNED in beats:
        practices = practices.filter(changed_at__gt=beats[SCANNED])
    if not is_night and not practices.exists():
        return 0
    count = scan(practices, year=now.year)
    for name in [SCANNED, *([SCANNED_ALL] if is_night else [])]:
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now})
    return count


@transaction.atomic
def scan(practices, *, year=None) -> int:
    """Write down what is found now in these practices; what is not online has no signals."""
    year = year or timezone.localdate().year
    ids = set(practices.values_list("pk", flat=True))
    now = _signals(ids, year)
    known, gone = set(), []
    for flag in RadarFlag.objects.filter(practice__in=ids):
        line = flag.practice_id, Found(flag.rule, flag.section_id, flag.field, flag.words)
        known.add(line) if line in now and line not in known else gone.append(flag.pk)
    RadarFlag.objects.filter(pk__in=gone).delete()
    new = [
        RadarFlag(
            practice_id=practice_id,
            section_id=one.section_id,
            rule=one.rule,
            field=one.field,
            words=one.words,
        )
        for practice_id, one in sorted(now - known, key=str)
    ]
    RadarFlag.objects.bulk_create(new)
    return len(new) + len(gone)


def _signals(ids, year):
    """{(practice id, Found)}; a fixed number of queries, whatever their number."""
    practices = Practice.objects.listed().filter(pk__in=ids).select_related("published_version")
    content = {one.pk: one.published_version.content for one in practices}
    sections = CitySection.objects.filter(
        practice__in=content, state=CitySection.State.VISIBLE, version__isnull=False
    )
    texts = [("shared", pk, None, text) for pk, text in content.items()] + [
        ("section", one.practice_id, one.pk, one.version.content)
        for one in sections.select_related("version")
    ]
    failing = failing_links(
        url for part, _pk, _id, text in texts for _path, url in addresses_in(part, text)
    )
    found = {
        (pk, one)
        for part, pk, section_id, text in texts
        for one in signals_in(
            part,
            text,
            domains=content[pk].get("domains", ()),
            year=year,
            failing=failing,
            section_id=section_id,
        )
    }
    return found | _plans_that_ended(content, year)


def _plans_that_ended(practices, year):
    """Told to the city of the plan alone, with its section when it has one.

    Only of what everybody reads in a plan: that a draft took a practice over is nobody's business.
    A goal that goes on in a newer plan did not end.
    """
    links = list(PlanLink.objects.filter(practice__in=practices).select_related("practice"))
    places = places_of(links)
    plans = [(link, places[link.pk].plan) for link in links if link.pk in places]
    ended = [(link, plan) for link, plan in plans if plan.period_until and plan.period_until < year]
    sections = CitySection.objects.filter(practice__in=practices, state=CitySection.State.VISIBLE)
    of_city = {(one.practice_id, one.city_id): one.pk for one in sections if ended}
    found = set()
    for link, plan in ended:
        section_id = of_city.get((link.practice_id, link.city_id))
        if section_id or link.city_id == link.practice.city_id:
            words = f"{plan} (tot en met {plan.period_until})"
            found.add((link.practice_id, Found(PLAN_ENDED, section_id, "", words[:LONGEST])))
    return found
