"""Who does something with a practice: somebody with an account, or a submitter without one.

Rules take `by=`, a User or a Submitter; what they write down names an account only by its Actor.
"""

from cities.log import actor_of
from cities.models import User

from .models import Submitter


def signature(by) -> dict:
    """{"actor", "submitter"}: the columns of an event, a version or a file."""
    if isinstance(by, Submitter):
        return {"actor": None, "submitter": by}
    return {"actor": actor_of(by), "submitter": None}


def authorship(by) -> dict:
    """The same for rows that call it an author."""
    signed = signature(by)
    return {"author": signed["actor"], "submitter": signed["submitter"]}


def is_author(subject, by) -> bool:
    """Whether this person began this practice or proposal."""
    if isinstance(by, Submitter):
        return subject.submitter_id is not None and subject.submitter_id == by.pk
    if not isinstance(by, User) or subject.author_id is None:
        return False
    return subject.author.user_id == by.pk


def writer_of(text, otherwise):
    """Who wrote this version or proposal, when still here; else `otherwise`."""
    user = text.author.user if text.author else None
    return text.submitter or user or otherwise


def author_address(subject) -> tuple:
    """(user, address) of the author: one of them, or (None, '') when the account is gone."""
    if subject.submitter is not None:
        return None, subject.submitter.email
    user = subject.author.user if subject.author else None
    return user, user.email if user else ""
