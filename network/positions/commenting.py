"""Comments on the text of a position as it is now; they are only added.

Anybody of a city, and VVSG, may comment while the text is being made or lies before the cities. A
comment stays with the text that it was made on.
"""

from django.db import transaction

from cities.log import actor_of

from ..models import JointPosition, PositionComment
from .answers import newest_text
from .refusals import NewTextError, PositionRefusedError

IS_CLOSED = "Over dit standpunt kan niets meer gezegd worden: het is aangenomen of ingetrokken."
NEW_TEXT = "De tekst is intussen gewijzigd. Past je opmerking nog? Verstuur ze dan opnieuw."
OPEN_TO_COMMENTS = (JointPosition.State.DRAFT, JointPosition.State.OPEN)


@transaction.atomic
def comment(position, *, text, words, city, by) -> PositionComment:
    """Say something about text number `text`; the same words twice are one comment.

    `city` is None for VVSG. Raises PositionRefusedError and NewTextError.
    """
    found = JointPosition.objects.filter(pk=position.pk, state__in=OPEN_TO_COMMENTS)
    # Two presses of one button wait for each other here.
    if not found.update(made_at=position.made_at):
        raise PositionRefusedError(IS_CLOSED)
    newest = newest_text(position)
    if newest.number != text:
        raise NewTextError(NEW_TEXT)
    told = {"text": words.strip(), "city": city, "by": actor_of(by)}
    twin = newest.comments.filter(**told).first()
    return twin or PositionComment.objects.create(version=newest, **told)


def comments_by_text(position) -> dict[int, list]:
    """{number of a text: its comments, the oldest first}; one query."""
    found = {}
    comments = PositionComment.objects.filter(version__position=position)
    for one in comments.select_related("version", "city", "by").order_by("pk"):
        found.setdefault(one.version.number, []).append(one)
    return found
