"""free_port.py PORT: refuses, with advice, a port that another program holds."""

import socket
import sys


def problem(port: str) -> str:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"PORT={port} is no port number: use one from 1024 to 65535"
    with socket.socket() as probe:
        # As the server does: a port that is only waiting out its last connection is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError:
            return f"port {port} is reserved for the administrator: make run PORT=8000"
        except OSError:
            other = int(port) % 65535 + 1
            return f"port {port} is in use: stop that program, or make run PORT={other}"
    return ""


if __name__ == "__main__":
    found = problem(sys.argv[1])
    sys.exit(f"STOP: {found}" if found else 0)
