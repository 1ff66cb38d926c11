"""What leaves the house by mail, for who keeps the portal running: what waits, went, or fails."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cities import outbox as rules
from cities.models import OutboxMail
from cities.permissions import can_administer, signed_in

from .. import ticking

# By the word in the address; the first is shown unasked when there is anything in it.
LISTS = {
    "mislukt": ("Mislukt", rules.failing),
    "wacht": ("Wacht", rules.untried),
    "verstuurd": ("Verstuurd", rules.sent),
}
PAGE_SIZE = 25


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: HttpRequest) -> HttpResponse:
    if not can_administer(request.user):
        raise Http404("Alleen de beheerder ziet de uitgaande mail.")
    if request.method == "POST":
        return _retry(request)
    return _page(request)


def _retry(request):
    asked = request.POST.get("mail", "")
    mail = OutboxMail.objects.filter(pk=asked).first() if _is_id(asked) else None
    if mail is None:
        messages.error(request, "Deze mail staat hier niet meer.")
        return _page(request, status=422)
    if not rules.retry(mail, by=request.user):
        messages.info(request, f"“{mail.subject}” is intussen verstuurd of vervallen.")
    else:
        messages.success(request, f"“{mail.subject}” vertrekt binnen een minuut opnieuw.")
    return redirect("network:outbox")


def _is_id(text):
    return text.isascii() and text.isdecimal() and len(text) < 18


def _page(request, status=200):
    counts = {word: found().count() for word, (_, found) in LISTS.items()}
    chosen = request.GET.get("lijst", "")
    if chosen not in LISTS:
        chosen = "mislukt" if counts["mislukt"] else "verstuurd"
    name, found = LISTS[chosen]
    page = Paginator(found().select_related("user"), PAGE_SIZE).get_page(request.GET.get("page"))
    # Texts can hold words of a draft: only where there is no other way to read the mail.
    if settings.MAIL_TO_FILES:
        for mail in page:
            mail.text_to_show = rules.text_to_show(mail)
    beat = ticking.last_beat()
    context = {
        "chosen": chosen,
        "name": name,
        "lists": [(word, label, counts[word]) for word, (label, _) in LISTS.items()],
        "page_obj": page,
        "attempts": len(rules.PAUSES) + 1,
        "beat": beat,
        "is_silent": ticking.is_silent(beat),
        "is_fresh": beat is not None and timezone.now() - beat < timedelta(minutes=1),
        "shows_text": settings.MAIL_TO_FILES,
        "mail_dir": settings.MAIL_DIR,
    }
    return TemplateResponse(request, "network/outbox.html", context, status=status)
