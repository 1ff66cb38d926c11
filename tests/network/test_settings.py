"""The portal refuses to start unsafe, and says what to set."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

KEY = "sleutel-" * 8
SAFE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "stedennetwerk.example",
    "DATABASE_URL": "sqlite:////tmp/never-opened.sqlite3",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.test:587",
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


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ({}, "https://stedennetwerk.example"),
        ({"ALLOWED_HOSTS": ".stad.example, www.stad.example"}, "https://stad.example"),
        ({"SITE_URL": "https://netwerk.example"}, "https://netwerk.example"),
        ({"SITE_URL": ""}, "https://stedennetwerk.example"),
    ],
)
def test_mails_name_the_portal_by_its_own_address(said, address):
    assert start({**SAFE, **said}, ask="settings.SITE_URL") == (0, address)


def test_demonstration_is_named_by_its_port():
    found = start({"DEMO": "1", "PORT": "8017"}, ask="settings.SITE_URL")

    assert found == (0, "http://127.0.0.1:8017")


def test_portal_name_that_is_no_address_does_not_start():
    code, words = start({**SAFE, "SITE_URL": "netwerk.example"})

    assert (code, "SITE_URL is an address" in words) == (1, True)


@pytest.mark.parametrize(("said", "is_on"), [({}, "False"), ({"CHECK_LINKS": "1"}, "True")])
def test_portal_goes_nowhere_unasked(said, is_on):
    assert start({**SAFE, **said}, ask="settings.CHECK_LINKS") == (0, is_on)


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


def test_production_may_keep_its_mail_when_that_is_said():
    without_mail = {**SAFE, "EMAIL_URL": ""}
    ask = "settings.EMAIL_BACKEND.rsplit('.')[-2]"

    starts = [
        start({**without_mail, "MAIL_TO_FILES": "1"}, ask=ask),
        start({**without_mail, "MAIL_TO_FILES": ""}, ask=ask)[0],
        start(SAFE, ask=ask),
    ]

    assert starts == [(0, "filebased"), 1, (0, "smtp")]


@pytest.mark.parametrize(
    ("environment", "count"),
    [
        ({}, "0"),
        ({"BEHIND_TLS_PROXY": "1"}, "1"),
        ({"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "2"}, "2"),
        ({"BEHIND_TLS_PROXY": "1", "TRUSTED_PROXY_COUNT": "0"}, "0"),
    ],
)
def test_one_proxy_is_trusted_where_there_is_one(environment, count):
    started = start({**SAFE, **environment}, ask="settings.ALLAUTH_TRUSTED_PROXY_COUNT")

    assert started == (0, count)


@pytest.mark.parametrize(
    ("environment", "backend"), [(SAFE, "DatabaseCache"), ({"DEMO": "1"}, "LocMemCache")]
)
def test_workers_in_production_count_together(environment, backend):
    ask = "settings.CACHES['default']['BACKEND'].split('.')[-1]"

    assert start(environment, ask=ask) == (0, backend)


@pytest.mark.parametrize(
    ("environment", "answer"),
    [
        ({}, "(False, False)"),
        ({"HSTS_SUBDOMAINS": "1"}, "(True, False)"),
        ({"HSTS_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}, "(True, True)"),
        ({"HSTS_PRELOAD": "1"}, "(False, False)"),
    ],
)
def test_other_names_of_the_domain_are_bound_only_when_asked(environment, answer):
    ask = "(settings.SECURE_HSTS_INCLUDE_SUBDOMAINS, settings.SECURE_HSTS_PRELOAD)"

    assert start({**SAFE, **environment}, ask=ask) == (0, answer)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:////srv/one.sqlite3", "/srv/demo-accounts-one-sqlite3.txt"),
        ("sqlite:////srv/two.sqlite3", "/srv/demo-accounts-two-sqlite3.txt"),
        ("postgres://me@db.test:5433/a/../b", "{base}/var/demo-accounts-db-test-a----b.txt"),
    ],
)
def test_each_database_has_a_file_of_demo_accounts(url, path):
    started = start({"DEMO": "1", "DATABASE_URL": url}, ask="settings.DEMO_ACCOUNTS_FILE")

    assert started == (0, path.format(base=settings.BASE_DIR))


def test_deployment_check_has_nothing_to_say():
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], **SAFE, "DATABASE_URL": "sqlite://:memory:"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "WARNINGS" in done.stderr) == (0, False)


@pytest.mark.parametrize(
    ("said", "folder"),
    [
        ({}, "/tmp/media"),  # noqa: S108 - the name alone; nothing is written there
        ({"DATABASE_URL": "postgres://a:b@host/c"}, str(settings.BASE_DIR / "var" / "media")),
        ({"MEDIA_ROOT": "/srv/media"}, "/srv/media"),
    ],
)
def test_uploads_stand_beside_the_database_unless_said_otherwise(said, folder):
    assert start({**SAFE, **said}, ask="settings.MEDIA_ROOT") == (0, folder)
