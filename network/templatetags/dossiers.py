"""What the pages of a dossier show of its stored content, which holds plain values."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from ..dossiers.bundle import FROZEN_MARK, MARK

register = template.Library()


@register.filter
def day(iso) -> str:
    """'22 maart 2018' of '2018-03-22'."""
    return date_format(date.fromisoformat(iso), "j F Y") if iso else ""


@register.filter
def moment(iso) -> str:
    """'22 maart 2018, 9.05 uur' of the moment as it is kept."""
    return date_format(timezone.localtime(datetime.fromisoformat(iso)), "j F Y, G.i") + " uur"


@register.filter
def of(found, key):
    """What stands under a key that a template holds in a variable."""
    return (found or {}).get(key)


@register.filter
def news_of(city) -> dict:
    """How much there is to tell of a city: what the table at the top counts."""
    text, progress = city["text"], city["progress"]
    return {
        "new": len(text["new"]),
        "changed": len(text["changed"]),
        "ended": len(text["ended"]),
        "moved": len(progress["moved"]),
        "practices": len(city["practices"]),
    }


@register.filter
def numbers_in_words(states) -> str:
    """'12 in uitvoering (waarvan 5 in deze periode verteld), 3 nog niets verteld'."""
    told = []
    for one in states:
        new = one.get("told")
        of_which = f" (waarvan {new} in deze periode verteld)" if new else ""
        told.append(f"{one['now']} {one['label']}{of_which}")
    return ", ".join(told)


@register.simple_tag
def contact_mark(slug) -> SafeString:
    """Where a member's bundle gets the contacts of a city."""
    return mark_safe(MARK.format(slug))  # noqa: S308 - a slug of ours


@register.simple_tag
def frozen_mark() -> SafeString:
    """Where the bundle gets whether its dossier is frozen: it is kept before that is known."""
    return mark_safe(FROZEN_MARK)  # noqa: S308 - a constant
