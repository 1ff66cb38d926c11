"""A fiche was removed for good (M21): the cities that told in it, and who wrote it, read why.

Its deeds are gone, so this mail hangs on none of them, and there is no page left to lead to. Only
what everybody could read is called by its title.
"""

from dataclasses import dataclass, field

from cities.models import User
from cities.outbox import post

from ..models import Practice
from ..signing import author_address
from .posting import KIND, greeting, people_of
from .writing import preview, with_foot


@dataclass
class Removal:
    """Noted before it happens: afterwards nobody knows any more who is to hear of it."""

    code: str
    name: str
    users: list[User] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def tell(self, *, by, reason) -> int:
        """How many mails were posted; nobody is mailed about their own deed."""
        mail = preview(None, "M21", name=self.name, fiche_code=self.code, reason=reason)
        to = [(f"u{user.pk}", {"user": user}) for user in self.users if user != by]
        to += [(address, {"address": address}) for address in self.addresses]
        rows = [
            post(
                key=f"fiche:{self.code}:M21:{mark}",
                kind=KIND,
                subject=mail.subject,
                body=with_foot(greeting(mail.body, who.get("user"))),
                **who,
            )
            for mark, who in to
        ]
        return sum(row is not None for row in rows)


def public_name(practice) -> str:
    """Its title, when everybody could read that."""
    is_public = practice.state in Practice.HAS_AN_ADDRESS and practice.published_version
    return practice.published_version.content["title"] if is_public else ""


def removal_of(practice) -> Removal:
    cities = {section.city for section in practice.sections.select_related("city")}
    author, _ = author_address(practice)
    users = {author} if author is not None and author.is_active else set()
    for city in filter(None, cities | {practice.city}):
        users |= set(people_of(city))
    submitter = practice.submitter
    is_known = submitter is not None and submitter.confirmed_at is not None
    return Removal(
        code=practice.code,
        name=public_name(practice),
        users=sorted(users, key=lambda user: user.pk),
        addresses=[submitter.email] if is_known else [],
    )
