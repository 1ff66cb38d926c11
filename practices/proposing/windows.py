"""Saving a proposal from a page that may be old: another window, or a colleague, saved meanwhile.

The page says what stood in its boxes when it was made. What was not touched in it is no wish: it
follows what is there now. What both changed in one field is a conflict, and nothing is written.
"""

from django.core import signing

from ..fiche.fields import PARTS, path_of
from ..fiche.merging import merge
from ..transitions import RefusedError
from .starting import StaleProposalError, save
from .texts import kind_of_part, proposed_of

SALT = "practices.proposing.windows"
ATTEMPTS = 5
OLD_PAGE = "Deze pagina is te oud. Laad ze opnieuw en neem over wat je typte."


class ClashError(Exception):
    """Two windows changed the same field; nothing was written.

    merged: {path: value} with what this window typed where both differ. conflicts: {path: {"base",
    "theirs", "mine"}}.
    """

    def __init__(self, proposal, merged, conflicts):
        super().__init__(
            "Dit voorstel werd intussen ook elders gewijzigd. Er is niets overschreven."
        )
        self.proposal = proposal
        self.merged = merged
        self.conflicts = conflicts


def sealed(values, text="") -> str:
    """What stood in the boxes, for a hidden field that nobody can change."""
    return signing.dumps({"values": values, "text": text}, salt=SALT, compress=True)


def opened(seal) -> dict:
    """The same again; RefusedError when it is not ours."""
    try:
        return signing.loads(seal or "", salt=SALT)
    except signing.BadSignature as error:
        raise RefusedError(OLD_PAGE) from error


def save_from(proposal, typed, *, text, seal, by) -> bool:
    """Keep what was typed on a page; False when it says nothing new.

    typed: {path: value} of its boxes; seal: what `sealed` made of them when the page was made.
    """
    before = opened(seal)
    for left in reversed(range(ATTEMPTS)):
        theirs = _by_path(proposal)
        base = {path: before["values"].get(path, theirs[path]) for path in typed}
        merged, conflicts = merge(base, theirs, typed)
        if conflicts:
            raise ClashError(proposal, merged, conflicts)
        values = {path.rpartition(".")[2]: value for path, value in merged.items()}
        try:
            return save(
                proposal,
                values,
                by=by,
                seen=proposal.number,
                text=_text(before["text"], proposal.text, text),
            )
        except StaleProposalError:
            if not left:
                raise
    return False


def _by_path(proposal):
    part = kind_of_part(proposal)
    whole = proposed_of(proposal)
    return {path_of(part, field): whole[name] for name, field in PARTS[part].items()}


def _text(base, theirs, mine):
    """Of words beside a proposal nothing is lost: where both wrote, both stay."""
    if mine is None or mine == base:
        return theirs
    return mine if theirs in (base, mine) else f"{theirs}\n\n{mine}"
