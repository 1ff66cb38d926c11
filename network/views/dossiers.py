"""The dossier of a meeting: read by everybody, asked for by the moderator."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cities.permissions import can_moderate, can_read_for_members, public, require, signed_in

from ..dossiers import asking, choosing, files
from ..dossiers.contacts import contacts_of
from ..dossiers.paper import BusyError, TooLongError
from ..forms.dossiers import ChoiceForm, DossierForm
from ..models import Dossier, DossierFile, Meeting
from ..ticking import is_silent, last_beat

ASK_MODERATOR = "Alleen een moderator van het netwerk laat een dossier maken."
REFRESH_SECONDS = 3
DOWNLOAD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@public
@require_safe
def dossier(request: HttpRequest, slug: str) -> HttpResponse:
    found = dossier_or_404(slug)
    if not found.content:
        return redirect("network:dossier_status", slug)
    choice = choosing.read(request.GET, found.content)
    kinds = dict(found.files.values_list("kind", "pages"))
    context = {
        "found": found,
        "meeting": found.meeting,
        "dossier": choosing.chosen(found.content, choice),
        "choice": choice,
        "told": choosing.in_words(found.content, choice),
        "form": ChoiceForm(found.content, choice),
        "kinds": kinds,
        "pages": kinds.get(DossierFile.Kind.PDF),
        "contacts": contacts_for(request, found),
        "can_moderate": can_moderate(request.user),
    }
    return TemplateResponse(request, "network/dossiers/dossier.html", context)


@public
@require_safe
def dossier_status(request: HttpRequest, slug: str) -> HttpResponse:
    """How far the making is; it asks itself again until it is done, unless that is switched off."""
    found = dossier_or_404(slug)
    is_busy = found.state in asking.BUSY
    refreshes = is_busy and request.GET.get("vanzelf") != "nee"
    if not is_busy and found.content:
        return redirect("network:dossier", slug)
    context = {
        "found": found,
        "meeting": found.meeting,
        "is_busy": is_busy,
        "refreshes": refreshes,
        "is_silent": is_silent(last_beat()),
        "can_moderate": can_moderate(request.user),
    }
    response = TemplateResponse(request, "network/dossiers/status.html", context)
    if refreshes:
        response["Refresh"] = str(REFRESH_SECONDS)
    return response


# --- the moderator's deeds ----------------------------------------------------------------------
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def dossier_ask(request: HttpRequest, slug: str) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    meeting = get_object_or_404(Meeting, slug=slug)
    found = Dossier.objects.defer("content").filter(meeting=meeting).first()
    data = request.POST if request.method == "POST" else None
    form = DossierForm(data, meeting=meeting, found=found)
    if form.is_valid():
        try:
            form.ask(by=request.user)
            return redirect("network:dossier_status", slug)
        except asking.StaleDossierError as error:
            found = Dossier.objects.defer("content").filter(meeting=meeting).first()
            form = DossierForm.again(data, meeting=meeting, found=found)
            return ask_page(request, meeting, found, form, stale=error)
        except asking.DossierRefusedError as error:
            form.refuse(error)
    return ask_page(request, meeting, found, form)


def ask_page(request, meeting, found, form, *, stale=None) -> HttpResponse:
    status = 409 if stale else 422 if form.errors else 200
    context = {"meeting": meeting, "found": found, "form": form, "stale": stale}
    return TemplateResponse(request, "network/dossiers/ask.html", context, status=status)


@signed_in
@require_POST
def dossier_remove(request: HttpRequest, slug: str) -> HttpResponse:
    require(can_moderate(request.user), ASK_MODERATOR)
    found = Dossier.objects.defer("content").filter(meeting__slug=slug).first()
    if found is None:
        messages.success(request, "Het dossier is weg.")
        return redirect("network:dossier_ask", slug)
    try:
        asking.remove(found, seen=seen_of(request), by=request.user)
    except (asking.StaleDossierError, asking.DossierRefusedError) as error:
        messages.warning(request, str(error))
        return redirect(found)
    messages.success(request, "Het dossier is weggehaald.")
    return redirect("network:dossier_ask", slug)


# --- files ----------------------------------------------------------------------------------------
@public
@require_safe
def dossier_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    found = dossier_or_404(slug)
    if not found.content:
        return redirect("network:dossier_status", slug)
    choice = choosing.read(request.GET, found.content)
    try:
        made = files.pdf_for(found, choice, contacts=contacts_for(request, found))
    except (TooLongError, BusyError) as error:
        messages.warning(request, str(error))
        return redirect(found)
    response = download(made.content, "application/pdf", slug, "pdf")
    if made.replaced:
        response["X-Replaced-Signs"] = str(made.replaced)
    return response


@public
@require_safe
def dossier_bundle(request: HttpRequest, slug: str) -> HttpResponse:
    found = dossier_or_404(slug)
    if not found.content:
        return redirect("network:dossier_status", slug)
    choice = choosing.read(request.GET, found.content)
    made = files.bundle_for(found, choice, contacts=contacts_for(request, found))
    if made is None:
        return redirect("network:dossier_status", slug)
    return download(made, "text/html; charset=utf-8", slug, "html")


def download(content, kind, slug, ending) -> HttpResponse:
    name = f'attachment; filename="dossier-{slug}.{ending}"'
    headers = {**DOWNLOAD, "Content-Disposition": name}
    return HttpResponse(content, content_type=kind, headers=headers)


# --- what the views share -----------------------------------------------------------------------
def dossier_or_404(slug) -> Dossier:
    found = Dossier.objects.select_related("meeting", "since_meeting")
    return get_object_or_404(found, meeting__slug=slug)


def contacts_for(request, found) -> dict | None:
    """Whom to call, for a member; None for everybody else."""
    if not found.content or not can_read_for_members(request.user):
        return None
    return contacts_of(found.content)


def seen_of(request) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else 0
