"""Words about votes, in pages and mails."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format

register = template.Library()


@register.filter
def moment(at) -> str:
    """'22 maart 2018 om 17.00 uur'."""
    return date_format(timezone.localtime(at), r"j F Y \o\m H.i \u\u\r")


@register.filter
def named(things) -> str:
    """'Gent', 'Gent en Brugge', 'Brugge, Gent en Leuven'."""
    names = [str(one) for one in things]
    return " en ".join(
        [part for part in (", ".join(names[:-1]), names[-1] if names else "") if part]
    )


@register.filter
def votes(count) -> str:
    """'1 stem', '4 stemmen'."""
    return f"{count} {'stem' if count == 1 else 'stemmen'}"
