"""Between plans and practices: sharing a goal or action, and taking a practice over."""

from django.urls import path

from .views import sharing, taking_over

TAKE_OVER = "praktijken/<slug:slug>/overnemen/"

urlpatterns = [
    path("doelen/<uuid:uid>/delen/", sharing.share, {"kind": "goal"}, name="share_goal"),
    path("acties/<uuid:uid>/delen/", sharing.share, {"kind": "action"}, name="share_action"),
    path(TAKE_OVER, taking_over.take_over, name="take_over"),
    path(
        f"{TAKE_OVER}<slug:city>/<slug:plan>/<uuid:chapter>/",
        taking_over.take_over_row,
        name="take_over_row",
    ),
]
