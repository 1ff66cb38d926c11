"""The secret link of a question to a partner.

It opens one question until the end of one day, and names nobody: who holds it may read that
question and answer it, and can do nothing else. What it says is signed, so that no other link can
be guessed from it. The day stands in the link and in the question; the earlier of the two counts.
"""

from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from ..models import PartnerAnswer, PartnerQuestion

# Belongs to this purpose: what was signed for anything else is no link here.
SALT = "actionplans.partner_links"
OPEN, ANSWERED, REVOKED, EXPIRED = "open", "answered", "revoked", "expired"


@dataclass(frozen=True)
class Link:
    """A link that we signed ourselves; `until` is the last moment that it promised."""

    question: PartnerQuestion
    until: datetime

    @property
    def answer(self) -> PartnerAnswer | None:
        return getattr(self.question, "answer", None)

    @property
    def state(self) -> str:
        """Thanks go before all else: who answered never reads that it is too late."""
        if self.answer:
            return ANSWERED
        if self.question.revoked_at:
            return REVOKED
        return OPEN if self.is_live else EXPIRED

    @property
    def is_live(self) -> bool:
        """Whether its last day is still to come, answered or not."""
        return self.question.is_live and timezone.now() < self.until

    @property
    def is_open(self) -> bool:
        return self.state == OPEN


def token_for(question) -> str:
    until = int(question.expires_at.timestamp())
    return _signer().sign(f"{question.uid.hex}.{until}")


def path_for(question) -> str:
    return reverse("actionplans:partner_answer", args=[token_for(question)])


def open_link(token) -> Link | None:
    """The question behind a link; None for a link that we never gave out."""
    try:
        uid, until = _signer().unsign(token).split(".")
    except BadSignature:
        return None
    questions = PartnerQuestion.objects.select_related("plan__city", "asked_by", "answer")
    question = questions.filter(uid=uid).first()
    if question is None:
        return None
    return Link(question, datetime.fromtimestamp(int(until), tz=timezone.get_current_timezone()))


def _signer():
    # Letters, digits and dots only: a mail program that makes a link of it takes all of it.
    return Signer(salt=SALT, sep=".")
