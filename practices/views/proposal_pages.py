"""The pages around a decision on a proposal: to choose, to be sure, and when somebody was first."""

from django.template.response import TemplateResponse
from django.utils import timezone

from cities.permissions import can_moderate

from .. import claims
from ..fiche.content import normalised
from ..fiche.difference import field_differences
from ..fiche.labels import labels_of
from ..fiche.shown import by_name
from ..forms.proposal_deciding import ChoicesForm, MailForm, keys_of, typed_in
from ..models import ChangeProposal
from ..moderating.deciding import mail_text
from ..moderating.undoing import can_undo
from ..proposing.applying import words_of
from ..proposing.overview import beside, photos_of, since_read
from ..proposing.results import results_of
from ..proposing.texts import (
    SHARED,
    compared,
    differences_of,
    kind_of_part,
    now_of,
    place_of_part,
    section_of,
)
from ..queue import telling
from ..queue.rows import place_of
from ..queue.working_days import working_days
from ..transitions import events_of, last_event
from .proposal_choices import possible

State, Kind = ChangeProposal.State, ChangeProposal.Kind
# What stands in every form of ours, beside what a person chose or typed.
OURS = {"csrfmiddlewaretoken", "sure", "back", "mail_body"}


def decide_page(request, proposal, form=None, *, status=200, **more):
    fields = compared(proposal)
    is_waiting = proposal.state == State.SUBMITTED
    may_apply = is_waiting and proposal.kind != Kind.REMARK
    form = form or ChoicesForm(fields=fields)
    context = {
        **about(request, proposal),
        "form": form if may_apply and form.compared else None,
        "may_apply": may_apply,
        "rows": rows_of(proposal, form) if may_apply else [],
        "settled": [one for one in fields if one.is_settled] if may_apply else [],
        "differences": [] if may_apply else differences_of(proposal),
        "results": results_of(proposal),
        "keys": keys_of(proposal),
        "photos": photos_of(proposal),
        "beside": beside(proposal) if proposal.state in ChangeProposal.HANDED_IN else [],
        "history": history_of(proposal),
        "notes": proposal.notes.select_related("by"),
        "points": proposal.points.all(),
        "decisions": possible(proposal),
        **more,
    }
    return TemplateResponse(request, "practices/proposals/decide.html", context, status=status)


def about(request, proposal) -> dict:
    """From whom it is, how long it waits, who is at it, and what can still be taken back."""
    event, holder = last_event(proposal), claims.holder(proposal)
    since = timezone.localdate(proposal.submitted_at or proposal.touched_at)
    return {
        "proposal": proposal,
        "practice": proposal.practice,
        "place": place_of(proposal),
        "is_section": kind_of_part(proposal) != SHARED,
        "section_place": place_of_part(proposal),
        "waits": working_days(since, timezone.localdate()),
        "is_waiting": proposal.state == State.SUBMITTED,
        "holder": holder,
        "is_mine": holder == request.user,
        "undoable": event if event is not None and can_undo(event) else None,
    }


def rows_of(proposal, form) -> list[dict]:
    """Each field that is to be decided on, with what it would change, or with all three texts."""
    part, rows = kind_of_part(proposal), form.rows()
    fields = [row["one"] for row in rows]
    clean = {one.name for one in fields if not one.is_conflict}
    now = now_of(proposal)
    result = {**now, **{one.name: one.result for one in fields if one.name in clean}}
    changes = {one.path: one for one in field_differences(part, now, result)}
    sides = three_sides(part, [one for one in fields if one.is_conflict])
    for row in rows:
        path = row["one"].path
        row["differences"] = [changes[path]] if path in changes else []
        row["sides"] = sides.get(path, [])
    return rows


def three_sides(part, fields) -> dict[str, list]:
    """{path: [(heading, what stood there, how it differs from what the author found)]}."""
    texts = {
        side: normalised(part, {one.name: getattr(one, side) for one in fields})
        for side in ("base", "now", "proposed")
    }
    labels = labels_of(*((part, text) for text in texts.values()))
    shown = {side: by_name(part, text, labels=labels) for side, text in texts.items()}
    marked = {
        side: {line.path: line for line in field_differences(part, texts["base"], texts[side])}
        for side in ("base", "now", "proposed")
    }
    heads = {"base": "Bij indienen", "now": "Nu gepubliceerd", "proposed": "Voorstel"}
    return {
        one.path: [
            (heads[side], shown[side].get(one.name), marked[side].get(one.path)) for side in heads
        ]
        for one in fields
    }


def history_of(proposal) -> list:
    events = events_of(proposal).select_related("actor", "submitter", "section", "undone_by")
    return [telling.line_of(one) for one in events.order_by("-at", "-pk")]


# --- to be sure ----------------------------------------------------------------------------------
def confirm_page(request, proposal, outcome):
    part, now = kind_of_part(proposal), now_of(proposal)
    words = words_of(proposal, outcome)
    context = {
        **about(request, proposal),
        "differences": field_differences(part, now, {**now, **outcome.values}),
        "refused": words["refused"],
        "mail": MailForm(initial={"mail_body": mail_text(proposal, "M15", "", **words)}),
        "kept": [(k, v) for k in request.POST if k not in OURS for v in request.POST.getlist(k)],
        "act": act_of(proposal, outcome, request.user),
    }
    return TemplateResponse(request, "practices/proposals/confirm.html", context)


def act_of(proposal, outcome, user) -> str:
    """What the button says: 'Pas 3 velden toe, weiger 1, en mail Gent'."""
    count, refused = len(outcome.values), len(outcome.refused)
    told = f"Pas {count} {'veld' if count == 1 else 'velden'} toe"
    told += f", weiger {refused}" if refused else ""
    reader = reader_of(proposal, user)
    return f"{told}, en mail {reader}" if reader else told


def reader_of(proposal, user) -> str:
    """Whom the mail goes to; nobody is mailed about their own deed."""
    if proposal.author is not None and proposal.author.user_id == user.pk:
        return ""
    author = proposal.author and proposal.author.user
    if author is not None and can_moderate(author):
        return str(author)
    return str(proposal.city) if proposal.city else "de indiener"


# --- when somebody was first ---------------------------------------------------------------------
def moved_page(request, proposal, published):
    """Something else came online: what that was, and the choices as they were made."""
    form = ChoicesForm(request.POST, fields=compared(proposal))
    form.is_valid()
    moved = came_online(proposal, published)
    return decide_page(request, proposal, form, status=409, is_moved=True, moved=moved)


def came_online(proposal, published) -> list:
    """What changed online since version `published` was looked at."""
    part = kind_of_part(proposal)
    if part == SHARED:
        versions = proposal.practice.versions
    else:
        section = section_of(proposal)
        versions = section.versions if section else None
    seen = versions.filter(number=published).first() if versions is not None else None
    return field_differences(part, seen.content if seen else {}, now_of(proposal))


def overtaken_page(request, proposal, keys):
    """Nothing was done: who was first, what changed since, and all that was typed."""
    sentence = telling.sentence(telling.deed_since(proposal, keys["lock"]))
    changed = since_read(proposal, keys["seen"]) if proposal.number != keys["seen"] else []
    form = ChoicesForm(request.POST, fields=compared(proposal))
    form.is_valid()
    told = {"overtaken": sentence, "changed": changed, "typed": typed_in(proposal, request.POST)}
    return decide_page(request, proposal, form, status=409, **told)
