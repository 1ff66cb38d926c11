from .imports import ImportChoiceForm, UploadForm
from .plans import PlanForm, PublishForm, WithdrawForm
from .rows import (
    ROW_FORMS,
    ActionForm,
    ChapterForm,
    EditionForm,
    GoalForm,
    NoteForm,
    ParticipationForm,
)

__all__ = [
    "ROW_FORMS",
    "ActionForm",
    "ChapterForm",
    "EditionForm",
    "GoalForm",
    "ImportChoiceForm",
    "NoteForm",
    "ParticipationForm",
    "PlanForm",
    "PublishForm",
    "UploadForm",
    "WithdrawForm",
]
