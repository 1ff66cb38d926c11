"""The points that a moderator raises, field by field, and what became of each.

Only who writes the fiche ticks a point off or answers it, while changes are asked of them. Points
of an earlier round stay with it.
"""

from django.db import transaction
from django.utils import timezone

from ..access import owns
from ..fiche.fields import field_at
from ..models import InternalNote, Point, Practice
from ..signing import signature
from ..transitions import RefusedError
from .deciding import require_moderator, working_number

ASKED = "changes_requested"


def points_of(subject):
    """All of them, in the order in which they were raised."""
    if isinstance(subject, Practice):
        return Point.objects.filter(practice=subject, proposal=None)
    return Point.objects.filter(proposal=subject)


def open_points(subject) -> list[Point]:
    """What the author still has to tick off or answer."""
    return list(points_of(subject).filter(state=Point.State.OPEN))


def points_in(given) -> list[dict]:
    """[{"field", "text"}] without blank ones; RefusedError when none is left."""
    points = [
        {"field": one.get("field", ""), "text": one["text"].strip()}
        for one in given
        if one.get("text", "").strip()
    ]
    if not points:
        raise RefusedError("Schrijf minstens één punt: zo weet de indiener wat je vraagt.")
    for point in points:
        if point["field"] and field_at(point["field"]) is None:
            raise RefusedError("Een van de punten gaat over een veld dat niet bestaat.")
    return points


def add_points(event, subject, points) -> None:
    Point.objects.bulk_create(
        Point(
            practice=event.practice,
            proposal=event.proposal,
            **point,
            asked_by=event.actor,
            event=event,
            seen=event.seen or working_number(subject),
        )
        for point in points
    )


def take_away(event) -> None:
    """Take back the points of a request; RefusedError when one of them was dealt with."""
    # Deleted first and counted afterwards: who ticks one off at this moment was first, or too late.
    Point.objects.filter(event=event, state=Point.State.OPEN).delete()
    if Point.objects.filter(event=event).exists():
        raise RefusedError(
            "De indiener is al begonnen met de punten. Stuur eerst een bericht voor je de vraag"
            " intrekt."
        )


@transaction.atomic
def answer_point(point, *, by, state, answer="") -> Point:
    """Tick a point off (done), answer it (answered), or open it again."""
    subject = point.proposal or point.practice
    if not owns(subject, by):
        raise RefusedError("Alleen wie de fiche schrijft, kan een punt afvinken of beantwoorden.")
    state, answer = Point.State(state), answer.strip()
    if state == Point.State.ANSWERED and not answer:
        raise RefusedError("Schrijf wat je wilt antwoorden.")
    now = None if state == Point.State.OPEN else timezone.now()
    columns = {"state": state, "answer": answer, "answered_at": now}
    # One stroke: the question can be taken back, or the fiche withdrawn, at this very moment.
    of = "proposal" if point.proposal_id else "practice"
    if not Point.objects.filter(pk=point.pk, **{f"{of}__state": ASKED}).update(**columns):
        raise RefusedError("Dit punt staat niet meer open: er wordt nu geen aanpassing gevraagd.")
    point.refresh_from_db()
    return point


def add_note(practice, text, *, by, proposal=None) -> InternalNote:
    """What moderators tell each other about a fiche; nobody else reads it."""
    require_moderator(by)
    if not text.strip():
        raise RefusedError("Schrijf eerst iets in de notitie.")
    actor = signature(by)["actor"]
    return InternalNote.objects.create(
        practice=practice, proposal=proposal, text=text.strip(), by=actor
    )
