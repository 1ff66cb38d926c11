"""postgres.py COMMAND...: runs a command with DATABASE_URL on a PostgreSQL made for the occasion.

The cluster lives in a temporary folder and on the loopback address only; it is stopped and removed
whatever happens to the command. It forgets everything at a power cut (fsync off): tests only.
Exit code 69 means that PostgreSQL is not there and could not be installed.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

PREFERRED_VERSION = "15"
UNAVAILABLE = 69
START_TRIES = 3
FAST_AND_FORGETFUL = """
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
shared_buffers = 64MB
max_connections = 50
lc_messages = 'C'
"""


def find_binaries() -> Path | None:
    """The folder with initdb and pg_ctl, of the version that production runs if it is there."""
    homes = {path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")}
    if on_path := shutil.which("initdb"):
        homes.add(Path(on_path).resolve().parent)
    by_age = sorted(homes, key=lambda home: (home.parent.name == PREFERRED_VERSION, str(home)))
    return by_age[-1] if by_age else None


def install() -> None:
    installer = Path(__file__).with_name("system_package.sh")
    subprocess.run(["bash", installer, "postgresql"], check=False)


def server_account() -> dict:
    """PostgreSQL refuses to run as root: then it gets an account with fewer rights."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    def __init__(self, binaries: Path, folder: Path):
        self.binaries, self.folder = binaries, folder
        self.account = server_account()
        self.port = 0
        if self.account:
            os.chown(folder, self.account["user"], self.account["group"])

    def tool(self, name: str, *arguments: str, check: bool = True) -> bool:
        # Output to a file, not a pipe: the server inherits it and would keep a pipe open.
        with (self.folder.with_suffix(".log")).open("ab") as log:
            done = subprocess.run(
                [self.binaries / name, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=check,
                **self.account,
            )
        return done.returncode == 0

    def start(self) -> None:
        data = str(self.folder / "data")
        self.tool("initdb", "-D", data, "-U", "postgres", "--auth=trust", "--no-sync",
                  "--encoding=UTF8", "--locale=C.UTF-8")  # fmt: skip
        with (self.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write(FAST_AND_FORGETFUL)
        for _ in range(START_TRIES):
            # Another program may take the port between the look and the start: look again.
            self.port = free_port()
            options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
            if self.tool("pg_ctl", "-D", data, "-w", "-o", options, "start", check=False):
                break
        else:
            raise RuntimeError("PostgreSQL did not start")
        # An ordinary owner, as in production: what needs a superuser must fail here too.
        self.tool("createuser", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres",
                  "--createdb", "stedennetwerk")  # fmt: skip

    def stop(self) -> None:
        self.tool("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop", check=False)

    @property
    def url(self) -> str:
        return f"postgres://stedennetwerk@127.0.0.1:{self.port}/stedennetwerk"


@contextmanager
def throw_away_cluster(binaries: Path):
    folder = Path(tempfile.mkdtemp(prefix="stedennetwerk-pg-"))
    cluster = Cluster(binaries, folder)
    log = folder.with_suffix(".log")
    try:
        try:
            cluster.start()
        except (RuntimeError, subprocess.CalledProcessError):
            print(log.read_text(errors="replace")[-3000:], file=sys.stderr)
            raise
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
        log.unlink(missing_ok=True)


def run(command: list[str], url: str) -> int:
    process = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url})
    try:
        return process.wait()
    except KeyboardInterrupt:
        # Ctrl-C reached the command as well; it closes in its own way.
        process.wait()
        return 130
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()


def stop_on(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def main(command: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop_on)
    if find_binaries() is None:
        install()
    binaries = find_binaries()
    if binaries is None:
        return UNAVAILABLE
    with throw_away_cluster(binaries) as cluster:
        return run(command, cluster.url)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
