"""What a city is found by: its name, province and the note on its page.

Every city has a public page, also one that only shares a practice. Written when an administrator
changes a city, and when the facts are loaded.
"""

from . import index
from .models import City

KIND = "city"


def put(city) -> None:
    index.put(**_row(city))


def rebuild() -> None:
    index.put_many(_row(city) for city in City.objects.all())


def _row(city):
    where = f"{city.get_kind_display().capitalize()} in {city.get_province_display()}."
    return {
        **{"kind": KIND, "uid": index.uid_of(KIND, city.pk), "title": city.name, "city": city},
        **{"text": f"{where} {city.note}", "url": city.get_absolute_url()},
        "labels": city.arrondissement,
    }
