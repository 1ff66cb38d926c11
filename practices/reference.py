"""What must stand in the database before anybody writes a fiche: lists, settings and guards.

Texts that were saved and deeds that were done stay as they were told: the guards of
`actionplans.freeze` refuse to change them. A draft that was never published may be thrown away,
with all its texts.
"""

# ruff: noqa: S608 - the SQL is made of our own table names only

from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from actionplans import freeze
from cities.reference import add_missing, read_rows

from .models import (
    Category,
    CitySection,
    Practice,
    PracticeEvent,
    PracticeSettings,
    PracticeVersion,
    SectionVersion,
    TextBlock,
)

DATA = Path(__file__).parent / "data"
STEWARD_FIELDS = ["links", "partners", "organisations"]


def keep_what_was_told():
    """Guard versions and events; called once, when the app is ready."""
    practices, sections = Practice._meta.db_table, CitySection._meta.db_table
    state = f"(SELECT state FROM {practices} WHERE id = OLD.practice_id)"
    of_section = (
        f"(SELECT p.state FROM {practices} p JOIN {sections} s ON s.practice_id = p.id"
        " WHERE s.id = OLD.section_id)"
    )
    freeze.keep(PracticeVersion, may_go_when=f"{state} = 'draft'", same="practice_id number")
    freeze.keep(PracticeEvent, may_go_when=f"{state} = 'draft'", same="uid")
    freeze.keep(
        SectionVersion,
        # A publication that is taken back within its minute takes its section back too.
        may_go_when=f"{of_section} IN ('draft', 'submitted')",
        same="section_id number",
    )


def load(*, using=DEFAULT_DB_ALIAS, **signal):
    """Fill the lists and make the row of settings; safe to run any number of times."""
    if Category._meta.db_table not in connections[using].introspection.table_names():
        return
    with transaction.atomic(using=using):
        add_missing(Category, read_rows(DATA / "categories.csv"), key=["code"], using=using)
        add_missing(TextBlock, read_rows(DATA / "text_blocks.csv"), key=["code"], using=using)
        PracticeSettings.objects.using(using).get_or_create(
            pk=1, defaults={"steward_fields": STEWARD_FIELDS}
        )
