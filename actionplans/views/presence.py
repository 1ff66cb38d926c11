"""What an open page of the editor asks every so often: who else is here?

Asked with POST, because it also tells that this person is still there, and at once when a form
opened or closed: looking at a form changes nothing by itself, and without JavaScript nobody is
announced. An expired session then answers 401, which leaves the page and all that was typed as it
is.
"""

import uuid

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from cities.permissions import can_edit_draft, signed_in

from ..presence import arrive, at_row, colleagues_at, leave, stay, told
from ..shape import BRANCH
from .doors import plan_to_read

KINDS = {"edition", *BRANCH}
MOST_OPEN = 20


@signed_in
@require_POST
def presence(request: HttpRequest, city: str, plan: str) -> HttpResponse:
    """204 when the page shows it all already: a screen reader then says nothing again."""
    found = plan_to_read(request.user, city, plan)
    rows = open_rows(request.POST.getlist("open"))
    if can_edit_draft(request.user, found.city):
        hear(request, found, rows)
    colleagues = colleagues_at(found, but=request.user)
    if request.POST.get("gezien") == told(colleagues):
        return HttpResponse(status=204)
    context = {
        "colleagues": colleagues,
        "told": told(colleagues),
        "rows": [(kind, uid, at_row(colleagues, kind, uid)) for kind, uid in rows],
    }
    return TemplateResponse(request, "actionplans/editor/presence_list.html", context)


def hear(request, plan, rows) -> None:
    """What the page tells: the form that just opened or closed, and all that are open."""
    for kind, uid in open_rows(request.POST.getlist("gesloten")):
        leave(plan, request.user, kind, uid)
    opened = open_rows(request.POST.getlist("geopend"))
    if opened:
        arrive(plan, request.user, *opened[-1])
    else:
        stay(plan, request.user, rows)


def open_rows(values) -> list[tuple]:
    """[(kind, uid)] of the forms on the page, as `goal:<uid>`; strange ones are left out."""
    found = []
    for value in values[-MOST_OPEN:]:
        kind, _, text = value.partition(":")
        try:
            found += [(kind, uuid.UUID(text))] if kind in KINDS else []
        except ValueError:
            continue
    return found
