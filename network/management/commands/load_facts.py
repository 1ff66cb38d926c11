from django.core.management.base import BaseCommand

from network import facts


class Command(BaseCommand):
    help = "Add the cities, coalitions, mandates, partners and the agreement that are missing."

    def handle(self, *args, **options):
        for model, added in facts.load().items():
            self.stdout.write(f"{added:4d} {model._meta.verbose_name_plural}")
