"""'Mijn fiches': what a person or their city handed in or is writing, by whose turn it is.

What an author sees is the other side of the moderators' queue: the same states, in other words.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from cities.models import City, Membership
from cities.permissions import EDITING_ROLES

from ..models import ChangeProposal, Practice, Submitter
from ..models.people import of_person

S = Practice.State
# (heading, states, what is said when there are none)
TURNS = (
    ("Jullie beurt", (S.CHANGES_REQUESTED,)),
    ("Concepten", (S.DRAFT,)),
    ("Bij VVSG", (S.SUBMITTED,)),
    ("Online", (S.PUBLISHED, S.ARCHIVED, S.OFFLINE, S.MERGED)),
    ("Niet opgenomen of ingetrokken", (S.DECLINED, S.WITHDRAWN)),
)
NEXT_STEP = {
    S.DRAFT: "Werk verder en dien in",
    S.CHANGES_REQUESTED: "Verwerk de punten en dien opnieuw in",
    S.SUBMITTED: "VVSG leest de fiche",
    S.PUBLISHED: "Houd de tekst actueel",
    S.ARCHIVED: "Staat in het archief",
    S.OFFLINE: "VVSG haalde de fiche tijdelijk weg",
    S.MERGED: "Staat bij een andere praktijk",
    S.DECLINED: "Lees waarom, of kopieer naar een nieuw concept",
    S.WITHDRAWN: "Heropen de fiche als je verder wil",
}
# How a badge of the house looks for a state; the word always stands in it.
LOOKS = {
    S.DRAFT: "draft",
    S.CHANGES_REQUESTED: "changes",
    S.PUBLISHED: "done",
    S.WITHDRAWN: "withdrawn",
    S.DECLINED: "withdrawn",
}


# So long an author reads what became of a proposal; its own page stays.
REMEMBERED = timedelta(days=90)


@dataclass(frozen=True)
class Turn:
    heading: str
    rows: list


def own_fiches(person):
    """Those of this person, and of every city that this person works for in whatever role."""
    if isinstance(person, Submitter):
        return Practice.objects.filter(submitter=person)
    return Practice.objects.filter(of_person(person))


def count_asking(city) -> dict:
    """How many fiches of this city wait for the city itself; one query."""
    asked, drafts = Count("pk", Q(state=S.CHANGES_REQUESTED)), Count("pk", Q(state=S.DRAFT))
    return Practice.objects.filter(city=city).aggregate(asked=asked, drafts=drafts)


def writes_for_a_city(person) -> bool:
    """Whether this person may change what some city tells about itself."""
    if isinstance(person, Submitter):
        return False
    return Membership.objects.filter(user=person, role__in=EDITING_ROLES).exists()


def own_proposals(person) -> list:
    """What this person or their city proposes for practices that are online, not decided yet."""
    return _told(_proposals_of(person).open().order_by("-touched_at"))


def decided_proposals(person) -> list:
    """What became of them in the last 90 days, the latest first."""
    since = timezone.now() - REMEMBERED
    return _told(_proposals_of(person).filter(decided_at__gte=since).order_by("-decided_at"))


def _proposals_of(person):
    mine = Q(submitter=person) if isinstance(person, Submitter) else of_person(person)
    found = ChangeProposal.objects.filter(mine)
    return found.select_related("practice__published_version", "author")


def _told(proposals) -> list:
    """Each with the section that it is about, so that two at one practice are told apart."""
    found = list(proposals)
    parts = {one.part for one in found} - {ChangeProposal.SHARED}
    named = City.objects.filter(slug__in=parts).values_list("slug", "name") if parts else ()
    names = dict(named)
    for one in found:
        is_shared = one.part == ChangeProposal.SHARED
        one.about = "" if is_shared else f"sectie van {names.get(one.part, one.part)}"
        one.outcome = one.get_state_display()
        if one.state == ChangeProposal.State.PARTLY_APPLIED:
            whole = len(one.applied) + len(one.refused)
            one.outcome = f"{one.outcome}: {len(one.applied)} van {whole} velden"
    return found


def by_turn(person) -> list[Turn]:
    """All groups that hold something; a fixed number of queries."""
    rows = own_fiches(person).select_related(
        "city", "working_version", "published_version", "author", "submitter", "merged_into"
    )
    found = list(rows.order_by("-touched_at", "-pk"))
    for row in found:
        row.next_step, row.look = NEXT_STEP[row.state], LOOKS.get(row.state, "")
        row.working_title = title_of(row)
    groups = [
        Turn(heading, [row for row in found if row.state in states]) for heading, states in TURNS
    ]
    return [group for group in groups if group.rows]


def title_of(practice) -> str:
    """How who writes it knows it: by the text that was saved last."""
    version = practice.working_version or practice.published_version
    return (version and version.content.get("title")) or "Fiche zonder titel"


def label_of(practice, *, is_read=False) -> str:
    """The state in words for its author; `is_read`: somebody at VVSG has it."""
    if practice.state != S.SUBMITTED:
        return practice.get_state_display()
    return "In nazicht bij VVSG" if is_read else "Ingediend, wacht op nazicht"
