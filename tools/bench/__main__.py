"""python -m tools.bench: what the pages over many plans cost, as a table.

Each figure stands beside a bare indexed query of the same run: the goals of one edition. The time
is that of the processor, so that what else the machine does counts little. `BENCH="12 120"`
measures fewer sizes.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

SIZES = "12 120 300 1200"
TWELVE = "&".join(f"stad=stad-{number:04}" for number in range(12))
PAGES = {
    "matrix, 12 steden": f"/vergelijken/?{TWELVE}",
    "matrix, alle": "/vergelijken/",
    "verbintenis 7, 12 steden": f"/vergelijken/punt/7/?{TWELVE}",
    "zoeken, 1 woord": "/zoeken/?q=huisvesting",
    "zoeken, 2 woorden": "/zoeken/?q=huisvesting+vorming",
    "zoeken, woordgroep": "/zoeken/?q=%22vorming+babebo%22",
    "zoeken, tikfout": "/zoeken/?q=huisvestign",
}


def prepare():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings")
    os.environ["DEMO"] = "1"
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
    import django  # noqa: PLC0415 - the settings must stand first

    django.setup()
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)


def best_of(times, deed) -> float:
    """Milliseconds of the processor, of the quickest time."""
    found = []
    for _ in range(times):
        start = time.process_time()
        deed()
        found.append(time.process_time() - start)
    return min(found) * 1000


def _noting(asked):
    def note(execute, sql, *more):
        asked.append(sql)
        return execute(sql, *more)

    return note


def measure(size):
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from actionplans.models import Edition, Goal  # noqa: PLC0415

    newest = Edition.objects.order_by("-pk").values_list("pk", flat=True)[0]
    bare = best_of(20, lambda: list(Goal.objects.filter(edition=newest).values_list()))
    print(f"\n{size} plannen, {Goal.objects.count()} doelen; kale query {bare:.1f} ms")
    print("| pagina | queries | ms | x kale query | kB |\n|---|---|---|---|---|")
    client = Client()
    for name, address in PAGES.items():
        client.get(address)
        asked = []
        with connection.execute_wrapper(_noting(asked)):
            response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        took = best_of(4, lambda: client.get(address))  # noqa: B023 - called at once
        told = (len(asked), f"{took:.0f}", f"{took / bare:.0f}", len(response.content) // 1024)
        print(f"| {name} | {' | '.join(map(str, told))} |", flush=True)


def measure_dossier():
    """Sixteen cities with two editions each; from asking to the pdf and the offline page."""
    from network.dossiers.asking import ask, period_since  # noqa: PLC0415
    from network.dossiers.making import make_waiting  # noqa: PLC0415
    from tests.factories import make_user  # noqa: PLC0415
    from tests.networks import make_meeting  # noqa: PLC0415
    from tools.bench.many_plans import grow  # noqa: PLC0415

    grow(16, editions=2)
    meeting = make_meeting(title="Schepenoverleg", day=0)
    since = meeting.day.replace(year=meeting.day.year - 1)
    ask(meeting, period_since(meeting, day=since), by=make_user(network_role="moderator"))
    took = best_of(1, make_waiting)
    meeting.dossier.refresh_from_db()
    files = {one.kind: one for one in meeting.dossier.files.all()}
    print(
        f"\ndossier van 16 steden: {took / 1000:.1f} s; pdf {files['pdf'].pages} bladzijden,"
        f" {len(files['pdf'].content) // 1024} kB; offline {len(files['html'].content) // 1024} kB"
    )


def in_a_database_of_its_own(deed):
    """SQLite in a folder that goes, unless DATABASE_URL names an empty database."""
    if os.environ.get("DATABASE_URL"):
        prepare()
        return deed()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["MEDIA_ROOT"] = f"{folder}/media"
        prepare()
        return deed()


def main():
    from actionplans.models import Plan  # noqa: PLC0415
    from tools.bench.many_plans import Writer, grow  # noqa: PLC0415

    if Plan.objects.exists():
        raise SystemExit("This database holds plans: name an empty one in DATABASE_URL.")
    if "dossier" in sys.argv:
        return measure_dossier()
    writer = Writer()
    for size in map(int, os.environ.get("BENCH", SIZES).split()):
        grow(size, writer=writer)
        measure(size)
    return None


if __name__ == "__main__":
    in_a_database_of_its_own(main)
