from django.core.management.base import BaseCommand

from network.searching.rebuilding import rebuild


class Command(BaseCommand):
    help = "Make the search index anew from what is public now, and drop what no longer is"

    def handle(self, *args, **options):
        total = rebuild(lambda name, count: self.stdout.write(f"{name}: {count}"))
        self.stdout.write(f"In all: {total}")
