"""The address of a practice: words of its title, given at publication and never to another."""

from django.utils.text import slugify

from cities.models import LogEntry

from ..models import Practice, PracticeEvent
from ..models.practice import RESERVED

LONGEST = 80


def free_slug(practice, title) -> str:
    """'praktijktesten-huurmarkt', with a number behind it when somebody has or had that one."""
    stem = slugify(title)[:LONGEST].strip("-") or "praktijk"
    taken = _taken(stem, practice)
    slug, number = stem, 1
    while slug in taken or slug in RESERVED:
        number += 1
        tail = f"-{number}"
        slug = f"{stem[: LONGEST - len(tail)].rstrip('-')}{tail}"
    return slug


def removed_line(practice) -> str:
    """How the log keeps the address of a fiche that was removed."""
    return f"adres {practice.slug or '-'};"


def _taken(stem, practice) -> set:
    """Every slug like it: of other fiches, of publications taken back, and of the gone."""
    root = stem[: LONGEST - len("-1000")]
    others = Practice.objects.exclude(pk=practice.pk).filter(slug__startswith=root)
    taken = set(others.values_list("slug", flat=True))
    # A code is an address too.
    taken |= set(Practice.objects.filter(code__startswith=root).values_list("code", flat=True))
    given = PracticeEvent.objects.exclude(practice=practice).filter(memo__slug__startswith=root)
    taken |= set(given.values_list("memo__slug", flat=True))
    gone = LogEntry.objects.filter(
        verb=LogEntry.Verb.FICHE_REMOVED, detail__contains=f"adres {root}"
    )
    return taken | {
        one.split("adres ")[1].split(";")[0] for one in gone.values_list("detail", flat=True)
    }
