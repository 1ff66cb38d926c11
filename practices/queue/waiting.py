"""What waits for VVSG: fiches and proposals that were handed in, and drafts whose author asks help.

What comes back after points stands first for who asked them. Every list is made in a number of
queries that does not grow with it.
"""

from collections import Counter

from django.db.models import Q, Value
from django.urls import reverse

from ..models import ChangeProposal, Practice, PracticeEvent
from . import hints
from .rows import Row, Signal, holder_of, labels_in, place_of, waited

S, C = Practice.State, ChangeProposal.State
OF_PRACTICE = (
    *("city", "submitter__city", "author", "claimed_by", "working_version", "published_version"),
)
NO_ROUNDS = {"times": 0, "asked_by": None, "asked_at": None}
OF_PROPOSAL = (
    *("city", "submitter__city", "author", "claimed_by", "base_version", "base_section_version"),
)


def practices(*states):
    return Practice.objects.filter(state__in=states).select_related(*OF_PRACTICE)


def proposals(*states):
    found = ChangeProposal.objects.filter(state__in=states).select_related(*OF_PROPOSAL)
    return found.select_related("practice__published_version", "practice__working_version")


def new_practices():
    """Handed in, or a draft that its author showed to VVSG."""
    return Practice.objects.filter(Q(state=S.SUBMITTED) | Q(state=S.DRAFT, asks_help=True))


def count_waiting() -> dict:
    """{"fiches", "proposals"}: how many wait to be read; one query."""
    proposals = ChangeProposal.objects.waiting().order_by().annotate(what=Value("proposals"))
    fiches = new_practices().order_by().annotate(what=Value("fiches")).values_list("what", "pk")
    found = Counter(what for what, _ in fiches.union(proposals.values_list("what", "pk"), all=True))
    return {"fiches": found["fiches"], "proposals": found["proposals"]}


def new_rows(user) -> list[Row]:
    found = list(new_practices().select_related(*OF_PRACTICE))
    rounds = rounds_of(practice__in=found, proposal=None)
    told = hints.of_practices(found)
    return [
        practice_row(one, user, rounds.get(("practice", one.pk)), told[one.pk]) for one in found
    ]


def proposal_rows(user) -> list[Row]:
    found = list(proposals(C.SUBMITTED))
    rounds = rounds_of(proposal__in=found)
    told = hints.of_proposals(found)
    return [
        proposal_row(one, user, rounds.get(("proposal", one.pk)), told[one.pk]) for one in found
    ]


def practice_row(practice, user, rounds=None, told=()) -> Row:
    asks_help = practice.state == S.DRAFT
    content = practice.working_version.content if practice.working_version else {}
    return Row(
        key=f"praktijk:{practice.code}",
        title=content.get("title") or "Fiche zonder titel",
        url=reverse("practices:review", args=[practice.code]),
        kind="hulpvraag" if asks_help else "fiche",
        state=Signal("Concept") if asks_help else Signal("Wacht op nazicht"),
        **waited(practice.touched_at if asks_help else practice.submitted_at),
        **labels_in(content),
        **_about(practice, user, rounds, told),
    )


def proposal_row(proposal, user, rounds=None, told=()) -> Row:
    version = proposal.practice.published_version
    return Row(
        key=f"voorstel:{proposal.uid}",
        title=proposal.practice.title,
        url=reverse("practices:proposal_decide", args=[proposal.uid]),
        kind=proposal.get_kind_display(),
        state=Signal("Wacht op nazicht"),
        **waited(proposal.submitted_at or proposal.touched_at),
        **labels_in(version.content if version else {}),
        **_about(proposal, user, rounds, told),
    )


def _about(subject, user, rounds, told) -> dict:
    """What a fiche and a proposal have in common."""
    rounds = rounds or NO_ROUNDS
    again = [Signal(f"{rounds['times'] + 1}e keer")] if rounds["times"] else []
    asked_by_me = rounds["asked_by"] == user.pk
    claim = holder_of(subject)
    return {
        "subject": subject,
        "place": place_of(subject),
        "city": subject.city.slug if subject.city else "",
        "signals": [*again, *told],
        "holder": claim,
        "is_returned": bool(rounds["times"]) and asked_by_me,
        "is_of_me": asked_by_me or bool(claim and claim.user_id == user.pk),
        "is_without_account": subject.submitter_id is not None,
    }


def rounds_of(**about) -> dict:
    """{subject: how often it came back, and who asked the last time}, from the log."""
    asked = PracticeEvent.objects.filter(
        step__in=["ask_changes", "resubmit"], undone_by=None, **about
    )
    found = {}
    columns = ("practice_id", "proposal_id", "step", "actor__user_id", "at")
    for practice, proposal, step, user, at in asked.order_by("at", "pk").values_list(*columns):
        key = ("proposal", proposal) if proposal else ("practice", practice)
        told = found.setdefault(key, dict(NO_ROUNDS))
        if step == "ask_changes":
            told |= {"asked_by": user, "asked_at": at}
        else:
            told["times"] += 1
    return found
