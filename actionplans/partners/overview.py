"""What a city sees of its questions to partners, in a fixed number of queries per page."""

from collections import defaultdict

from django.db.models import Count, Prefetch

from ..editions import current_edition
from ..models import Action, Chapter, Edition, Goal, PartnerAnswer, PartnerQuestion
from .questions import mails_of

WAITING = PartnerAnswer.Outcome.WAITING


# --- what waits, for other pages -----------------------------------------------------------------
def waiting_counts(plans) -> dict:
    """{plan id: answers that wait} of those plans that have any; one query."""
    answers = PartnerAnswer.objects.filter(question__plan__in=plans, outcome=WAITING).order_by()
    counted = answers.values("question__plan").annotate(n=Count("pk"))
    return dict(counted.values_list("question__plan", "n"))


def answers_by_goal(plan) -> dict:
    """{uid of a goal: its questions, first those with an answer that waits, then the open ones}.

    One query.
    """
    questions = list(_questions(plan))
    by_goal = defaultdict(list)
    for is_shown in (is_waiting, is_open):
        for question in filter(is_shown, questions):
            by_goal[question.subject].append(question)
    return dict(by_goal)


def is_waiting(question) -> bool:
    """Whether the city has an answer to decide on."""
    return hasattr(question, "answer") and question.answer.outcome == WAITING


def is_open(question) -> bool:
    """Whether the partner can still answer."""
    return not hasattr(question, "answer") and question.is_live


# --- the page with all of a plan -----------------------------------------------------------------
def overview(plan) -> dict:
    """The questions of a plan as `waiting`, `open` and `earlier`, each with its `goal`."""
    questions = list(_questions(plan))
    _add_goals(plan, questions)
    _add_failures(plan, questions)
    waiting = [question for question in questions if is_waiting(question)]
    still_open = [question for question in questions if is_open(question)]
    shown = {question.pk for question in (*waiting, *still_open)}
    return {
        # Who answered first is read first; what is open comes by its last day.
        "waiting": sorted(waiting, key=lambda question: question.answer.at),
        "open": sorted(still_open, key=lambda question: question.expires_at),
        "earlier": [question for question in questions if question.pk not in shown],
    }


def _questions(plan):
    return PartnerQuestion.objects.filter(plan=plan).select_related(
        "asked_by", "answer__decided_by", "round"
    )


def _add_goals(plan, questions):
    goals = Goal.objects.filter(
        edition__plan=plan,
        edition__state=Edition.State.PUBLISHED,
        uid__in={question.subject for question in questions},
    )
    newest = {goal.uid: goal for goal in goals.order_by("edition__number")}
    for question in questions:
        question.goal = newest.get(question.subject)


def _add_failures(plan, questions):
    """`is_undelivered`: the last mail of a question was given up after all its attempts."""
    last = {}
    for key, given_up in mails_of(plan).order_by("pk").values_list("key", "given_up_at"):
        last[key.split(":")[2]] = given_up is not None
    for question in questions:
        question.is_undelivered = last.get(str(question.uid), False)


def chapters_to_ask_about(plan) -> list[Chapter]:
    """What visitors read now, each chapter with its `goal_list`; chapters without goals not."""
    edition = current_edition(plan)
    if edition is None or edition.is_withdrawn:
        return []
    goals = Prefetch("goals", Goal.objects.order_by("position", "pk"), to_attr="goal_list")
    chapters = edition.chapters.order_by("position", "pk").prefetch_related(goals)
    return [chapter for chapter in chapters if chapter.goal_list]


# --- one goal ------------------------------------------------------------------------------------
def goal_as_published(plan, uid) -> Goal | None:
    """The newest wording that visitors could read and that was not withdrawn, with its actions."""
    goals = Goal.objects.filter(
        uid=uid,
        edition__plan=plan,
        edition__state=Edition.State.PUBLISHED,
        edition__withdrawal__isnull=True,
    )
    actions = Prefetch("actions", Action.objects.order_by("position", "pk"), to_attr="action_list")
    newest = goals.select_related("chapter").prefetch_related(actions).order_by("-edition__number")
    return newest.first()


def was_published(plan, uid) -> bool:
    """Whether visitors could ever read this goal."""
    goals = Goal.objects.filter(uid=uid, edition__plan=plan)
    return goals.filter(edition__state=Edition.State.PUBLISHED).exists()


def partners_of(goal) -> list[str]:
    """Who works on a goal, as the plan names them: its own group, else its chapter's."""
    own = goal.participations.order_by("position", "pk")
    names = list(own.values_list("label", flat=True))
    if not names:
        group = goal.chapter.participations.order_by("position", "pk")
        names = list(group.values_list("label", flat=True))
    return list(dict.fromkeys(" ".join(name.split()) for name in names))
