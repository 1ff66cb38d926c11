"""Removing a fiche for good: the administrator alone, in two steps."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import can_administer, require, signed_in

from ..forms.removing import RemoveForm
from ..mails.removed import public_name
from ..models import Practice
from ..moderating.removing import remove
from ..transitions import OvertakenError, RefusedError

RELATED = ("city", "submitter", "published_version")
ADMINISTRATOR_ONLY = "Alleen de beheerder kan een fiche voor goed verwijderen."


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def practice_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Of every state: the page names its code and city, and a title only if everybody read it."""
    require(can_administer(request.user), ADMINISTRATOR_ONLY)
    practice = get_object_or_404(Practice.objects.select_related(*RELATED), code=code)
    form = RemoveForm(request.POST if request.method == "POST" else None, practice=practice)
    status = 200
    if form.is_valid() and form.is_first_step:
        form = form.second_step()
    elif form.is_valid():
        try:
            remove(practice, by=request.user, **form.words())
            messages.success(request, f"De fiche {code} is voor goed verwijderd.")
            return redirect("admin:index")
        except (OvertakenError, RefusedError) as error:
            form.add_error(None, str(error))
    if form.is_bound:
        status = 422
    context = {"practice": practice, "form": form, "title": public_name(practice)}
    return TemplateResponse(request, "practices/queue/remove.html", context, status=status)
