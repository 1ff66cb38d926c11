"""Who is told what time brings about a fiche, and when: nobody is mailed at night, or twice."""

from django.utils import timezone

from cities.models import OutboxMail

from ..mails.posting import people_of, to_person
from ..models import Practice
from ..signing import author_address

FROM_HOUR, UNTIL_HOUR = 7, 20


def is_day_time() -> bool:
    return FROM_HOUR <= timezone.localtime().hour < UNTIL_HOUR


def readers_of(subject) -> list[tuple[str, dict]]:
    """(mark, who) of each: the author, or the people of the city when that account is gone."""
    if subject.submitter is not None:
        is_confirmed = subject.submitter.confirmed_at is not None
        return [(f"s{subject.submitter.pk}", {"submitter": subject.submitter})] * is_confirmed
    user, _ = author_address(subject)
    if user is not None and user.is_active:
        return [(f"u{user.pk}", {"user": user})]
    people = people_of(subject.city) if subject.city else ()
    return [(f"u{one.pk}", {"user": one}) for one in people]


def post_once(code, subject, key, **words) -> int:
    """One mail to each reader; how many were posted now. `key` names the occasion."""
    already = told_at(subject, key)
    return sum(
        to_person(code, key=f"{key}:{mark}", subject=subject, **who, **words) is not None
        for mark, who in readers_of(subject)
        if mark not in already
    )


def told_at(subject, key) -> dict:
    """{mark: when} of the mails of this occasion that are still kept."""
    practice = subject if isinstance(subject, Practice) else subject.practice
    stem = f"fiche:{practice.code}:{key}:"
    told = OutboxMail.objects.filter(key__startswith=stem).values_list("key", "created_at")
    return {name.removeprefix(stem): at for name, at in told}
