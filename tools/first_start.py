"""Brings the database up to date and, when nobody lives in it yet, fills it with demo data; then
says who can sign in, from the file that the demonstration leaves for this database.

All or nothing: a demonstration that fails halfway leaves no user behind, so that the next start
simply tries again. One process for both, because starting Django is half of a second start.
"""

import io
import sys

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError, connection, transaction


def main() -> None:
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        sys.exit(f"STOP: the database of DATABASE_URL does not answer: {error}")
    call_command("migrate", interactive=False, verbosity=0)
    if not get_user_model().objects.exists():
        print("First start: filling the database with demo data ...", flush=True)
        with transaction.atomic():
            call_command("demo", stdout=io.StringIO())
    if settings.DEMO_ACCOUNTS_FILE.exists():
        print(f"\n{settings.DEMO_ACCOUNTS_FILE.read_text(encoding='utf-8')}", flush=True)


if __name__ == "__main__":
    main()
