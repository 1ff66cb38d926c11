"""The tables of the plans: what each column means, in the words that the catalogue shows."""

from functools import partial

from cities.open_data import Table

from .rows import action_rows, goal_rows, partner_rows, plan_rows, progress_rows

_PLAN = {
    "plan": "uid van het plan; blijft altijd hetzelfde",
    "stad": "naam van de stad of gemeente",
    "nis_code": "NIS-code van de stad of gemeente",
}
_TIMING = {
    "timing": "de timing zoals de stad ze schreef",
    "van": "eerste jaar",
    "tot_en_met": "laatste jaar",
}
_table = partial(Table, keywords=("racisme", "discriminatie", "actieplan", "ECCAR"))

TABLES = [
    _table(
        code="plannen",
        title="Plannen",
        description="Elk plan met zijn huidige editie: soort, periode, besluit en omvang.",
        columns={
            **_PLAN,
            "titel": "titel van het plan",
            "soort": "ECCAR-tienpuntenplan, geïntegreerd plan of thematisch plan",
            "thema": "thema, alleen bij een thematisch plan",
            "van": "eerste jaar van het plan",
            "tot_en_met": "laatste jaar; leeg als het niet vastligt",
            "editie": "nummer van de huidige editie",
            "gepubliceerd_op": "dag waarop die editie verscheen",
            "besluit_van": "wie besliste: gemeenteraad, college of ander orgaan",
            "besluit_datum": "dag van het besluit",
            "besluit_nummer": "nummer van het besluit",
            "besluit_link": "adres van het besluit",
            "hoofdstukken": "aantal hoofdstukken",
            "doelen": "aantal operationele doelen",
            "acties": "aantal acties",
            "verbintenissen": "nummers van de verbintenissen van ECCAR die het plan raakt",
            "inleiding": "inleiding van het plan",
            "controlegetal": "SHA-256 van de bewaarde tekst",
            "adres": "vast adres van het plan",
            "volledige_tekst": "adres van de hele editie als JSON",
        },
        rows=plan_rows,
    ),
    _table(
        code="doelen",
        title="Operationele doelen",
        description="Elk doel van elk plan, met timing, verbintenissen en kenmerken.",
        columns={
            "doel": "uid van het doel; blijft hetzelfde in elke editie",
            **_PLAN,
            "hoofdstuk": "nummer en titel van het hoofdstuk",
            "nummer": "nummer van het doel in het plan",
            "tekst": "het doel",
            "toelichting": "toelichting bij het doel",
            "verbintenissen": "nummers van de verbintenissen van ECCAR",
            "verbintenissen_in_woorden": "dezelfde, met hun korte titel",
            "voorbeeldactie": "nummer van de voorbeeldactie van ECCAR",
            **_TIMING,
            "gronden": "discriminatiegronden",
            "domeinen": "beleidsdomeinen",
            "sporen": "sporen van de overeenkomst",
            "sdgs": "nummers van de duurzame-ontwikkelingsdoelen",
            "acties": "aantal acties bij dit doel",
            "adres": "vast adres van het doel",
        },
        rows=goal_rows,
    ),
    _table(
        code="acties",
        title="Acties",
        description="Elke actie van elk plan, met het doel waar ze bij hoort.",
        columns={
            "actie": "uid van de actie; blijft hetzelfde in elke editie",
            "doel": "uid van het doel",
            **_PLAN,
            "tekst": "de actie",
            "verantwoordelijke": "wie ervoor zorgt",
            **_TIMING,
            "adres": "vast adres van de actie",
        },
        rows=action_rows,
    ),
    _table(
        code="deelnemers",
        title="Deelnemers en partners",
        description="Wie meewerkt aan een hoofdstuk of doel: diensten en organisaties.",
        columns={
            "deelname": "uid van deze regel",
            **_PLAN,
            "hoofdstuk": "nummer en titel van het hoofdstuk",
            "doel": "uid van het doel; leeg als het om het hele hoofdstuk gaat",
            "naam": "naam zoals de stad ze schreef",
            "gedeelde_partner": "code in de gedeelde lijst van partners",
            "rol": "organisator of deelnemer",
            "nog_te_bevestigen": "of de partner nog moet toezeggen",
        },
        rows=partner_rows,
    ),
    _table(
        code="voortgang",
        title="Voortgang",
        description="Wat steden in elke ronde over hun doelen en acties vertelden.",
        columns={
            "over": "uid van het doel of de actie",
            "soort": "doel of actie",
            **_PLAN,
            "volgnummer": "de hoeveelste keer dat er iets over verteld werd",
            "op": "dag",
            "ronde": "voortgangsronde; leeg als het tussendoor was",
            "voortgang": "hoe ver het staat",
            "op_schema": "of het op schema zit",
            "reden": "waarom het vertraagd, uitgesteld of stopgezet is",
            "toelichting": "wat de stad erbij zei",
            "bewijs": "links naar bewijs",
            "adres": "adres van het doel of de actie",
        },
        rows=progress_rows,
    ),
]
