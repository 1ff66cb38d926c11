"""Who stands behind a text that comes online, and since when.

Who hands a fiche in for a city says that day that it holds; what VVSG changed since, nobody
confirmed. Who only names a city confirms nothing in its name: of the part that all share VVSG tells
that it read it, and the people of that city hear what stands there about them.
"""

from django.utils import timezone

from cities.permissions import role_in

from ..freshness.clock import next_review
from ..models import CitySection
from ..submitters.places import speaks_for

VVSG = "VVSG"


def is_of_the_city(practice) -> bool:
    """Whether its author speaks for the city of the fiche."""
    if practice.city is None:
        return False
    if practice.submitter is not None:
        return speaks_for(practice.submitter)["city"] == practice.city
    user = practice.author.user if practice.author else None
    return user is not None and role_in(user, practice.city) is not None


def of_shared(practice, *, is_changed) -> dict:
    """The clock of the part that all cities share; `is_changed` by VVSG."""
    if is_changed:
        return {"confirmed_on": None, "confirmed_by": "", "review_on": next_review()}
    if not is_of_the_city(practice):
        today = timezone.localdate()
        return {"confirmed_on": today, "confirmed_by": VVSG, "review_on": next_review()}
    return _by_the_city(practice)


def of_section(practice, *, is_changed) -> dict:
    """The clock of its first section; what VVSG wrote is of today, and confirmed by nobody."""
    if is_changed:
        return {}
    told = {"updated_on": _handed_in(practice)}
    return {**told, **_by_the_city(practice)} if is_of_the_city(practice) else told


def ask_again(section, *, source=None) -> None:
    """Another text than the one that its city confirmed: from today it is asked to look.

    source: the section that this very text was moved from; it stays as old as it was.
    """
    today = timezone.localdate()
    columns = {"confirmed_on": None, "confirmed_by": "", "review_on": today}
    if source is not None:
        columns["updated_on"] = source.updated_on
        columns["is_imported"] = source.is_imported
        columns["review_on"] = min(source.review_on or today, today)
    CitySection.objects.filter(pk=section.pk).update(**columns)


def _by_the_city(practice):
    day = _handed_in(practice)
    return {
        "confirmed_on": day,
        "confirmed_by": practice.place,
        "review_on": next_review(day),
    }


def _handed_in(practice):
    return timezone.localdate(practice.submitted_at)
