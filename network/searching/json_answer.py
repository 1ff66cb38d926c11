"""The answer for reuse: its fields are documented on the page, and do not change their meaning."""

from urllib.parse import urljoin

from django.urls import reverse

from cities.open_data import LICENCE

FIELDS = {
    "vraag": "de woorden waarnaar gezocht werd",
    "aantal": "hoeveel resultaten er zijn",
    "bedoelde_je": "een andere schrijfwijze, als er weinig gevonden werd",
    "groepen": "per soort: `soort`, `naam`, `aantal` en de eerste of gevraagde `resultaten`",
    "uid": "wat het resultaat blijvend aanduidt",
    "soort_resultaat": "plan, chapter, goal, action, practice, practice_section, city, meeting,"
    " position of theme",
    "titel": "de titel, of het begin van een lange tekst",
    "fragment": "de tekst rond de gevonden woorden",
    "adres": "het blijvende adres van de pagina",
    "stad": "de stad of gemeente, als er een is",
    "staat_in": "het plan of de praktijk waar het in staat",
    "pagina": "welke pagina van deze `soort=`, en hoeveel er zijn (`paginas`)",
}


def answer_of(found, better, absolute) -> dict:
    """`absolute` makes a whole address of a path."""
    return {
        "licentie": LICENCE,
        "velden": f"{absolute(reverse('network:search'))}#hergebruik",
        "vraag": found.question.text,
        "aantal": found.total,
        "bedoelde_je": better,
        "pagina": found.question.page,
        "paginas": found.pages,
        "groepen": [
            {
                "soort": group.sort.code,
                "naam": group.sort.heading,
                "aantal": group.total,
                "resultaten": [_told(one, absolute) for one in group.results],
            }
            for group in found.groups
        ],
    }


def _told(result, absolute):
    entry = result.entry
    return {
        "uid": str(entry.uid),
        "soort_resultaat": entry.kind,
        "titel": result.plain_title,
        "fragment": result.plain_excerpt,
        "adres": urljoin(absolute("/"), entry.url),
        "stad": entry.city.name if entry.city else None,
        "staat_in": result.context,
    }
