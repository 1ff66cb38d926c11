"""What is longer than the portal's columns stays, with the words beside it.

The readers and, for a document that was kept before, the import ask it here.
"""

from dataclasses import replace

from .errors import ImportLimits, UnreadableDocument
from .plan_document import PlanDocument

_HIGH_NOTE = (
    "In dit document staat een voetnoot met een nummer boven "
    f"{ImportLimits.NOTES}. Nummer de voetnoten opnieuw en probeer nog eens."
)


def fitting(number: str, words: str) -> tuple[str, str]:
    """What stands where a number is expected need not be one: too long, it belongs to the words."""
    if len(number) <= ImportLimits.NUMBER_CHARACTERS:
        return number, words
    return "", f"{number} {words}".strip()


def fitting_title(title: str, introduction: str) -> tuple[str, str]:
    """A whole paragraph is no title: it goes in front of the introduction."""
    if len(title) <= ImportLimits.TITLE_CHARACTERS:
        return title, introduction
    return "", f"{title}\n\n{introduction}".strip()


def check_notes(numbers) -> None:
    """Raises UnreadableDocument when a note's number is beyond any plan."""
    if any(number > ImportLimits.NOTES for number in numbers):
        raise UnreadableDocument(_HIGH_NOTE)


def fitted(document: PlanDocument) -> PlanDocument:
    """The document with each text in a place that is long enough for it."""
    check_notes(note.number for note in document.notes)
    title, introduction = fitting_title(document.title, document.introduction)
    chapters = [_fitted_chapter(chapter) for chapter in document.chapters]
    return replace(document, title=title, introduction=introduction, chapters=chapters)


def _fitted_chapter(chapter):
    number, title = fitting(chapter.number, chapter.title)
    return replace(chapter, number=number, title=title, goals=[*map(_fitted_goal, chapter.goals)])


def _fitted_goal(goal):
    code, title = fitting(goal.code, goal.title)
    return replace(goal, code=code, title=title)
