"""The portal's settings as tests need them.

A module and not conftest.py, because pytest-django reads the settings before any conftest: this
way a bare `pytest` works, on SQLite or on whatever DATABASE_URL names.
"""

import os

os.environ["DEMO"] = "1"
# Playwright's synchronous interface keeps an event loop in the thread that also uses the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from network.settings import *  # noqa: F403 - the whole point: the real settings, then ours

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# No test writes to the disk unless it is about the disk.
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}  # noqa: F405

# A style sheet is looked for when it is asked for. Listing them all for every client of every test
# took a quarter of the time of the suite.
WHITENOISE_AUTOREFRESH = True
