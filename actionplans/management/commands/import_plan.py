"""`manage.py import_plan --city roeselare FILE`: the same importer as the upload page."""

import json
import re
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from actionplans import importing, plans
from actionplans.documents.errors import UnreadableDocument
from actionplans.documents.word import read_docx
from actionplans.models import Plan
from cities.models import City

PERIOD = re.compile(r"(\d{4})(?:[-–](\d{4})?)?")


class Command(BaseCommand):
    help = "Read an action plan from a Word document into a city's draft."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the Word document (.docx)")
        parser.add_argument("--city", required=True, help="slug of the city, such as roeselare")
        parser.add_argument("--period", help="2020-2025; default: what most goals say")
        parser.add_argument(
            "--framework", choices=Plan.Framework.values, default=Plan.Framework.ECCAR
        )
        parser.add_argument("--theme", default="", help="for a thematic plan")
        parser.add_argument("--dry-run", action="store_true", help="read only, keep nothing")
        parser.add_argument(
            "--json", action="store_true", help="print the understood tree, and nothing else"
        )
        parser.add_argument(
            "--replace", action="store_true", help="replace a draft that holds rows already"
        )

    def handle(self, *, file, city, **options):
        document = self._read(file)
        found = City.objects.filter(slug=city).first()
        if found is None and not options["dry_run"]:
            known = (
                ", ".join(City.objects.values_list("slug", flat=True))
                or "nog geen (laad ze eerst: python manage.py load_facts)"
            )
            raise CommandError(f"Stad “{city}” is niet bekend. Bekende steden: {known}.")
        tell = self.stderr.write if options["json"] else self.stdout.write
        if not options["dry_run"]:
            self._keep(document, found, file, options, tell)
        if options["json"]:
            self.stdout.write(json.dumps(document.understood(), ensure_ascii=False, indent=1))
        else:
            self._tell_counts(document)

    def _read(self, file):
        try:
            return read_docx(file.read_bytes())
        except OSError as error:
            raise CommandError(f"Het bestand {file} kan niet gelezen worden: {error}") from error
        except UnreadableDocument as error:
            raise CommandError(str(error)) from error

    def _keep(self, document, city, file, options, tell):
        try:
            with transaction.atomic():
                plan = self._plan(document, city, options)
                importing.fill(
                    plan, document, by=None, source=file.name, replace=options["replace"]
                )
        except importing.DraftHoldsRowsError as error:
            raise CommandError(
                "Het ontwerp van dit plan is niet leeg. Geef --replace om het te vervangen "
                "(het oude blijft terug te zetten), of kies een andere --period."
            ) from error
        tell(f"In het ontwerp gezet: {plan}\n")

    def _plan(self, document, city, options):
        period = self._period(document, options["period"])
        try:
            return plans.create_plan(
                city=city,
                framework=options["framework"],
                theme=options["theme"],
                period_from=period[0],
                period_until=period[1],
                by=None,
            )
        except plans.PlanExistsError as error:
            return error.plan
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _period(self, document, words):
        if words:
            match = PERIOD.fullmatch(words.strip())
            if not match:
                raise CommandError("Schrijf --period als 2020-2025 of 2022-.")
            return int(match[1]), int(match[2]) if match[2] else None
        if period := document.period():
            return period
        raise CommandError("Uit het document blijkt geen periode: geef --period, bv. 2026-2031.")

    def _tell_counts(self, document):
        counts = document.counts
        self.stdout.write(
            f"{counts['chapters']} hoofdstukken, {counts['goals']} doelen, "
            f"{counts['actions']} acties, {counts['participants']} deelnemers, "
            f"waarvan {counts['organisers']} organisatoren."
        )
        for doubt in document.doubts:
            self.stdout.write(f"Twijfel bij {doubt.where}: {doubt.text}")
