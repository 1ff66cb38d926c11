"""A meeting as schema.org's Event, for who reads pages by machine: what everybody may read."""

from datetime import datetime

from django.utils import timezone

from cities.outbox import absolute

STATES = {
    True: "https://schema.org/EventCancelled",
    False: "https://schema.org/EventScheduled",
}


def event_of(meeting) -> dict:
    told = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": absolute(meeting.get_absolute_url()),
        "identifier": str(meeting.uid),
        "name": meeting.title,
        "startDate": _moment(meeting, meeting.starts_at),
        "eventStatus": STATES[meeting.is_cancelled],
        "inLanguage": "nl-BE",
        "url": absolute(meeting.get_absolute_url()),
    }
    if meeting.ends_at:
        told["endDate"] = _moment(meeting, meeting.ends_at)
    if meeting.introduction:
        told["description"] = meeting.introduction
    if meeting.place or meeting.host:
        told["location"] = {"@type": "Place", "name": meeting.place or str(meeting.host)}
    if meeting.host:
        told["organizer"] = {
            "@type": "GovernmentOrganization",
            "name": meeting.host.full_name,
            "url": absolute(meeting.host.get_absolute_url()),
        }
    return told


def _moment(meeting, hour) -> str:
    """'2026-05-03', or with the hour and how far it is from Greenwich on that day."""
    if hour is None:
        return meeting.day.isoformat()
    moment = datetime.combine(meeting.day, hour)
    return timezone.make_aware(moment).isoformat()
