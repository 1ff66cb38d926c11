"""Finding a fiche that somebody writes or reads for their city, and carrying out a deed on it."""

import uuid

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from cities.permissions import require

from ..access import owns
from ..forms.submission import OLD_PAGE, DeedForm
from ..models import Practice
from ..submitters.session import person_of
from ..submitting.overview import own_fiches
from ..transitions import OvertakenError, RefusedError

ASK_WRITER = "Alleen wie fiches schrijft voor de stad, kan deze fiche wijzigen."


def fiche_to_read(request, code) -> Practice:
    """Of this person or of their city; any other fiche does not exist here."""
    person = person_of(request)
    if person is None:
        raise Http404
    found = own_fiches(person).select_related(
        *("city", "author__user", "submitter", "working_version", "published_version"),
        *("merged_into", "claimed_by"),
    )
    return get_object_or_404(found, code=code)


def fiche_to_change(request, code) -> Practice:
    practice = fiche_to_read(request, code)
    require(owns(practice, person_of(request)), ASK_WRITER)
    return practice


def keys_of(practice) -> dict:
    """What a button of this page hides beside it."""
    number = practice.working_version.number if practice.working_version else ""
    return {"lock": practice.lock_version, "seen": number, "deed": uuid.uuid4()}


def carry_out(request, code, act, *, refused, told, takes=("lock", "deed")):
    """Do a deed once; `refused` makes the page that says why not, `told` is said when it was done.

    takes: which of the posted keys the rule asks for.
    """
    practice = fiche_to_change(request, code)
    form = DeedForm(request.POST)
    if not form.is_valid():
        return refused(request, practice, OLD_PAGE, status=422)
    keys = {name: form.cleaned_data[name] for name in takes}
    try:
        act(practice, by=person_of(request), **keys)
    except OvertakenError as overtaken:
        return refused(
            request, fiche_to_read(request, code), overtaken_words(overtaken), status=409
        )
    except RefusedError as error:
        return refused(request, fiche_to_read(request, code), str(error), status=422)
    messages.success(request, told)
    return redirect("practices:fiche", code)


def overtaken_words(overtaken) -> str:
    state = overtaken.subject.get_state_display().lower()
    return f"{overtaken} De fiche is nu: {state}. Kijk na wat er veranderde."
