"""Which proposals stand beside each other, and what became of one since it was read."""

from dataclasses import dataclass

from ..fiche.difference import field_differences
from ..images.shown import images_of
from ..mails.writing import place_of
from ..models import ChangeProposal
from .comparing import compare
from .texts import base_of, compared, kind_of_part, now_of, paths_of, proposed_of


@dataclass(frozen=True)
class Beside:
    """Another proposal at the same practice; `shared` are the labels of fields that both change."""

    proposal: ChangeProposal
    fields: int
    shared: list

    @property
    def place(self) -> str:
        """From whom it is: a city, or where somebody without an account is from."""
        return place_of(self.proposal)

    @property
    def told(self):
        """'1 veld botst', or '' when they do not meet."""
        count = len(self.shared)
        return "" if not count else "1 veld botst" if count == 1 else f"{count} velden botsen"


def beside(proposal) -> list[Beside]:
    """The other proposals that wait at this practice, the longest waiting first."""
    others = ChangeProposal.objects.filter(
        practice=proposal.practice, state__in=ChangeProposal.HANDED_IN
    ).exclude(pk=proposal.pk)
    others = others.select_related("base_version", "base_section_version")
    others = others.select_related("city", "submitter__city")
    now = now_of(proposal)
    own = {one.path: one for one in compared(proposal, now=now)}
    found = []
    for other in others.order_by("submitted_at", "pk"):
        shared = []
        if other.part == proposal.part:
            other.practice = proposal.practice
            fields = compared(other, now=now)
            shared = [own[one.path].label for one in fields if _meet(own, one)]
        found.append(Beside(other, len(paths_of(other)), shared))
    return found


def _meet(own, other):
    """Whether bringing one of them online would make the other a conflict."""
    mine = own.get(other.path)
    if mine is None or mine.is_settled or other.is_settled:
        return False
    again = compare_after(mine, other)
    return again.is_conflict


def compare_after(first, second):
    """The second as it would be compared when the first came online."""
    return compare(second.part, second.field, second.base, first.result, second.proposed)


def as_read(proposal, number) -> ChangeProposal | None:
    """The proposal as it was at this number, when VVSG read it; None when that is not known."""
    if number == proposal.number:
        return proposal
    told = proposal.events.filter(step="extend").order_by("pk")
    memo = next((one.memo for one in told if one.memo.get("number") == number), None)
    if memo is None:
        return None
    return ChangeProposal(
        practice=proposal.practice,
        part=proposal.part,
        kind=proposal.kind,
        base_version=proposal.base_version,
        base_section_version=proposal.base_section_version,
        values=memo["was"],
        text=memo["text"],
        number=number,
    )


def since_read(proposal, number) -> list:
    """'Wat veranderde sinds jij keek': the differences, [] when that is not known."""
    before = as_read(proposal, number)
    if before is None:
        return []
    return field_differences(kind_of_part(proposal), proposed_of(before), proposed_of(proposal))


def photos_of(proposal) -> list:
    """The pictures that it brings along, for who may see them."""
    known = {entry.get("uid") for entry in base_of(proposal).get("images", ())}
    brought = [one for one in proposal.values.get("images", ()) if one.get("uid") not in known]
    return images_of(proposal.practice, {"images": brought})
