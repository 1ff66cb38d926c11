"""What a published practice is found by: its labels, kept beside it so that a list can count them.

Written in the transaction of the deed that changes what everybody reads. What is not listed has no
labels.
"""

from django.db import transaction

from ..fiche.fields import PARTS, Kind
from ..models import Practice, PracticeTag


@transaction.atomic
def refresh(practice) -> None:
    """Make the labels of one practice anew, from what everybody reads of it now."""
    PracticeTag.objects.filter(practice=practice).delete()
    if practice.state == Practice.State.PUBLISHED:
        PracticeTag.objects.bulk_create(
            PracticeTag(practice=practice, facet=facet, code=code)
            for facet, code in sorted(_labels(practice))
        )


def _labels(practice):
    content = practice.published_version.content
    labels = {
        (field.facet, str(code))
        for field in PARTS["shared"].values()
        if field.kind == Kind.TERMS and field.facet
        for code in content.get(field.name, [])
    }
    shown = practice.sections.shown().exclude(city=None)
    return labels | {("gemeente", slug) for slug in shown.values_list("city__slug", flat=True)}
