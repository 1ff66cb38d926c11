"""What a fiche is made of, said once: forms, versions, differences, points and pages read it here.

The rubrics are those that VVSG's readers know. `SHARED` is the part that all cities share,
`SECTION` what one city tells about itself. Values are JSON: a text, a list of codes in order, a
list of texts, or a list of small dictionaries.
"""

from dataclasses import dataclass
from enum import Enum

from django.db import models

from actionplans.models import Commitment
from cities.models import (
    Ground,
    Organisation,
    PolicyDomain,
    SustainableGoal,
    TargetGroup,
    Track,
)

from ..models import Category


class Kind(Enum):
    LINE = "line"  # one line of text
    TEXT = "text"  # Markdown
    ITEMS = "items"  # a list of texts; one that starts with '# ' is a heading above the next ones
    TERMS = "terms"  # codes of a shared list, sorted
    CHOICE = "choice"  # one code
    YEAR = "year"  # a number, or None
    FLAG = "flag"  # True or False
    LINKS = "links"  # [{"title", "url"}]
    IMAGES = "images"  # [{"uid", "alt", "decorative", "caption", "credit"}]
    FILES = "files"  # [{"uid", "title"}]


LISTS = {Kind.ITEMS, Kind.TERMS, Kind.LINKS, Kind.IMAGES, Kind.FILES}


class Evidence(models.TextChoices):
    PILOT = "pilot", "Proefproject"
    CARRIED_OUT = "carried_out", "Uitgevoerd"
    EVALUATED = "evaluated", "Geëvalueerd"


class LocalStatus(models.TextChoices):
    PLANNED = "planned", "gepland"
    RUNNING = "running", "lopend"
    FINISHED = "finished", "afgerond"
    STOPPED = "stopped", "gestopt"


@dataclass(frozen=True)
class Field:
    """One rubric. `task` is its place in the task list (1 to 8), `most` its length in characters.

    `terms` is the model of a shared list and `code` the column that stands in the text; `kinds`
    narrows the list, as {"kind": "benefit"}.
    """

    name: str
    label: str
    kind: Kind
    task: int
    help: str = ""
    most: int = 10_000
    is_required: bool = False
    terms: type | None = None
    code: str = "code"
    kinds: tuple = ()
    choices: type | None = None
    # Under this name a reader filters on it.
    facet: str = ""


