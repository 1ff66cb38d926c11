"""The addresses elsewhere that plans refer to: decisions of a council, and evidence of progress."""

from .models import Edition, ProgressEntry


def addresses() -> set[str]:
    """Every address that a visitor can follow from a plan today; two queries."""
    editions = Edition.objects.current().exclude(decision_link="").order_by()
    found = set(editions.values_list("decision_link", flat=True))
    told = ProgressEntry.objects.exclude(evidence=[]).order_by()
    for evidence in told.values_list("evidence", flat=True):
        found.update(one["url"] for one in evidence if one.get("url"))
    return found
