"""The page behind the link that a partner got by mail: one goal, one question, one box.

The link is the whole permission: who is signed in sees the same. Looking changes nothing, so a
mail program that opens links beforehand does no harm.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from cities.permissions import public

from ..forms import PartnerAnswerForm
from ..partners.answers import answer
from ..partners.links import ANSWERED, Link, open_link
from ..partners.overview import goal_as_published
from ..partners.questions import TooLateError
from ..progress.entries import latest_word


def behind_secret_link(view: Callable) -> Callable:
    """Nobody keeps the page, no search engine lists it, and no other site hears its address."""

    @wraps(view)
    def wrapped(request: HttpRequest, **kwargs) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        # Not 'no-referrer': with it a browser sends the form without its origin, and the guard
        # against forged forms refuses it. This one tells other sites just as little.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return wrapped


@public
@behind_secret_link
@require_http_methods(["GET", "HEAD", "POST"])
def partner_answer(request: HttpRequest, token: str) -> HttpResponse:
    link = open_link(token)
    if link is None:
        raise Http404("Deze link klopt niet.")
    form = PartnerAnswerForm(request.POST if request.method == "POST" else None)
    if not link.is_open:
        return closed_page(request, link)
    if form.is_valid():
        try:
            answer(link.question, **form.cleaned_data)
        except TooLateError:
            return closed_page(request, open_link(token))
        return redirect(request.path)
    return question_page(request, link, form)


def question_page(request, link: Link, form) -> HttpResponse:
    question = link.question
    context = {
        "question": question,
        "city": question.plan.city,
        "goal": goal_as_published(question.plan, question.subject),
        "last": latest_word(question.plan, question.subject, public=True),
        "until": link.until,
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "actionplans/partners/answer.html", context, status=status)


def closed_page(request, link: Link) -> HttpResponse:
    """Thanks, or why the link does not work any more; what was typed meanwhile is given back."""
    is_answered = link.state == ANSWERED
    typed = request.POST.get("text", "")
    # A double click, or the same form sent again after the thanks: there is nothing to give back.
    is_same = is_answered and typed.split() == link.answer.text.split()
    if request.method == "POST" and is_same:
        return redirect(request.path)
    context = {
        "question": link.question,
        "city": link.question.plan.city,
        "state": link.state,
        # An old link tells nothing any more; the name is for the city alone.
        "sent": link.answer if link.is_live else None,
        "is_refused": request.method == "POST",
        "typed": typed,
        "until": link.until,
    }
    status = 410 if not is_answered else 409 if context["is_refused"] else 200
    return TemplateResponse(request, "actionplans/partners/closed.html", context, status=status)
