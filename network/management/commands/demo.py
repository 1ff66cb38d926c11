from django.core.management.base import BaseCommand, CommandError

from network.demo import build


class Command(BaseCommand):
    help = "Fill an empty database with demonstration data; prints the accounts once."

    def handle(self, *args, **options):
        try:
            build.check_allowed()
        except build.NotHereError as refusal:
            raise CommandError(str(refusal)) from refusal
        if build.is_there():
            self.stdout.write("The demonstration is already there; nothing was changed.")
            return
        self.stdout.write(build.build())
