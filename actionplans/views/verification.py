"""Anybody checks whether a checksum or a file is one of an edition."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from cities.permissions import public

from ..forms import ArchiveFileForm, SumForm
from ..story import verification


# The page carries a form to upload with, which is this reader's alone.
@public
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def verify(request: HttpRequest) -> HttpResponse:
    """A sum in the address, which can be shared, or a file that is read once and kept nowhere."""
    is_sent = request.method == "POST"
    sum_form = SumForm(request.GET if "som" in request.GET and not is_sent else None)
    file_form = ArchiveFileForm(request.POST, request.FILES) if is_sent else ArchiveFileForm()
    asked = sum_asked(sum_form, file_form)
    context = {
        "sum_form": sum_form,
        "file_form": file_form,
        "asked": asked,
        "is_file": is_sent,
        "verdict": verification.verify(asked) if asked else None,
    }
    status = 422 if sum_form.errors or file_form.errors else 200
    return TemplateResponse(request, "actionplans/verify.html", context, status=status)


def sum_asked(sum_form: SumForm, file_form: ArchiveFileForm) -> str:
    if file_form.is_bound:
        file = file_form.cleaned_data["bestand"] if file_form.is_valid() else None
        return verification.sum_of(file.chunks()) if file else ""
    return sum_form.cleaned_data["som"] if sum_form.is_valid() else ""
