"""Whom to call in each city: read when a member looks, and never kept with a dossier."""

from cities import focal_points
from cities.models import City


def contacts_of(content) -> dict[str, list]:
    """{slug of a city: its focal points today}, of the cities of a dossier; two queries."""
    slugs = [page["slug"] for page in content["cities"]]
    cities = {city.pk: city.slug for city in City.objects.filter(slug__in=slugs)}
    found = focal_points.of_cities(City.objects.filter(pk__in=cities))
    return {cities[pk]: points for pk, points in found.items()}
