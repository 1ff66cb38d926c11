from .difference import CompareForm
from .imports import ImportChoiceForm, UploadForm
from .partners import PartnerAnswerForm, PartnerDecisionForm, PartnerQuestionForm
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
from .verification import ArchiveFileForm, SumForm

__all__ = [
    "ROW_FORMS",
    "ActionForm",
    "ArchiveFileForm",
    "ChapterForm",
    "CompareForm",
    "EditionForm",
    "GoalForm",
    "ImportChoiceForm",
    "NoteForm",
    "ParticipationForm",
    "PartnerAnswerForm",
    "PartnerDecisionForm",
    "PartnerQuestionForm",
    "PlanForm",
    "PublishForm",
    "SumForm",
    "UploadForm",
    "WithdrawForm",
]
