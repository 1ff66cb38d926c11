"""How an edition is quoted in a council's papers.

City, title, number and date, in that order and always the same: 'Stad Gent, Gent voor iedereen,
editie 2, 22 maart 2026'. The date is the day of publication, as in the archived file; of a draft
there is nothing to quote.
"""

from django.utils import timezone
from django.utils.formats import date_format

from ..models import Edition


def citation(edition: Edition) -> str:
    """The sentence for a published edition whose plan and city are known."""
    day = timezone.localtime(edition.published_at).date()
    title = " ".join(edition.title.split())
    parts = (
        edition.plan.city.full_name,
        title,
        f"editie {edition.number}",
        date_format(day, "j F Y"),
    )
    return ", ".join(parts)
