"""Practices as open data: the same texts as on the page, under names that stay.

What a person could be known by is left out: who handed a fiche in, who wrote or confirmed a text,
and the contact person. The mail address of a service is open: it is there to be written to.
"""

import csv
from io import StringIO

from django.utils import timezone

from cities.open_data import LICENCE
from cities.spreadsheet import plain_cell

from ..fiche.content import normalised
from ..fiche.fields import PARTS, Kind
from ..fiche.labels import labels_of
from ..fiche.markdown import to_plain
from ..fiche.shown import safe_url
from ..images.shown import images_of_many
from ..models import Practice
from .cards import practices_at

# name in the open data: field of the fiche
SHARED = {
    "titel": "title",
    "samenvatting": "summary",
    "samenvatting_en": "summary_en",
    "doelen": "goals",
    "wie_heeft_er_baat_bij": "benefit_groups",
    "wie_spreek_je_aan": "address_groups",
    "toelichting_doelgroep": "target_note",
    "beschrijving": "description",
    "begonnen_in": "period_from",
    "tot_en_met": "period_until",
    "succesfactoren": "success_factors",
    "uitdagingen": "challenges",
    "partnerorganisaties": "organisations",
    "andere_partners": "partners",
    "extra_info": "extra",
    "links": "links",
    "categorieen": "categories",
    "beleidsdomeinen": "domains",
    "discriminatiegronden": "grounds",
    "alle_gronden": "all_grounds",
    "kruispunt_van_gronden": "intersectional",
    "sporen": "tracks",
    "verbintenissen": "commitments",
    "sdgs": "sdgs",
    "bewijs": "evidence",
    "link_evaluatie": "evidence_url",
}
SECTION = {
    "tekst": "text",
    "dienst": "service",
    "contact": "contact",
    "betrokken_diensten": "services",
    "partners": "partners",
    "stand_van_zaken": "status",
    "begonnen_in": "period_from",
    "tot_en_met": "period_until",
}
# What a row of the table holds; texts of cities are in the JSON.
COLUMNS = (
    *("adres", "titel", "samenvatting", "steden", "categorieen", "beleidsdomeinen"),
    *("wie_heeft_er_baat_bij", "wie_spreek_je_aan", "discriminatiegronden", "sporen"),
    *("verbintenissen", "sdgs", "bewijs", "begonnen_in", "tot_en_met", "gepubliceerd_op"),
    *("gewijzigd_op", "bevestigd_op", "licentie"),
)


def records(keys, absolute) -> list[dict]:
    """In the order of these keys; absolute: makes an address that works elsewhere."""
    practices = practices_at(keys)
    parts = [("shared", one.published_version.content) for one in practices]
    parts += [
        ("section", section.version.content) for one in practices for section in one.shown_sections
    ]
    labels, images = labels_of(*parts), images_of_many(practices)
    return [_record(one, labels, images.get(one.pk, ()), absolute) for one in practices]


def _record(practice, labels, images, absolute):
    return {
        "uid": str(practice.uid),
        "adres": absolute(practice.get_absolute_url()),
        **_values("shared", SHARED, practice.published_version.content, labels),
        "beelden": [
            {
                "adres": absolute(image.src),
                "beschrijving": image.alt,
                "bijschrift": image.caption,
                "credit": image.credit,
            }
            for image in images
        ],
        "steden": [_section(one, labels) for one in practice.shown_sections if one.version],
        "gepubliceerd_op": _moment(practice.published_at),
        "gewijzigd_op": _moment(practice.changed_at),
        "bevestigd_op": _day(practice.confirmed_on),
        "gearchiveerd": practice.state == Practice.State.ARCHIVED,
        "licentie": LICENCE,
    }


def _section(section, labels):
    return {
        "stad": section.place,
        "nis_code": section.city.nis_code if section.city else None,
        **_values("section", SECTION, section.version.content, labels),
        "gestopt": section.state == section.State.STOPPED,
        "gestopt_in": section.stopped_year,
        "bevestigd_op": _day(section.confirmed_on),
        "bijgewerkt_op": _day(section.updated_on),
    }


def _values(part, names, content, labels):
    told = normalised(part, content)
    return {name: _value(PARTS[part][own], told[own], labels) for name, own in names.items()}


def _value(field, value, labels):
    """Texts keep their Markdown; codes come with the words they stand for."""
    if field.kind == Kind.TERMS:
        return [
            {"code": str(code), "label": labels.get((field.terms, code), str(code))}
            for code in value
        ]
    if field.kind == Kind.LINKS:
        return [{"titel": one.get("title", ""), "adres": safe_url(one.get("url"))} for one in value]
    if field.kind == Kind.CHOICE:
        return dict(field.choices.choices).get(value) if value else None
    return value


def _moment(at):
    return at.isoformat(timespec="seconds") if at else None


def _day(day):
    return day.isoformat() if day else None


# --- the table -----------------------------------------------------------------------------------
def as_csv(found) -> str:
    """For a spreadsheet: a row per practice, lists in one cell, nothing that it would calculate."""
    out = StringIO()
    # The mark by which Excel knows that it is UTF-8.
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(name, record[name]) for name in COLUMNS] for record in found)
    return out.getvalue()


def _cell(name, value):
    if isinstance(value, list):
        value = " | ".join(one.get("label") or one.get("stad", "") for one in value)
    if name == "samenvatting":
        value = to_plain(value)
    return plain_cell("" if value is None else value)


def file_name(kind) -> str:
    return f"praktijken-{timezone.localdate():%Y-%m-%d}.{kind}"
