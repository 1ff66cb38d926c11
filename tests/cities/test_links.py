"""Asking one link whether it still answers, and nowhere that the portal may not go."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cities import links


def anywhere(ip):
    return True


# --- a server of our own -------------------------------------------------------------------------
class Pages(BaseHTTPRequestHandler):
    """Answers by its path; writes down what it was asked."""

    def do_HEAD(self):
        self.server.asked.append((self.command, self.path))
        path = self.path.split("?")[0]
        if path.startswith("/naar/"):
            self.send_response(302)
            self.send_header("Location", self.server.goes_to.get(path, path))
        elif path == "/zwijgt":
            return
        else:
            code = {"/weg": 404, "/stuk": 500, "/robot": 403, "/hoofdloos": 405}.get(path, 200)
            is_get = self.command == "GET"
            self.send_response(200 if path == "/hoofdloos" and is_get else code)
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - the name that http.server looks for

    def log_message(self, *_):
        pass


@contextmanager
def pages():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.asked, server.goes_to = [], {}
    server.home = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(monkeypatch):
    with pages() as server:
        monkeypatch.setattr(links, "PORTS", {server.server_port, 1})
        yield server


# --- asking one ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status", "methods"),
    [
        ("/", 200, ["HEAD"]),
        ("/hoofdloos", 200, ["HEAD", "GET"]),
        ("/robot", 403, ["HEAD", "GET"]),
        ("/weg", 404, ["HEAD", "GET"]),
        ("/stuk", 500, ["HEAD", "GET"]),
        ("/zwijgt", None, ["HEAD"]),
    ],
)
def test_head_is_enough_unless_it_is_refused(site, path, status, methods):
    answer = links.answer_of(site.home + path, is_allowed=anywhere)

    assert (answer, [method for method, _ in site.asked]) == (status, methods)


def test_signs_of_an_address_arrive_as_they_were_typed(site):
    links.answer_of(f"{site.home}/a b/é%20?q=x y&z=1#deel", is_allowed=anywhere)

    assert site.asked == [("HEAD", "/a%20b/%C3%A9%20?q=x%20y&z=1")]


def test_three_redirects_are_followed_and_not_a_fourth(site):
    site.goes_to = {f"/naar/{number}": f"/naar/{number + 1}" for number in range(1, 4)}
    site.goes_to["/naar/4"] = "/"

    found = links.answer_of(f"{site.home}/naar/2", is_allowed=anywhere)
    too_far = links.answer_of(f"{site.home}/naar/1", is_allowed=anywhere)

    assert (found, too_far) == (200, None)


def test_redirect_in_a_circle_ends(site):
    assert links.answer_of(f"{site.home}/naar/zichzelf", is_allowed=anywhere) is None


def test_nobody_at_the_address_is_no_answer(site):
    site.server_close()

    assert links.answer_of(site.home, is_allowed=anywhere) is None


@pytest.mark.parametrize(
    "url",
    [
        "ftp://stad.example/",
        "file:///etc/passwd",
        "http://",
        "http://[x",
        "http://stad.example:poort/",
        "http://127.0.0.1:99999/",
        "http://" + "x" * 300 + "/",
    ],
)
def test_address_that_makes_no_sense_is_no_answer(url):
    assert links.answer_of(url) is None


def test_line_break_in_an_address_writes_no_header(site):
    links.answer_of(f"{site.home}/a\r\nX-Geheim: 1", is_allowed=anywhere)

    assert [path for _, path in site.asked if "\n" in path or "Geheim: 1" in path] == []


# --- where it may not go -------------------------------------------------------------------------
@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused, not listened to
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff0e::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "::7f00:1",
        "64:ff9b:1::7f00:1",
        "fec0::1",
        "fe80::1%eth0",
    ],
)
def test_our_own_network_is_not_public(ip):
    assert links.is_public(ip) is False


@pytest.mark.parametrize("ip", ["193.191.1.1", "2a02:1810::1", "::ffff:193.191.1.1"])
def test_open_internet_is_public(ip):
    assert links.is_public(ip) is True


@pytest.mark.parametrize(
    ("address", "ports"),
    [
        ("http://{}/", [80]),
        ("https://{}/", [443]),
        ("http://{}:443/", [443]),
        ("http://{}:8080/", []),
        ("https://{}:22/", []),
        ("http://{}:0/", [80]),
    ],
)
def test_only_where_websites_live_is_asked(monkeypatch, address, ports):
    asked = []

    def look_up(host, port, **_):
        asked.append(port)
        raise OSError

    monkeypatch.setattr(links.socket, "getaddrinfo", look_up)

    answer = links.answer_of(address.format("stad.example"), is_allowed=anywhere)

    assert (answer, asked) == (None, ports)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0", "2130706433", "0x7f.1", "[::1]"])
def test_this_machine_is_never_asked(site, host):
    answer = links.answer_of(f"http://{host}:{site.server_port}/")

    assert (answer, site.asked) == (None, [])


def test_each_step_of_a_redirect_is_checked(site):
    site.goes_to["/naar/binnen"] = "http://localhost:1/geheim"
    seen = []

    def only_the_first(ip):
        seen.append(ip)
        return len(seen) == 1

    answer = links.answer_of(f"{site.home}/naar/binnen", is_allowed=only_the_first)

    assert (answer, seen[0], len(seen) > 1) == (None, "127.0.0.1", True)


def test_name_is_asked_at_the_address_that_was_checked(site, monkeypatch):
    """A name that answers with another address the second time leads nowhere."""
    looked_up = []

    def look_up(host, port, **_):
        looked_up.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(links.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(
        links.socket, "create_connection", lambda at, seconds: connect_to(at, site.server_port)
    )

    answer = links.answer_of(f"http://stad.example:{site.server_port}/", is_allowed=anywhere)

    assert (answer, looked_up) == (200, ["stad.example"])


def connect_to(address, port):
    assert address == ("127.0.0.1", port)
    sock = links.socket.socket()
    sock.connect(address)
    return sock


def test_side_that_drips_is_left(monkeypatch):
    monkeypatch.setattr(links, "LONGEST_STEP", 0.05)

    with pages() as server:
        server.RequestHandlerClass = Dripping
        answer = links.answer_of(server.home, is_allowed=anywhere)

    assert answer is None


class Dripping(BaseHTTPRequestHandler):
    """Keeps the line busy with an answer that never ends, until the other side hangs up."""

    def handle(self):
        try:
            self.wfile.write(b"HTTP/1.1 ")
            while True:
                self.wfile.write(b"x")
                threading.Event().wait(0.005)
        except OSError:
            pass
