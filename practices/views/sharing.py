"""From a goal or action in one's own plan to a fiche."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from cities.permissions import require, signed_in

from ..planlinks import sharing

ASK = "Alleen wie aan het plan van {city} werkt, kan er een praktijk van maken."


@signed_in
@require_POST
def share(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    row = sharing.find_shared_row(kind, uid, request.user)
    require(sharing.can_share(row, request.user), ASK.format(city=row.edition.plan.city))
    practice, is_new = sharing.share(row, kind, by=request.user)
    if is_new:
        words = "Je fiche staat klaar. Wat het plan al vertelt, is ingevuld; vul de rest aan."
        messages.success(request, words)
    else:
        messages.info(request, "Hiervan bestaat al een fiche. Hier is ze.")
    return redirect("practices:fiche", practice.code)
