"""The catalogue in the words of DCAT and schema.org, so that data portals can take it over."""

from django.urls import reverse

from cities.open_data import LICENCE_URI

from .tables import TABLES

PUBLISHER = {
    "@type": ["foaf:Agent", "schema:Organization"],
    "foaf:name": "Vlaams stedennetwerk tegen racisme en discriminatie",
}
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
}
FORMATS = {"csv": "text/csv", "json": "application/json"}
PRACTICES = {
    "title": "Praktijken",
    "description": "Elke praktijk met wat elke stad erover vertelt; te filteren zoals de lijst.",
    "keywords": ("racisme", "discriminatie", "praktijken"),
    "addresses": {"csv": "practices:list_csv", "json": "practices:list_json"},
}


def offered() -> list[dict]:
    """What the page lists: title, description, columns and addresses of every data set."""
    tables = [
        {
            "code": table.code,
            "title": table.title,
            "description": table.description,
            "keywords": table.keywords,
            "columns": table.columns,
            "addresses": {
                kind: reverse("network:data_table", args=[table.code, kind]) for kind in FORMATS
            },
        }
        for table in TABLES.values()
    ]
    addresses = {kind: reverse(name) for kind, name in PRACTICES["addresses"].items()}
    return [*tables, {**PRACTICES, "code": "praktijken", "columns": {}, "addresses": addresses}]


def catalogue(absolute) -> dict:
    """The same as JSON-LD; `absolute` makes an address that works elsewhere."""
    page = absolute(reverse("network:data"))
    return {
        "@context": CONTEXT,
        "@id": page,
        "@type": ["dcat:Catalog", "schema:DataCatalog"],
        "dct:title": "Open data van het Stedennetwerk",
        "dct:language": "nl",
        "dct:license": {"@id": LICENCE_URI},
        "dct:publisher": PUBLISHER,
        "dcat:dataset": [_data_set(one, page, absolute) for one in offered()],
    }


def _data_set(one, page, absolute):
    return {
        "@id": f"{page}#{one['code']}",
        "@type": ["dcat:Dataset", "schema:Dataset"],
        "dct:title": one["title"],
        "schema:name": one["title"],
        "dct:description": one["description"],
        "schema:description": one["description"],
        "dcat:keyword": list(one["keywords"]),
        "dct:license": {"@id": LICENCE_URI},
        "schema:license": LICENCE_URI,
        "dct:publisher": PUBLISHER,
        "schema:variableMeasured": [
            {"@type": "schema:PropertyValue", "schema:name": name, "schema:description": meaning}
            for name, meaning in one["columns"].items()
        ],
        "dcat:distribution": [
            {
                "@type": ["dcat:Distribution", "schema:DataDownload"],
                "dcat:downloadURL": {"@id": absolute(address)},
                "schema:contentUrl": absolute(address),
                "dcat:mediaType": FORMATS[kind],
                "schema:encodingFormat": FORMATS[kind],
                "dct:license": {"@id": LICENCE_URI},
            }
            for kind, address in one["addresses"].items()
        ],
    }
