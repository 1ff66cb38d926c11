"""How often something may be asked: so many times an hour from one computer, and for one address.

Each time takes a place for as long as the limit lasts; when all are taken, it is refused. A place
is taken in one stroke, so that of two who ask at once only one gets the last.
"""

from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address, ip_network

from django.core.cache import cache

HOUR = 60 * 60


@dataclass(frozen=True)
class Limit:
    name: str
    most: int
    seconds: int


FROM_ONE_COMPUTER = Limit("computer", 30, HOUR)
TO_ONE_ADDRESS = Limit("address", 3, HOUR)


def is_within(limit, who) -> bool:
    """Take a place, and whether there was one."""
    # Neither an address nor a name stands in the cache.
    place = f"submitters:{limit.name}:{sha256(who.encode()).hexdigest()[:40]}"
    return any(
        cache.add(f"{place}:{number}", True, timeout=limit.seconds) for number in range(limit.most)
    )


def computer(ip) -> str:
    """Whose attempts are counted together: under IPv6 a whole line, which has many addresses."""
    if ip_address(ip).version == 4:
        return ip
    return str(ip_network(f"{ip}/64", strict=False))
