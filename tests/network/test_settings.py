"""The portal refuses to start unsafe, and says what to set."""

import os
import subprocess
import sys

import pytest

KEY = "k" * 60
SAFE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "stedennetwerk.example",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
}
START = "from django.conf import settings; import sys; sys.stdout.write(str({}))"


def start(environment, *, ask="settings.DEBUG"):
    """Load the settings in a process of their own: (exit code, what it printed)."""
    clean = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "network.settings"}
    done = subprocess.run(  # noqa: S603 - our own interpreter and words
        [sys.executable, "-c", START.format(ask)],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("missing", sorted(SAFE))
def test_production_without_a_setting_says_which(missing):
    code, words = start({name: value for name, value in SAFE.items() if name != missing})

    assert (code, f"Set {missing}:" in words) == (1, True)


@pytest.mark.parametrize(
    ("unsafe", "advice"),
    [
        ({"SECRET_KEY": "kort"}, "SECRET_KEY is too short"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS may not be '*'"),
        ({"DEMO": "1"}, "DEMO and DEBUG are for this machine only"),
        ({"DEBUG": "1"}, "DEMO and DEBUG are for this machine only"),
    ],
)
def test_unsafe_settings_do_not_start(unsafe, advice):
    code, words = start({**SAFE, **unsafe})

    assert (code, advice in words) == (1, True)


def test_production_guards_its_cookies_and_insists_on_https():
    names = (
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
    )
    ask = ", ".join(f"settings.{name}" for name in names)

    code, words = start(SAFE, ask=f"({ask})")

    assert (code, words) == (0, "(True, True, True, 63072000)")


def test_a_demonstration_answers_loopback_addresses_only():
    code, words = start({"DEMO": "1"}, ask="settings.ALLOWED_HOSTS")

    assert (code, words) == (0, "['127.0.0.1', '[::1]', 'localhost']")
