"""What is forgotten in time, because nobody needs it any more."""

from datetime import timedelta

from django.utils import timezone

from ..models import PartnerQuestion, Presence

# After the link stopped working: long enough to ask again, or to look up who was asked.
PARTNER_DAYS = 90
PRESENCE_DAYS = 1


def forget_partners() -> int:
    """Empty the addresses of partners; the question and the answer stay, with their name."""
    before = timezone.now() - timedelta(days=PARTNER_DAYS)
    old = PartnerQuestion.objects.filter(expires_at__lt=before).exclude(email="")
    return old.update(email="")


def forget_presences() -> int:
    before = timezone.now() - timedelta(days=PRESENCE_DAYS)
    gone, _ = Presence.objects.filter(seen_at__lt=before).delete()
    return gone
