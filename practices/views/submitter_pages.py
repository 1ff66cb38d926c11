"""The page of who works without an account: what we keep of them, and how to leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ..forms.submitters import SubmitterForm
from ..submitters.kept import delete_drafts, kept_of, own_drafts
from ..submitters.links import revoke
from ..submitters.session import forget, submitter_of
from .doors import for_authors


@for_authors
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submitter_page(request: HttpRequest) -> HttpResponse:
    """Who has an account has their own fiches only."""
    submitter = own_submitter(request)
    if submitter is None:
        return redirect("practices:fiches")
    form = SubmitterForm(request.POST or None, instance=submitter)
    if form.is_valid():
        form.save()
        messages.success(request, "Je gegevens zijn bewaard.")
        return redirect("practices:submitter")
    context = {"submitter": submitter, "form": form, "drafts": own_drafts(submitter)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "practices/submitters/own.html", context, status=status)


@for_authors
@never_cache
@require_safe
def submitter_download(request: HttpRequest) -> HttpResponse:
    """All that is kept about this submitter, for themselves."""
    submitter = own_submitter(request)
    if submitter is None:
        return redirect("practices:fiches")
    told = {"indent": 2, "ensure_ascii": False}
    response = JsonResponse(kept_of(submitter), json_dumps_params=told)
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@for_authors
@require_POST
def submitter_delete_drafts(request: HttpRequest) -> HttpResponse:
    submitter = own_submitter(request)
    if submitter is None:
        return redirect("practices:fiches")
    if not request.POST.get("sure"):
        messages.error(request, "Kruis eerst aan dat je het zeker weet. Er is niets verwijderd.")
    elif count := delete_drafts(submitter):
        words = "1 concept is" if count == 1 else f"{count} concepten zijn"
        messages.success(request, f"{words} verwijderd.")
    return redirect("practices:submitter")


@for_authors
@require_POST
def submitter_leave(request: HttpRequest) -> HttpResponse:
    """Forget who sits behind this browser; the link in the mail still works."""
    forget(request)
    messages.success(request, "Je bent klaar in deze browser. Met de link in je mail kom je terug.")
    return redirect("practices:submitter_start")


@for_authors
@require_POST
def submitter_revoke(request: HttpRequest) -> HttpResponse:
    """Close the link in every mail and every browser."""
    submitter = own_submitter(request)
    if submitter is not None:
        revoke(submitter)
        forget(request)
        messages.success(request, "Je link is ongeldig. Met je e-mailadres vraag je een nieuwe.")
    return redirect("practices:submitter_start")


def own_submitter(request):
    """Who asks, when that is somebody without an account."""
    return None if request.user.is_authenticated else submitter_of(request)
