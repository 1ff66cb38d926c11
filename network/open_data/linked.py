"""Plans, practices and cities in the words of schema.org, for search engines and data portals.

Only what stands on the page for everybody; `absolute` makes an address that works elsewhere.
"""

from django.utils import timezone

from cities.open_data import LICENCE_URI

CONTEXT = "https://schema.org"


def city_of(city, absolute) -> dict:
    """A city or municipality as a place with a government."""
    told = {
        "@context": CONTEXT,
        "@type": "AdministrativeArea",
        "@id": absolute(city.get_absolute_url()),
        "name": city.name,
        "identifier": {"@type": "PropertyValue", "propertyID": "NIS", "value": city.nis_code},
        "containedInPlace": {"@type": "AdministrativeArea", "name": city.province},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(city.latitude),
            "longitude": float(city.longitude),
        },
        "memberOf": [
            {"@type": "Organization", "name": one.coalition.name}
            for one in city.coalition_memberships.all()
            if one.is_current and one.is_confirmed
        ],
    }
    return {**told, "sameAs": city.website} if city.website else told


def plan_of(plan, edition, absolute) -> dict:
    """A plan as a work of its city, in the version that the page shows; nothing when withdrawn."""
    if edition.is_withdrawn:
        return {}
    return {
        "@context": CONTEXT,
        "@type": "CreativeWork",
        "@id": absolute(plan.get_absolute_url()),
        "identifier": f"urn:uuid:{plan.uid}",
        "name": edition.title,
        "genre": plan.get_framework_display(),
        "version": str(edition.number),
        "datePublished": timezone.localdate(edition.published_at).isoformat(),
        "temporalCoverage": f"{plan.period_from}/{plan.period_until or '..'}",
        "inLanguage": "nl",
        "license": LICENCE_URI,
        "creator": _government(plan.city, absolute),
        "encoding": {
            "@type": "MediaObject",
            "encodingFormat": "application/json",
            "contentUrl": absolute(f"{edition.get_absolute_url()}export.json"),
        },
    }


def practice_of(practice, summary, absolute) -> dict:
    """A practice as an article of the cities that do it; nothing unless it stands online."""
    if practice.state != practice.State.PUBLISHED:
        return {}
    cities = [one.city for one in practice.sections.shown().select_related("city") if one.city]
    told = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": absolute(practice.get_absolute_url()),
        "identifier": f"urn:uuid:{practice.uid}",
        "headline": practice.title,
        "abstract": summary,
        "inLanguage": "nl",
        "license": LICENCE_URI,
        "author": [_government(city, absolute) for city in cities],
    }
    days = {"datePublished": practice.published_at, "dateModified": practice.changed_at}
    # A practice can be online without a day: then nothing is said about it.
    return told | {name: at.isoformat(timespec="seconds") for name, at in days.items() if at}


def _government(city, absolute):
    return {
        "@type": "GovernmentOrganization",
        "name": city.full_name,
        "url": absolute(city.get_absolute_url()),
    }
