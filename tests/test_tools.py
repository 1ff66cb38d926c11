"""The scripts behind make: what starts, in which order, and what stops a start.

They run as they are in a folder of their own, with programs that only write down how they were
called.
"""

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import pytest

TOOLS = Path(__file__).parent.parent / "tools"
WRITES_DOWN = '#!/bin/sh\necho "$@" >>calls\n[ "$2" != pytest ] || env >environment\n{}\n'


def make_program(path, then=""):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(WRITES_DOWN.format(then))
    path.chmod(0o755)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "tools").mkdir()
    make_program(tmp_path / ".venv" / "bin" / "python")
    return tmp_path


def run(folder, script, *arguments, **environment):
    shutil.copy(TOOLS / script, folder / "tools")
    path = f"{folder}/.venv/bin:{os.environ['PATH']}"
    return subprocess.run(  # noqa: S603 - our own script
        ["/bin/bash", f"tools/{script}", *arguments],
        cwd=folder,
        env={"PATH": path, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def calls(folder):
    return [line.split() for line in (folder / "calls").read_text().splitlines()]


# --- production ----------------------------------------------------------------------------------
def test_start_migrates_checks_and_only_then_listens(folder):
    done = run(folder, "start.sh", "127.0.0.1:8000")

    assert done.returncode == 0
    assert [call[:3] for call in calls(folder)] == [
        ["manage.py", "migrate", "--noinput"],
        ["manage.py", "createcachetable"],
        ["manage.py", "check", "--deploy"],
        ["-m", "gunicorn", "network.wsgi:application"],
    ]
    assert calls(folder)[2] == ["manage.py", "check", "--deploy", "--database", "default"]


@pytest.mark.parametrize("step", ["migrate", "createcachetable", "check"])
def test_step_that_fails_stops_the_start(folder, step):
    make_program(folder / ".venv" / "bin" / "python", f'[ "$2" != {step} ]')

    done = run(folder, "start.sh", "127.0.0.1:8000")

    assert (done.returncode, calls(folder)[-1][1]) == (1, step)


@pytest.mark.parametrize(("place", "words"), [("tools/serve.sh", "PATH="), ("Dockerfile", "CMD")])
def test_both_ways_to_production_start_alike(place, words):
    text = (TOOLS.parent / place).read_text()

    (last,) = [line for line in text.splitlines() if "tools/start.sh" in line]
    assert (last.startswith(words), "manage.py migrate" in text) == (True, False)


def test_serve_says_everything_that_is_missing(folder):
    done = run(folder, "serve.sh")

    wanted = "STOP: set DATABASE_URL SECRET_KEY ALLOWED_HOSTS EMAIL_URL in the environment first"
    assert (done.returncode, done.stderr.split(";")[0]) == (1, wanted)


# --- tests ---------------------------------------------------------------------------------------
def test_settings_of_a_developer_do_not_reach_the_tests(folder):
    make_program(folder / "tools" / "setup.sh")

    run(folder, "test.sh", "sqlite", HOME="/home/noor", DEFAULT_FROM_EMAIL="x", PYTEST_ADDOPTS="-x")

    lines = (folder / "environment").read_text().splitlines()
    names = {line.split("=")[0] for line in lines} - {"PWD", "SHLVL", "_", "OLDPWD"}
    assert names == {"PATH", "HOME", "DATABASE_URL"}


# --- the demonstration ---------------------------------------------------------------------------
@pytest.fixture
def first_start():
    spec = importlib.util.spec_from_file_location("first_start", TOOLS / "first_start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.main


@pytest.mark.django_db
def test_each_start_says_who_can_sign_in(first_start, settings, tmp_path, capsys):
    settings.DEMO_ACCOUNTS_FILE = tmp_path / "demo-accounts.txt"

    first_start()
    first = capsys.readouterr().out
    first_start()
    second = capsys.readouterr().out

    accounts = settings.DEMO_ACCOUNTS_FILE.read_text(encoding="utf-8")
    assert second == f"\n{accounts}\n"
    assert first == f"First start: filling the database with demo data ...\n{second}"
