"""together.py COMMAND... -- COMMAND...: web and worker, which end together.

When one ends the other is stopped; Ctrl-C or SIGTERM stops both. On Linux the kernel stops them
also when this program is killed without a word; elsewhere the worker sees that by itself.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

# Longer than gunicorn gives the requests that are still answered.
GRACE_SECONDS = 35
TELL_ME_WHEN_MY_PARENT_DIES = 1  # PR_SET_PDEATHSIG


def main(arguments):
    asked = []
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, lambda number, _: asked.append(number))
    between = arguments.index("--")
    both = [start(command) for command in (arguments[:between], arguments[between + 1 :])]
    ended = wait_for_first(both, asked)
    for process in both:
        if process.poll() is None:
            process.terminate()
    for process in both:
        finish(process)
    if ended is None:
        return 0
    name = " ".join(Path(word).name for word in ended.args[:3])
    return f"STOP: '{name}' ended by itself ({ended.returncode}), so the rest was stopped too"


def start(command):
    """In a group of its own, so that Ctrl-C reaches it through us, once."""
    return subprocess.Popen(
        command, start_new_session=True, preexec_fn=end_with_parent if is_linux() else None
    )


def is_linux():
    return sys.platform == "linux"


def end_with_parent():
    """Runs in the child, before its program."""
    ctypes.CDLL(None).prctl(TELL_ME_WHEN_MY_PARENT_DIES, signal.SIGTERM)


def wait_for_first(both, asked):
    """The process that ended by itself; None when we were asked to stop."""
    while not asked:
        for process in both:
            if process.poll() is not None:
                return process
        time.sleep(0.2)
    return None


def finish(process):
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
