"""The personal link of somebody without an account.

It names a submitter and where they were going, and we signed it: no other link can be guessed from
it. It works until thirty days after it was made or last used; whoever revokes it gets a new key,
and with the old one every link and every browser that used it is closed.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models.functions import Coalesce
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from ..models import Submitter
from ..models.people import new_key

SALT = "practices.submitters"
KEPT = timedelta(days=30)
LIVE, EXPIRED, REVOKED, GONE = "live", "expired", "revoked", "gone"
# Where a link may lead: pages for authors, and what everybody reads.
DOORS = ("author", "public")
LONGEST_NEXT = 300


@dataclass(frozen=True)
class Link:
    """A link that we signed ourselves; `submitter` is None when their address was forgotten."""

    submitter: Submitter | None
    key: str
    made_at: datetime
    next: str

    @property
    def state(self) -> str:
        if self.submitter is None:
            return GONE
        if self.submitter.key != self.key:
            return REVOKED
        since = max(self.made_at, self.submitter.last_used_at or self.made_at)
        return LIVE if timezone.now() < since + KEPT else EXPIRED


def token_for(submitter, path="") -> str:
    going = urlsafe_b64encode(safe_next(path).encode()).decode().rstrip("=")
    made = int(timezone.now().timestamp())
    # In the form that the page with outgoing mail knows as a signed link, and leaves out.
    return _signer().sign(f"{submitter.uid.hex}.{submitter.key}.{going}:{made}")


def link_for(submitter, path="") -> str:
    """The address for a mail to this submitter and to nobody else: it opens what is theirs.

    From there it goes to `path`.
    """
    return reverse("practices:submitter_link", args=[token_for(submitter, path)])


def open_link(token) -> Link | None:
    """What a link says; None for a link that we never gave out."""
    try:
        said, made = _signer().unsign(token).split(":")
    except BadSignature:
        return None
    uid, key, going = said.split(".")
    submitter = Submitter.objects.select_related("city").filter(uid=uid).first()
    made_at = datetime.fromtimestamp(int(made), tz=timezone.get_current_timezone())
    path = urlsafe_b64decode(going + "=" * (-len(going) % 4)).decode()
    # What was an address when it was signed can be none today.
    return Link(submitter, key, made_at, safe_next(path))


@transaction.atomic
def enter(link) -> bool:
    """Use a link: its address is confirmed, and the thirty days begin anew.

    False when it was revoked or ran out since the page was shown.
    """
    if link.state != LIVE:
        return False
    now = timezone.now()
    found = Submitter.objects.filter(pk=link.submitter.pk, key=link.key)
    if not found.update(confirmed_at=Coalesce("confirmed_at", now), last_used_at=now):
        return False
    link.submitter.refresh_from_db()
    return True


def revoke(submitter) -> None:
    """Close every link and every browser of this submitter; a new link can be asked for."""
    submitter.key = new_key()
    submitter.save(update_fields=["key"])


def safe_next(path) -> str:
    """The path when it is a page of ours where an author may come, else ''."""
    path = path or ""
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    if not is_ours or len(path) > LONGEST_NEXT:
        return ""
    try:
        view = resolve(path.partition("?")[0]).func
    except Resolver404:
        return ""
    return path if getattr(view, "door", None) in DOORS else ""


def masked(address) -> str:
    """'s…@gent.example': who owns it knows it again, and who does not learns no name."""
    name, _, domain = address.rpartition("@")
    return f"{name[:1]}…@{domain}"


def _signer():
    return Signer(salt=SALT)
