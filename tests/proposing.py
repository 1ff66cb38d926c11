"""What tests of proposals do again and again: begin one, decide on it, send a page's own form."""

from django.urls import reverse

from practices.models import ChangeProposal
from practices.proposing.applying import Choice, apply
from practices.proposing.starting import save, start
from practices.proposing.texts import number_of, paths_of, published_of
from tests.fiches import make_moderator

TAKE, KEEP = Choice("accept"), Choice("refuse", "Dat klopt niet.")


def begun(practice, by, *, kind="change", text=None, **values):
    """A draft of a proposal, saved once."""
    proposal = start(practice, kind=kind, by=by)
    save(proposal, values, by=by, seen=proposal.number, text=text)
    return proposal


def keys(proposal):
    """What the page of a proposal hides beside its buttons."""
    return {"lock": proposal.lock_version, "seen": proposal.number}


def decide(proposal, by, *, all=TAKE, **choices):
    """Apply with these choices, the same for every field that is not named."""
    choices = {path: choices.get(path, all) for path in paths_of(proposal)}
    published = number_of(published_of(proposal))
    return apply(proposal, by=by, published=published, choices=choices, **keys(proposal))


def other_decides(proposal):
    """A colleague brings all of it online."""
    decide(ChangeProposal.objects.get(pk=proposal.pk), make_moderator(name="Bo"))


def online(practice):
    """What everybody reads."""
    practice.refresh_from_db()
    return practice.published_version.content


def url_of(proposal, name="proposal", *more):
    return reverse(f"practices:{name}", args=[proposal.uid, *more])


def boxes_of(response):
    """What a browser would send back of the form on a page, hidden fields too."""
    found = {}
    for box in response.context["form"]:
        value = box.value()
        if value not in (None, "", False, []):
            found[box.html_name] = box.field.prepare_value(value)
    return found


def keys_in(response):
    return response.context["keys"]
