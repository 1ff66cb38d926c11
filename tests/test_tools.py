"""The scripts behind make: what starts, in which order, and what stops a start.

They run as they are in a folder of their own, with programs that only write down how they were
called.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import time
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
        ["tools/together.py", "python", "-m"],
    ]
    assert calls(folder)[2] == ["manage.py", "check", "--deploy", "--database", "default"]
    assert calls(folder)[3][3:5] == ["gunicorn", "network.wsgi:application"]
    assert calls(folder)[3][-4:] == ["--", "python", "manage.py", "worker"]


def test_web_starts_alone_where_the_worker_has_a_container_of_its_own(folder):
    done = run(folder, "start.sh", "0.0.0.0:8000", "web")

    assert done.returncode == 0
    assert calls(folder)[3][:3] == ["-m", "gunicorn", "network.wsgi:application"]
    assert "worker" not in calls(folder)[3]


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


# --- web and worker ------------------------------------------------------------------------------
def script(path, *lines):
    path.write_text("\n".join(["#!/bin/sh", *lines]))
    path.chmod(0o755)
    return str(path)


def start_together(tmp_path, first, second):
    command = [sys.executable, str(TOOLS / "together.py"), first, "--", second]
    return subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)  # noqa: S603


def stays(tmp_path, name):
    """A program that goes on until it is told to stop, and writes that down."""
    told = f"trap 'echo stopped >{name}.told; exit 0' TERM"
    path = tmp_path / name
    return script(path, told, f"echo $$ >{name}.pid", "while :; do sleep 0.05; done")


def wait_for(path):
    for _ in range(200):
        if path.exists() and path.read_text():
            return path.read_text().strip()
        time.sleep(0.05)
    raise AssertionError(f"{path} never came")


@pytest.mark.parametrize("order", [("ends", "stays"), ("stays", "ends")])
def test_when_one_dies_the_other_is_stopped(tmp_path, order):
    programs = {
        "stays": stays(tmp_path, "stays"),
        "ends": script(
            tmp_path / "ends", "while ! [ -s stays.pid ]; do sleep 0.05; done", "exit 3"
        ),
    }

    both = start_together(tmp_path, *(programs[name] for name in order))
    _, errors = both.communicate(timeout=20)

    assert (both.returncode, wait_for(tmp_path / "stays.told")) == (1, "stopped")
    assert errors == "STOP: 'ends' ended by itself (3), so the rest was stopped too\n"


@pytest.mark.parametrize("signal_name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_both_stop_when_asked(tmp_path, signal_name):
    both = start_together(tmp_path, stays(tmp_path, "web"), stays(tmp_path, "worker"))
    wait_for(tmp_path / "web.pid")
    wait_for(tmp_path / "worker.pid")

    both.send_signal(getattr(signal, signal_name))
    _, errors = both.communicate(timeout=20)

    assert (both.returncode, errors) == (0, "")
    assert [wait_for(tmp_path / f"{name}.told") for name in ("web", "worker")] == ["stopped"] * 2


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells it, on Linux only")
def test_nothing_is_left_behind_when_killed_without_a_word(tmp_path):
    both = start_together(tmp_path, stays(tmp_path, "web"), stays(tmp_path, "worker"))
    wait_for(tmp_path / "web.pid")
    wait_for(tmp_path / "worker.pid")

    both.kill()
    both.communicate(timeout=20)

    assert [wait_for(tmp_path / f"{name}.told") for name in ("web", "worker")] == ["stopped"] * 2


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
