import signal
from threading import Event

from django.core.management.base import BaseCommand

from network.working import work


class Command(BaseCommand):
    help = "Send mail and do what time brings, until SIGTERM or Ctrl-C"

    def handle(self, *args, **options):
        stop = Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("The worker works: mail every two seconds, a tick every minute.")
        self.stdout.flush()
        work(stop)
