"""The link in the mail 'Is dit nog actueel?': it opens the question of one mail, for 120 days.

It names the mail (a bundle), and so the person and the city. Whoever holds it counts as that
person, who must still write for the city; it can say that a text holds or that something stopped,
and nothing else. What was signed for another purpose is no link here.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from cities.permissions import can_edit_section

from ..models import ReviewBundle

SALT = "practices.freshness.links"
VALID = timedelta(days=120)


@dataclass(frozen=True)
class Link:
    """A link that we signed ourselves."""

    bundle: ReviewBundle
    is_expired: bool

    @property
    def is_of_a_writer(self) -> bool:
        """Whether the person of the mail still works on the texts of this city."""
        return can_edit_section(self.bundle.user, self.bundle.city)


def token_for(bundle) -> str:
    return signing.dumps(bundle.uid.hex, salt=SALT)


def path_for(bundle) -> str:
    return reverse("practices:still_true", args=[token_for(bundle)])


def open_link(token) -> Link | None:
    """What is behind a link; None for a link that we never gave out."""
    is_expired = False
    try:
        uid = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.SignatureExpired:
        uid, is_expired = signing.loads(token, salt=SALT), True
    except signing.BadSignature:
        return None
    bundle = ReviewBundle.objects.select_related("city", "user").filter(uid=uid).first()
    return Link(bundle, is_expired) if bundle else None