SHARED = [
    Field("title", "Titel", Kind.LINE, 1, "Kort en concreet, hoogstens 100 tekens.", 100, True),
    Field(
        *("summary", "Samenvatting", Kind.TEXT, 1),
        "In een paar zinnen: wat doen jullie, voor wie, en wat levert het op?",
        280,
        True,
    ),
    Field(
        *("summary_en", "Samenvatting in het Engels", Kind.TEXT, 1),
        "Niet verplicht. Zo lezen steden in het buitenland mee.",
        600,
    ),
    Field("goals", "Doelen", Kind.TEXT, 2, "Wat willen jullie bereiken?"),
    Field(
        *("benefit_groups", "Wie heeft er baat bij?", Kind.TERMS, 2),
        is_required=True,
        terms=TargetGroup,
        kinds=(("kind", "benefit"),),
        facet="doelgroep",
    ),
    Field(
        *("address_groups", "Wie spreek je aan?", Kind.TERMS, 2),
        terms=TargetGroup,
        kinds=(("kind", "address"),),
        facet="doelgroep",
    ),
    Field("target_note", "Toelichting bij de doelgroep", Kind.TEXT, 2, most=1000),
    Field(
        *("description", "Beschrijving", Kind.TEXT, 3),
        "Wat deden jullie, stap voor stap? Schrijf zo dat een collega elders ermee verder kan."
        " Hoogstens 20.000 tekens.",
        20_000,
        True,
    ),
    Field("period_from", "Begonnen in", Kind.YEAR, 3),
    Field("period_until", "Tot en met", Kind.YEAR, 3, "Laat leeg als het nog loopt."),
    Field(
        *("success_factors", "Succesfactoren", Kind.ITEMS, 4),
        "Wat maakte dat het werkte? Eén per regel.",
        is_required=True,
    ),
    Field(
        *("challenges", "Uitdagingen", Kind.ITEMS, 4),
        "Wat was moeilijk, of lukte niet? Eén per regel. Net daarvan leert een andere stad.",
        is_required=True,
    ),
    Field(
        *("organisations", "Partners uit de gedeelde lijst", Kind.TERMS, 5),
        terms=Organisation,
        code="slug",
        facet="partner",
    ),
    Field("partners", "Andere partners", Kind.ITEMS, 5, "Eén per regel."),
    Field("extra", "Extra info", Kind.TEXT, 5),
    Field(
        *("links", "Links", Kind.LINKS, 5), "Eén per regel: titel, een streepje |, en het adres."
    ),
    Field("images", "Beelden", Kind.IMAGES, 7),
    Field("attachments", "Bijlagen", Kind.FILES, 7),
    Field(
        *("categories", "Categorie", Kind.TERMS, 8),
        is_required=True,
        terms=Category,
        facet="categorie",
    ),
    Field(
        *("domains", "Beleidsdomeinen", Kind.TERMS, 8),
        is_required=True,
        terms=PolicyDomain,
        facet="domein",
    ),
    Field("grounds", "Discriminatiegronden", Kind.TERMS, 8, terms=Ground, facet="grond"),
    Field("all_grounds", "Geldt voor alle gronden", Kind.FLAG, 8),
    Field("intersectional", "Gaat over een kruispunt van gronden", Kind.FLAG, 8),
    Field("tracks", "Sporen van de overeenkomst", Kind.TERMS, 8, terms=Track, facet="spoor"),
    Field(
        *("commitments", "Verbintenissen van ECCAR", Kind.TERMS, 8),
        terms=Commitment,
        code="number",
        facet="verbintenis",
    ),
    Field("sdgs", "SDG’s", Kind.TERMS, 8, terms=SustainableGoal, code="number", facet="sdg"),
    Field("evidence", "Hoe sterk is het bewijs?", Kind.CHOICE, 8, choices=Evidence),
    Field(
        *("evidence_url", "Link naar de evaluatie", Kind.LINE, 8),
        "Nodig als je ‘Geëvalueerd’ kiest.",
        500,
    ),
]

SECTION = [
    Field("text", "Hoe doet jullie stad dit?", Kind.TEXT, 6, "Wat is eigen aan jullie aanpak?"),
    Field("service", "Dienst", Kind.LINE, 6, "De dienst die je kan aanspreken.", 160),
    Field(
        *("contact", "Contact", Kind.LINE, 6),
        "Een algemeen e-mailadres, een webadres of een telefoonnummer van de dienst, liever geen"
        " naam van een persoon.",
        200,
        True,
    ),
    Field("contact_name", "Contactpersoon", Kind.LINE, 6, "Niet nodig.", 120),
    Field("services", "Betrokken diensten", Kind.ITEMS, 6, "Eén per regel."),
    Field("partners", "Partners", Kind.ITEMS, 6, "Eén per regel."),
    Field("status", "Stand van zaken", Kind.CHOICE, 6, choices=LocalStatus),
    Field("period_from", "Begonnen in", Kind.YEAR, 6),
    Field("period_until", "Tot en met", Kind.YEAR, 6),
]

PARTS = {
    "shared": {field.name: field for field in SHARED},
    "section": {field.name: field for field in SECTION},
}

# What the task list asks, in order.
TASKS = {
    1: "Geef je praktijk een naam",
    2: "Beschrijf doel en doelgroep",
    3: "Beschrijf de aanpak",
    4: "Vertel wat werkt en wat moeilijk is",
    5: "Noem partners en extra info",
    6: "Beschrijf je stad",
    7: "Voeg beelden en bijlagen toe",
    8: "Kies labels",
}
SECTION_TASK = 6


def fields_of(task) -> list[tuple[str, Field]]:
    """(part, field) of one task; part is 'shared' or 'section'."""
    return [(part, f) for part, fields in PARTS.items() for f in fields.values() if f.task == task]


def path_of(part, field) -> str:
    """How a point names a field: 'title', or 'section.contact'."""
    return field.name if part == "shared" else f"{part}.{field.name}"


def field_at(path) -> tuple[str, Field] | None:
    """(part, field) of such a name, or None for '' and for what is unknown."""
    part, _, name = path.rpartition(".")
    found = PARTS.get(part or "shared", {}).get(name)
    return (part or "shared", found) if found else None
