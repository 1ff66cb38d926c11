"""What tests of the practice database are made of: fiches in every state, sections, proposals.

Rows are written as the rules leave them, without mail. Keywords only, as in `factories`.
"""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from django.utils.text import slugify

from practices.fiche.content import normalised
from practices.fiche.versions import add_version, start_practice
from practices.finding.index import refresh
from practices.models import (
    ChangeProposal,
    CitySection,
    Point,
    Practice,
    SectionVersion,
    Submitter,
)
from practices.signing import authorship
from practices.transitions import tell
from tests.factories import make_city, make_member, make_user

_numbers = count(1)

COMPLETE = {
    "summary": "Een team belt huurkantoren op en telt wie een bezoek krijgt.",
    "description": "De stad liet **testen** doen.\n\n- eerst een nulmeting\n- dan een gesprek",
    "benefit_groups": ["huurders"],
    "success_factors": ["Makelaars waren van bij de start betrokken"],
    "challenges": ["Eerst wilde niemand meedoen"],
    "categories": ["antidiscriminatie"],
    "domains": ["wonen"],
}
COMPLETE_SECTION = {
    "text": "Wij testen elk najaar dertig advertenties.",
    "service": "Dienst Samenleven",
    "contact": "samenleven@stad.example",
}


def make_moderator(**values):
    return make_user(network_role="moderator", **values)


def make_submitter(*, email="", is_confirmed=True, **values):
    """Somebody without an account."""
    confirmed = timezone.now() if is_confirmed else None
    return Submitter.objects.create(
        email=email or f"indiener{next(_numbers)}@voorbeeld.example",
        **{"confirmed_at": confirmed, "last_used_at": confirmed, **values},
    )


def make_practice(
    *, state="published", by=None, city=None, section=None, is_complete=True, **content
):
    """A practice in this state; other keywords are fields of its text.

    Made by a contributor of `city`, unless `by` (a User or Submitter) says otherwise. What is or
    was online has a section of its city when there is one. `section` is the city's own part.
    """
    city = city or (make_city() if by is None else None)
    by = by or make_member(city=city, role="contributor")
    number = next(_numbers)
    title = content.pop("title", f"Praktijktesten {number}")
    content = {"title": title, **(COMPLETE if is_complete else {}), **content}
    told = COMPLETE_SECTION if section is None and is_complete else section or {}
    practice = start_practice(by=by, city=city, content=content, section=told)
    return put_in_state(practice, state)


def put_in_state(practice, state, **columns):
    """Set the state directly, with all that belongs to it."""
    now = timezone.now()
    columns = {"state": state, **columns}
    if state not in ("draft", "withdrawn"):
        columns.setdefault("submitted_at", now)
    if state in ("published", "archived", "offline", "merged"):
        version = practice.working_version
        columns.setdefault("published_version", version)
        columns.setdefault("slug", f"{slugify(version.content['title'])[:80]}-{practice.pk}")
        columns |= {"published_at": now, "changed_at": now}
        columns.setdefault("review_on", timezone.localdate() + timedelta(days=365))
        columns.setdefault("confirmed_on", timezone.localdate())
        if practice.city and version.section:
            make_section(practice=practice, city=practice.city, **version.section)
    if state == "merged":
        columns.setdefault("merged_into", make_practice())
    Practice.objects.filter(pk=practice.pk).update(**columns)
    practice.refresh_from_db()
    refresh(practice)
    return practice


def make_section(*, practice=None, city=None, by=None, state="visible", is_checked=True, **content):
    """The section of a city in a practice; other keywords are fields of its text."""
    practice = practice or make_practice()
    city = city or make_city()
    today = timezone.localdate()
    section = CitySection.objects.create(
        practice=practice,
        city=city,
        sort_key=slugify(city.name),
        state=state,
        confirmed_on=today,
        confirmed_by=str(city),
        updated_on=today,
        review_on=today + timedelta(days=365),
    )
    version = SectionVersion.objects.create(
        section=section,
        number=1,
        content=normalised("section", {"text": f"Zo doet {city} het.", **content}),
        **authorship(by or make_member(city=city, role="contributor")),
    )
    section.version = version
    section.checked_number = 1 if is_checked else 0
    section.save()
    refresh(practice)
    return section


def make_proposal(
    *, practice=None, by=None, city=None, kind="change", state="submitted", text="", **values
):
    """A proposal to change fields of the shared part of a published practice."""
    practice = practice or make_practice()
    city = city or (None if by is not None else make_city())
    by = by or make_member(city=city, role="contributor")
    return ChangeProposal.objects.create(
        practice=practice,
        kind=kind,
        state=state,
        base_version=practice.published_version,
        values=values,
        text=text,
        city=city,
        submitted_at=None if state == "draft" else timezone.now(),
        **authorship(by),
    )


def make_correction(*, practice, by, seen=1):
    """What a city corrected itself, and no moderator looked at; the text is the one that it has."""
    memo = {"fields": ["partners"], "previous": seen}
    return tell(practice, "steward_edit", by=by, seen=seen, memo=memo)


def make_point(*, subject=None, field="title", text="Maak dit korter", by=None, **values):
    """A point on a practice (or proposal) of which changes are requested."""
    subject = subject or make_practice(state="changes_requested")
    practice = subject if isinstance(subject, Practice) else subject.practice
    by = by or make_moderator()
    event = tell(subject, "ask_changes", by=by)
    return Point.objects.create(
        practice=practice,
        proposal=None if subject is practice else subject,
        field=field,
        text=text,
        event=event,
        asked_by=event.actor,
        seen=practice.working_version.number,
        **values,
    )


def save_text(practice, *, by=None, **content):
    """A next version of the working text."""
    by = by or make_member(city=practice.city or make_city(), role="contributor")
    current = practice.working_version
    return add_version(practice, {**current.content, **content}, current.section, by=by)
