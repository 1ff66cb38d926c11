"""What somebody would write about a city in a practice, where VVSG reads along first.

It is a change proposal like any other, on the fields of the city section: the same base check, the
same decisions. Somebody without account writes about their own municipality this way (T6).
"""

from django.db import transaction

from ..models import ChangeProposal
from ..sections.writing import find_section
from ..transitions import RefusedError
from .starting import save, start
from .submitting import submit
from .texts import base_of, part_named

NOTHING_NEW = "Je wijzigde niets: dit staat er al zo."


@transaction.atomic
def propose_section(practice, *, content, by, city=None, place_name="") -> ChangeProposal:
    """Hand in a text for a section, or go on with the one that this author has open.

    content: {field: value} of what this author wants otherwise; all the rest stays as it was when
    the author began.
    """
    section = find_section(practice, city=city, place_name=place_name)
    proposal = start(
        practice,
        kind=ChangeProposal.Kind.CHANGE,
        by=by,
        part=part_named(city=city, place_name=place_name),
        section_version=section.version if section else None,
    )
    wanted = {**base_of(proposal), **content}
    save(proposal, wanted, by=by, seen=proposal.number)
    if not proposal.values:
        raise RefusedError(NOTHING_NEW)
    if proposal.state == ChangeProposal.State.DRAFT:
        submit(proposal, by=by, lock=proposal.lock_version, seen=proposal.number)
    return proposal
