"""What an author does with a whole fiche: each a button, and done once however often pressed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from ..claims import holder
from ..forms.submission import OLD_PAGE, DeedForm
from ..submitters.session import person_of
from ..submitting import handing_in, leaving, sharing, starting
from ..submitting.overview import title_of
from ..transitions import OvertakenError, RefusedError
from .doors import for_authors
from .my_fiches import check_page, fiche_page
from .own_fiche import carry_out, fiche_to_change, keys_of, overtaken_words

SEEN = ("lock", "seen", "deed")
HANDED_IN = (
    "Je fiche is ingediend. Je krijgt een mail ter bevestiging, en antwoord binnen 10 werkdagen."
)


# --- handing in ----------------------------------------------------------------------------------
@for_authors
@require_POST
def fiche_submit(request: HttpRequest, code: str) -> HttpResponse:
    told = {"refused": check_page, "told": HANDED_IN, "takes": SEEN}
    return carry_out(request, code, handing_in.submit, **told)


@for_authors
@require_POST
def fiche_resubmit(request: HttpRequest, code: str) -> HttpResponse:
    told = {"refused": check_page, "told": "Je fiche is opnieuw ingediend.", "takes": SEEN}
    return carry_out(request, code, handing_in.resubmit, **told)


@for_authors
@require_POST
def fiche_retract(request: HttpRequest, code: str) -> HttpResponse:
    told = {"refused": fiche_page, "told": "Je fiche is weer een concept: je kan ze bewerken."}
    return carry_out(request, code, handing_in.retract, **told)


@for_authors
@require_POST
def fiche_reopen(request: HttpRequest, code: str) -> HttpResponse:
    told = {"refused": fiche_page, "told": "Je fiche is weer een concept."}
    return carry_out(request, code, leaving.reopen, **told)


# --- leaving, in two steps -----------------------------------------------------------------------
@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def fiche_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    if request.method != "POST":
        return sure_page(request, fiche_to_change(request, code), "withdraw")
    told = {
        "refused": withdraw_refused,
        "told": "Je fiche is ingetrokken. Je tekst blijft hier staan.",
    }
    return carry_out(request, code, leaving.withdraw, takes=("lock", "deed", "reason"), **told)


def withdraw_refused(request, practice, refusal, *, status):
    return sure_page(request, practice, "withdraw", refusal, status=status)


@for_authors
@require_http_methods(["GET", "HEAD", "POST"])
def fiche_delete(request: HttpRequest, code: str) -> HttpResponse:
    practice = fiche_to_change(request, code)
    if request.method != "POST":
        return sure_page(request, practice, "delete")
    form = DeedForm(request.POST)
    if not form.is_valid():
        return sure_page(request, practice, "delete", OLD_PAGE, status=422)
    title = title_of(practice)
    try:
        leaving.delete_draft(practice, by=person_of(request), lock=form.cleaned_data["lock"])
    except OvertakenError as overtaken:
        told = overtaken_words(overtaken)
        return sure_page(request, fiche_to_change(request, code), "delete", told, status=409)
    except RefusedError as error:
        return sure_page(request, practice, "delete", str(error), status=422)
    messages.success(request, f"“{title}” is verwijderd.")
    return redirect("practices:fiches")


def sure_page(request, practice, act, refusal="", *, status=200) -> HttpResponse:
    context = {
        "practice": practice,
        "title": title_of(practice),
        "act": act,
        "refusal": refusal,
        "keys": keys_of(practice),
        "reader": holder(practice),
        "may_delete": leaving.can_delete(practice),
        "reason": request.POST.get("reason", ""),
    }
    return TemplateResponse(request, "practices/author/sure.html", context, status=status)


# --- starting anew, help, the link ---------------------------------------------------------------
@for_authors
@require_POST
def fiche_copy(request: HttpRequest, code: str) -> HttpResponse:
    practice = fiche_to_change(request, code)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return fiche_page(request, practice, OLD_PAGE, status=422)
    try:
        copy = starting.copy_to_draft(
            practice, by=person_of(request), deed=form.cleaned_data["deed"]
        )
    except RefusedError as error:
        return fiche_page(request, practice, str(error), status=422)
    messages.success(request, "Dit is je nieuwe concept. Beelden en bijlagen gingen niet mee.")
    return redirect("practices:fiche", copy.code)


@for_authors
@require_POST
def fiche_help(request: HttpRequest, code: str) -> HttpResponse:
    wanted = request.POST.get("wanted") == "ja"
    told = (
        "VVSG kan je concept nu lezen en neemt contact op."
        if wanted
        else "VVSG leest je concept niet meer."
    )
    return toggle(request, code, told, sharing.ask_help, wanted=wanted)


@for_authors
@require_POST
def fiche_link(request: HttpRequest, code: str) -> HttpResponse:
    if request.POST.get("wanted") == "ja":
        return toggle(request, code, "De deellink staat onder ‘Delen’.", sharing.open_link)
    return toggle(request, code, "De deellink werkt niet meer.", sharing.close_link)


def toggle(request, code, told, act, **how) -> HttpResponse:
    """On or off: pressing twice is pressing once, whatever page it stood on."""
    practice = fiche_to_change(request, code)
    if request.POST.get("wanted") not in ("ja", "nee"):
        return fiche_page(request, practice, OLD_PAGE, status=422)
    try:
        act(practice, by=person_of(request), **how)
    except RefusedError as error:
        return fiche_page(request, practice, str(error), status=422)
    messages.success(request, told)
    return redirect("practices:fiche", code)
