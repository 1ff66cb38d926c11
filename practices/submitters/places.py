"""For which municipality somebody without an account speaks, and what VVSG reads of it.

Anybody can choose any city from the list. Who writes from the mail domain of that very city speaks
for it, and colleagues there can go on with the fiche. Everybody else only names a municipality:
nobody of that city sees what they write before VVSG read it.
"""

from cities.models import City

from .domains import domain_of, is_under

NOT_KNOWN = "opgegeven, domein niet herkend"
NO_PLACE = "zonder account"


def speaks_for(submitter) -> dict:
    """{"city", "place_name"} of what this person begins: a city, or only the name of one."""
    named = submitter.place_name
    city = submitter.city or city_named(named)
    if city is None:
        return {"city": None, "place_name": named}
    if domain_of(city) and is_under(submitter.email, {domain_of(city)}):
        return {"city": city, "place_name": ""}
    return {"city": None, "place_name": city.name}


def city_named(name) -> City | None:
    name = " ".join(name.split())
    return City.objects.filter(name__iexact=name).first() if name else None


def told_place(subject) -> str:
    """The municipality that somebody without an account names for this fiche or proposal, or ''."""
    submitter = subject.submitter
    return getattr(subject, "place_name", "") or str(submitter.city or submitter.place_name)
