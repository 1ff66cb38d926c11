"""An ECCAR report as a Word file: Dutch beside English, per commitment.

A city mails this file to ECCAR and keeps it in its archive, so it must stand on its own and be
readable by everybody: real headings, a header row that returns on every page, tables that say what
they hold, and English marked as English for who has the text read aloud. No logos: those belong to
the cities and to ECCAR. What has no English yet says so; as long as nothing at all is translated,
there is no English column.
"""

import io

from django.utils import timezone, translation
from django.utils.formats import date_format
from docx import Document
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt, RGBColor

from .harvest import FIELDS, head_of
from .parts import ENGLISH
from .word_marks import (
    clean_text,
    describe_table,
    make_document_dutch,
    mark_english,
    page_number,
    repeat_first_row,
    without_traces,
)

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LABELS = {
    "measures": ("Maatregelen", "Measures"),
    "results": ("Resultaten", "Results"),
    "difficulties": ("Moeilijkheden", "Difficulties"),
}
# Each goal stands in one column after the first, so that the rest adds up to the first.
FIGURES = (
    ("goals", "Doelen"),
    ("not_started", "Niet gestart"),
    ("preparing", "In voorbereiding"),
    ("running", "In uitvoering"),
    ("finished", "Afgerond"),
    ("stopped", "Stopgezet"),
    ("silent", "Nog niets verteld"),
)
SIDES = "; links in het Nederlands, rechts in het Engels"
NOT_TRANSLATED = "(not yet translated)"
GREY = RGBColor(0x59, 0x59, 0x59)


def word_file(report, parts, found) -> bytes:
    """`parts` are those of the report in order, `found` is the harvest of its years."""
    document = Document()
    make_document_dutch(document)
    _set_page(document)
    _properties(document, report)
    _title_page(document, report, found)
    _figures(document, report, parts, found)
    has_english = any(getattr(part, name).strip() for part in parts for name in ENGLISH)
    for part in parts:
        _part(document, part, has_english=has_english)
    if found.rest:
        _rest(document, found.rest)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def file_name(report) -> str:
    return f"eccar-verslag-{report.plan.city.slug}-{report.year_from}-{report.year_until}.docx"


# --- the whole document --------------------------------------------------------------------------
def _set_page(document):
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].paragraph_format.space_after = Pt(4)
    document.styles["List Bullet"].paragraph_format.space_after = Pt(2)


def _properties(document, report):
    city = report.plan.city
    without_traces(document)
    document.core_properties.title = clean_text(f"ECCAR-verslag {report.years}, {city.full_name}")
    document.core_properties.author = clean_text(city.full_name)
    document.core_properties.language = "nl-BE"
    document.core_properties.created = timezone.now().replace(tzinfo=None)
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run(clean_text(f"{city.full_name}, ECCAR-verslag {report.years}, pagina "))
    page_number(footer)


def _title_page(document, report, found):
    plan = report.plan
    document.add_paragraph(clean_text(plan.city.full_name), style="Subtitle")
    document.add_paragraph(f"ECCAR-verslag {report.years}", style="Title")
    mark_english(document.add_paragraph().add_run(f"Report to ECCAR, {report.years}"))
    title = found.edition.title if found.edition else ""
    document.add_paragraph(clean_text(title or str(plan)))
    document.add_paragraph(clean_text(f"Over het {plan.kind_and_period}"))
    document.add_paragraph(date_format(timezone.localdate(), "j F Y"))
    with translation.override("en-gb"):
        today = date_format(timezone.localdate(), "j F Y")
    last = document.add_paragraph()
    mark_english(last.add_run(today))
    last.add_run().add_break(WD_BREAK.PAGE)


def _figures(document, report, parts, found):
    document.add_heading("Samengevat", level=1)
    document.add_paragraph(
        f"Hoeveel doelen van het plan aan elke verbintenis werken, en hoe ver ze waren volgens het"
        f" laatste wat de stad er in {report.years} over vertelde. Een doel kan aan meer dan één"
        " verbintenis werken."
    )
    header = ["Verbintenis", *(word for _, word in FIGURES)]
    table = _table(document, header, "Samenvatting per verbintenis", "Aantallen doelen")
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].font.size = Pt(8)
    for part in parts:
        cells = table.add_row().cells
        _say(cells[0], str(part.commitment))
        for cell, (key, _) in zip(cells[1:], FIGURES, strict=True):
            _say(cell, str(found.stands[part.commitment.number][key]))
    _late(document, found.stands)


def _late(document, stands):
    """Apart from the table: what is late is also under way, or planned."""
    late = [f"{n['late']} bij verbintenis {number}" for number, n in stands.items() if n["late"]]
    if late:
        document.add_paragraph(f"Waarvan vertraagd of uitgesteld: {', '.join(late)}.")


# --- one commitment ------------------------------------------------------------------------------
def _part(document, part, *, has_english):
    commitment = part.commitment
    document.add_heading(clean_text(f"{commitment.number}. {commitment.title_nl}"), level=1)
    mark_english(document.add_paragraph().add_run(clean_text(commitment.title_en)))
    table = _table(
        document,
        ["Nederlands", "English"] if has_english else ["Nederlands"],
        f"Verbintenis {commitment.number}: Nederlands{' en Engels' if has_english else ''}",
        f"Maatregelen, resultaten en moeilijkheden{SIDES if has_english else ''}.",
    )
    for cell in table.rows[0].cells[1:]:
        mark_english(cell.paragraphs[0].runs[0])
    for name in FIELDS:
        dutch, *beside = table.add_row().cells
        _write(dutch, LABELS[name][0], getattr(part, name))
        for english in beside:
            _write_english(english, part, name)


def _write_english(cell, part, name):
    text = getattr(part, f"{name}_en")
    _write(cell, LABELS[name][1], text, is_english=True)
    if getattr(part, name).strip() and not text.strip():
        run = cell.add_paragraph().add_run(NOT_TRANSLATED)
        run.italic, run.font.color.rgb = True, GREY
        mark_english(run)


def _write(cell, label, text, *, is_english=False):
    runs = [_say(cell, label)]
    runs[0].bold = True
    for line in clean_text(text).split("\n"):
        if not line.strip():
            continue
        is_item = line.lstrip().startswith("- ")
        words = line.strip().removeprefix("- ") if is_item else line.strip()
        paragraph = cell.add_paragraph(style="List Bullet" if is_item else None)
        runs.append(paragraph.add_run(words))
    for run in runs if is_english else ():
        mark_english(run)


def _rest(document, rest):
    document.add_heading("Doelen zonder verbintenis", level=1)
    document.add_paragraph(
        "Deze doelen van het plan werken aan geen van de tien verbintenissen. Ze staan hier, zodat"
        " er niets van het plan wegvalt."
    )
    for goal, lines in rest:
        document.add_heading(clean_text(head_of(goal)), level=2)
        for name in FIELDS:
            for line in lines[name]:
                if line.text:
                    label = line.group.removesuffix(":") or LABELS[name][0]
                    words = clean_text(f"{label}: {line.text}")
                    document.add_paragraph(words, style="List Bullet")


# --- tables --------------------------------------------------------------------------------------
def _table(document, header, title, description):
    table = document.add_table(rows=1, cols=len(header))
    table.style = "Table Grid"
    for cell, word in zip(table.rows[0].cells, header, strict=True):
        _say(cell, word).bold = True
    repeat_first_row(table)
    describe_table(table, title, description)
    return table


def _say(cell, text):
    return cell.paragraphs[0].add_run(clean_text(text))
