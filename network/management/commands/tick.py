from django.core.management.base import BaseCommand

from network.ticking import tick


class Command(BaseCommand):
    help = "Do what time brings, once: reminders, retention, links. The worker does so every minute"

    def handle(self, *args, **options):
        for name, count in tick():
            self.stdout.write(f"{name}: {count}")
