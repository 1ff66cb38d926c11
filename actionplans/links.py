"""The addresses elsewhere that plans refer to: a decision, evidence of progress, a figure's source.

Whether they answer is asked by the worker, never while a page is made. Of progress only the newest
word on each goal or action counts: a later one with a good link mends a broken one.
"""

from collections.abc import Iterator

from django.urls import reverse

from .models import Edition, Measurement, ProgressEntry
from .progress.entries import newest


def references(plan=None) -> Iterator[tuple[str, str, str]]:
    """(address elsewhere, what it is, the page where a visitor can follow it).

    Of one plan or of all; three queries.
    """
    entries = newest(ProgressEntry.objects.all()).exclude(evidence=[]).order_by("pk")
    editions = Edition.objects.current().exclude(decision_link="").order_by("pk")
    figures = Measurement.objects.standing().exclude(source_link="").order_by("pk")
    if plan is not None:
        entries, editions = entries.filter(plan=plan), editions.filter(plan=plan)
        figures = figures.filter(indicator__plan=plan)
    for kind, uid, evidence in entries.values_list("kind", "subject", "evidence"):
        place = reverse(f"actionplans:{kind}", args=[uid])
        yield from ((one["url"], "bij de voortgang", place) for one in evidence if one.get("url"))
    for url, goal, name in figures.values_list("source_link", "indicator__goal", "indicator__name"):
        yield url, f"de bron bij “{name}”", reverse("actionplans:goal", args=[goal])
    for edition in editions.without_archive().select_related("plan__city"):
        words = f"het besluit bij editie {edition.number}"
        yield edition.decision_link, words, edition.get_absolute_url()


def addresses() -> set[str]:
    """Every address that a plan refers to today."""
    return {url for url, _, _ in references()}
