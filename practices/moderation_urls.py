"""The moderators' rooms; proposals and sections have decision pages of their own."""

from django.urls import path, register_converter

from .models.practice import CODE_LETTERS
from .views import deciding, queue, removing, reviewing


class CodeConverter:
    """Only what can be the code of a fiche, so that words beside it stay free."""

    regex = f"p[{CODE_LETTERS}]{{7}}"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(CodeConverter, "fiche_code")
REVIEW = "nazicht/<fiche_code:code>/"

urlpatterns = [
    path("nazicht/", queue.queue, name="queue"),
    path("nazicht/afgehandeld.csv", queue.queue_csv, name="queue_csv"),
    path("nazicht/zoeken/", queue.queue_search, name="queue_search"),
    path("nazicht/volgende/", queue.queue_next, name="queue_next"),
    path("nazicht/nagekeken/", queue.queue_checked, name="queue_checked"),
    path("nazicht/herinneren/", queue.queue_remind, name="queue_remind"),
    path("nazicht/ongedaan/<uuid:uid>/", reviewing.decision_undo, name="decision_undo"),
    path(REVIEW, reviewing.review, name="review"),
    path(f"{REVIEW}nemen/", reviewing.review_take, name="review_take"),
    path(f"{REVIEW}loslaten/", reviewing.review_let_go, name="review_let_go"),
    path(f"{REVIEW}overnemen/", reviewing.review_take_over, name="review_take_over"),
    path(f"{REVIEW}notitie/", reviewing.review_note, name="review_note"),
    path(f"{REVIEW}verwijderen/", removing.practice_remove, name="remove"),
    path(f"{REVIEW}<slug:decision>/", deciding.decide, name="decide"),
]
