"""What cities and people say about a position: endorse, abstain, comment."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from cities.models import City
from cities.permissions import (
    acting_cities_of,
    can_comment,
    can_speak_for,
    require,
    require_acting,
    signed_in,
)

from ..forms.positions import CommentForm, SpeakForm
from ..models import Endorsement
from ..positions import commenting, listing, speaking, telling
from ..positions.answers import newest_text
from ..positions.page import page_of
from ..positions.refusals import (
    NewTextError,
    PositionRefusedError,
    StaleAnswerError,
    StalePositionError,
)

MAY_TYPE = ["GET", "HEAD", "POST"]
ASK_A_CITY = "Alleen wie voor een stad of voor VVSG werkt, geeft opmerkingen."
THANKS = {
    Endorsement.Kind.ENDORSES: "{} steunt het standpunt.",
    Endorsement.Kind.ABSTAINS: "{} onthoudt zich, met respect voor de eigen situatie.",
}


# --- a city speaks -------------------------------------------------------------------------------
@signed_in
@require_http_methods(MAY_TYPE)
def position_speak(request: HttpRequest, slug: str, city: str) -> HttpResponse:
    position = get_object_or_404(listing.visible_to(request.user), slug=slug)
    city = get_object_or_404(City, slug=city)
    require(can_speak_for(request.user, city), whom_to_ask(city))
    if request.method != "POST":
        return speak_page(request, position, city)
    form = SpeakForm(request.POST, text=newest_text(position))
    if not form.is_valid():
        return speak_page(request, position, city, form=form, status=422)
    try:
        said = speaking.speak(position, city=city, by=request.user, **spoken(form))
    except (PositionRefusedError, StalePositionError) as error:
        return overtaken(request, position, city, form, error)
    messages.success(request, THANKS[said.kind].format(city))
    return redirect(position)


def spoken(form) -> dict:
    typed = form.cleaned_data
    return {
        **{"kind": typed["kind"], "reason": typed["reason"]},
        **{"text": typed["tekst"], "seen": typed["seen"]},
    }


def overtaken(request, position, city, form, error) -> HttpResponse:
    """What was chosen and typed, on top of what stands there now; one press says it after all."""
    position.refresh_from_db()
    typed = form.data.copy()
    typed["tekst"] = newest_text(position).number
    answer = newest_text(position).endorsements.filter(city=city).select_related("by").first()
    typed["seen"] = answer.edits if answer else 0
    form = SpeakForm(typed, text=newest_text(position), answer=answer)
    told = {
        "refusal": str(error),
        "is_new_text": isinstance(error, NewTextError),
        "theirs": answer if isinstance(error, StaleAnswerError) else None,
    }
    return speak_page(request, position, city, form=form, status=409, **told)


def speak_page(request, position, city, *, form=None, status=200, **told) -> HttpResponse:
    page = page_of(position, request.user)
    answer = page.answers.of(city)
    context = {
        "position": position,
        "page": page,
        "city": city,
        "answer": answer,
        "form": form or SpeakForm(text=page.text, answer=answer),
        "can_speak": page.is_open and city in page.speaks_for,
        **told,
    }
    return TemplateResponse(request, "network/positions/speak.html", context, status=status)


def whom_to_ask(city) -> str:
    names = ", ".join(person.name for person in telling.aldermen(city))
    told = f"Alleen een schepen van {city} spreekt zich uit voor de stad."
    if names:
        return f"{told} Vraag het aan {names}."
    return f"{told} Er is nog geen schepen met een account: vraag VVSG om er een te maken."


# --- somebody comments ---------------------------------------------------------------------------
@signed_in
@require_POST
def position_comment(request: HttpRequest, slug: str) -> HttpResponse:
    position = get_object_or_404(listing.visible_to(request.user), slug=slug)
    if not can_comment(request.user):
        require_acting(request.user)
        require(False, ASK_A_CITY)
    form = CommentForm(request.POST, text=newest_text(position), cities=own_cities(request.user))
    if not form.is_valid():
        return comment_page(request, position, form, status=422)
    try:
        commenting.comment(
            position,
            text=form.cleaned_data["tekst"],
            words=form.cleaned_data["words"],
            city=form.chosen_city,
            by=request.user,
        )
    except (PositionRefusedError, NewTextError) as error:
        return comment_page(
            request, position, on_newest(form, position, request.user), refusal=str(error)
        )
    messages.success(request, "Je opmerking staat bij de tekst.")
    return redirect(f"{position.get_absolute_url()}#opmerkingen")


def on_newest(form, position, user) -> CommentForm:
    typed = form.data.copy()
    text = newest_text(position)
    typed["tekst"] = text.number
    return CommentForm(typed, text=text, cities=own_cities(user))


def comment_page(request, position, form, *, refusal="", status=409) -> HttpResponse:
    position.refresh_from_db()
    context = {
        "position": position,
        "page": page_of(position, request.user),
        "form": form,
        "refusal": refusal,
    }
    return TemplateResponse(request, "network/positions/comment.html", context, status=status)


def own_cities(user):
    """The cities that somebody can speak as, as a queryset for a form."""
    return City.objects.filter(pk__in=[city.pk for city in acting_cities_of(user)])
