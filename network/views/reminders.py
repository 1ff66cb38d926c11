"""Which reminders somebody gets by mail: chosen when signed in, or off by the link in the mail."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cities import optouts
from cities.forms import RemindersForm
from cities.models import ReminderKind, User
from cities.permissions import public, signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    off = optouts.kinds_off(request.user)
    wanted = [kind for kind in ReminderKind.values if kind not in off]
    data = request.POST if request.method == "POST" else None
    form = RemindersForm(data, user=request.user, initial={"wanted": wanted})
    if form.is_valid():
        optouts.choose(
            user=request.user,
            wanted=form.cleaned_data["wanted"],
            among=optouts.kinds_for(request.user),
        )
        messages.success(request, "Je keuze is bewaard.")
        return redirect("reminders")
    status = 422 if form.errors else 200
    return TemplateResponse(request, "network/reminders.html", {"form": form}, status=status)


# A mail program posts this for its reader, from outside and without our cookie (RFC 8058). The
# signed token says who, and all it can do is switch these mails off.
@csrf_exempt
@public
@require_http_methods(["GET", "HEAD", "POST"])
def reminders_off(request: HttpRequest, token: str) -> HttpResponse:
    try:
        user, kinds = optouts.who_and_what(token)
    except (BadSignature, User.DoesNotExist) as error:
        raise Http404("Deze link is niet van een mail van ons.") from error
    if request.method == "POST":
        optouts.choose(user=user, wanted=[], among=kinds)
    off = optouts.kinds_off(user)
    context = {
        "person": user,
        "moments": [optouts.WHEN[kind] for kind in kinds],
        "is_off": off.issuperset(kinds),
    }
    return TemplateResponse(request, "network/reminders_off.html", context)
