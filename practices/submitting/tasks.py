"""The eight tasks of a fiche and how far each is: not by what is said, but by what is filled in.

*Nog niet gestart*: nothing is filled in. *Klaar*: all that it must hold is, and of its texts to
write at least one. *Bezig*: anything else, so a task of which only boxes or a contact were filled
in is not finished, though the fiche can be handed in with it. A task in which nothing is required
is ready as soon as it holds something.
"""

from dataclasses import dataclass

from ..fiche.content import is_blank, missing
from ..fiche.fields import TASKS, Kind, fields_of, path_of

READY, BUSY, NOT_BEGUN = "Klaar", "Bezig", "Nog niet gestart"
IMAGES_TASK, LABELS_TASK = 7, 8
WRITTEN = {Kind.TEXT, Kind.ITEMS}


@dataclass(frozen=True)
class Task:
    number: int
    title: str
    status: str
    is_required: bool

    @property
    def is_ready(self):
        return self.status == READY


def tasks_of(version, *, about_images=()) -> list[Task]:
    """The tasks of a text; about_images: what its pictures lack, in sentences."""
    lacking = set(missing(version.content, version.section))
    return [_task(number, version, lacking, about_images) for number in TASKS]


def _task(number, version, lacking, about_images):
    fields = fields_of(number)
    paths = {path_of(part, field) for part, field in fields}
    filled = [(part, field) for part, field in fields if not is_blank(_value(version, part, field))]
    lacks = paths & lacking or (number == IMAGES_TASK and about_images)
    is_required = any(field.is_required for _part, field in fields)
    if is_required:
        lacks = lacks or (_to_write(fields) and not _to_write(filled))
    status = BUSY if filled and lacks else READY if filled else NOT_BEGUN
    return Task(number, TASKS[number], status, is_required)


def _to_write(fields) -> bool:
    return any(field.kind in WRITTEN for _part, field in fields)


def _value(version, part, field):
    values = version.section if part == "section" else version.content
    return (values or {}).get(field.name)


def paths_of(number) -> list[str]:
    return [path_of(part, field) for part, field in fields_of(number)]


def task_of(path) -> int:
    """The task in which a field is filled in."""
    return next(number for number in TASKS if path in paths_of(number))


def next_of(number) -> int | None:
    return number + 1 if number < len(TASKS) else None
