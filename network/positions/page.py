"""What the page of one position shows to this reader.

Everybody: the text that was adopted, which cities endorse it and which abstained, and how many kept
silent. Members also read who spoke and when, who did not answer yet, the comments and the earlier
texts.
"""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from cities.models import Membership
from cities.permissions import (
    EDITING_ROLES,
    can_comment,
    can_moderate,
    can_read_for_members,
    cities_of,
)
from practices.fiche.markdown import to_html

from ..models import JointPosition
from .answers import Answers, answers_on
from .commenting import OPEN_TO_COMMENTS, comments_by_text
from .steps import why_not_adopted

State = JointPosition.State


@dataclass(frozen=True)
class PositionPage:
    position: JointPosition
    answers: Answers
    html: SafeString
    is_member: bool = False
    can_moderate: bool = False
    can_comment: bool = False
    # Of texts: [(PositionVersion, its comments)], the newest first.
    texts: list = field(default_factory=list)
    # The cities that this reader speaks for now; those that they only work for.
    speaks_for: list = field(default_factory=list)
    works_for: list = field(default_factory=list)
    # Why it cannot be adopted yet, for the moderator.
    why_not: str = ""

    @property
    def text(self):
        return self.answers.text

    @property
    def is_open(self):
        return self.position.state == State.OPEN

    @property
    def takes_comments(self):
        return self.position.state in OPEN_TO_COMMENTS

    @property
    def is_over_time(self):
        deadline = self.position.deadline
        return self.is_open and deadline is not None and deadline < timezone.localdate()

    @property
    def citation(self):
        """'Stedennetwerk, Over wonen, standpunt aan de Vlaamse Regering, 22 maart 2018'."""
        position = self.position
        told = ("Stedennetwerk", position.title, f"standpunt aan {position.addressee}")
        return ", ".join([*told, date_format(position.adopted_on, "j F Y")])


def page_of(position, user) -> PositionPage:
    """A fixed number of queries, whatever the number of cities, texts and comments."""
    day = position.adopted_on if position.is_public else None
    answers = answers_on(position, day=day)
    shown = {"position": position, "answers": answers, "html": to_html(answers.text.text)}
    if not can_read_for_members(user):
        return PositionPage(**shown)
    comments = comments_by_text(position)
    texts = list(position.versions.select_related("by"))
    members = {one.city_id for one in answers.spoken} | {city.pk for city in answers.silent}
    is_open = position.state == State.OPEN
    aldermen = cities_of(user, Membership.Role.ALDERMAN) if is_open else []
    return PositionPage(
        **shown,
        is_member=True,
        can_moderate=can_moderate(user),
        can_comment=position.state in OPEN_TO_COMMENTS and can_comment(user),
        texts=[(text, comments.get(text.number, [])) for text in texts],
        speaks_for=[city for city in aldermen if city.pk in members],
        works_for=cities_of(user, *EDITING_ROLES) if is_open else [],
        why_not=why_not_adopted(position, answers) if is_open else "",
    )
