"""What a partner answers, and what the city does with it.

Whoever holds the link answers once: the city decides on exactly the words that it read, so nobody
can change them under its eyes. A partner who has more to say is asked again.

An answer is a proposal. Taken over, it becomes an entry of the plan's progress, in the name of the
partner as the city wrote it in the question: words that were not touched stand between quotation
marks, words that the city changed do not. The name of the person who answered stays with the city.
"""

from django.db import transaction
from django.utils import timezone

from cities.log import actor_of
from cities.models import LogEntry

from ..models import PartnerAnswer, PartnerQuestion, ProgressEntry, ProgressRound
from ..progress.asked import asks_after
from ..progress.entries import closing_step, enter
from ..progress.telling import clear_text
from ..reminders.telling import tell_partner_answered
from .questions import TooLateError, lock_question, note

Outcome = PartnerAnswer.Outcome


# --- answering -----------------------------------------------------------------------------------
@transaction.atomic
def answer(question, *, signed, text, state="") -> PartnerAnswer:
    """Keep what the partner says as a proposal, once; the same words twice are one answer.

    Raises TooLateError when there is an answer already or the link stopped working.
    """
    locked = PartnerQuestion.objects.select_for_update(of=("self",))
    question = locked.select_related("plan__city", "asked_by").get(pk=question.pk)
    said = {"signed": signed, "text": text, "state": state}
    first = PartnerAnswer.objects.filter(question=question).first()
    if first and all(getattr(first, name) == value for name, value in said.items()):
        return first
    if first:
        raise TooLateError("Er kwam al een antwoord op deze vraag. Het jouwe is niet bewaard.")
    if not question.is_live:
        raise TooLateError("Deze vraag staat niet meer open. Je antwoord is niet bewaard.")
    made = PartnerAnswer.objects.create(question=question, **said)
    note(question, "beantwoord", by=None)
    tell_partner_answered(made)
    return made


# --- deciding ------------------------------------------------------------------------------------
@transaction.atomic
def accept(answer, *, values, seen, by) -> PartnerAnswer:
    """Make the answer an entry of the plan's progress, as it is or as the officer changed it.

    `values` and `seen` are those of `progress.enter`; values["text"] holds the partner's words, and
    the name is put before them here. Raises TooLateError, and what `enter` raises.
    """
    answer = _lock_answer(answer)
    question, words = answer.question, clear_text(values.get("text") or "")
    told = {**values, "text": credited(answer, words)}
    if _was_taken_by(by, answer, told):
        return answer
    _check_is_waiting(answer)
    answer.entry = enter(
        question.plan,
        ProgressEntry.Kind.GOAL,
        question.subject,
        values=told,
        seen=seen,
        by=by,
        round=open_round_of(question.plan),
        origin=ProgressEntry.Origin.PARTNER,
    )
    is_as_said = is_untouched(answer, words) and answer.state in ("", answer.entry.state)
    return _decide(answer, Outcome.ACCEPTED if is_as_said else Outcome.EDITED, by=by)


@transaction.atomic
def decline(answer, *, by) -> PartnerAnswer:
    """Lay the answer aside: it stays with the question, and nothing becomes public."""
    answer = _lock_answer(answer)
    if answer.outcome == Outcome.DECLINED:
        return answer
    _check_is_waiting(answer)
    return _decide(answer, Outcome.DECLINED, by=by)


def is_untouched(answer, words) -> bool:
    return words.split() == answer.text.split()


def credited(answer, words) -> str:
    """The words as a reader sees them: whose they are, and whether the city changed them."""
    name = answer.question.name
    if not words:
        return f"Na een antwoord van {name}."
    if is_untouched(answer, words):
        return f"{name} antwoordt: “{words}”"
    return f"Naar een antwoord van {name}: {words}"


def open_round_of(plan) -> ProgressRound | None:
    """The round that is open for this plan today; else it is a word between two rounds."""
    now = ProgressRound.objects.open_on(timezone.localdate()).first()
    is_open_here = now and asks_after(now, plan) and not closing_step(plan, now)
    return now if is_open_here else None


def _lock_answer(answer):
    question = lock_question(answer.question)
    locked = PartnerAnswer.objects.select_for_update(of=("self",))
    answer = locked.select_related("decided_by", "entry").get(question=question)
    answer.question = question
    return answer


def _was_taken_by(by, answer, told):
    """The second press of a double click."""
    entry = answer.entry
    is_mine = entry is not None and answer.decided_by_id == actor_of(by).pk
    return is_mine and (entry.text, entry.state) == (told["text"], told.get("state"))


def _check_is_waiting(answer):
    if answer.outcome != Outcome.WAITING:
        who = answer.decided_by or "Een collega"
        raise TooLateError(f"{who} was je voor: dit antwoord is {answer.get_outcome_display()}.")


def _decide(answer, outcome, *, by):
    answer.outcome = outcome
    answer.decided_by = actor_of(by)
    answer.decided_at = timezone.now()
    answer.save(update_fields=["outcome", "decided_by", "decided_at", "entry"])
    verb = LogEntry.Verb.PARTNER_DECIDED
    note(answer.question, answer.get_outcome_display(), verb=verb, by=answer.decided_by)
    return answer
