"""A small index of things that do not exist, with what each question must find in it.

The same on SQLite and PostgreSQL: what is written down here are the hits, the best first.
"""

from cities import index
from tests.factories import make_city

SORTS = {"all": ("plan", "chapter", "goal", "action", "practice", "city", "meeting")}

# Of each: its kind, title, text, labels and the name of its city.
ENTRIES = {
    "gent": ("city", "Gent", "Stad in Oost-Vlaanderen.", "", "Gent"),
    "eeklo": ("city", "Éeklo", "Stad in Oost-Vlaanderen.", "", "Éeklo"),
    "plan": ("plan", "Actieplan 2026", "De stad kiest voor gelijke kansen.", "ECCAR", "Gent"),
    "wonen": ("chapter", "7. Huisvestingsbeleid", "Een eerlijke huurmarkt.", "", "Gent"),
    "testen": ("goal", "Praktijktesten op de huurmarkt", "Verhuurders discrimineren.", "", "Gent"),
    "gids": ("action", "Een gids voor huurders", "Dienst Wonen", "Unia", "Gent"),
    "school": ("goal", "Scholen spreken over racisme", "Leerlingen en ideeën.", "", "Éeklo"),
    "plein": ("goal", "Pesten stopt", "Op de speelplaats van elke school.", "onderwijs", "Éeklo"),
    "klacht": ("action", "Klachten over discriminatie", "Het meldpunt belt terug.", "", "Éeklo"),
    "sport": ("practice", "Samen sporten", "Voetbalclubs tegen haat, 100 % eerlijk.", "", "Gent"),
    "feest": ("practice", "Cafés en clubs", "Uitbaters kennen een stappenplan.", "horeca", ""),
    "dag": ("meeting", "Overleg in Gent", "Kansen gelijke verdelen. Terug bellen.", "", ""),
}

QUESTIONS = {
    # In the title first; there a word that means the same counts too.
    "huurmarkt": ["testen", "gids", "wonen"],
    "HUURMARKT": ["testen", "gids", "wonen"],
    "huurmarkten": ["testen", "gids", "wonen"],
    "praktijktest": ["testen"],
    "racisme": ["school"],
    "gids": ["gids"],
    # The beginning of a word, while it is typed.
    "huisvest": ["wonen", "gids"],
    "praktijkt": ["testen"],
    "voetb": ["sport"],
    "stapp": ["feest"],
    "verdel": ["dag"],
    # One or two letters are only themselves.
    "op": ["testen", "plein"],
    "s": [],
    "20": [],
    "2026": ["plan"],
    "100": ["sport"],
    # Accents, capitals and endings.
    "eeklo": ["eeklo"],
    "ÉEKLO": ["eeklo"],
    "cafe": ["feest"],
    "ideeen": ["school"],
    "scholen": ["school", "plein"],
    "klacht": ["klacht"],
    # Other words that mean the same.
    "racistisch": ["school"],
    "discriminerende": ["klacht", "testen"],
    "huisvesting": ["wonen", "gids"],
    "meldpunten": ["klacht"],
    "uitgaan": ["feest"],
    # Words of labels.
    "unia": ["gids"],
    "onderwijs": ["school", "plein"],
    # More words: each must occur.
    "huurmarkt praktijktesten": ["testen"],
    "gelijke kansen": ["plan", "dag"],
    "school racisme": ["school"],
    "school huurmarkt": [],
    "scholen zzzz": [],
    # A city beside another word.
    "huurmarkt gent": ["testen", "gids", "wonen"],
    "racisme gent": [],
    "racisme eeklo": ["school"],
    "gent": ["gent", "dag"],
    "gent eeklo": [],
    # Words that must stand together.
    '"gelijke kansen"': ["plan"],
    '"kansen gelijke"': ["dag"],
    "„speelplaats van elke” school": ["plein"],
    '"huurmarkt praktijktesten"': [],
    '"op de huurmarkt" verhuurders': ["testen"],
    # Small words are left out beside others, and looked for alone.
    "de school": ["school", "plein"],
    "van elke": ["plein"],
    # No sign means anything.
    "%": [],
    "huur%": ["testen", "gids", "wonen"],
    "h_urmarkt": [],
    "' OR 1=1 --": [],
    "\x00": [],
    "🙂": [],
    "": [],
}


def write_corpus():
    """{uid: name}."""
    cities = {name: make_city(name=name) for name in ("Gent", "Éeklo")}
    rows = [
        {
            **{"kind": kind, "uid": index.uid_of("corpus", name), "title": title, "text": text},
            **{"labels": labels, "city": cities.get(city), "url": f"/{name}/"},
        }
        for name, (kind, title, text, labels, city) in ENTRIES.items()
    ]
    index.put_many(rows)
    return {row["uid"]: name for row, name in zip(rows, ENTRIES, strict=True)}
