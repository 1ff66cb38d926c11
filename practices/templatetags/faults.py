"""All that is wrong in a form, told at the top of its page with a link to each box."""

from django import template
from django.forms import CheckboxSelectMultiple, RadioSelect

from ..forms.submission import OLD_PAGE

register = template.Library()
# Of these each choice has a box of its own; the name of the whole is nowhere to go to.
IN_PARTS = (RadioSelect, CheckboxSelectMultiple)


@register.inclusion_tag("practices/queue/faults.html")
def faults_of(*forms) -> dict:
    """Of several forms that stand on one page; one that is not there tells nothing."""
    found = [fault for form in forms if form for fault in _faults(form)]
    return {"faults": list(dict.fromkeys(found))}


@register.filter
def has_faults(form) -> bool:
    """Also of the text of a fiche that stands in it."""
    fiche = getattr(form, "fiche", None)
    return bool(form and (form.errors or (fiche is not None and fiche.errors)))


def _faults(form):
    """(where, about what, what is wrong), in the order of the page."""
    for sentence in form.non_field_errors():
        yield "", "", str(sentence)
    for box in form:
        for sentence in box.errors:
            if box.is_hidden:
                yield "", "", OLD_PAGE
            else:
                yield place_of(box), str(box.label), str(sentence)


def place_of(box) -> str:
    return f"{box.auto_id}_0" if isinstance(box.field.widget, IN_PARTS) else box.auto_id
