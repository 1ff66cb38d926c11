"""Who gets the bytes of a picture or attachment: asked again at every request.

Everybody, when it stands in a fiche that everybody reads and may be shown; otherwise only who may
read that fiche, or the proposal, before it is online: its author, the author's city, the
moderators, and who got the link of a draft. What was withdrawn or ran out is shown to nobody.
"""

from django.utils.crypto import constant_time_compare

from cities.permissions import can_moderate, role_in

from ..access import owns
from ..models import ChangeProposal, Practice
from .shown import is_expired, is_for_a_website


def stands_in(practice, field, uid) -> bool:
    """Whether everybody reads it: it is named by the text of a fiche that is readable."""
    return practice.state in Practice.READABLE and _is_named(practice, field, uid)


def _is_named(practice, field, uid) -> bool:
    """Whether the text that was put online last has it."""
    entries = practice.published_version.content.get(field) if practice.published_version else ()
    return any(entry.get("uid") == str(uid) for entry in entries or ())


def may_see_image(image, *, user, submitter=None, share_key="") -> bool:
    if image.withdrawn_at is not None or is_expired(image):
        return False
    if is_for_a_website(image) and stands_in(image.practice, "images", image.uid):
        return True
    return reads_before_all(image, user=user, submitter=submitter, share_key=share_key)


def reads_before_all(row, *, user, submitter=None, share_key="") -> bool:
    """Whether this person reads the fiche or proposal of a picture or attachment as its own."""
    practice, proposal_id = row.practice, getattr(row, "proposal_id", None)
    if proposal_id is not None and not _is_named(practice, "images", row.uid):
        # The house of the practice does not read what another city still writes about it.
        return ChangeProposal.objects.visible_to(user, submitter).filter(pk=proposal_id).exists()
    if is_of_the_house(practice, user=user, submitter=submitter):
        return True
    if share_key and practice.preview_key and practice.state in Practice.SHAREABLE:
        return constant_time_compare(share_key, practice.preview_key)
    return False


def is_of_the_house(practice, *, user, submitter=None) -> bool:
    """The author, everybody of the city that submits it, and the moderators once it is theirs."""
    if submitter is not None and owns(practice, submitter):
        return True
    if not user.is_authenticated or not user.is_active:
        return False
    if can_moderate(user) and (practice.state != Practice.State.DRAFT or practice.asks_help):
        return True
    own_city = practice.city is not None and role_in(user, practice.city) is not None
    return own_city or owns(practice, user)


def may_know_of(image, *, user, submitter=None) -> bool:
    """Whether this picture exists for this person, shown or not: its rights are asked elsewhere."""
    if stands_in(image.practice, "images", image.uid):
        return True
    return reads_before_all(image, user=user, submitter=submitter)
