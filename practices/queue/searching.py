"""Any fiche that a moderator may open, found by words of its title, whatever its state.

A draft is its author's own and is never found. In a title that is not online yet and in the one
that is, every word has to be there, as part of a word; accents and capitals make no difference.
"""

from django.db.models import F
from django.utils.text import slugify

from ..models import Practice

MOST = 50


def found(user, words="") -> tuple[list[Practice], int]:
    """(the first of them, how many there are); without words what was touched last."""
    wanted = slugify(words[:100]).split("-")
    visible = Practice.objects.visible_to(user).exclude(state=Practice.State.DRAFT)
    titles = visible.order_by("-touched_at", "-pk").values_list(
        "pk", F("working_version__content__title"), F("published_version__content__title")
    )
    keys = [pk for pk, *told in titles if _says(wanted, told)]
    related = ("city", "submitter__city", "working_version", "published_version")
    by_key = Practice.objects.select_related(*related).in_bulk(keys[:MOST])
    return [by_key[pk] for pk in keys[:MOST]], len(keys)


def _says(wanted, titles) -> bool:
    return any(all(word in slugify(title or "") for word in wanted) for title in titles)
