"""A theme in the search: from the day that it is chosen, with its text and its labels."""

from cities import index

from ..models import YearTheme
from .belonging import LISTS, terms_of

KIND = "theme"


def write_entry(theme) -> None:
    """In the transaction of the deed on it."""
    labels = " ".join(str(one) for terms in terms_of(theme).values() for one in terms)
    index.put(
        kind=KIND,
        uid=theme.uid,
        title=f"Jaarthema {theme.year}: {theme.title}",
        text=theme.text,
        url=theme.get_absolute_url(),
        labels=labels,
    )


def rebuild() -> None:
    for theme in YearTheme.objects.prefetch_related(*LISTS):
        write_entry(theme)


index.register(KIND, rebuild)
