"""Carrying a decision out: its page with the mail, and what is told when somebody was first."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.models import Membership
from cities.permissions import EDITING_ROLES, signed_in

from ..moderating.deciding import cities_of
from ..moderating.undoing import can_undo
from ..queue import reviewing, targets, telling
from ..transitions import OvertakenError, RefusedError
from .decisions import DECISIONS, TO_AUTHOR, possible
from .reviewing import practice_to_review, taken_back

SURE = "ja"
MAY_TYPE = ["GET", "HEAD", "POST"]
IN_A_MINUTE = " De mail vertrekt over een minuut; tot dan kan je dit ongedaan maken."


@signed_in
@require_http_methods(MAY_TYPE)
def decide(request: HttpRequest, code: str, decision: str) -> HttpResponse:
    if request.method == "POST" and (event := taken_back(request.user, code)):
        return gone_page(request, event, decision)
    practice = practice_to_review(request.user, code)
    if decision not in DECISIONS:
        raise Http404("Zo’n beslissing bestaat niet.")
    chosen = DECISIONS[decision]
    if request.method != "POST" and not chosen.is_possible(practice):
        messages.info(request, f"‘{chosen.label}’ kan nu niet bij deze fiche.")
        return redirect("practices:review", code)
    more = {}
    if chosen.needs_target:
        values = request.POST if request.method == "POST" else request.GET
        more["target"] = targets.named(practice, values.get("target", ""))
        if more["target"] is None:
            return choose_target(request, practice, chosen)
    form = chosen.form(posted(request), practice=practice, by=request.user, **more)
    if form.is_valid():
        return carry_out(request, practice, chosen, form, more)
    return decision_page(request, practice, chosen, form, status=422 if form.is_bound else 200)


def posted(request):
    """What was typed, also when it is nothing at all."""
    return request.POST if request.method == "POST" else None


def carry_out(request, practice, chosen, form, more) -> HttpResponse:
    sure = request.POST.get("sure")
    if chosen.sure_template and sure != SURE:
        # Back keeps all that was chosen and typed.
        template = chosen.template if sure else chosen.sure_template
        return decision_page(request, practice, chosen, form, template=template)
    try:
        event = chosen.rule(practice, by=request.user, **form.words())
    except RefusedError as error:
        form.add_error(None, str(error))
        return decision_page(request, practice, chosen, form, status=422)
    except OvertakenError as error:
        return overtaken(request, error.subject, chosen, form, more)
    messages.success(request, chosen.done + (IN_A_MINUTE if can_undo(event) else ""))
    return redirect("practices:review", practice.code)


def decision_page(
    request, practice, chosen, form, *, status=200, template="", **more
) -> HttpResponse:
    version = practice.working_version
    act = act_of(chosen, practice, request.user)
    context = {
        "practice": practice,
        "version": version,
        "decision": chosen,
        "form": form,
        "act": act,
        "finality": chosen.finality(is_mailed=act != act_alone(chosen, practice)),
        "opened": request.GET.get("veld", ""),
        "others": [one for one in possible(practice) if one != chosen],
        **more,
    }
    template = template or chosen.template
    template = "practices/queue/overtaken.html" if status == 409 else template
    return TemplateResponse(request, template, context, status=status)


def act_of(chosen, practice, user) -> str:
    """What the button says: 'Publiceer versie 3 en mail Kortrijk'."""
    act = act_alone(chosen, practice)
    readers = readers_of(chosen, practice, user)
    return f"{act} en mail {readers}" if readers else act


def act_alone(chosen, practice) -> str:
    return chosen.act.format(version=practice.working_version.number)


def readers_of(chosen, practice, user) -> str:
    """Whom the mail goes to, in a few words; nobody is mailed about their own deed."""
    if not chosen.mails:
        return ""
    if chosen.mails == TO_AUTHOR:
        is_mine = practice.author is not None and practice.author.user_id == user.pk
        # Who has no account reads it, not the city that they named.
        name = str(practice.city or "") if practice.submitter else practice.place
        return "" if is_mine else name or "de indiener"
    cities = [str(city) for city in cities_with_readers(practice, user)]
    return cities[0] if len(cities) == 1 else f"{len(cities)} steden" if cities else ""


def cities_with_readers(practice, user) -> list:
    """Those of its cities in which somebody else gets the mail."""
    cities = cities_of(practice)
    people = Membership.objects.filter(
        city__in=cities, role__in=EDITING_ROLES, user__is_active=True
    )
    told = set(people.exclude(user=user).values_list("city", flat=True))
    return [city for city in cities if city.pk in told]


def choose_target(request, practice, chosen) -> HttpResponse:
    """Which practice takes this one in; a POST that names none comes back here."""
    words = request.GET.get("zoek", "")
    context = {
        "practice": practice,
        "decision": chosen,
        "words": words,
        "candidates": targets.candidates(practice, words),
        "is_missing": request.method == "POST",
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "practices/queue/choose_target.html", context, status=status)


def overtaken(request, practice, chosen, sent, more) -> HttpResponse:
    """Nothing was done. All that was typed is still there, and can be sent again when it fits."""
    version = practice.working_version
    event = telling.deed_since(practice, sent.cleaned_data["lock"])
    seen = practice.versions.filter(number=sent.cleaned_data["seen"]).first()
    about = {"practice": practice, "by": request.user, **more}
    form = chosen.form(sent.typed_again(chosen.form(**about)), **about)
    changed = reviewing.differences(seen, version) if seen and seen != version else []
    return decision_page(
        *(request, practice, chosen, form),
        status=409,
        overtaken_by=event,
        sentence=telling.sentence(event),
        changed=changed,
        seen=seen,
        can_still=chosen.is_possible(practice),
        points=list(event.points.all()) if event is not None else [],
        possible=possible(practice),
    )


def gone_page(request, event, decision) -> HttpResponse:
    """Its author has it back: nothing of it is shown, and what the moderator typed is returned."""
    if decision not in DECISIONS:
        raise Http404("Zo’n beslissing bestaat niet.")
    chosen, practice = DECISIONS[decision], event.practice
    more, typed = {}, []
    if chosen.needs_target:
        more["target"] = targets.named(practice, request.POST.get("target", ""))
    if None not in more.values():
        form = chosen.form(request.POST, practice=practice, by=request.user, **more)
        if form.standing:
            # Its subject names the fiche.
            form.fields["mail_body"].label = "De mail"
        typed = form.typed()
    context = {"sentence": telling.sentence(event), "typed": typed}
    return TemplateResponse(request, "practices/queue/gone.html", context, status=409)
