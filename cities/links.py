"""Whether addresses elsewhere still answer: asked by the worker now and then, never by a page.

Off unless `CHECK_LINKS=1`: the portal goes nowhere unasked. An address is asked at most once a
week; one that did not answer is asked once more a day later, and counts as failing when it is
silent again. What asks for a sign-in or calls us a robot does answer. Which addresses there are is
looked up once an hour.

Somebody typed these addresses, so none may lead to this machine or its neighbours: every step of a
redirect is looked up, checked, and asked at exactly the address that was checked, and only where
websites live: ports 80 and 443.
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import closing, suppress
from datetime import timedelta
from threading import Timer
from time import monotonic
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from .models import Heartbeat, LinkCheck

AGAIN, DOUBTED = timedelta(days=7), timedelta(days=1)
GATHERED, GATHERED_EVERY = "links gathered", timedelta(hours=1)
FAILS_AT = 2
REDIRECTS = 3
SECONDS = 5
# One step may take no longer, however slowly the other side drips.
LONGEST_STEP = 3 * SECONDS
# The worker has mail to send as well.
LONGEST_TURN = 4 * SECONDS
GONE = {404, 410}
LONGEST_URL = LinkCheck._meta.get_field("url").max_length
NAME = "Stedennetwerk, controle van links"
PORTS = {80, 443}
# Each carries an IPv4 address inside, which may be a private one.
CARRIERS = [ipaddress.ip_network(net) for net in ("::/96", "64:ff9b::/96", "64:ff9b:1::/48")]


class NotAllowedError(ValueError):
    """An address that the portal never asks."""


def failing_links(urls) -> dict:
    """{address: since when} of those that did not answer, twice in a row; one query."""
    failing = LinkCheck.objects.filter(url__in=set(urls), failures__gte=FAILS_AT)
    return dict(failing.values_list("url", "failing_since"))


# --- asking a few --------------------------------------------------------------------------------
def check_some(addresses, *, limit=5, ask=None) -> int:
    """Ask the few whose turn it is, of what `addresses()` gives; how many were asked."""
    if not settings.CHECK_LINKS:
        return 0
    _gather(addresses)
    asked = 0
    enough = monotonic() + LONGEST_TURN
    for check in _due().order_by(F("checked_at").asc(nulls_first=True), "pk")[:limit]:
        if monotonic() < enough and _claim(check):
            _write_down(check, (ask or answer_of)(check.url))
            asked += 1
    return asked


def _gather(addresses):
    """Know what is named now, and forget what is named no more; once an hour."""
    now = timezone.now()
    if Heartbeat.objects.filter(name=GATHERED, at__gt=now - GATHERED_EVERY).exists():
        return
    urls = {url for url in addresses() if _can_be_kept(url)}
    known = set(LinkCheck.objects.values_list("url", flat=True))
    LinkCheck.objects.filter(url__in=known - urls).delete()
    new = [LinkCheck(url=url) for url in sorted(urls - known)]
    LinkCheck.objects.bulk_create(new, ignore_conflicts=True)
    Heartbeat.objects.update_or_create(name=GATHERED, defaults={"at": now})


def _can_be_kept(url):
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_URL


def _due():
    now = timezone.now()
    doubted = Q(failures=1, checked_at__lt=now - DOUBTED)
    return LinkCheck.objects.filter(Q(checked_at=None) | doubted | Q(checked_at__lt=now - AGAIN))


def _claim(check) -> bool:
    """Of two workers, one asks; who dies meanwhile leaves it for its next turn."""
    same = LinkCheck.objects.filter(pk=check.pk, checked_at=check.checked_at)
    return bool(same.update(checked_at=timezone.now()))


def _write_down(check, status):
    found = LinkCheck.objects.filter(pk=check.pk)
    if answers(status):
        found.update(status=status, failures=0, failing_since=None)
        return
    since = check.failing_since or timezone.now()
    found.update(status=status, failures=min(check.failures + 1, 1000), failing_since=since)


def answers(status) -> bool:
    return status is not None and status < 500 and status not in GONE


# --- asking one ----------------------------------------------------------------------------------
def is_public(ip) -> bool:
    """Whether this is an address of the open internet: not ours, not our network's."""
    ip = ipaddress.ip_address(ip)
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_public(str(ip.ipv4_mapped))
        carries_another = ip.sixtofour or ip.teredo or any(ip in net for net in CARRIERS)
        if carries_another or ip.is_site_local:
            return False
    return ip.is_global and not ip.is_multicast


def answer_of(url, *, is_allowed=is_public) -> int | None:
    """The status at the end of at most three redirects; None when nobody answers.

    Some servers refuse HEAD, so a refusal is asked again with GET; the text itself is not read.
    """
    try:
        status = _follow("HEAD", url, is_allowed)
        if status is not None and status >= 400:
            status = _follow("GET", url, is_allowed)
    except (OSError, http.client.HTTPException, ValueError):
        return None
    return status


def _follow(method, url, is_allowed):
    for _ in range(REDIRECTS + 1):
        status, place = _step(method, url, is_allowed)
        if not (300 <= status < 400 and place):
            return status
        url = urljoin(url, place)
    return None


def _step(method, url, is_allowed):
    """One question: (status, where it sends us)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAllowedError("not a web address")
    is_secure = parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    if port not in PORTS:
        raise NotAllowedError("not where a website lives")
    sock = socket.create_connection((_look_up(parts.hostname, port, is_allowed), port), SECONDS)
    alarm = Timer(LONGEST_STEP, lambda: _hang_up(sock))
    alarm.start()
    try:
        if is_secure:
            context = ssl.create_default_context()
            sock = context.wrap_socket(
                sock, server_hostname=parts.hostname, do_handshake_on_connect=False
            )
            sock.do_handshake()
        with closing(_connection(parts.hostname, port, sock, is_secure)) as connection:
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
            if parts.query:
                target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?")
            connection.request(method, target, headers={"User-Agent": NAME, "Accept": "*/*"})
            response = connection.getresponse()
            return response.status, response.headers.get("Location")
    finally:
        alarm.cancel()
        sock.close()


def _look_up(host, port, is_allowed):
    """The address to ask; refused when any of the host's addresses is not of the open internet."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [entry[4][0] for entry in found]
    if not ips or not all(is_allowed(ip) for ip in ips):
        raise NotAllowedError(f"{host} is not on the open internet")
    return ips[0]


def _connection(host, port, sock, is_secure):
    """A connection that speaks over a socket of ours: it looks nothing up by itself."""
    kind = http.client.HTTPSConnection if is_secure else http.client.HTTPConnection
    connection = kind(host, port, timeout=SECONDS)
    connection.sock = sock
    return connection


def _hang_up(sock):
    # Past the TLS layer, which another thread is waiting in; when it is over already, so be it.
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
