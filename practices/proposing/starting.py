"""Somebody begins to propose a change of a practice that is online (C1), and goes on with it.

Everybody who signed in may, and everybody with a confirmed mail address. What stands online is kept
as the base. Per practice and kind an author has one open proposal: who begins again goes on with
the first. Nothing that is online changes by it. What is saved without a change is not saved; a text
that VVSG is reading gets a new number, so that nobody decides on words that she did not see.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from cities.models import Membership

from ..fiche.content import clean_text, normalised
from ..fiche.fields import PARTS
from ..models import ChangeProposal, Practice, Submitter
from ..signing import authorship
from ..submitters.places import speaks_for
from ..transitions import RefusedError, tell
from .texts import SHARED, base_of, kind_of_part

State = ChangeProposal.State
NOT_ONLINE = "Je kan alleen iets voorstellen bij een praktijk die online staat."
CLOSED = "Over dit voorstel is al beslist: je kan het niet meer wijzigen."
NOTHING_LEFT = "Zo stel je niets meer voor. Wil je niets wijzigen, trek het voorstel dan in."


class StaleProposalError(Exception):
    """The proposal was saved in another window since this page was made; nothing was written.

    `proposal` is as it is now, `number` what the next save has to have seen.
    """

    def __init__(self, proposal):
        super().__init__("Dit voorstel werd intussen ook op een andere plaats bewaard.")
        self.proposal = proposal
        self.number = proposal.number


def require_online(practice):
    if practice.state not in Practice.OPEN_TO_PROPOSALS:
        raise RefusedError(NOT_ONLINE)


def open_proposal(practice, *, kind, by, part=SHARED) -> ChangeProposal | None:
    """The one that this person has open, whoever hands it in."""
    found = ChangeProposal.objects.open().filter(practice=practice, kind=kind, part=part)
    return found.filter(**_by(by)).select_related("base_version", "base_section_version").first()


@transaction.atomic
def start(practice, *, kind, by, part=SHARED, section_version=None) -> ChangeProposal:
    """An empty proposal on what is online now, or the open one of this author."""
    if found := open_proposal(practice, kind=kind, by=by, part=part):
        return found
    require_online(practice)
    try:
        with transaction.atomic():
            return ChangeProposal.objects.create(
                practice=practice,
                kind=kind,
                part=part,
                base_version=practice.published_version,
                base_section_version=section_version,
                city=_city_of(practice, by),
                **authorship(by),
            )
    except IntegrityError:
        # Two windows began at the same moment: the other one made it.
        return open_proposal(practice, kind=kind, by=by, part=part)


@transaction.atomic
def save(proposal, values, *, by, seen, text=None) -> bool:
    """Keep what is proposed; False when that is nothing new.

    values: {field: value} of the form that was shown; a field that says what it said is no part of
    the proposal. text: the words beside it, or the remark itself. seen: the number that the form
    was made from.
    """
    proposal.refresh_from_db()
    if proposal.state not in ChangeProposal.OPEN:
        raise RefusedError(CLOSED)
    part, base = kind_of_part(proposal), base_of(proposal)
    fields = PARTS[part]
    typed = {name: value for name, value in values.items() if name in fields}
    whole = normalised(part, {**base, **proposal.values, **typed})
    touched = {*proposal.values, *typed}
    kept = {name: whole[name] for name in fields if name in touched and whole[name] != base[name]}
    text = proposal.text if text is None else clean_text(text).strip()
    if (kept, text) == (proposal.values, proposal.text):
        return False
    told = text if proposal.kind == ChangeProposal.Kind.REMARK else kept
    if proposal.state != State.DRAFT and not told:
        raise RefusedError(NOTHING_LEFT)
    was = {"number": proposal.number, "was": proposal.values, "text": proposal.text}
    found = ChangeProposal.objects.filter(pk=proposal.pk, number=seen, state=proposal.state)
    changed = found.update(
        values=kept,
        text=text,
        number=F("number") + 1,
        lock_version=F("lock_version") + 1,
        touched_at=timezone.now(),
    )
    proposal.refresh_from_db()
    if not changed:
        raise StaleProposalError(proposal)
    if _was_read(proposal, was["number"]):
        tell(proposal, "extend", by=by, seen=proposal.number, memo=was)
    return True


def _was_read(proposal, number):
    """Whether VVSG had this number before it: then the log keeps what it said."""
    if proposal.state == State.SUBMITTED:
        return True
    return proposal.points.filter(seen=number).exists()


def _by(by):
    return {"submitter": by} if isinstance(by, Submitter) else {"author__user": by}


def _city_of(practice, by):
    """For whom this person speaks: the city of the practice, else the first of her own."""
    if isinstance(by, Submitter):
        return speaks_for(by)["city"]
    own = Membership.objects.filter(user=by).select_related("city").order_by("pk")
    cities = [membership.city for membership in own]
    of_practice = [city for city in cities if city.pk == practice.city_id]
    return next(iter([*of_practice, *cities]), None)
